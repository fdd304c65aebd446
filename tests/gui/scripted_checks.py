"""Checks that say what a test wants, on the lane's thread, as the real ones do."""

from __future__ import annotations

import threading
from collections.abc import Callable

from radvaluer_desktop.safety.process import CheckRequest, ChecksNotRunning
from radvaluer_desktop.safety.result import CheckResult


def nothing_found(_request: CheckRequest) -> CheckResult:
    return CheckResult()


class ScriptedChecks:
    """``answer`` is what a check says; ``held`` keeps it back while it is not set."""

    def __init__(self) -> None:
        self.answer: Callable[[CheckRequest], CheckResult] = nothing_found
        self.running = True
        self.requests: list[CheckRequest] = []
        self.threads: set[int] = set()
        self.held = threading.Event()
        self.held.set()

    def start(self) -> None:
        """Nothing to start."""

    def check(self, request: CheckRequest) -> CheckResult:
        """Say what the test wants."""
        self.requests.append(request)
        self.threads.add(threading.get_ident())
        self.held.wait(20)
        if not self.running:
            raise ChecksNotRunning
        return self.answer(request)

    def close(self) -> None:
        """Let go of whoever waits."""
        self.held.set()
