"""A crash of window or worker leaves no picture of its memory, whatever its parent allows."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, is_gone, wait_until
from tests.privacy.home import SOURCES, Home

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, drives an X server")

_CRASH = "import os; os.abort()"
_FORBID = "from radvaluer_desktop.core_dumps import forbid_core_dumps; forbid_core_dumps()\n"
_WITHOUT_LIMIT = "import resource; resource.setrlimit = lambda *_: None\n"
_IS_DUMPABLE = "import ctypes; print(ctypes.CDLL(None).prctl(3))"  # PR_GET_DUMPABLE


def python(code: str, folder: Path) -> str:
    command = [sys.executable, "-c", code]
    answer = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(SOURCES)}, capture_output=True, check=False
    )
    assert answer.returncode in (0, -signal.SIGABRT), answer.stderr
    return answer.stdout.decode().strip()


@pytest.fixture
def cores_are_written_here(core_files_allowed: bool, tmp_path: Path) -> None:
    """Skip where the system writes none, or elsewhere: then none says nothing."""
    if core_files_allowed:
        python(_CRASH, tmp_path)
    if not cores_in(tmp_path):
        pytest.skip("this machine writes no core files into the working folder")


def cores_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if "core" in path.name]


def test_a_process_says_that_it_may_not_be_dumped(tmp_path: Path) -> None:
    assert python(_IS_DUMPABLE, tmp_path) == "1"
    assert python(_FORBID + _IS_DUMPABLE, tmp_path) == "0"


def test_a_crash_leaves_no_core_file(home: Home, cores_are_written_here: None) -> None:
    python(_FORBID + _CRASH, home.work)
    assert cores_in(home.work) == []


def test_nor_would_it_where_the_limit_counts_for_nothing(
    home: Home, cores_are_written_here: None
) -> None:
    """As with a crash handler that the system runs."""
    python(_WITHOUT_LIMIT + _FORBID + _CRASH, home.work)
    assert cores_in(home.work) == []


def test_worker_and_window_crash_without_a_core_file(
    home: Home, no_session_bus: None, cores_are_written_here: None
) -> None:
    for how in (signal.SIGSEGV, signal.SIGABRT):
        with Desktop(home.basedir, environment=home.environment, folder=home.work) as desktop:
            desktop.type("Patchy opacity.")
            desktop.key("F5")
            desktop.wait_for_title("draft complete")  # by now the worker has said so too
            worker, checker = desktop.worker(), desktop.checker()
            for pid in (desktop.process.pid, worker.pid, checker.pid):
                assert core_limits(pid) == ["0", "0"]
            worker.send_signal(how)
            checker.send_signal(how)
            for child in (worker, checker):
                wait_until(lambda child=child: is_gone(child), "the child's end")
            desktop.process.send_signal(how)
            assert desktop.process.wait() == -how
        assert cores_in(home.work) == []


def core_limits(pid: int) -> list[str]:
    (line,) = (
        line
        for line in Path(f"/proc/{pid}/limits").read_text("utf-8").splitlines()
        if line.startswith("Max core file size")
    )
    return line.split()[4:6]
