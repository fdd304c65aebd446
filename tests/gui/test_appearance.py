"""Language, theme and text size: settings, menus and window go together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.gui.appearance import Appearance
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.settings.control import ChoiceBox
from radvaluer_desktop.gui.settings.window import SettingsWindow
from radvaluer_desktop.gui.theme.colours import theme_in_use
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.gui.translation import Translation


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication, application: Application) -> Iterator[MainWindow]:
    """A window that follows what is chosen, with its settings open."""
    look, translation = Look(qapp), Translation(qapp)
    window = MainWindow(application, "en")
    Appearance(application, window, translation, look)
    qtbot.addWidget(window)
    window.show()
    window.commands.settings.trigger()
    yield window
    translation.use("en")
    look.use_theme("dark")
    look.use_zoom(100)
    look.deleteLater()


def settings_of(window: MainWindow) -> SettingsWindow:
    dialog = window.beside.settings.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def choose(window: MainWindow, name: str, value: str) -> None:
    """As a person does: the box is opened and an entry of it taken."""
    dialog = settings_of(window)
    box = dialog.rows[name].control.widget
    assert isinstance(box, ChoiceBox)
    index = dialog.rows[name].setting.choices.index(value)
    box.setCurrentIndex(index)
    box.activated.emit(index)


def action(window: MainWindow, text: str) -> QAction:
    return {each.text().replace("&", ""): each for each in entries(window.menuBar())}[text]


def entries(menu: QWidget) -> Iterator[QAction]:
    for each in menu.actions():
        yield each
        below = each.menu()
        if isinstance(below, QMenu):
            yield from entries(below)


def saved(application: Application) -> dict[str, object]:
    return tomllib.loads(application.locations.settings_file.read_text("utf-8"))


def test_a_theme_that_is_chosen_in_the_settings_holds_at_once(
    shown: MainWindow, application: Application
) -> None:
    choose(shown, "theme", "light")
    assert theme_in_use() == "light"
    assert action(shown, "Light").isChecked()
    row = settings_of(shown).rows["theme"]
    assert row.said.text() == "Saved."
    assert "at once" in row.source.text()
    row.reset.click()
    assert theme_in_use() == "dark"
    assert action(shown, "Dark").isChecked()
    assert saved(application) == {}


def test_a_text_size_that_is_typed_in_the_settings_holds_at_once(
    shown: MainWindow, application: Application
) -> None:
    before = shown.fontMetrics().height()
    settings_of(shown).rows["text_zoom"].control.chosen.emit(150)
    assert shown.fontMetrics().height() > before * 1.3
    assert saved(application) == {"text_zoom": 150}
    assert action(shown, "Normal text size").isEnabled()
    action(shown, "Larger text").trigger()
    assert saved(application) == {"text_zoom": 175}, "the menu goes on from there"


def test_what_the_menu_chooses_stands_in_the_settings(
    shown: MainWindow, application: Application
) -> None:
    action(shown, "High contrast").trigger()
    assert theme_in_use() == "high_contrast"
    assert saved(application) == {"theme": "high_contrast"}
    row = settings_of(shown).rows["theme"]
    box = row.control.widget
    assert isinstance(box, ChoiceBox)
    assert row.setting.choices[box.currentIndex()] == "high_contrast"
    assert "Your choice." in row.source.text()


def test_a_language_that_is_chosen_in_the_settings_holds_at_once(
    shown: MainWindow, application: Application
) -> None:
    choose(shown, "interface_language", "zh")
    assert action(shown, "简体中文").isChecked()
    assert settings_of(shown).windowTitle() == "设置"
    assert settings_of(shown).rows["interface_language"].said.text() == "已保存。"
    action(shown, "English").trigger()
    assert settings_of(shown).windowTitle() == "Settings"
    assert saved(application) == {"interface_language": "en"}


def test_the_window_of_the_settings_keeps_what_was_searched_for(
    shown: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: QApplication.activeWindow() is settings_of(shown))
    settings_of(shown).search.setText("theme")
    before = visible(shown)
    assert "theme" in before
    choose(shown, "theme", "light")
    assert visible(shown) == before
    qtbot.waitUntil(lambda: QApplication.activeWindow() is settings_of(shown))
    assert QApplication.focusWidget() is settings_of(shown).rows["theme"].control.widget


def visible(window: MainWindow) -> set[str]:
    return {name for name, row in settings_of(window).rows.items() if row.isVisible()}
