"""The lock: no text of a study is left in what can be seen or read, and all of it comes back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAction,
    QClipboard,
    QGuiApplication,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from radvaluer_desktop import sitting
from radvaluer_desktop.app import Application
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.credentials.pin import forget_pin, read_pin
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.gui.keys.recovery_entry_dialog import RecoveryEntryDialog
from radvaluer_desktop.gui.lock.care import LockCare
from radvaluer_desktop.gui.lock.pin_dialog import PinDialog
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.settings.layers import Choice, Layer
from radvaluer_desktop.sitting import read_marker
from tests.gui.test_window import DRAFT, FINDINGS, draft

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
PIN = "2749"


@pytest.fixture(autouse=True)
def no_pin(unlocked_keyring: object) -> Iterator[None]:
    yield
    forget_pin(Keyring())


def press(
    qtbot: QtBot,
    window: MainWindow,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, key, modifier)


def lock_of(window: MainWindow) -> LockCare:
    return window.beside.lock


def choose_pin(qtbot: QtBot, window: MainWindow, pin: str = PIN) -> None:
    lock_of(window).choose_pin()
    dialog = lock_of(window).dialog
    assert isinstance(dialog, PinDialog)
    assert not dialog.remove.isVisible()  # there is none yet
    QTest.keyClicks(dialog.new, pin)
    QTest.keyClicks(dialog.again, pin)
    QTest.keyClick(dialog.again, Key.Key_Return)
    qtbot.waitUntil(lambda: lock_of(window).has_pin, timeout=20_000)


def type_pin(window: MainWindow, pin: str) -> None:
    line = lock_of(window).screen.line
    line.clear()
    QTest.keyClicks(line, pin)
    QTest.keyClick(line, Key.Key_Return)


def texts_of(widget: QWidget) -> str:
    """Every text in the tree of widgets below ``widget``, shown or not."""
    found = [widget.windowTitle()]
    for each in widget.findChildren(QWidget):
        found += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        if isinstance(each, QPlainTextEdit):
            found.append(each.toPlainText())
        elif isinstance(each, QLineEdit | QLabel):
            found.append(each.text())
    return "\n".join(found)


def read_aloud(node: QAccessibleInterface | None, depth: int = 12) -> list[str]:
    """What assistive technology finds below ``node``."""
    if node is None or not depth:
        return []
    kinds = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
    found = [node.text(kind) for kind in kinds]
    for number in range(node.childCount()):
        found += read_aloud(node.child(number), depth - 1)
    return found


def everything(window: MainWindow) -> str:
    """The window's tree, those of other windows that are shown, and what can be read aloud."""
    others = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
    application = QApplication.instance()
    assert application is not None
    root = QAccessible.queryAccessibleInterface(application)
    return "\n".join([*map(texts_of, [window, *others]), *read_aloud(root)])


def test_ctrl_l_takes_every_text_out_of_the_window_and_the_pin_brings_all_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    choose_pin(qtbot, window)
    draft(qtbot, window)
    assert FINDINGS in everything(window)
    window.findings.editor.setFocus()
    press(qtbot, window, Key.Key_L, Control)
    assert lock_of(window).is_locked
    for text in (FINDINGS, *DRAFT.splitlines()):
        assert text not in everything(window)
    assert not window.findings.isVisible()
    assert not window.menuBar().isVisible()
    picture = window.grab()
    assert not picture.isNull()
    type_pin(window, PIN)
    qtbot.waitUntil(lambda: not lock_of(window).is_locked, timeout=20_000)
    assert window.findings.text() == FINDINGS
    assert window.impression.text() == DRAFT
    assert window.findings.isVisible()
    assert window.focusWidget() is window.findings.editor
    assert window.study.state is DraftState.COMPLETE


def test_ctrl_l_locks_from_every_window_of_the_program(qtbot: QtBot, window: MainWindow) -> None:
    choose_pin(qtbot, window)
    window.commands.settings.trigger()
    dialog = window.beside.settings.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog.list, Key.Key_L, Control)
    assert lock_of(window).is_locked
    assert not dialog.isVisible()


