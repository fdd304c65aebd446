"""A whole working session, window and commands: no socket of the internet's, no file elsewhere."""

from __future__ import annotations

import errno
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.desktop import SOURCE, Desktop, wait_until
from tests.privacy.home import Home, kept_decisions
from tests.privacy.tracing import Trace, may_trace, sockets, written

needs_strace = pytest.mark.skipif(not may_trace(), reason="needs strace and the right to use it")

_COMMANDS = (
    *(("draft", "-"), ("feedback", "list"), ("doctor",)),
    *(("models", "list"), ("models", "suggest"), ("models", "info", "chatradio-demo")),
)
_LOCAL = {"AF_UNIX", "AF_NETLINK"}  # the X server and the keyring; libc asks for its interfaces


def run(trace: Trace, *program: str, home: Home) -> list[str]:
    environment = home.environment | {"PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        trace.around(*program),
        env=environment,
        cwd=home.work,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        process.communicate(b"Patchy opacity in the right lower lobe.", 100)
    assert process.returncode == 0
    return trace.lines(process.pid)


@needs_strace
def test_the_trace_sees_what_a_grandchild_does(home: Home, tmp_path: Path) -> None:
    program = (
        "import os, socket\n"
        "if os.fork() == 0:\n"
        "    socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)\n"
        "    open('../elsewhere', 'w').close()\n"
        "    os._exit(0)\n"
        "os.wait(); socket.socket(socket.AF_UNIX)\n"
        "open('relative', 'a'); os.rename('relative', 'renamed')\n"
    )
    lines = run(Trace(tmp_path / "trace"), sys.executable, "-c", program, home=home)
    assert sockets(lines) == {"AF_INET6", "AF_UNIX"}
    elsewhere = home.work / ".." / "elsewhere"
    assert {elsewhere, home.work / "relative", home.work / "renamed"} <= written(lines, home.work)


@needs_strace
def test_a_working_session(home: Home, unlocked_keyring: object, tmp_path: Path) -> None:
    trace, environment = Trace(tmp_path / "trace"), home.environment
    environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONFAULTHANDLER": ""}
    with Desktop(
        home.basedir, program=trace.around(*SOURCE), environment=environment, folder=home.work
    ) as desktop:
        desktop.type("Patchy opacity in the right lower lobe.")
        desktop.key("F5")
        desktop.wait_for_title("draft complete")
        desktop.accept()
        wait_until(lambda: bool(kept_decisions(home)), "the decision to be kept")
        desktop.key("ctrl+q")
        assert desktop.process.wait(60) == 0
    lines = trace.lines(desktop.process.pid)
    for number, arguments in enumerate(_COMMANDS):
        lines += run(
            Trace(tmp_path / f"trace{number}"),
            *(*SOURCE, "--basedir", str(home.basedir), *arguments),
            home=home,
        )
    assert sockets(lines) <= _LOCAL
    assert sockets(lines)
    elsewhere = {
        str(path)
        for path in written(lines, home.work)
        if home.basedir not in path.parents and not may_be_written(path, home)
    }
    assert elsewhere == set()


def may_be_written(path: Path, home: Home) -> bool:
    """Nowhere; and Python's temporary files, while it looks for the libraries of macOS's keychain.

    The keyring library tries that everywhere, and asks a compiler, where there is one.
    """
    names = r"cc\w{6}\.(res|cdtor\.[co]|[cos]|le)|(tmp)?\w{8}"
    looks_for_library = path.parent == home.folder / "tmp" and re.fullmatch(names, path.name)
    return path == Path("/dev/null") or bool(looks_for_library)


@pytest.mark.skipif("RADVALUER_TEST_OFFLINE" not in os.environ, reason="the network is on")
def test_the_tests_have_no_network() -> None:
    """installers/run_tests.sh said so: then it must be so, the loopback included."""
    interfaces = Path("/proc/net/dev").read_text("utf-8").splitlines()[2:]
    assert [line.split(":")[0].strip() for line in interfaces] == ["lo"]
    with socket.socket() as connection:
        assert connection.connect_ex(("127.0.0.1", 9)) == errno.ENETUNREACH
