"""The assistant, by keys alone: from the intended use to a first draft; and without it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWizard
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.key_reference import read_reference
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.gui.first_run.assistant import Assistant
from radvaluer_desktop.gui.keys.recovery_key_dialog import RecoveryKeyDialog
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.intended_use import REGIONS, intended_use
from tests.keyring_session import KeyringSession

Key = Qt.Key
Alt = Qt.KeyboardModifier.AltModifier


def assistant_of(window: MainWindow) -> Assistant:
    found = window.beside.first_run.assistant
    assert found is not None
    return found


def is_due(window: MainWindow) -> bool:
    return window.beside.first_run.is_due


def begun(qtbot: QtBot, window: MainWindow) -> Assistant:
    window.beside.begin_first_run()
    assistant = assistant_of(window)
    assistant.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is assistant)
    return assistant


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier or Qt.KeyboardModifier.NoModifier)


def on(qtbot: QtBot, assistant: Assistant, page: object) -> None:
    qtbot.waitUntil(lambda: assistant.currentPage() is page, timeout=10_000)


def test_by_keys_alone_to_a_first_draft_in_under_two_minutes(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    started = time.monotonic()
    assistant = begun(qtbot, window)
    press(qtbot, Key.Key_Return)
    assert assistant.currentPage() is assistant.words, "not before the words are agreed to"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is assistant.words.agree)
    press(qtbot, Key.Key_Space)
    press(qtbot, Key.Key_Return)
    on(qtbot, assistant, assistant.person)
    lines = assistant.person.lines
    qtbot.waitUntil(lambda: QApplication.focusWidget() is lines["radiologist"])
    QTest.keyClicks(lines["radiologist"], "R-17")
    press(qtbot, Key.Key_Tab)
    assert QApplication.focusWidget() is lines["station"]
    QTest.keyClicks(lines["station"], "CT-2")
    press(qtbot, Key.Key_Return)
    on(qtbot, assistant, assistant.key)
    qtbot.waitUntil(lambda: assistant.key.make.isVisible(), timeout=20_000)
    press(qtbot, Key.Key_M, Alt)
    care = window.recording.key_care
    qtbot.waitUntil(lambda: isinstance(care.dialog, RecoveryKeyDialog), timeout=20_000)
    dialog = care.dialog
    assert isinstance(dialog, RecoveryKeyDialog)
    QTest.keyClick(dialog.next, Key.Key_Return)
    QTest.keyClicks(dialog.typed, dialog.asked_group)
    QTest.keyClick(dialog.typed, Key.Key_Return)
    qtbot.waitUntil(lambda: "✓" in assistant.key.state.text(), timeout=20_000)
    assistant.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is assistant)
    press(qtbot, Key.Key_Return)
    on(qtbot, assistant, assistant.model)
    qtbot.waitUntil(lambda: assistant.model.chosen != "", timeout=20_000)
    assert assistant.model.chosen == "chatradio-demo"
    button = assistant.model.group.checkedButton()
    assert button is not None
    text = button.text()
    assert "demonstration, not for clinical use" in text
    press(qtbot, Key.Key_Return)
    on(qtbot, assistant, assistant.draft)
    with qtbot.waitSignal(window.drafting.draft_finished, timeout=20_000):
        press(qtbot, Key.Key_Return)
    assert time.monotonic() - started < 120
    qtbot.waitUntil(lambda: window.study.state is DraftState.COMPLETE)
    assert window.beside.first_run.assistant is None
    settings = application.settings
    assert (settings.radiologist_id, settings.station_id) == ("R-17", "CT-2")
    assert settings.intended_use_agreed in {intended_use(region).version for region in REGIONS}
    assert not window.beside.first_run.is_due
    assert read_reference(application.locations.feedback_database).recovery is not None
    window.close()
    with open_store(application.locations.feedback_database, Keyring()) as store:
        (row,) = [row for row in store.events() if row.event == "intended_use_agreed"]
    assert row.details["version"] == settings.intended_use_agreed


def test_later_changes_nothing_and_it_is_due_again(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    begun(qtbot, window)
    press(qtbot, Key.Key_Escape)
    qtbot.waitUntil(lambda: window.beside.first_run.assistant is None)
    assert window.beside.first_run.is_due
    assert not application.locations.settings_file.exists()
    assert window.findings.text() == ""


def test_going_on_without_a_recovery_key_is_asked_about_and_said_what_it_means(
    qtbot: QtBot, window: MainWindow
) -> None:
    assistant = begun(qtbot, window)
    assistant.words.agree.setChecked(True)
    assistant.next()
    assistant.next()
    following = assistant.button(QWizard.WizardButton.NextButton)
    qtbot.waitUntil(lambda: assistant.key.make.isVisible(), timeout=20_000)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is following, timeout=5_000)
    press(qtbot, Key.Key_Return)
    assert assistant.currentPage() is assistant.key
    assert "nobody can read the decisions again" in assistant.key.state.text()
    press(qtbot, Key.Key_Return)
    on(qtbot, assistant, assistant.model)
    assistant.reject()


def test_without_a_keyring_that_opens_it_says_so_and_goes_on(
    qtbot: QtBot, own_keyring: KeyringSession, open_window: Callable[[], MainWindow]
) -> None:
    own_keyring.lock()
    window = open_window()
    qtbot.waitUntil(lambda: not window.recording.may_keep, timeout=20_000)
    assistant = begun(qtbot, window)
    assistant.words.agree.setChecked(True)
    assistant.next()
    assistant.next()
    qtbot.waitUntil(lambda: "keyring" in assistant.key.state.text(), timeout=20_000)
    assert "You can go on" in assistant.key.state.text()
    assert not assistant.key.make.isVisible()
    assistant.next()
    on(qtbot, assistant, assistant.model)
    assistant.reject()


def test_what_stands_in_the_window_is_never_replaced_by_an_example(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.findings.editor.setPlainText("Typed before.")
    assistant = begun(qtbot, window)
    assistant.words.agree.setChecked(True)
    for _ in range(5):  # the page of the recovery key asks twice
        assistant.next()
    on(qtbot, assistant, assistant.draft)
    assert not assistant.draft.example.isVisible()
    assistant.accept()
    assert window.findings.text() == "Typed before."


@pytest.mark.row("intended-use-broken")
def test_words_of_another_version_are_asked_for_again_and_a_site_has_its_own(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    file = tmp_path / "ours.toml"
    words = 'version = "{}"\nregion = "eu"\n[text]\nen = "Our words."\nzh = "我们的话。"\n'
    file.write_text(words.format("ours-1"), encoding="utf-8")
    application.save_setting("intended_use_file", str(file))
    application.save_setting("intended_use_agreed", "ours-1")
    assert not is_due(window)
    file.write_text(words.format("ours-2"), encoding="utf-8")
    assert is_due(window)
    assistant = begun(qtbot, window)
    assert "Our words." in assistant.words.words.toPlainText()
    assert not assistant.words.region.isEnabled()
    assistant.reject()
    file.write_text("broken", encoding="utf-8")
    assistant = begun(qtbot, window)
    assert "cannot be used" in assistant.words.said.text()
    assert "RadValuer" in assistant.words.words.toPlainText(), "ours are shown meanwhile"
    assistant.reject()


def test_a_policy_skips_it_and_help_opens_it(
    qtbot: QtBot, application: Application, window: MainWindow
) -> None:
    choices = application.configuration.choices
    choices["first_run"] = type(choices["first_run"])("skip")
    window.beside.begin_first_run()
    assert window.beside.first_run.assistant is None
    window._menus.help.assistant_asked.emit()
    assistant_of(window).reject()
