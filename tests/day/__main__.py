"""A working day of a radiologist, with real keys, in the real program under Xvfb; ``make day``.

    python -m tests.day [--studies 30] [--synthetic] [--pictures FOLDER] [--language en|zh]
        [--glance SECONDS]

The assistant of the first start comes first. Studies are pasted as a worklist, English and Chinese
in turn (English ones from the folder of ``RADVALUER_REPORTS`` where there is one). Each is drafted;
of three one is edited, of seven one rejected, of five one compared with other drafts; of two with
issues the first one is dismissed in one; once the window is locked; in the evening the lead's
windows are opened and the feedback is exported. Told are the figures of the day: how long the
window stood still, how long keys took to the screen, how its memory grew, how many keys a study
took. Pictures are only taken of a day of synthetic reports.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.day.setting_up import set_up
from tests.day.studies import as_lines, day
from tests.day.window import DayWindow, Event
from tests.e2e.desktop import set_clipboard

_EDITED, _REJECTED, _COMPARED, _DISMISSED = 3, 7, 5, 2  # one of so many
_LOCKED_AT = 10
_FIRST = 30  # studies after which memory is compared
_STANDS = ("COMPLETE", "STOPPED")
_MOST_TABS = 20
_DIALOG_S = 0.4  # until a panel has the keyboard
_TYPED_WITHIN_S = 5.0
_WINDOW_S = 2.0  # until a window shows what it counts


class Day:
    """Goes from study to study and counts."""

    def __init__(self, window: DayWindow, pictures: Path | None, glance_s: float) -> None:
        self._window = window
        self._glance_s = glance_s
        self._pictures = pictures
        self.done: Counter[str] = Counter()
        self.keys_each: list[int] = []
        self.memory: list[float] = []

    def open_list(self, lines: str) -> None:
        """Paste the studies of the day."""
        self._window.wait(lambda event: event["what"] == "opened")
        self._window.wait(lambda event: event["what"] == "model")
        mark = self._window.mark()
        set_clipboard(lines)
        self._window.press("paste_studies")
        self._window.wait(lambda event: event["what"] == "study", mark)
        self.show("worklist")

    def read(self, count: int) -> None:
        """Read ``count`` studies, one after the other."""
        for number in range(1, count + 1):
            self._read_one(number, last=number == count)
            if number % _FIRST == 0:
                self.memory.append(self._window.ask("memory")["mib"])

    def _read_one(self, number: int, *, last: bool) -> None:
        began = self._window.mark()
        keys = 0
        if not self._stands():
            self._window.press("draft")
            keys += 1
            self._window.wait(lambda event: event["what"] == "drafted", began)
            self._window.wait(_is_checked, began)
            self.done["drafted when asked for"] += 1
        else:  # and checked: that was said before the study was opened
            self.done["drafted ahead"] += 1
        time.sleep(self._glance_s)
        if number == 1:
            self.show("drafted")
        if number % _COMPARED == 0:
            self._compare()
        if number == _LOCKED_AT:
            self._lock()
        if number % _DISMISSED == 0:
            self._dismiss()
        if number % _REJECTED == 0:
            self._reject(last=last)
        else:
            self._accept(number, keys, last=last)

    def _accept(self, number: int, keys: int, *, last: bool) -> None:
        edited = number % _EDITED == 0
        if edited:
            self._edit(number)
        mark = self._window.mark()
        self._window.press("accept")
        keys += 1
        event = self._window.wait(lambda event: event["what"] in ("kept", "asked"), mark)
        severe = event["what"] == "asked"
        if severe:
            self.show("asked", once=True)
            mark = self._window.mark()
            self._window.press("accept")
            self._window.wait(lambda event: event["what"] == "kept", mark)
        self.done["accepted as edited" if edited else "accepted"] += 1
        self.done["asked before accepting"] += severe
        if not edited and not severe:
            self.keys_each.append(keys)
        if not last:
            self._window.wait(lambda event: event["what"] == "study", mark)

    def _edit(self, number: int) -> None:
        desktop = self._window.desktop
        for _ in range(_MOST_TABS):
            if self._state()["focus"] == "impression":
                break
            desktop.key("Tab")
        desktop.key("ctrl+End")
        before = self._state()["impression"]
        text = f" Follow-up in {number} months."
        desktop.type(text)
        ends = time.monotonic() + _TYPED_WITHIN_S  # keys come another way than what is asked
        while (stands := self._state()["impression"]) != before + len(text):
            assert time.monotonic() < ends, f"{before} + {len(text)} letters became {stands}"
            time.sleep(_DIALOG_S)

    def _reject(self, *, last: bool) -> None:
        mark = self._window.mark()
        self._window.press("reject")
        self.show("reject", once=True)
        self._window.desktop.key("2")  # a finding was missed
        self._window.wait(lambda event: event["what"] == "kept", mark)
        self.done["rejected"] += 1
        if not last:
            self._window.press("next_study")
            self._window.wait(lambda event: event["what"] == "study", mark)

    def _compare(self) -> None:
        """Look at the other drafts and go back to the one that stands."""
        self._window.press("alternatives")
        time.sleep(_DIALOG_S)
        self.show("alternatives", once=True)
        self._window.desktop.key("Escape")
        self.done["alternatives looked at"] += 1

    def _dismiss(self) -> None:
        """Dismiss the first issue, where there is one, as not true."""
        before = self._state()["issues"]
        if not before:
            return
        mark = self._window.mark()
        self._window.press("next_issue")
        self._window.press("dismiss")
        self.show("dismiss", once=True)
        self._window.desktop.key("1")
        self._window.wait(lambda event: event["issues"] < before, mark)
        self.done["issues dismissed"] += 1

    def _lock(self) -> None:
        """Leave the desk and come back."""
        self._window.press("lock")
        time.sleep(_DIALOG_S)
        assert not self._window.ask("state")["visible"], "texts can be seen in the locked window"
        self.show("locked")
        self._window.desktop.key("Return")
        time.sleep(_DIALOG_S)
        assert self._window.ask("state")["visible"]
        self.done["locked and unlocked"] += 1

    def look_back(self) -> None:
        """What the lead opens in the evening, each for a moment."""
        for command in ("browse", "dashboard", "export", "settings", "keys"):
            self._window.press(command)
            time.sleep(_WINDOW_S)
            self.show(command)
            self._window.ask("leave")
            self._window.desktop.focus()
            self.done["other windows opened"] += 1

    def export(self, target: Path) -> None:
        """Have the day's decisions written without identifiers, after a look at the review."""
        self._window.press("export")
        self._window.wait_for_front(lambda front: front["name"] == "ExportDialog")
        self._window.desktop.key("Return")
        self._window.wait_for_front(lambda front: bool(front.get("reviewed") and front["save"]))
        self.show("export-review")
        mark = self._window.mark()
        self._window.desktop.key("Return")
        self._window.wait_for_front(lambda front: front["name"] == "QFileDialog")
        self._window.desktop.key("ctrl+a")
        self._window.desktop.type(str(target))
        self._window.desktop.key("Return")
        self._window.wait(lambda event: event["what"] == "exported", mark)
        self._window.desktop.focus()
        with target.open("rb") as rows:
            self.done["decisions exported"] += sum(1 for _ in rows)

    def _stands(self) -> bool:
        return self._state()["stands"] in _STANDS

    def _state(self) -> Event:
        return self._window.ask("state")

    def show(self, name: str, *, once: bool = False) -> None:
        """Take a picture, where pictures are wanted."""
        if self._pictures is None or (once and (self._pictures / f"{name}.png").exists()):
            return
        self._window.ask("picture", self._pictures / f"{name}.png")


