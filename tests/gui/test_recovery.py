"""The recovery key in the window: shown once and confirmed, checked, and the way back in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.key_reference import read_reference
from radvaluer_desktop.feedback.recovery import (
    keep_recovery,
    make_recovery,
    verify_recovery,
)
from radvaluer_desktop.feedback.recovery_key import RecoveryKey, new_recovery_key, read_recovery_key
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.gui.keys.recovery_entry_dialog import RecoveryEntryDialog
from radvaluer_desktop.gui.keys.recovery_key_dialog import RecoveryKeyDialog, save_sheet
from radvaluer_desktop.gui.main_window import MainWindow
from tests.keyring_session import forget_keys
from tests.unit.feedback.samples import decision

KEY = new_recovery_key()
RECOVERY = make_recovery(KEY)
Key = Qt.Key


@pytest.fixture
def database(application: Application, unlocked_keyring: object) -> Path:
    """A store with one decision and a recovery key; no window has it open."""
    path = application.locations.feedback_database
    with open_store(path, Keyring()) as store:
        store.keep(decision())
    keep_recovery(path, Keyring(), KEY, RECOVERY)
    return path


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget() or window, key)


def press_f2(qtbot: QtBot, window: MainWindow) -> None:
    care = window.recording.key_care
    press(qtbot, window, Key.Key_F2)
    qtbot.waitUntil(lambda: care.dialog is not None and care.dialog.isVisible(), timeout=20_000)


def entry(window: MainWindow) -> RecoveryEntryDialog:
    dialog = window.recording.key_care.dialog
    assert isinstance(dialog, RecoveryEntryDialog)
    return dialog


def showing(window: MainWindow) -> RecoveryKeyDialog:
    dialog = window.recording.key_care.dialog
    assert isinstance(dialog, RecoveryKeyDialog)
    return dialog


def shown_key(dialog: RecoveryKeyDialog) -> RecoveryKey:
    words = dialog.sheet.split()
    start = next(at for at, word in enumerate(words) if word == dialog._key.groups[0])
    return read_recovery_key(" ".join(words[start : start + 8]))


def test_a_new_store_asks_for_a_recovery_key_and_f2_makes_it_by_keys_alone(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    qtbot.waitUntil(lambda: "F2" in window.status._feedback.text())
    press_f2(qtbot, window)
    dialog = showing(window)
    key = shown_key(dialog)
    path = application.locations.feedback_database
    assert read_reference(path).recovery is None  # not before it is confirmed
    QTest.keyClick(dialog.next, Key.Key_Return)
    assert dialog.pages.currentIndex() == 1
    QTest.keyClicks(dialog.typed, "AAAAA")
    QTest.keyClick(dialog.typed, Key.Key_Return)
    assert dialog.wrong.text()
    assert dialog.isVisible()
    QTest.keyClicks(dialog.typed, dialog.asked_group.lower())
    with qtbot.waitSignal(window.recording.key_care.told, timeout=20_000):
        QTest.keyClick(dialog.typed, Key.Key_Return)
    assert "opens the feedback store" in window.notice.text()
    assert window.status._feedback.text() == "Feedback is kept"
    verify_recovery(path, key)


def test_later_leaves_everything_as_it_was(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    press_f2(qtbot, window)
    QTest.keyClick(showing(window), Key.Key_Escape)
    assert window.recording.key_care.dialog is None
    assert read_reference(application.locations.feedback_database).recovery is None


def test_f2_checks_the_key_that_there_is(
    qtbot: QtBot, database: Path, window: MainWindow, application: Application
) -> None:
    qtbot.waitUntil(lambda: window.status._feedback.text() == "Feedback is kept")
    press_f2(qtbot, window)
    dialog = entry(window)
    wrong = ("3" if KEY.text[0] == "2" else "2") + KEY.text[1:]
    QTest.keyClicks(dialog.line, wrong)
    assert "group 1." in dialog.said.text()
    dialog.line.clear()
    QTest.keyClicks(dialog.line, KEY.text.lower())
    assert "no typing error" in dialog.said.text()
    QTest.keyClick(dialog.line, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.said.text() == "It opens the store.", timeout=20_000)
    dialog.line.setText(new_recovery_key().text)
    QTest.keyClick(dialog.line, Key.Key_Return)
    qtbot.waitUntil(lambda: "of another store" in dialog.said.text(), timeout=20_000)
    dialog.new.click()
    care = window.recording.key_care
    qtbot.waitUntil(lambda: isinstance(care.dialog, RecoveryKeyDialog), timeout=20_000)
    care_dialog = showing(window)
    care_dialog.reject()


@pytest.mark.row("window-recovers")
def test_a_lost_key_is_said_and_f2_brings_the_store_back(
    qtbot: QtBot, database: Path, open_window: Callable[[], MainWindow]
) -> None:
    forget_keys(database)
    window = open_window()
    qtbot.waitUntil(lambda: "F2" in window.notice.text(), timeout=20_000)
    assert not window.recording.may_keep
    window.findings.editor.setPlainText("Typed before the store was back.")
    press_f2(qtbot, window)
    dialog = entry(window)
    assert not dialog.new.isVisible()
    dialog.line.setText(new_recovery_key().text)
    QTest.keyClick(dialog.line, Key.Key_Return)
    qtbot.waitUntil(lambda: "of another store" in dialog.said.text(), timeout=20_000)
    dialog.line.setText(KEY.text)
    QTest.keyClick(dialog.line, Key.Key_Return)
    qtbot.waitUntil(lambda: window.recording.is_open, timeout=20_000)
    assert window.recording.key_care.dialog is None
    qtbot.waitUntil(lambda: window.status._feedback.text() == "Feedback is kept")
    window.recording.flush()
    qtbot.waitUntil(lambda: window.recording._typed is None)


def test_without_a_recovery_key_a_lost_key_is_said_again(
    qtbot: QtBot,
    application: Application,
    open_window: Callable[[], MainWindow],
    unlocked_keyring: object,
) -> None:
    path = application.locations.feedback_database
    open_store(path, Keyring()).close()
    forget_keys(path)
    window = open_window()
    qtbot.waitUntil(lambda: "does not hold the key" in window.notice.text(), timeout=20_000)
    with qtbot.waitSignal(window.recording.key_care.told, timeout=20_000):
        press(qtbot, window, Key.Key_F2)
    assert window.recording.key_care.dialog is None


def test_the_sheet_is_saved_for_its_owner_alone_or_not_at_all(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = RecoveryKeyDialog(KEY, RECOVERY)
    qtbot.addWidget(dialog)
    file = tmp_path / "sheet.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    dialog._on_save()
    assert file.read_text("utf-8") == dialog.sheet
    assert file.stat().st_mode & 0o077 == 0
    assert str(file) in dialog.said.text()
    gone = tmp_path / "gone" / "sheet.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(gone), ""))
    dialog._on_save()
    assert "not saved" in dialog.said.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    dialog._on_save()
    save_sheet(file, "again")
    assert file.read_text("utf-8") == "again"


def test_the_sheet_can_be_printed(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    dialog = RecoveryKeyDialog(KEY, RECOVERY)
    qtbot.addWidget(dialog)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    QTextDocument(dialog.sheet).print_(printer)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
