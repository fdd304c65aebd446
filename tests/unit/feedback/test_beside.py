"""Work in a process of its own: what it tells, returns and raises, and what ends it."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import psutil
import pytest

from radvaluer_desktop.feedback.beside import BesideFailed, Tell, run_beside
from radvaluer_desktop.feedback.export.failures import ExportMissing
from radvaluer_desktop.feedback.export.stations import Advanced, verify_beside

NAME = "radvaluer-test"


class Stopped(Exception):
    """Nobody waits any more."""


def counts(tell: Tell) -> str:
    for at in range(3):
        tell(Advanced(at, 3))
    return "whole"


def says_who_it_is_and_sleeps(tell: Tell) -> None:
    tell(os.getpid())
    time.sleep(60)


def dies(_tell: Tell) -> None:
    os._exit(3)


def has_a_defect(_tell: Tell) -> None:
    raise KeyError("the findings of a patient")


def misses_a_file(_tell: Tell) -> None:
    raise ExportMissing(path=Path("gone"), reason="gone")


def go_on() -> None:
    """Nobody stops it."""


def test_what_it_tells_and_returns_comes_back_in_order() -> None:
    told: list[Advanced] = []
    assert run_beside(NAME, counts, told.append, go_on) == "whole"
    assert told == [Advanced(at, 3) for at in range(3)]


def test_whoever_waits_no_more_ends_the_process() -> None:
    who: list[int] = []

    def stop() -> None:
        if who:
            raise Stopped

    with pytest.raises(Stopped):
        run_beside(NAME, says_who_it_is_and_sleeps, who.append, stop)
    assert not psutil.pid_exists(who[0])


def test_what_the_world_does_is_raised_here() -> None:
    with pytest.raises(ExportMissing) as raised:
        run_beside(NAME, misses_a_file, print, go_on)
    assert raised.value.values["reason"] == "gone"


@pytest.mark.parametrize("work", [dies, has_a_defect])
def test_an_end_or_a_defect_is_said_without_its_words(work: object) -> None:
    with pytest.raises(BesideFailed) as raised:
        run_beside(NAME, work, print, go_on)  # type: ignore[arg-type]
    assert "patient" not in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    told: list[object] = []
    with pytest.raises(ExportMissing):
        verify_beside([tmp_path / "none.jsonl"], None, told.append, go_on)
    assert told == []


def test_work_may_be_bound() -> None:
    assert run_beside(NAME, partial(_add, 2), print, go_on) == 5


def _add(number: int, _tell: Tell) -> int:
    return number + 3
