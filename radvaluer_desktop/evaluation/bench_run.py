"""Runs a whole benchmark of one model and tells its figures."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import psutil

from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.evaluation.bench import (
    Bench,
    BenchCase,
    Decoding,
    Memory,
    Typing,
    prompt_speed,
    speed,
)
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import EngineSettings, LoadedModel
from radvaluer_desktop.metrics.plot import Axis, draw_lines

_QUARTER = 4
_COPIED_BYTES = 256 * 2**20
_COPIES = 5
_GIB = 2**30

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class BenchResult:
    """What was measured. Times in milliseconds, memory in bytes."""

    model: LoadedModel
    file_bytes: int
    load_ms: float
    decodings: Sequence[Decoding]
    longest: Sequence[Decoding]
    typings: Sequence[Typing]
    stops: Sequence[float]
    memory: Memory
    bandwidth: float

    def figures(self) -> Figures:
        """Return the figures by name; medians where there are several reports."""
        plain = speed([each.plain for each in self.decodings])
        drafted = speed([each.drafted for each in self.decodings])
        longest = speed([each.plain for each in self.longest])
        written = sum(each.drafted.completion_tokens for each in self.decodings)
        agreed = sum(each.drafted.agreed_tokens for each in self.decodings)
        proposed = sum(each.drafted.proposed_tokens for each in self.decodings)
        limit = self.bandwidth / self.file_bytes
        typed = {
            "ttft_ms_type_ahead": [each.after_typing_ms for each in self.typings],
            "ttft_ms_one_word_edit": [each.after_late_edit_ms for each in self.typings],
            "ttft_ms_one_word_edit_first_sentence": [
                each.after_early_edit_ms for each in self.typings
            ],
            "ttft_ms_cold_typed_reports": [each.cold_ms for each in self.typings],
            "read_share_while_typing": [each.read_share for each in self.typings],
        }
        return {
            "load_ms": self.load_ms,
            "prompt_tokens_per_s": prompt_speed([each.first for each in self.decodings]),
            "decode_tokens_per_s_plain": plain,
            "decode_tokens_per_s_drafted": drafted,
            "drafted_over_plain": _ratio(drafted, plain),
            "drafted_over_plain_longest_quarter": _ratio(
                speed([each.drafted for each in self.longest]), longest
            ),
            "accepted_share": _ratio(agreed, written),
            "accepted_of_proposed": _ratio(agreed, proposed),
            "ttft_ms_cold": _median([each.first.ttft_ms for each in self.decodings]),
            **{name: _median(values) for name, values in typed.items()},
            "full_impression_ms_plain": _median([_whole(each, "plain") for each in self.decodings]),
            "full_impression_ms_drafted": _median(
                [_whole(each, "drafted") for each in self.decodings]
            ),
            "stop_ms": max(self.stops, default=0.0),
            "rss_anon_bytes": self.memory.anonymous,
            "rss_file_bytes": self.memory.file_backed,
            "memory_bandwidth_bytes_per_s": self.bandwidth,
            "limit_tokens_per_s": limit,
            "plain_over_limit": _ratio(plain, limit),
        }

    def reports(self) -> list[Figures]:
        """Return what each report took, in the order of writing; no text.

        With them runs over parts of the same reports can be put together.
        """
        return [
            {
                "tokens": each.plain.completion_tokens,
                "plain_tokens_per_s": each.plain.decode_tokens_per_s,
                "drafted_tokens_per_s": each.drafted.decode_tokens_per_s,
                "proposed_tokens": each.drafted.proposed_tokens,
                "agreed_tokens": each.drafted.agreed_tokens,
            }
            for each in self.decodings
        ]


def run_bench(
    engine: LocalEngine,
    model: InstalledModel,
    settings: EngineSettings,
    cases: Sequence[BenchCase],
    history: Sequence[str],
    typed_reports: int,
    tell: Callable[[str], None],
) -> BenchResult:
    """Measure ``model`` on ``cases``. Raises BenchFailed."""
    bench = Bench(engine)
    tell("loading, and measuring what a decode call costs")
    loaded, load_ms = bench.load(model, settings)
    bench.remember(history)
    decodings = []
    for number, decoding in enumerate(bench.decode(cases), start=1):
        decodings.append(decoding)
        ratio = _ratio(speed([d.drafted for d in decodings]), speed([d.plain for d in decodings]))
        tell(f"written: {number} of {len(cases)} reports, drafted {ratio:.2f} x plain")
    typings = []
    for number, case in enumerate(cases[:typed_reports], start=1):
        tell(f"typing: {number} of {min(typed_reports, len(cases))} reports")
        typings.append(bench.typing(case))
    tell("stopping")
    stops = bench.stop(cases[0])
    return BenchResult(
        model=loaded,
        file_bytes=model.path.stat().st_size,
        load_ms=load_ms,
        decodings=decodings,
        longest=_longest_quarter(decodings),
        typings=typings,
        stops=stops,
        memory=bench.memory(),
        bandwidth=memory_bandwidth(),
    )


def memory_bandwidth() -> float:
    """Return bytes a second that all cores together read and write, the best of some copies."""
    cores = psutil.cpu_count(logical=False) or 1
    pairs = [
        (np.ones(_COPIED_BYTES // 8 // cores), np.empty(_COPIED_BYTES // 8 // cores))
        for _ in range(cores)
    ]
    best = 0.0
    with ThreadPoolExecutor(cores) as threads:
        for _ in range(_COPIES):
            began = time.perf_counter()
            list(threads.map(lambda pair: np.copyto(pair[1], pair[0]), pairs))
            moved = 2 * sum(source.nbytes for source, _ in pairs)
            best = max(best, moved / (time.perf_counter() - began))
    return best


def as_table(result: BenchResult, tested: str) -> str:
    """Return the figures as a Markdown table."""
    figures = result.figures()
    lines = [
        f"# Benchmark of {result.model.description}",
        "",
        f"- {tested}",
        f"- {result.model.threads} threads, {result.model.device}, {_size(result.file_bytes)}",
        f"- cost of a decode call of 1, 2, 3 … tokens: {_curve(result.model.decode_costs)}",
        "",
        "| figure | value |",
        "|---|---:|",
        *(f"| {name} | {_shown(value)} |" for name, value in figures.items()),
    ]
    return "\n".join(lines) + "\n"


def as_plot(result: BenchResult) -> str:
    """Return the cost curve as an SVG picture. Raises ValueError where none was measured."""
    costs = list(enumerate(result.model.decode_costs, start=1))
    lines = {
        "the call": costs,
        "each of its tokens": [(count, cost / count) for count, cost in costs],
    }
    across = Axis("tokens in one decode call", [1, 2, 3, 4, 6, 8, 12, 16])
    up = Axis(f"time beside a call of one, {result.model.description}", range(9), begin=0.0)
    return draw_lines(lines, across, up)


def _longest_quarter(decodings: Sequence[Decoding]) -> list[Decoding]:
    by_length = sorted(decodings, key=lambda each: each.plain.completion_tokens, reverse=True)
    return by_length[: max(1, len(by_length) // _QUARTER)]


def _whole(decoding: Decoding, which: str) -> float:
    """Return the milliseconds of a draft from the request to its end, its prompt read anew."""
    timings = decoding.plain if which == "plain" else decoding.drafted
    rate = timings.decode_tokens_per_s
    writing = (timings.completion_tokens - 1) / rate * 1000 if rate else 0.0
    return decoding.first.ttft_ms + writing


def _size(count: int) -> str:
    return f"file of {count / _GIB:.2f} GiB"


def _curve(costs: Sequence[float]) -> str:
    return ", ".join(f"{cost:.2f}" for cost in costs)


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _median(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


def _ratio(one: float, other: float) -> float:
    return one / other if other else 0.0
