"""The checks' own process: it answers, dies, is replaced, and ends with its parent."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from radvaluer_desktop.child import CHECKER_NAME
from radvaluer_desktop.safety import process
from radvaluer_desktop.safety.process import CheckProcess, CheckRequest, ChecksNotRunning
from radvaluer_desktop.safety.result import CheckResult, IssueKind, LeftOut
from tests.e2e.desktop import is_gone, wait_until
from tests.integration import checkers

_ROOT = Path(__file__).parents[2]
Make = Callable[..., CheckProcess]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[CheckProcess] = []

    def make_one(child: Callable[..., None] = checkers.echoes, check_s: float = 5) -> CheckProcess:
        made.append(CheckProcess(child, check_s))
        return made[-1]

    yield make_one
    for checks in made:
        checks.close()


def lengths(findings: int, impression: int) -> CheckResult:
    return CheckResult(left_out=(LeftOut(findings, impression, 0),))


def test_nothing_runs_before_it_is_needed(make: Make) -> None:
    checks = make()
    before = checks.pid
    checks.start()
    first = checks.pid
    assert before is None
    assert first is not None
    assert checks.check(CheckRequest("abc", "de")) == lengths(3, 2)
    assert checks.pid == first


def test_the_real_checks_answer_through_it(make: Make) -> None:
    checks = make(process.run_checker)
    request = CheckRequest("Patchy opacity in the right lower lobe.", "Left lower lobe pneumonia.")
    assert IssueKind.SIDE in {issue.kind for issue in checks.check(request).issues}


@pytest.mark.row("checks-die")
def test_a_process_that_was_killed_is_replaced_at_the_next_check(make: Make) -> None:
    checks = make()
    checks.check(CheckRequest("", ""))
    killed = checks.pid
    assert killed is not None
    psutil.Process(killed).kill()
    assert checks.check(CheckRequest("abc", "")) == lengths(3, 0)
    assert checks.pid not in (None, killed)


def test_texts_over_which_it_died_are_asked_once_more(make: Make, tmp_path: Path) -> None:
    asked = str(tmp_path / "asked")
    assert make(checkers.dies_once).check(CheckRequest(asked, "")) == lengths(len(asked), 0)


@pytest.mark.parametrize("findings", ["die", "raise"])
def test_texts_that_cannot_be_checked_cost_nothing_else(make: Make, findings: str) -> None:
    checks = make()
    checks.check(CheckRequest("", ""))
    with pytest.raises(ChecksNotRunning) as raised:
        checks.check(CheckRequest(findings, "of Mr Meyer"))
    assert "Meyer" not in str(raised.value)
    assert checks.check(CheckRequest("abc", "")) == lengths(3, 0)


def test_a_process_that_never_starts_is_said_and_not_tried_at_every_key(make: Make) -> None:
    checks = make(checkers.leaves_at_once)
    with pytest.raises(ChecksNotRunning, match="twice"):
        checks.check(CheckRequest("", ""))
    with pytest.raises(ChecksNotRunning, match="does not start"):
        checks.check(CheckRequest("", ""))


@pytest.mark.parametrize("findings", ["wait", "hold the lock"])
def test_a_check_that_never_ends_is_ended(make: Make, findings: str) -> None:
    checks = make(check_s=0.5)
    checks.check(CheckRequest("", ""))
    began = time.monotonic()
    with pytest.raises(ChecksNotRunning):
        checks.check(CheckRequest(findings, ""))
    assert time.monotonic() - began < 3
    assert checks.check(CheckRequest("abc", "")) == lengths(3, 0)


def test_closing_does_not_wait_for_a_check(make: Make) -> None:
    checks = make(check_s=60)
    checks.check(CheckRequest("", ""))
    pid = checks.pid
    assert pid is not None
    ended: list[Exception] = []

    def ask() -> None:
        try:
            checks.check(CheckRequest("wait", ""))
        except ChecksNotRunning as error:
            ended.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.2)
    began = time.monotonic()
    checks.close()
    thread.join(5)
    assert time.monotonic() - began < 3
    assert len(ended) == 1
    assert not psutil.pid_exists(pid)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
@pytest.mark.parametrize("findings", ["", "wait"])
def test_a_killed_parent_takes_it_along_at_once(findings: str) -> None:
    child = end_of_a_killed_parent(findings)
    assert wait_until(lambda: is_gone(child), "the checker's end", 5) < 1


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_search_without_an_end_does_not_outlive_its_parent_for_long() -> None:
    child = end_of_a_killed_parent("hold the lock")
    wait_until(lambda: is_gone(child), "the checker's end", 15)


def end_of_a_killed_parent(findings: str) -> psutil.Process:
    command = [sys.executable, "-m", "tests.integration.checkers", findings]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        time.sleep(0.3)
        parent.kill()
    return child


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_yields_to_others_leaves_no_core_and_says_its_name(make: Make) -> None:
    checks = make()
    checks.check(CheckRequest("", ""))
    child = psutil.Process(checks.pid)
    assert child.name() == CHECKER_NAME
    assert child.nice() > psutil.Process().nice()
    limits = Path(f"/proc/{child.pid}/limits").read_text("utf-8")
    (line,) = (each for each in limits.splitlines() if each.startswith("Max core file size"))
    assert line.split()[4:6] == ["0", "0"]


def test_it_prints_nothing(make: Make, capfd: pytest.CaptureFixture[str]) -> None:
    make().check(CheckRequest("print", "Mr Meyer"))
    assert capfd.readouterr() == ("", "")
