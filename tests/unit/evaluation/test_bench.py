"""The figures of a benchmark, from timings that are known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from radvaluer_desktop.evaluation.bench import (
    BenchCase,
    Decoding,
    Memory,
    Typing,
    _edited,
    prompt_speed,
    speed,
)
from radvaluer_desktop.evaluation.bench_cases import cases_of, impressions_of
from radvaluer_desktop.evaluation.bench_run import BenchResult, _longest_quarter, as_table
from radvaluer_desktop.inference.messages import LoadedModel, Offload, Timings
from tests.unit.evaluation.samples import REPORTS, TRAINING, report

CONTROL = ("<|report|>", "<|exam|>", "<|findings|>", "<|impression|>", "<|end|>")
MODEL = LoadedModel(
    Path("model.gguf"), "llama 7B Q4_0", 7_000_000_000, 4096, Offload(), 2, (1.0, 1.25)
)
MEMORY = Memory(anonymous=3 * 2**30, file_backed=2**20)


def timings(
    tokens: int,
    rate: float,
    *,
    prompt: int = 100,
    kept: int = 0,
    prefill_ms: float = 500.0,
    proposed: int = 0,
    agreed: int = 0,
) -> Timings:
    """Of a draft of ``tokens`` at ``rate`` a second, whose first word comes after its prompt."""
    first = prefill_ms + 20
    return Timings(prompt, tokens, prefill_ms, first, rate, kept, proposed, agreed)


def decoding(tokens: int, plain: float, drafted: float, *, agreed: int = 0) -> Decoding:
    """Written plainly first, then with twice as many proposals as were right."""
    first = timings(tokens, plain)
    return Decoding(first, first, timings(tokens, drafted, proposed=2 * agreed, agreed=agreed))


def result(decodings: Sequence[Decoding], typings: Sequence[Typing] = ()) -> BenchResult:
    return BenchResult(
        model=MODEL,
        file_bytes=4 * 2**30,
        load_ms=1500.0,
        decodings=decodings,
        longest=_longest_quarter(decodings),
        typings=typings,
        stops=[120.0, 300.0, 40.0],
        memory=MEMORY,
        bandwidth=2.0 * 2**34,
    )


class TestSpeed:
    def test_tokens_are_divided_by_time_over_all_and_not_averaged(self) -> None:
        assert speed([timings(11, 10.0), timings(91, 30.0)]) == pytest.approx(100 / 4)

    def test_a_draft_of_one_token_has_none(self) -> None:
        assert speed([timings(11, 10.0), timings(1, 0.0)]) == pytest.approx(10.0)
        assert speed([timings(1, 0.0)]) == speed([]) == 0.0

    def test_of_a_prompt_only_what_was_read_anew_counts(self) -> None:
        times = [
            timings(5, 9.0, prompt=100, prefill_ms=1000),
            timings(5, 9.0, prompt=100, kept=50, prefill_ms=100),
            timings(5, 9.0, prompt=300, prefill_ms=1000),
        ]
        assert prompt_speed(times) == pytest.approx(300.0)

    def test_a_prompt_that_took_no_time_is_left_out(self) -> None:
        assert prompt_speed([timings(5, 9.0, prefill_ms=0.0)]) == prompt_speed([]) == 0.0


class TestFigures:
    def test_they_are_what_the_timings_say(self) -> None:
        decodings = [decoding(21, 10.0, 20.0, agreed=6), decoding(81, 10.0, 40.0, agreed=45)]
        typings = [Typing(200.0, 300.0, 900.0, 2000.0, 0.9), Typing(100.0, 400.0, 700.0, 1000.0, 1)]
        figures = result(decodings, typings).figures()
        assert figures == pytest.approx(
            {
                "load_ms": 1500.0,
                "prompt_tokens_per_s": 200.0,
                "decode_tokens_per_s_plain": 10.0,
                "decode_tokens_per_s_drafted": 100 / 3,
                "drafted_over_plain": 10 / 3,
                "drafted_over_plain_longest_quarter": 4.0,
                "accepted_share": 0.5,
                "accepted_of_proposed": 0.5,
                "ttft_ms_cold": 520.0,
                "ttft_ms_type_ahead": 150.0,
                "ttft_ms_one_word_edit": 350.0,
                "ttft_ms_one_word_edit_first_sentence": 800.0,
                "ttft_ms_cold_typed_reports": 1500.0,
                "read_share_while_typing": 0.95,
                "full_impression_ms_plain": 520.0 + (2000 + 8000) / 2,
                "full_impression_ms_drafted": 520.0 + (1000 + 2000) / 2,
                "stop_ms": 300.0,
                "rss_anon_bytes": 3 * 2**30,
                "rss_file_bytes": 2**20,
                "memory_bandwidth_bytes_per_s": 2**35,
                "limit_tokens_per_s": 8.0,
                "plain_over_limit": 1.25,
            }
        )

    def test_the_first_word_is_that_of_the_run_that_read_the_prompt(self) -> None:
        """The second of the two finds the prompt read, whichever it was."""
        cold, warm = timings(21, 20.0), timings(21, 10.0, kept=99, prefill_ms=5.0)
        figures = result([Decoding(first=cold, plain=warm, drafted=cold)]).figures()
        assert figures["ttft_ms_cold"] == 520.0
        assert figures["full_impression_ms_plain"] == 520.0 + 2000

    def test_what_was_not_measured_is_nought_and_not_an_error(self) -> None:
        one_token = Timings(100, 1, 500.0, 520.0, 0.0)
        for decodings in ([], [Decoding(one_token, one_token, one_token)]):
            figures = replace(result(decodings), stops=[]).figures()
            assert all(math.isfinite(value) and value >= 0 for value in figures.values())
            assert figures["decode_tokens_per_s_plain"] == figures["drafted_over_plain"] == 0
            assert figures["ttft_ms_type_ahead"] == figures["stop_ms"] == 0

    def test_the_longest_quarter_is_at_least_one_report(self) -> None:
        decodings = [decoding(tokens, 10.0, 10.0) for tokens in (30, 90, 20, 70, 10, 60, 50, 40)]
        longest = [each.plain.completion_tokens for each in _longest_quarter(decodings)]
        assert longest == [90, 70]
        assert _longest_quarter(decodings[:2]) == [decodings[1]]

    def test_the_table_names_every_figure_and_what_was_tested(self) -> None:
        tested = result([decoding(21, 10.0, 20.0, agreed=6)])
        table = as_table(tested, "1 report of ours.csv")
        assert "llama 7B Q4_0" in table.splitlines()[0]
        assert "1 report of ours.csv" in table
        assert "2 threads, CPU, file of 4.00 GiB" in table
        assert "1.00, 1.25" in table
        rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")]
        assert rows == ["figure", *tested.figures()]
        assert "| rss_anon_bytes | 3,221,225,472 |" in table
        assert "| plain_over_limit | 1.25 |" in table


class TestCases:
    def test_a_case_puts_its_findings_into_the_prompt_as_they_stand(self) -> None:
        case, *others = cases_of(REPORTS, CONTROL, 2)
        assert len(others) == 1
        assert (case.findings, case.impression) == (REPORTS[0].findings, REPORTS[0].impression)
        for findings in (case.findings, "The lungs"):
            texts = [segment.text for segment in case.prompt(findings) if not segment.special]
            assert any(findings in text for text in texts)
        assert case.small_prompt == ()

    def test_for_a_small_model_beside_there_is_its_own_prompt(self) -> None:
        (case,) = cases_of(REPORTS, CONTROL, 1, ())
        assert any(case.findings in segment.text for segment in case.small_prompt)
        assert case.small_prompt != case.prompt(case.findings)

    def test_no_text_is_in_what_a_case_prints(self) -> None:
        (case,) = cases_of(REPORTS, CONTROL, 1)
        assert "lungs" not in repr(case)
        assert "acute" not in repr(case)

    def test_earlier_impressions_leave_out_the_reports_that_are_tested(self) -> None:
        cases = cases_of(REPORTS, CONTROL, 2)
        again = report(9, f"  {REPORTS[1].findings.upper()}\n", "Seen in the test itself.")
        known = impressions_of((*TRAINING, again), cases)
        left = [each for each in TRAINING if each.findings != REPORTS[0].findings]
        assert len(left) == len(TRAINING) - 1
        assert known == tuple(each.impression for each in left)
        assert impressions_of((), cases) == ()


@pytest.mark.parametrize(
    ("place", "edited"),
    [(0, "Changed heart is normal. No effusion."), (-1, "The heart is normal. No changed.")],
)
def test_an_edit_changes_one_word_of_the_first_or_the_last_sentence(
    place: int, edited: str
) -> None:
    assert _edited("The heart is normal. No effusion.", place) == edited


def test_a_case_can_be_made_without_a_small_model() -> None:
    assert BenchCase("a", "b", lambda _findings: ()).small_prompt == ()
