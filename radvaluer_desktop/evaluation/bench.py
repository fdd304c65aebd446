"""How fast a model drafts on this computer, measured through the engine that the window uses.

Texts are dictated where random weights would write nothing sensible: every token still costs its
decode call, and a proposed token counts only where it is the radiologist's own next one.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import psutil

from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import (
    AheadRead,
    Done,
    EngineSettings,
    Event,
    Failed,
    LoadedModel,
    Ready,
    Sampling,
    Segment,
    Timings,
)
from radvaluer_desktop.session.ahead import Pace, settled

Prompts = Callable[[str], tuple[Segment, ...]]
_MOST_TOKENS = 512
_WORDS_A_SECOND = 150 / 60
_CANCEL_AFTER_S = 0.4
_LONG_PROMPT = 1500  # characters of what is stopped in the middle

_Closing = TypeVar("_Closing", Ready, AheadRead, Done)


class BenchFailed(RuntimeError):
    """The engine failed while it was measured."""


@dataclass(frozen=True, slots=True)
class BenchCase:
    """A report to draft. ``prompt`` makes the segments for findings as they stand."""

    findings: str = field(repr=False)
    impression: str = field(repr=False)
    prompt: Prompts = field(repr=False)
    small_prompt: tuple[Segment, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Decoding:
    """One report written twice: ``plain``, then with proposed tokens, in either order."""

    first: Timings
    plain: Timings
    drafted: Timings


@dataclass(frozen=True, slots=True)
class Typing:
    """What a first word takes after the findings were typed, in milliseconds.

    ``read_share``: of the prompt, read when the last key was pressed.
    """

    after_typing_ms: float
    after_late_edit_ms: float
    after_early_edit_ms: float
    cold_ms: float
    read_share: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of the worker: what is its own, and what it maps from files."""

    anonymous: int
    file_backed: int


