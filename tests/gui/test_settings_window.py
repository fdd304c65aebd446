"""The window of the settings, by keys: what is declared is shown, what is chosen is saved."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.settings.window import SettingsWindow
from radvaluer_desktop.gui.settings.words import _VALUES, value_text
from radvaluer_desktop.gui.translation import LANGUAGES
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.settings import SETTINGS
from radvaluer_desktop.settings.declaration import Page
from radvaluer_desktop.settings.policy import PolicySource
from tests.gui.scripted_checks import ScriptedChecks

Key = Qt.Key


@pytest.fixture
def plain(qtbot: QtBot, application: Application) -> MainWindow:
    """A window that nothing was started for."""
    return shown(qtbot, application)


def shown(qtbot: QtBot, application: Application) -> MainWindow:
    window = MainWindow(application, "en")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


def opened(qtbot: QtBot, window: MainWindow) -> SettingsWindow:
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window, Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.beside.settings.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def saved(application: Application) -> dict[str, object]:
    file = application.locations.settings_file
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def line(dialog: SettingsWindow, name: str) -> QLineEdit:
    widget = dialog.rows[name].control.widget
    assert isinstance(widget, QLineEdit)
    return widget


def typed(dialog: SettingsWindow, name: str, text: str) -> None:
    widget = line(dialog, name)
    widget.selectAll()
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Key.Key_Return)


def test_every_setting_has_a_row_a_name_and_a_page() -> None:
    assert [name for name, setting in SETTINGS.items() if not setting.label] == []
    assert [name for name, setting in SETTINGS.items() if setting.page is Page.OTHER] == []


def test_every_value_that_can_be_chosen_has_words() -> None:
    for name, setting in SETTINGS.items():
        words = [value_text(value, name) for value in setting.choices]
        assert len(set(words)) == len(words)
        for value in setting.choices:
            assert value in _VALUES or value in LANGUAGES, (name, value)
    assert value_text("system", "theme") != value_text("system", "audit_log")


def test_what_is_typed_is_saved_at_once_and_the_default_comes_back(
    qtbot: QtBot, plain: MainWindow, application: Application
) -> None:
    dialog = opened(qtbot, plain)
    row = dialog.rows["threads"]
    assert "Default." in row.source.text()
    assert "next start" in row.source.text()
    typed(dialog, "threads", "3")
    assert saved(application) == {"threads": 3}
    assert row.said.text() == "Saved."
    assert "Your choice." in row.source.text()
    assert application.settings.threads == 0, "it holds from the next start"
    row.reset.click()
    assert saved(application) == {}
    assert line(dialog, "threads").text() == "0"
    assert dialog.isVisible(), "Enter closes nothing"


def test_what_holds_at_once_does(qtbot: QtBot, plain: MainWindow, application: Application) -> None:
    dialog = opened(qtbot, plain)
    typed(dialog, "radiologist", "R-17")
    assert application.settings.radiologist_id == "R-17"
    assert "at once" in dialog.rows["radiologist"].source.text()


@pytest.mark.row("settings-window")
@pytest.mark.parametrize("text", ["many", "-1", "99999", "1.5", ""])
def test_a_wrong_value_is_refused_in_words_and_nothing_is_saved(
    qtbot: QtBot, plain: MainWindow, application: Application, text: str
) -> None:
    dialog = opened(qtbot, plain)
    widget = line(dialog, "threads")
    widget.clear()
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Key.Key_Return)
    said = dialog.rows["threads"].said
    assert said.text() == (
        "The setting 'threads' was not changed: it takes 0 to 1024. Give it such a value."
    )
    assert said.property("role") == "error"
    assert saved(application) == {}


def test_a_box_is_ticked_with_the_space_bar(
    qtbot: QtBot, plain: MainWindow, application: Application
) -> None:
    dialog = opened(qtbot, plain)
    box = dialog.rows["own_impression_first"].control.widget
    assert isinstance(box, QCheckBox)
    QTest.keyClick(box, Key.Key_Space)
    assert saved(application) == {"own_impression_first": "on"}
    QTest.keyClick(box, Key.Key_Space)
    assert saved(application) == {"own_impression_first": "off"}


def test_a_policy_locks_its_settings_and_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    policy = PolicySource("the hospital", lambda: {"threads": 2, "downloads": "forbidden"})
    application = build_application(
        locations(tmp_path), ScriptedEngine(), (policy,), ScriptedChecks()
    )
    dialog = opened(qtbot, shown(qtbot, application))
    for name in ("threads", "downloads"):
        row = dialog.rows[name]
        assert "policy (the hospital)" in row.source.text()
        assert not row.lock.isHidden()
        assert row.reset.isHidden()
    typed(dialog, "threads", "5")
    assert saved(application) == {}
    assert not dialog.rows["downloads"].control.widget.isEnabled()
    assert dialog.rows["candidates"].lock.isHidden()


def test_pages_and_search_show_what_belongs_to_them(qtbot: QtBot, plain: MainWindow) -> None:
    dialog = opened(qtbot, plain)

    def visible() -> set[str]:
        return {name for name, row in dialog.rows.items() if row.isVisibleTo(dialog)}

    for number, page in enumerate(dialog.pages):
        dialog.list.setCurrentRow(number)
        assert visible() == {n for n, each in SETTINGS.items() if each.page is page}
    QTest.keyClicks(dialog.search, "memory engine")
    assert visible() == {"engine_memory_mb"}
    dialog.search.clear()
    QTest.keyClicks(dialog.search, "no such thing")
    assert visible() == set()
    assert dialog.column.nothing.isVisibleTo(dialog)


def test_what_was_agreed_to_cannot_be_typed(qtbot: QtBot, plain: MainWindow) -> None:
    dialog = opened(qtbot, plain)
    for name in ("server_consent", "intended_use_agreed"):
        assert not isinstance(dialog.rows[name].control.widget, QLineEdit)


@pytest.mark.row("settings-unwritable")
def test_a_file_that_cannot_be_written_keeps_what_was(
    qtbot: QtBot, plain: MainWindow, application: Application
) -> None:
    folder = application.locations.config
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    dialog = opened(qtbot, plain)
    typed(dialog, "threads", "3")
    assert dialog.rows["threads"].said.property("role") == "error"
    assert folder.read_text() == "in the way"


def test_everything_is_reached_by_tab_and_has_a_name(qtbot: QtBot, plain: MainWindow) -> None:
    dialog = opened(qtbot, plain)
    dialog.activateWindow()
    dialog.list.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.list)
    reached: list[QWidget] = []
    while (focus := QApplication.focusWidget()) is not None and focus not in reached:
        reached.append(focus)
        QTest.keyClick(focus, Key.Key_Tab)
    shown_rows = [row for row in dialog.rows.values() if row.isVisibleTo(dialog)]
    controls = [row.control.widget for row in shown_rows if not row.setting.record]
    assert set(controls) <= set(reached)
    assert all(widget.accessibleName() for widget in controls)
    assert {*dialog.links.values()} <= set(reached)
