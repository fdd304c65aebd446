"""The drafter: two sources, mixed by what they were worth."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from radvaluer_desktop.inference.ahead.drafter import Drafter
from radvaluer_desktop.inference.ahead.proposal import CostCurve, Distribution

ALWAYS = CostCurve((1.0,) * 9)
TEXT = [5, 6, 7, 8, 9, 10, 11, 12]


class Oracle:
    """Foresees a given text, or another one."""

    def __init__(self, text: Sequence[int]) -> None:
        self.text = text
        self.asked = 0

    def __call__(self, written: Sequence[int], most: int) -> list[Distribution]:
        self.asked += 1
        return [[(token, 0.9)] for token in self.text[len(written) :][:most]]


def write(drafter: Drafter, text: Sequence[int]) -> int:
    """Write ``text`` as the loop does; return how many decode calls it takes."""
    drafter.begin(())
    calls, at = 0, 0
    while at < len(text):
        drafter.wrote(text[at])
        at += 1
        tree = drafter.propose(len(text) - at)
        calls += 1
        node, agreed = -1, list[int]()
        while at < len(text):
            following = tree.child(node, text[at])
            if following is None:
                break
            drafter.wrote(text[at])
            node, at = following, at + 1
            agreed.append(node)
        drafter.agreed(agreed)
    return calls


def test_without_anything_known_every_token_is_a_call() -> None:
    assert write(Drafter(ALWAYS), TEXT) == len(TEXT)


def test_what_was_said_before_is_proposed() -> None:
    drafter = Drafter(ALWAYS)
    drafter.remember([TEXT])
    assert write(drafter, TEXT) <= 3


def test_findings_are_proposed() -> None:
    drafter = Drafter(ALWAYS)
    drafter.begin([1, 2, *TEXT])
    drafter.wrote(TEXT[0])
    assert drafter.propose(8).tokens[:3] == TEXT[1:4]


def test_a_small_model_that_is_right_comes_to_be_trusted() -> None:
    drafter = Drafter(ALWAYS, Oracle(TEXT))
    drafter.remember([[5, 99, 98], [5, 99, 98]])
    calls = [write(drafter, TEXT) for _ in range(4)]
    assert calls[-1] < 3
    assert calls[-1] <= calls[0]


def test_a_small_model_that_is_wrong_is_asked_less_and_less() -> None:
    oracle = Oracle([77] * 20)
    drafter = Drafter(ALWAYS, oracle)
    drafter.remember([TEXT])
    for _ in range(20):
        write(drafter, TEXT)
    before = oracle.asked
    calls = sum(write(drafter, TEXT) for _ in range(20))
    assert oracle.asked - before < calls / 2


def test_proposals_that_are_never_right_are_given_up() -> None:
    drafter = Drafter(CostCurve((1.0, 1.5, 2.0, 2.5)), Oracle([77] * 400))
    write(drafter, list(range(100, 300)))
    assert len(drafter.propose(8)) == 0


def test_what_was_given_up_is_tried_again_some_day() -> None:
    drafter = Drafter(CostCurve((1.0, 1.5, 2.0, 2.5)), Oracle([77] * 400))
    write(drafter, list(range(100, 300)))
    drafter.remember([TEXT] * 3)
    assert sum(write(drafter, TEXT) < len(TEXT) for _ in range(200)) > 0


def test_no_more_is_proposed_than_there_is_room_for() -> None:
    drafter = Drafter(ALWAYS)
    drafter.remember([TEXT])
    drafter.begin(())
    drafter.wrote(5)
    assert len(drafter.propose(2)) == 2
    assert len(drafter.propose(0)) == 0
    assert len(Drafter(CostCurve((1.0,))).propose(8)) == 0


def test_a_small_model_that_takes_longer_than_half_a_call_is_asked_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr("time.perf_counter", lambda: now)

    def asked(answer_s: float) -> int:
        nonlocal now
        foresight = Oracle([*TEXT, *TEXT, *TEXT])

        def slow(written: Sequence[int], most: int) -> list[Distribution]:
            nonlocal now
            now += answer_s
            return foresight(written, most)

        drafter = Drafter(ALWAYS, slow)
        drafter.begin(())
        for token in [*TEXT, *TEXT, *TEXT]:
            drafter.wrote(token)
            drafter.propose(8)
            drafter.agreed([])
            now += 1.0  # the call
        return foresight.asked

    assert asked(answer_s=0.6) == 3
    assert asked(answer_s=0.4) > 3


def test_where_another_width_costs_more_calls_keep_one() -> None:
    drafter = Drafter(CostCurve((1.0, 1.1, 1.2, 1.3, 2.5), change=0.3))
    drafter.remember([TEXT])
    write(drafter, TEXT)
    drafter.propose(100)
    width = drafter.call_tokens
    assert width > 1
    for text in (TEXT, [91, 92, 93, 94, 95]):
        drafter.begin(())
        for token in text:
            drafter.wrote(token)
            assert len(drafter.propose(100)) < width
            assert drafter.call_tokens == width