def test_a_draft_streams_on_behind_the_lock(
    qtbot: QtBot, window: MainWindow, held_stream: threading.Event
) -> None:
    window.findings.editor.setPlainText(FINDINGS)
    window.commands.draft.trigger()
    qtbot.waitUntil(lambda: window.impression.text() != "")
    lock_of(window).lock()
    held_stream.set()
    qtbot.waitUntil(lambda: window.study.state is DraftState.COMPLETE, timeout=10_000)
    assert "pneumonia" not in everything(window)
    QTest.keyClick(lock_of(window).screen.go, Key.Key_Return)
    assert not lock_of(window).is_locked
    assert window.impression.text() == DRAFT


def test_no_command_works_while_it_is_locked(qtbot: QtBot, window: MainWindow) -> None:
    choose_pin(qtbot, window)
    draft(qtbot, window)
    fired: list[str] = []
    for action in window.findChildren(QAction):
        action.triggered.connect(lambda _=False, a=action: fired.append(a.text()))
    lock_of(window).lock()
    keys = (Key.Key_F5, Key.Key_F9, Key.Key_F12, Key.Key_F2, Key.Key_F1)
    for key in keys:
        press(qtbot, window, key)
    for letter in (Key.Key_E, Key.Key_N, Key.Key_M, Key.Key_Comma, Key.Key_1):
        press(qtbot, window, letter, Control)
    press(qtbot, window, Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert fired == []
    assert window.findings.text() == FINDINGS
    type_pin(window, PIN)
    qtbot.waitUntil(lambda: not lock_of(window).is_locked, timeout=20_000)
    press(qtbot, window, Key.Key_N, Control)
    assert fired == ["New study"]


def test_other_windows_of_the_program_are_hidden_too(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.models.trigger()
    dialog = window.model_care.dialog
    assert dialog is not None
    dialog.setWindowTitle("A title that tells")
    assert "A title that tells" in everything(window)
    lock_of(window).lock()
    assert not dialog.isVisible()
    assert "A title that tells" not in everything(window)
    QTest.keyClick(lock_of(window).screen.go, Key.Key_Return)
    assert dialog.isVisible()
    dialog.close()


@pytest.mark.row("lock-wrong-pin")
def test_wrong_tries_wait_longer_and_are_remembered(qtbot: QtBot, window: MainWindow) -> None:
    choose_pin(qtbot, window)
    lock_of(window).lock()
    screen = lock_of(window).screen
    for _ in range(3):
        type_pin(window, "0000")
        qtbot.waitUntil(lambda: "not the PIN" in screen.said.text(), timeout=20_000)
        qtbot.waitUntil(lambda: not screen.line.isReadOnly(), timeout=20_000)
        if "counts in" not in screen.said.text():
            screen.say("", "quiet")
    assert "counts in" in screen.said.text()
    assert not screen.go.isEnabled()
    kept = read_pin(Keyring())
    assert kept is not None
    assert kept.wrong == 3
    type_pin(window, PIN)
    assert lock_of(window).is_locked, "while one waits not even the right one counts"


def test_what_is_on_the_clipboard_goes_and_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    draft(qtbot, window)
    clipboard = QGuiApplication.clipboard()
    window.commands.copy.trigger()
    window.findings.editor.selectAll()
    lock_of(window).lock()
    assert clipboard.text() == ""
    assert clipboard.text(QClipboard.Mode.Selection) == ""
    QTest.keyClick(lock_of(window).screen.go, Key.Key_Return)
    assert clipboard.text() == DRAFT


def test_minutes_without_a_key_lock_it_and_a_key_puts_that_off(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    idle = lock_of(window).idle
    application.save_setting("lock_after_minutes", 1)
    lock_of(window).follow_settings()
    idle._at -= 50
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    QTest.keyClick(window.windowHandle(), Key.Key_A)
    idle._look()
    assert not lock_of(window).is_locked
    assert time.monotonic() - idle._at < 20
    idle._at -= 61
    idle._look()
    assert lock_of(window).is_locked


@pytest.mark.row("lock-restart")
def test_a_restart_does_not_open_the_lock_and_a_new_login_does(
    qtbot: QtBot,
    window: MainWindow,
    open_window: Callable[[], MainWindow],
    monkeypatch: pytest.MonkeyPatch,
    application: Application,
) -> None:
    choose_pin(qtbot, window)
    window.findings.editor.setPlainText(FINDINGS)
    lock_of(window).lock()
    window.close()
    assert read_marker(application.locations.lock_marker).of_this_login
    again = open_window()
    assert lock_of(again).is_locked
    qtbot.waitUntil(lambda: again.recording.is_open, timeout=20_000)
    qtbot.waitUntil(lambda: again.findings.text() == FINDINGS, timeout=20_000)
    assert FINDINGS not in everything(again)
    again.close()
    later = sitting.login_time() + 3600
    monkeypatch.setattr(sitting, "login_time", lambda: later)
    third = open_window()
    assert not lock_of(third).is_locked
    assert not lock_of(third).has_pin
    qtbot.waitUntil(lambda: "logged in anew" in third.notice.text(), timeout=20_000)
    assert read_pin(Keyring()) is None


def test_the_recovery_key_opens_it_and_takes_the_pin_away(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    key, recovery = application.feedback.make_recovery()
    application.feedback.keep_recovery(key, recovery)
    choose_pin(qtbot, window)
    lock_of(window).lock()
    QTest.keyClick(lock_of(window).screen.forgot, Key.Key_Space)
    dialog = lock_of(window).dialog
    assert isinstance(dialog, RecoveryEntryDialog)
    QTest.keyClicks(dialog.line, key.text)
    QTest.keyClick(dialog.line, Key.Key_Return)
    qtbot.waitUntil(lambda: not lock_of(window).is_locked, timeout=20_000)
    qtbot.waitUntil(lambda: read_pin(Keyring()) is None, timeout=20_000)
    assert not lock_of(window).has_pin


def test_another_pin_needs_the_one_before(qtbot: QtBot, window: MainWindow) -> None:
    choose_pin(qtbot, window)
    lock_of(window).choose_pin()
    dialog = lock_of(window).dialog
    assert isinstance(dialog, PinDialog)
    QTest.keyClicks(dialog.old, "0000")
    QTest.keyClicks(dialog.new, "8361")
    QTest.keyClicks(dialog.again, "8361")
    QTest.keyClick(dialog.again, Key.Key_Return)
    qtbot.waitUntil(lambda: "not the PIN" in dialog.said.text(), timeout=20_000)
    dialog.old.setText(PIN)
    QTest.keyClick(dialog.again, Key.Key_Return)
    qtbot.waitUntil(lambda: lock_of(window).dialog is None, timeout=20_000)
    kept = read_pin(Keyring())
    assert kept is not None
    assert kept.opens("8361")


@pytest.mark.row("lock-pin-weak")
@pytest.mark.parametrize(("new", "again"), [("12", "12"), ("1111", "1111"), (PIN, "2748")])
def test_a_pin_that_is_none_is_refused(
    qtbot: QtBot, window: MainWindow, new: str, again: str
) -> None:
    lock_of(window).choose_pin()
    dialog = lock_of(window).dialog
    assert isinstance(dialog, PinDialog)
    QTest.keyClicks(dialog.new, new)
    QTest.keyClicks(dialog.again, again)
    QTest.keyClick(dialog.again, Key.Key_Return)
    assert dialog.said.property("role") == "error"
    assert not lock_of(window).has_pin
    dialog.reject()


def test_the_trail_tells_of_it(qtbot: QtBot, window: MainWindow, application: Application) -> None:
    choose_pin(qtbot, window)
    lock_of(window).lock()
    type_pin(window, "0000")
    qtbot.waitUntil(lambda: "not the PIN" in lock_of(window).screen.said.text(), timeout=20_000)
    type_pin(window, PIN)
    qtbot.waitUntil(lambda: not lock_of(window).is_locked, timeout=20_000)
    window.close()
    with open_store(application.locations.feedback_database, Keyring()) as store:
        rows = [(row.event, row.details) for row in store.events()]
    names = [event for event, _details in rows if event.startswith("window_")]
    assert names == ["window_locked", "window_unlock_failed", "window_unlocked"]
    assert dict(rows)["window_unlocked"]["way"] == "pin"


def test_a_policy_that_locks_asks_for_a_pin_with_one_button(
    qtbot: QtBot, application: Application, open_window: Callable[[], MainWindow]
) -> None:
    decided = Choice(5, Layer.POLICY, "the policy")
    application.configuration.choices["lock_after_minutes"] = decided
    window = open_window()
    qtbot.waitUntil(lambda: "nobody chose a PIN" in window.notice.text(), timeout=20_000)
    assert window.notice.action.isVisible()
    window.notice.action.click()
    assert isinstance(lock_of(window).dialog, PinDialog)
    assert not window.notice.isVisible()