def _is_checked(event: Event) -> bool:
    return event["what"] == "checked" and event["stands"] in _STANDS


def main() -> None:
    """Live the day and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=30)
    parser.add_argument("--synthetic", action="store_true")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--glance", type=float, default=4.0, help="seconds that a draft is read")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    asked = parser.parse_args()
    synthetic = asked.synthetic or asked.pictures is not None
    if asked.pictures:
        asked.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config").mkdir()
        (folder / "config" / "settings.toml").write_text(
            f'interface_language = "{asked.language}"\n', encoding="utf-8"
        )
        with DayWindow(folder, assistant=True) as window:
            print(f"from start to a window: {window.shown_s:.2f} s")
            a_day = Day(window, asked.pictures, asked.glance)
            print(f"through the assistant to a draft: {set_up(window, a_day.show):.0f} s")
            window.desktop.focus()
            window.press("new_study")
            a_day.open_list(as_lines(day(asked.studies, synthetic=synthetic)))
            a_day.read(asked.studies)
            a_day.look_back()
            a_day.export(folder / "feedback.jsonl")
            _tell(a_day, window.ask("figures"))


def _tell(a_day: Day, figures: Event) -> None:
    for what, times in sorted(a_day.done.items()):
        print(f"{times:5} {what}")
    keys: Sequence[int] = a_day.keys_each or (0,)
    print(
        f"keys from a study to its acceptance: median {statistics.median(keys)}, most {max(keys)}"
    )
    stalls = "stall_p99", "stall_longest", "stalls_over_50", "work_longest", "work_over_50"
    for name in (*stalls, "key_median", "key_p99", "keys"):
        print(f"{name}: {figures[name]:.1f}")
    print("memory, MiB, every 30 studies:", ", ".join(f"{each:.0f}" for each in a_day.memory))


if __name__ == "__main__":
    main()
