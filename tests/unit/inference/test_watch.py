"""Silence, stalls, and what must not be taken for either."""

from __future__ import annotations

from radvaluer_desktop.inference.messages import Beat, FailureKind, Token
from radvaluer_desktop.inference.watch import Patience, Watch

PATIENCE = Patience(tick_s=2.0, silent_ticks=3, start_ticks=5)
TOKEN = Token(1, "x")


def test_silence_is_borne_for_some_ticks() -> None:
    watch = Watch(PATIENCE, stall_beats=10, heard=True)
    assert [watch.silence() for _ in range(3)] == [None, None, (FailureKind.WORKER_HUNG, 6)]


def test_a_sign_of_life_begins_the_count_anew() -> None:
    watch = Watch(PATIENCE, stall_beats=10, heard=True)
    for _ in range(10):
        assert (watch.silence(), watch.silence(), watch.hear(Beat())) == (None, None, None)
        watch.hear(TOKEN)


def test_a_worker_that_starts_gets_more_time() -> None:
    watch = Watch(PATIENCE, stall_beats=10, heard=False)
    assert [watch.silence() for _ in range(4)] == [None] * 4
    assert watch.silence() == (FailureKind.WORKER_HUNG, 10)


def test_beats_without_progress_are_a_stall() -> None:
    watch = Watch(PATIENCE, stall_beats=3, heard=True)
    assert [watch.hear(event) for event in (Beat(), Beat(), TOKEN, Beat(), Beat())] == [None] * 5
    assert watch.hear(Beat()) == (FailureKind.WORKER_STALLED, 3)