class Bench:
    """Measures one loaded model."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine

    def load(self, model: InstalledModel, settings: EngineSettings) -> tuple[LoadedModel, float]:
        """Load twice; return the model and the milliseconds of the second time.

        At the first, the cost curve is measured.
        """
        first = self._closing(self._engine.load(model.path, settings), Ready)
        again = replace(settings, decode_costs=first.model.decode_costs)
        ready = self._closing(self._engine.load(model.path, again), Ready)
        return ready.model, ready.load_ms

    def remember(self, impressions: Sequence[str]) -> None:
        """Propose from ``impressions`` too."""
        if impressions:
            list(self._engine.remember(tuple(impressions)))

    def decode(self, cases: Sequence[BenchCase]) -> Iterator[Decoding]:
        """Write the impression of each case twice, with and without proposals, in turn."""
        for number, case in enumerate(cases):
            plain_first = number % 2 == 0
            first = self._write(case, propose=not plain_first)
            second = self._write(case, propose=plain_first)
            plain, drafted = (first, second) if plain_first else (second, first)
            yield Decoding(first, plain, drafted)

    def typing(self, case: BenchCase) -> Typing:
        """Type the findings at 150 words a minute, then ask for a draft; then edit, and ask."""
        self._forget()
        cold = self._first_word(case.findings, case)
        self._forget()
        read, total = self._typed(case)
        typed = self._first_word(case.findings, case)
        late = self._first_word(_edited(case.findings, -1), case)
        self._write(case, propose=False)
        early = self._first_word(_edited(case.findings, 0), case)
        return Typing(typed, late, early, cold, read / total)

    def stop(self, case: BenchCase) -> list[float]:
        """Stop in the middle of a prompt, of reading ahead, and of writing; milliseconds each."""
        long = (case.findings * (_LONG_PROMPT // max(len(case.findings), 1) + 1))[:_LONG_PROMPT]
        sampling = Sampling(max_tokens=_MOST_TOKENS, propose=False)
        runs = (
            lambda: self._engine.generate(case.prompt("x" + long), sampling),
            lambda: self._engine.read_ahead(case.prompt("y" + long)[:-1], _LONG_PROMPT),
            lambda: self._engine.generate(
                case.prompt(case.findings), sampling, dictated=case.impression * 50
            ),
        )
        return [self._stopped(run) for run in runs]

    def memory(self) -> Memory:
        """Return what the worker holds now."""
        pid = self._engine.worker_pid
        if pid is None:
            raise BenchFailed("no worker runs")
        info = psutil.Process(pid).memory_info()
        shared = int(getattr(info, "shared", 0))
        return Memory(anonymous=info.rss - shared, file_backed=shared)

    def _typed(self, case: BenchCase) -> tuple[int, int]:
        """Type in real time beside the reading; return tokens read of how many."""
        words = case.findings.split(" ")
        pace, began = Pace(), time.monotonic()
        answer = AheadRead(0, 0, 1)
        while True:
            count = int((time.monotonic() - began) * _WORDS_A_SECOND)
            text = " ".join(words[:count]) if count < len(words) else case.findings
            started = time.monotonic()
            if settled(text).strip():
                segments = case.prompt(settled(text))[:-1]
                answer = self._closing(self._engine.read_ahead(segments, pace.tokens), AheadRead)
                if answer.done < answer.total:
                    pace.note(time.monotonic() - started)
            if count >= len(words):
                return answer.done, answer.total
            if answer.done >= answer.total:
                time.sleep(1 / _WORDS_A_SECOND / 4)

    def _first_word(self, findings: str, case: BenchCase) -> float:
        sampling = Sampling(max_tokens=1, propose=False)
        done = self._closing(self._engine.generate(case.prompt(findings), sampling), Done)
        return done.timings.ttft_ms

    def _write(self, case: BenchCase, *, propose: bool) -> Timings:
        sampling = Sampling(max_tokens=_MOST_TOKENS, propose=propose)
        events = self._engine.generate(
            case.prompt(case.findings),
            sampling,
            dictated=case.impression,
            small_prompt=case.small_prompt,
        )
        return self._closing(events, Done).timings

    def _forget(self) -> None:
        """Let nothing of the report stand in the context."""
        self._closing(self._engine.read_ahead((Segment("."),), 1), AheadRead)

    def _stopped(self, run: Callable[[], Iterator[Event]]) -> float:
        ended = threading.Event()

        def work() -> None:
            for _ in run():
                pass
            ended.set()

        worker = threading.Thread(target=work)
        worker.start()
        time.sleep(_CANCEL_AFTER_S)
        began = time.perf_counter()
        self._engine.cancel()
        ended.wait()
        elapsed = (time.perf_counter() - began) * 1000
        worker.join()
        return elapsed

    @staticmethod
    def _closing(events: Iterator[Event], kind: type[_Closing]) -> _Closing:
        *_, last = events
        if isinstance(last, kind):
            return last
        raise BenchFailed(last.kind.value if isinstance(last, Failed) else "no answer")


def speed(timings: Sequence[Timings]) -> float:
    """Return tokens a second over all of ``timings``, the first token of each left out."""
    written = [each for each in timings if each.decode_tokens_per_s > 0]
    tokens = sum(each.completion_tokens - 1 for each in written)
    seconds = sum((each.completion_tokens - 1) / each.decode_tokens_per_s for each in written)
    return tokens / seconds if seconds else 0.0


def prompt_speed(timings: Sequence[Timings]) -> float:
    """Return the median of tokens a second over prompts that were read anew."""
    rates = [
        (each.prompt_tokens - each.kept_tokens) / each.prefill_ms * 1000
        for each in timings
        if each.prefill_ms > 0
    ]
    return statistics.median(rates) if rates else 0.0


def _edited(findings: str, place: int) -> str:
    """Return the findings with another word in their first or last sentence."""
    words = findings.split(" ")
    words[place] = "Changed" if place == 0 else "changed."
    return " ".join(words)
