"""A failure is one notice with one button, never a stack of dialogs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.failures import StoreDiskFull
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.inference.scripted import ScriptedEngine, crash
from tests.gui.test_window import FINDINGS
from tests.keyring_session import KeyringSession


def no_dialogs() -> bool:
    return not any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets())


@pytest.mark.row("notice-one-button")
def test_a_dead_engine_offers_to_draft_again(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine
) -> None:
    engine.failure = crash("SIGKILL")
    window.findings.editor.setPlainText(FINDINGS)
    with qtbot.waitSignal(window.drafting.failed, timeout=10_000):
        window.commands.draft.trigger()
    assert "stopped unexpectedly" in window.notice.text()
    assert no_dialogs()
    engine.failure = None
    qtbot.waitUntil(lambda: window.notice.action.isVisible())
    with qtbot.waitSignal(window.drafting.draft_finished, timeout=10_000):
        window.notice.action.click()
    assert "stopped unexpectedly" not in window.notice.text()
    assert not window.notice.action.isVisible()


@pytest.mark.row("notice-one-button")
def test_a_locked_keyring_offers_to_unlock_it(
    qtbot: QtBot,
    own_keyring: KeyringSession,
    application: Application,
    open_window: Callable[[], MainWindow],
) -> None:
    application.feedback.open().close()
    own_keyring.lock()
    window = open_window()
    qtbot.waitUntil(lambda: not window.recording.may_keep, timeout=60_000)
    assert "locked" in window.notice.text()
    assert window.notice.action.text() == "&Unlock the keyring"
    assert no_dialogs()
    with qtbot.waitSignal(window.recording.unavailable, timeout=60_000):
        window.notice.action.click()  # it asks the keyring again, which nobody unlocks here


@pytest.mark.row("notice-one-button")
def test_a_full_disk_offers_its_folder(
    qtbot: QtBot, window: MainWindow, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    failure: StoreError = StoreDiskFull(path=application.locations.feedback_database)
    for _ in range(3):
        window.recording._on_typing_error(failure)
    assert no_dialogs()
    assert window.notice.action.isVisible()
    window.notice.action.click()
    assert [url.toLocalFile() for url in shown] == [str(application.locations.data)]


def test_the_next_notice_has_no_button_of_the_one_before(window: MainWindow) -> None:
    failure: StoreError = StoreDiskFull(path="x")
    window.recording._on_typing_error(failure)
    window.notice.show_notice("Something else.")
    assert not window.notice.action.isVisible()
