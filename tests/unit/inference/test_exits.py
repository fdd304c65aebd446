"""What an exit code of the worker is called, on every system."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from radvaluer_desktop.inference.exits import (
    DEATHS,
    EXIT_MEMORY_CAP,
    kills_for_memory,
    why_it_ended,
)
from radvaluer_desktop.inference.messages import FailureKind
from radvaluer_desktop.session.engine_failures import ENDINGS

# The negative codes; Windows has none, and lacks some of the signals.
SIGNALS: list[tuple[int, FailureKind, str]] = []
if sys.platform != "win32":
    SIGNALS = [
        (-signal.SIGKILL, FailureKind.WORKER_DIED, "SIGKILL"),
        (-signal.SIGTERM, FailureKind.WORKER_DIED, "SIGTERM"),
        (-signal.SIGABRT, FailureKind.WORKER_CRASHED, "SIGABRT"),
        (-signal.SIGSEGV, FailureKind.WORKER_CRASHED, "SIGSEGV"),
        (-signal.SIGBUS, FailureKind.WORKER_CRASHED, "SIGBUS"),
        (-signal.SIGILL, FailureKind.ILLEGAL_INSTRUCTION, "SIGILL"),
        (-40, FailureKind.WORKER_DIED, "signal 40"),
    ]


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        *SIGNALS,
        (0, FailureKind.WORKER_ENDED_EARLY, "exit code 0"),
        (3, FailureKind.WORKER_DIED, "exit code 3"),
        (None, FailureKind.WORKER_DIED, "exit code None"),
        (EXIT_MEMORY_CAP, FailureKind.MEMORY_CAP, "exit code 70"),
        (0xC0000005, FailureKind.WORKER_CRASHED, "STATUS_ACCESS_VIOLATION"),
        (0xC000001D, FailureKind.ILLEGAL_INSTRUCTION, "STATUS_ILLEGAL_INSTRUCTION"),
        (0xC0000017, FailureKind.OUT_OF_MEMORY, "STATUS_NO_MEMORY"),
    ],
)
def test_the_end_of_a_worker_that_was_heard(code: int | None, kind: FailureKind, name: str) -> None:
    assert why_it_ended(code, heard=True, memory_ran_out=False) == (kind, name)


def test_a_worker_that_ended_before_it_was_heard_has_not_started() -> None:
    ended = why_it_ended(255, heard=False, memory_ran_out=False)
    assert ended == (FailureKind.WORKER_NOT_STARTED, "exit code 255")


def test_only_a_kill_while_memory_ran_out_is_called_that() -> None:
    if sys.platform != "win32":
        killed = why_it_ended(-signal.SIGKILL, heard=True, memory_ran_out=True)
        assert killed == (FailureKind.OUT_OF_MEMORY, "SIGKILL")
    crashed = why_it_ended(-signal.SIGSEGV, heard=True, memory_ran_out=True)
    assert crashed == (FailureKind.WORKER_CRASHED, "SIGSEGV")


def test_kills_for_memory_are_read_from_the_kernel(tmp_path: Path) -> None:
    vmstat = tmp_path / "vmstat"
    assert kills_for_memory(vmstat) == 0
    vmstat.write_text("nr_free_pages 5\noom_kill 3\noom_kill_other 9\n")
    assert kills_for_memory(vmstat) == 3
    assert kills_for_memory() >= 0


def test_every_death_has_words() -> None:
    assert set(DEATHS) <= set(ENDINGS)
