"""Several drafts of one prompt in one batch: a real model in a real child process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import Done, EngineSettings, Sampling, StopReason, Token
from tests.integration.test_ahead import FINDINGS, load, segments_of

GREEDY = Sampling(max_tokens=48)
DRAWN = [replace(GREEDY, temperature=0.7, seed=seed) for seed in range(1, 16)]


@pytest.fixture
def engine(demo_model: Path) -> Iterator[LocalEngine]:
    engine = LocalEngine()
    load(engine, demo_model, (1.0,))
    yield engine
    engine.close()


def together(engine: LocalEngine, first: Sampling, *others: Sampling) -> tuple[str, Done]:
    *events, done = engine.generate(segments_of(FINDINGS), first, others=others)
    assert isinstance(done, Done)
    return "".join(event.text for event in events if isinstance(event, Token)), done


def test_the_first_streams_and_the_others_come_with_it(engine: LocalEngine) -> None:
    _, alone = together(engine, GREEDY)
    shown, done = together(engine, GREEDY, *DRAWN[:7])
    assert shown.rstrip() == done.text == alone.text
    assert len(done.others) == 7
    assert len({each.text for each in done.others}) > 1
    assert all(each.text for each in done.others)


def test_each_is_written_by_a_sampling_of_its_own(engine: LocalEngine) -> None:
    short = replace(GREEDY, max_tokens=2)
    _, done = together(engine, GREEDY, GREEDY, short, DRAWN[0], DRAWN[0])
    like, brief, drawn, again = done.others
    assert like.text == done.text
    assert brief.stop_reason is StopReason.MAX_TOKENS
    assert done.text.startswith(brief.text)
    _, two = together(engine, short, DRAWN[0])
    assert two.timings.completion_tokens == 2
    assert drawn == again


def test_drafts_of_the_same_text_can_be_repeated_and_leave_nothing(engine: LocalEngine) -> None:
    _, before = together(engine, GREEDY)
    _, first = together(engine, GREEDY, *DRAWN)
    _, second = together(engine, GREEDY, *DRAWN)
    assert first.others == second.others
    _, after = together(engine, GREEDY)
    assert (after.text, after.stop_reason) == (before.text, before.stop_reason)
    assert second.timings.kept_tokens == second.timings.prompt_tokens - 1


def test_more_than_fit_into_one_batch_are_left_out(engine: LocalEngine) -> None:
    _, done = together(engine, GREEDY, *DRAWN, *DRAWN)
    assert len(done.others) == 15


def test_stopped_in_the_middle_none_is_at_its_end(slow_model: Path) -> None:
    engine = LocalEngine()
    load(engine, slow_model, (1.0,))
    endless, short = Sampling(max_tokens=100_000), replace(GREEDY, max_tokens=4)
    _, undisturbed = together(engine, short)
    events = engine.generate(segments_of(FINDINGS), endless, others=(endless, endless))
    for event in events:
        if isinstance(event, Token):
            break
    engine.cancel()
    *_, done = events
    assert isinstance(done, Done)
    assert done.stop_reason is StopReason.CANCELLED
    assert {each.stop_reason for each in done.others} <= {StopReason.CANCELLED}
    _, again = together(engine, short)
    engine.close()
    assert (again.text, again.stop_reason) == (undisturbed.text, StopReason.MAX_TOKENS)


def test_drafts_that_have_ended_give_back_what_they_took(demo_model: Path) -> None:
    engine = LocalEngine()
    *_, _ready = engine.load(demo_model, EngineSettings(context_tokens=512))
    long, *others = [
        replace(each, max_tokens=160, temperature=50.0, top_k=0, top_p=1.0, min_p=0.0)
        for each in DRAWN
    ]
    long = replace(long, max_tokens=4096)
    *_, done = engine.generate(segments_of(FINDINGS), long, others=tuple(others))
    engine.close()
    assert isinstance(done, Done)
    assert sum(each.stop_reason is StopReason.MAX_TOKENS for each in done.others) > 10
    # It needs more cells than there are, were those of the others not given back.
    assert done.stop_reason is StopReason.CONTEXT_FULL
    assert done.timings.completion_tokens + done.timings.prompt_tokens > 500


def test_a_context_that_is_full_ends_them_all(demo_model: Path) -> None:
    engine = LocalEngine()
    prompt = segments_of(FINDINGS)
    *_, _ready = engine.load(demo_model, EngineSettings(context_tokens=128))
    loud = [replace(each, max_tokens=4096, temperature=5.0, top_k=0, top_p=1.0, min_p=0.0)
            for each in DRAWN]  # fmt: skip
    *_, done = engine.generate(prompt, loud[0], others=tuple(loud[1:]))
    engine.close()
    assert isinstance(done, Done)
    reasons = {done.stop_reason, *(each.stop_reason for each in done.others)}
    assert reasons <= {StopReason.CONTEXT_FULL, StopReason.END}
    assert StopReason.CONTEXT_FULL in reasons
