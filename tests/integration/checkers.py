"""Child processes in the place of the checker, for tests of the parent's end; run as a program, a
parent that is killed from outside."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import time

from radvaluer_desktop.child import CHECKER_NAME, PipeEnd, begin_child
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.safety.process import (
    CheckProcess,
    CheckRequest,
    answer_forever,
    receive,
)
from radvaluer_desktop.safety.result import CheckResult, LeftOut


def echo(
    findings: str, impression: str, header: StudyHeader, language: Language | None
) -> CheckResult:
    """Say how long the texts are; obey some of them."""
    del header, language
    match findings:
        case "die":
            os._exit(1)
        case "raise":
            raise ValueError(impression)
        case "print":
            print(impression, flush=True)
            print(impression, file=sys.stderr, flush=True)
        case "wait":
            time.sleep(60)
        case "hold the lock":
            ctypes.PyDLL(None).usleep(60_000_000)
    return CheckResult(left_out=(LeftOut(len(findings), len(impression), 0),))


def echoes(connection: PipeEnd) -> None:
    """Begin as the checker does, but answer without knowledge."""
    begin_child(CHECKER_NAME)
    answer_forever(connection, receive(connection), echo)


def dies_once(connection: PipeEnd) -> None:
    """Die over the first request that any of us gets; the file named in it remembers."""
    begin_child(CHECKER_NAME)

    def check(
        findings: str, impression: str, header: StudyHeader, language: Language | None
    ) -> CheckResult:
        with contextlib.suppress(FileExistsError):
            os.close(os.open(findings, os.O_CREAT | os.O_EXCL))
            os._exit(1)
        return echo(findings, impression, header, language)

    answer_forever(connection, receive(connection), check)


def leaves_at_once(connection: PipeEnd) -> None:
    """End without a word."""
    connection.close()


def main(findings: str) -> None:
    """Print the child's process id, then ask for a check; to be killed from outside."""
    checks = CheckProcess(echoes, check_s=30)
    checks.check(CheckRequest("", ""))
    print(checks.pid, flush=True)
    checks.check(CheckRequest(findings, ""))
    time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1])
