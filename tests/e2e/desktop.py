"""Drives the real program as a person would: real key events through the X server, and eyes on what
other programs can see of it (its title, the clipboard, its processes)."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from radvaluer_desktop.child import CHECKER_NAME, ENGINE_NAME

TITLE = "RadValuer Desktop"
# The program from the source tree; a frozen one is a path of its own.
SOURCE = (sys.executable, "-m", "radvaluer_desktop")
_FOR_SCRIPTS = {"LANG": "C.UTF-8", "PYTHONFAULTHANDLER": "1"}
_NO_ASSISTANT = {"RADVALUER_FIRST_RUN": "skip"}  # mostly nobody is there to answer it
_WITHIN_S = 60.0
_ASKED_WITHIN_S = 3.0  # what is typed last is checked first, for a second at most


class Desktop:
    """One running window; use it in a ``with`` block.

    Without a ``basedir`` it keeps its files where the system wants them.
    """

    def __init__(
        self,
        basedir: Path | None,
        *arguments: str,
        program: Sequence[str] = SOURCE,
        environment: Mapping[str, str] = os.environ,
        folder: Path | None = None,
        assistant: bool = False,
    ) -> None:
        self.basedir = basedir
        skipped = {} if assistant else _NO_ASSISTANT
        self.process = subprocess.Popen(
            [*program, *_option(basedir), *arguments],
            env={**environment, **_FOR_SCRIPTS, **skipped},
            cwd=folder,
        )
        self._window = ""

    def __enter__(self) -> Desktop:
        try:
            self._window = self._find_window()
            self.focus()
        except BaseException:
            self.process.send_signal(signal.SIGABRT)  # prints where each thread is
            self.process.wait()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def window(self) -> str:
        """The window, as xdotool names it."""
        return self._window

    @property
    def title(self) -> str:
        """What the title says now."""
        return run("xdotool", "getwindowname", self._window)

    def wait_for_title(self, ending: str) -> None:
        """Wait until the title ends so."""
        wait_until(lambda: self.title.endswith(ending), f"a title that ends in {ending!r}")

    def accept(self) -> None:
        """Accept the impression: with a second key where the checks ask for it."""
        self.key("F9")
        with contextlib.suppress(AssertionError):
            wait_until(lambda: self.title.endswith("accepted"), "the first key", _ASKED_WITHIN_S)
            return
        self.key("F9")
        self.wait_for_title("accepted")

    def focus(self) -> None:
        """Give the window the keyboard: after a dialog, a window manager would."""
        run("xdotool", "windowfocus", "--sync", self._window)

    def key(self, *keys: str) -> None:
        """Press keys, as xdotool names them."""
        run("xdotool", "key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type ASCII text key by key."""
        run("xdotool", "type", "--delay", "8", text)

    def paste(self, text: str) -> None:
        """Put ``text`` on the clipboard and press Ctrl+V."""
        set_clipboard(text)
        self.key("ctrl+v")

    def copied(self) -> str:
        """Select all in the editor that has the focus and copy it; return the clipboard, now."""
        self.key("ctrl+a", "ctrl+c")
        return clipboard()

    def worker(self) -> psutil.Process:
        """The engine's process: the child that runs llama.cpp."""
        return self._child(ENGINE_NAME)

    def checker(self) -> psutil.Process:
        """The process that checks texts."""
        return self._child(CHECKER_NAME)

    def _child(self, name: str) -> psutil.Process:
        found: list[psutil.Process] = []

        def look() -> bool:
            found[:] = children_named(self.process.pid, name)
            return bool(found)

        wait_until(look, f"a process {name}")
        return found[0]

    def _find_window(self) -> str:
        found: list[str] = []

        def look() -> bool:
            search = ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(self.process.pid)]
            answer = subprocess.run(
                [*search, "--name", TITLE], capture_output=True, text=True, check=False
            )
            found[:] = answer.stdout.split()
            return bool(found)

        wait_until(look, "a window")
        return found[0]


def wait_until(condition: object, what: str, within_s: float = _WITHIN_S) -> float:
    """Wait until ``condition()`` is true; return the seconds it took."""
    assert callable(condition)
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < within_s, f"waited {within_s} s for {what}"
        time.sleep(0.02)
    return time.monotonic() - started


def is_gone(process: psutil.Process) -> bool:
    """Whether a process has ended; one that nobody has buried yet has."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def children_named(pid: int, name: str) -> list[psutil.Process]:
    """The living children of a process that call themselves ``name``."""
    children = psutil.Process(pid).children()
    return [child for child in children if not is_gone(child) and _name(child) == name]


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


def run(*command: str) -> str:
    """Run a command and return what it prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def set_clipboard(text: str) -> None:
    """Give the clipboard to an xclip that answers for it."""
    subprocess.run(["xclip", "-selection", "clipboard", "-i"], input=text.encode(), check=True)


def clipboard() -> str:
    """Return what is on the clipboard."""
    return run("xclip", "-selection", "clipboard", "-o")


def command_line(
    basedir: Path | None, *arguments: str, program: Sequence[str] = SOURCE
) -> subprocess.CompletedProcess[str]:
    """Run a subcommand on the same folder."""
    command = [*program, *_option(basedir), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def _option(basedir: Path | None) -> list[str]:
    return [] if basedir is None else ["--basedir", str(basedir)]
