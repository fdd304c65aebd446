"""A working day in the window, crashes included: nothing that was typed lies open anywhere."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.e2e.desktop import Desktop, is_gone, set_clipboard, wait_until
from tests.privacy.home import Home, command, kept_decisions
from tests.privacy.processes import Watch
from tests.privacy.searching import Found, Searcher

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="drives an X server")

if sys.platform != "win32":
    _CRASHES = (signal.SIGABRT, signal.SIGKILL)
else:
    _CRASHES = (signal.SIGABRT,)
_NOTHING = "nothing yet"
_AT_REST_S = 2.0
# Backwards from the findings, as Shift+Tab goes.
_HEADER = (("prior", 1), ("indication", 1), ("order", 1), ("pseudonym", 6))


class Day:
    """One home, its windows one after the other, and what was seen of their processes."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.searcher = Searcher(home.canaries.all)
        self.found: list[Found] = []

    @contextmanager
    def window(self) -> Iterator[Desktop]:
        desktop = Desktop(
            self.home.basedir, environment=self.home.environment, folder=self.home.work
        )
        with desktop, Watch(desktop.process.pid) as watch:
            yield desktop
        assert watch.names
        self.found += watch.search(self.searcher)
        self.look()

    def use_model(self, model: Path) -> None:
        settings = self.home.basedir / "config" / "settings.toml"
        settings.parent.mkdir(exist_ok=True)
        settings.write_text(f"model = '{model}'\n", "utf-8")

    def look(self) -> None:
        self.found += self.home.lying_open(self.searcher)


def fill_header(desktop: Desktop, home: Home) -> dict[str, str]:
    """Type the header's four lines; return to the findings."""
    typed, back = {}, 0
    for name, steps in _HEADER:
        desktop.key(*["shift+Tab"] * steps)
        typed[name] = home.canaries.en()
        desktop.type(typed[name])
        back += steps
    desktop.key(*["Tab"] * back)
    return typed


def draft_into_the_middle(desktop: Desktop) -> psutil.Process:
    """Ask for a draft, and return the worker once its first words stand in the impression, which
    has the focus."""
    worker = desktop.worker()
    set_clipboard(_NOTHING)
    desktop.key("F5")
    wait_until(lambda: desktop.copied() != _NOTHING, "the first words of a draft")
    assert desktop.title.endswith("drafting")
    return worker


def draft(desktop: Desktop) -> None:
    """Ask for a draft and wait for its end: of findings that are no report it may be the limit."""
    desktop.key("F5")
    wait_until(lambda: desktop.title.endswith(("draft complete", "draft stopped")), "a draft")


def crash(worker: psutil.Process, how: signal.Signals, desktop: Desktop) -> None:
    worker.send_signal(how)
    wait_until(lambda: is_gone(worker), "the worker's end")
    wait_until(lambda: not desktop.title.endswith("drafting"), "the draft's end")


def wait_for_checks(desktop: Desktop) -> None:
    """Wait until the checker has begun and then done nothing for a while."""
    before, used = -1.0, 0.0
    while used > before:
        before = used
        time.sleep(_AT_REST_S)
        used = sum(desktop.checker().cpu_times()[:2])


def dismiss_and_communicate(desktop: Desktop, home: Home) -> tuple[str, str]:
    """Dismiss an issue in one's own words; record who was told of what has just been typed."""
    comment, told = home.canaries.en(), home.canaries.en()
    wait_for_checks(desktop)
    desktop.key("F7", "5")
    desktop.type(comment)
    desktop.key("Return", "F6")
    desktop.type(told)
    desktop.key("Return")
    return comment, told


def wait_for_findings(desktop: Desktop, findings: str) -> None:
    set_clipboard(_NOTHING)  # whoever owned the clipboard may be dead
    wait_until(lambda: desktop.copied() == findings, "the findings to be back")


def test_nothing_of_a_working_day_lies_open(
    home: Home,
    slow_model: Path,
    unlocked_keyring: object,
    core_files_allowed: bool,
    capfd: pytest.CaptureFixture[str],
) -> None:
    day, canaries = Day(home), home.canaries
    findings = canaries.en()
    day.use_model(slow_model)

    with day.window() as desktop:  # typed, pasted, stopped, edited, undone; the window crashes
        header = fill_header(desktop, home)
        desktop.type(findings)
        pasted = canaries.zh()
        desktop.paste(pasted)
        findings += pasted
        desktop.key("Tab")
        draft_into_the_middle(desktop)
        desktop.key("Escape")
        desktop.wait_for_title("draft stopped")
        desktop.checker().send_signal(signal.SIGSEGV)
        desktop.key("ctrl+End")
        desktop.type(canaries.en())
        desktop.key("ctrl+z", "ctrl+shift+z")
        crash(draft_into_the_middle(desktop), signal.SIGSEGV, desktop)
        draft_into_the_middle(desktop)
        day.look()
        desktop.process.send_signal(signal.SIGSEGV)
        desktop.process.wait()

    for how in _CRASHES:  # what was typed is back; both crash again
        with day.window() as desktop:
            wait_for_findings(desktop, findings)
            desktop.key("ctrl+End")
            pasted = canaries.zh()
            desktop.paste(pasted)
            findings += pasted
            desktop.key("Tab")
            crash(draft_into_the_middle(desktop), how, desktop)
            draft_into_the_middle(desktop)
            desktop.process.send_signal(how)
            desktop.process.wait()

    day.use_model(Path("chatradio-demo"))
    with day.window() as desktop:  # a second window; edited and accepted; rejected with a reason
        wait_for_findings(desktop, findings)
        with command(home, basedir=True) as (second, watch):
            assert second.wait(20) == 0
        day.found += watch.search(day.searcher)
        desktop.focus()
        draft(desktop)
        desktop.key("Tab", "ctrl+End")
        edit = canaries.en()
        desktop.type(f"Tension pneumothorax. {edit}")
        comment, told = dismiss_and_communicate(desktop, home)
        desktop.accept()
        desktop.key("ctrl+n")
        rejected = " ".join(canaries.zh() for _ in range(8))
        desktop.paste(rejected)
        draft(desktop)
        desktop.key("F12")
        reason = canaries.en()
        desktop.key("5")
        desktop.type(reason)
        desktop.key("Return")
        desktop.wait_for_title("rejected")
        desktop.focus()
        desktop.key("ctrl+n")
        left = " ".join(canaries.rest())
        desktop.paste(left)
        day.look()
        desktop.key("ctrl+q")
        assert desktop.process.wait(20) == 0

    with day.window() as desktop:  # and was kept when the window was closed
        wait_for_findings(desktop, left)
    later, first = kept_decisions(home)
    assert (first["findings"], later["findings"]) == (findings, rejected)
    assert str(first["final"]).endswith(edit)
    assert later["reject_reason"] == f"other: {reason}"
    assert comment in {note["comment"] for note in first["checks"]}
    assert first["communication"]["told"] == told
    assert first["header"].pop("pseudonym").startswith("S-")  # and not what was typed
    del header["pseudonym"]
    assert {name: first["header"][name] for name in header} == header
    assert canaries.rest() == ()
    printed = "".join(capfd.readouterr())
    assert printed.count("Fatal Python error") >= len(("window", "window"))
    day.found += home.lying_elsewhere(day.searcher)
    day.found += day.searcher.in_bytes(printed.encode(), "what the windows printed")
    assert day.found == []
