"""Checks in a process of their own: they take neither the window's thread nor its Python lock.

The parent's end waits for one answer at a time. A process that died is replaced and asked again;
one that does not answer is killed. The child's end lives as long as the pipe does: its receiver
ends it at once when the parent is gone.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import Protocol

from radvaluer_desktop.child import CHECKER_NAME, PipeEnd, begin_child
from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.safety.result import CheckResult

_START_S = 30.0  # until a new process answers; a disk may be cold
_CHECK_S = 5.0  # a check takes milliseconds
_EXIT_WAIT_S = 5.0
_REST_S = 10.0  # between attempts where no process ever answers: each costs a second of work


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What is to be checked, in the order of ``Checker.check``."""

    findings: str = field(repr=False)
    impression: str = field(repr=False)
    header: StudyHeader = field(default_factory=StudyHeader, repr=False)
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class _CheckFailed:
    """The checker raised; only the type of what it raised leaves its process."""

    detail: str


class ChecksNotRunning(InternalError):
    """The texts were not checked: the process cannot be started, or ended over them."""


class TextChecks(Protocol):
    """What checks texts; one thread asks, any thread may close."""

    def start(self) -> None:
        """Be ready sooner; a check starts what it needs by itself."""

    def check(self, request: CheckRequest) -> CheckResult:
        """Check. Raises ChecksNotRunning."""

    def close(self) -> None:
        """End; a check that runs ends with ChecksNotRunning."""


class CheckProcess:
    """The parent's end. Nothing runs before the first ``start`` or ``check``."""

    def __init__(
        self, child: Callable[[PipeEnd], None] | None = None, check_s: float = _CHECK_S
    ) -> None:
        self._child = child or run_checker
        self._check_s = check_s
        self._turn = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: PipeEnd | None = None
        self._answered = False  # this process
        self._works = False  # any of them ever answered
        self._rests_until = 0.0
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Process id, None where none runs."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def start(self) -> None:
        """Start the process, where none runs. Raises ChecksNotRunning."""
        with self._turn:
            self._ensure()

    def check(self, request: CheckRequest) -> CheckResult:
        """Check the texts of ``request``; once more where the process had died, or dies over them.

        Raises ChecksNotRunning.
        """
        with self._turn:
            answer = self._ask(request) or self._ask(request)
        if answer is None:
            if not self._works:
                self._rests_until = time.monotonic() + _REST_S
            raise ChecksNotRunning("the process ended twice over the same texts")
        if isinstance(answer, _CheckFailed):
            raise ChecksNotRunning(f"the checker failed ({answer.detail})")
        return answer

    def close(self) -> None:
        """End the process, whatever it does."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._bury()

    def _ask(self, request: CheckRequest) -> CheckResult | _CheckFailed | None:
        """Return the answer; None where the process died."""
        connection = self._ensure()
        try:
            connection.send(request)
            if not wait([connection], self._check_s if self._answered else _START_S):
                self._bury()
                raise ChecksNotRunning("the process gave no answer")
            answer: CheckResult | _CheckFailed = connection.recv()
        except (EOFError, OSError):
            self._bury()
            return None
        self._answered = self._works = True
        return answer

    def _ensure(self) -> PipeEnd:
        if self._closed:
            raise ChecksNotRunning("the window is being closed")
        if self._connection is not None:
            return self._connection
        if time.monotonic() < self._rests_until:
            raise ChecksNotRunning("the process does not start")
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=self._child, args=(theirs,), name="radvaluer-checks", daemon=True
        )
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise ChecksNotRunning("the process could not be started") from error
        finally:
            theirs.close()  # else the death of the child would never end the pipe
        self._process, self._connection, self._answered = process, ours, False
        return ours

    def _bury(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join(_EXIT_WAIT_S)
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def run_checker(connection: PipeEnd) -> None:
    """Check what comes through ``connection`` until the parent closes it; the process then ends."""
    begin_child(CHECKER_NAME)
    requests = receive(connection)
    from radvaluer_desktop.safety.checker import Checker

    answer_forever(connection, requests, Checker().check)


def receive(connection: PipeEnd) -> queue.SimpleQueue[CheckRequest]:
    """Receive on a thread of its own, which ends the process as soon as the parent is gone."""
    requests: queue.SimpleQueue[CheckRequest] = queue.SimpleQueue()

    def receive_forever() -> None:
        while True:
            try:
                requests.put(connection.recv())
            except (EOFError, OSError):
                os._exit(0)  # nothing here is worth finishing

    threading.Thread(target=receive_forever, name="receiver", daemon=True).start()
    return requests


def answer_forever(
    connection: PipeEnd,
    requests: queue.SimpleQueue[CheckRequest],
    check: Callable[[str, str, StudyHeader, Language | None], CheckResult],
) -> None:
    """Answer each request; a search that never ends holds Python's lock, so a clock in C ends it.

    That clock prints where the process stood, without any text, to the nowhere that is its
    standard error.
    """
    while True:
        request = requests.get()
        faulthandler.dump_traceback_later(2 * _CHECK_S, exit=True, file=2)
        answer: CheckResult | _CheckFailed
        try:
            answer = check(request.findings, request.impression, request.header, request.language)
        except Exception as error:  # noqa: BLE001 - its text could quote a report: only its type leaves
            answer = _CheckFailed(type(error).__name__)
        faulthandler.cancel_dump_traceback_later()
        try:
            connection.send(answer)
        except OSError:
            os._exit(0)
