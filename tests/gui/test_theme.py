"""The themes: every pair of colours that meet is told apart; switching needs no restart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QIcon, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.commands import CommandButton
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.plain_editor import PlainEditor
from radvaluer_desktop.gui.theme.colours import colours, theme_in_use
from radvaluer_desktop.gui.theme.fonts import chinese_families
from radvaluer_desktop.gui.theme.icons import icon
from radvaluer_desktop.gui.theme.look import ZOOMS, Look
from radvaluer_desktop.gui.theme.pairs import DECORATION, PAIRS
from radvaluer_desktop.gui.theme.style import style_sheet
from radvaluer_desktop.gui.theme.themes import THEMES
from radvaluer_desktop.gui.theme.tokens import Colours
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.settings.policy import PolicySource
from tests.gui.contrast import contrast

GUI = Path(__file__).resolve().parents[2] / "radvaluer_desktop" / "gui"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The look of the program, dark at its normal size again afterwards."""
    made = Look(qapp)
    yield made
    made.use_theme("dark")
    made.use_zoom(100)


def test_the_formula_gives_the_values_that_wcag_names() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "behind", "least"), PAIRS)
def test_colours_that_meet_are_told_apart(
    theme: str, front: str, behind: str, least: float
) -> None:
    table = asdict(THEMES[theme])
    assert contrast(table[front], table[behind]) >= least


def test_every_colour_is_in_a_pair_or_decoration() -> None:
    paired = {name for front, behind, _least in PAIRS for name in (front, behind)}
    assert paired | set(DECORATION) == {field.name for field in fields(Colours)}


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheet_names_no_colour_of_its_own(theme: str) -> None:
    table = THEMES[theme]
    assert set(_COLOUR.findall(style_sheet(table))) <= set(asdict(table).values())


def test_no_file_of_the_window_names_a_colour() -> None:
    naming = {
        str(file.relative_to(GUI))
        for file in GUI.rglob("*.py")
        if file.parent.name != "theme" and _COLOUR.search(file.read_text("utf-8"))
    }
    assert naming == set()


@pytest.mark.parametrize("theme", ["light", "high_contrast", "dark"])
def test_another_theme_is_seen_at_once(
    look: Look, window: MainWindow, theme: str, qtbot: QtBot
) -> None:
    look.use_theme(theme)
    assert theme_in_use() == theme
    field = QColor(THEMES[theme].field)
    editor = window.findings.editor.viewport()
    qtbot.waitUntil(lambda: _colour_of_middle(editor.grab().toImage()) == field)
    assert _colour_of_middle(window.status.grab().toImage()) == QColor(THEMES[theme].panel)


def _colour_of_middle(image: QImage) -> QColor:
    return image.pixelColor(image.width() // 2, image.height() - 3)


def test_the_system_decides_where_it_is_asked(look: Look, qapp: QApplication) -> None:
    look.use_theme("system")
    is_light = qapp.styleHints().colorScheme() is Qt.ColorScheme.Light
    assert theme_in_use() == ("light" if is_light else "dark")


def test_icons_take_the_colours_of_the_theme(look: Look) -> None:
    for theme in THEMES:
        look.use_theme(theme)
        for mode, wanted in (
            (QIcon.Mode.Normal, colours().text),
            (QIcon.Mode.Disabled, colours().disabled),
        ):
            image = icon("accept").pixmap(48, 48, mode).toImage()
            seen = {
                image.pixelColor(x, y).name()
                for x in range(image.width())
                for y in range(image.height())
                if image.pixelColor(x, y).alpha() == 255
            }
            assert wanted in seen


def test_every_icon_is_of_one_colour() -> None:
    others = ("radvaluer", *DRAWN)
    drawings = [file for file in resource("icons").glob("*.svg") if file.stem not in others]
    assert len(drawings) >= 8
    for file in drawings:
        assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', file.read_text("utf-8"))) <= {
            "none",
            "currentColor",
        }, file


DRAWN = {"arrow_down": "field", "tick": "accent"}  # in style sheets, which cannot colour them


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("name", "behind"), DRAWN.items())
def test_what_a_style_sheet_draws_is_seen_in_every_theme(
    theme: str, name: str, behind: str
) -> None:
    drawing = resource(f"icons/{name}.svg").read_text("utf-8")
    (colour,) = set(re.findall(r'stroke="(#[^"]+)"', drawing))
    assert contrast(colour, asdict(THEMES[theme])[behind]) >= 3


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux", "freebsd"])
def test_every_system_has_fonts_for_chinese(platform: str) -> None:
    assert len(chinese_families(platform)) >= 3


def test_text_grows_everywhere_and_shrinks_again(look: Look, window: MainWindow) -> None:
    def heights() -> list[int]:
        parts = (window.findings.editor, window.impression.editor, window.status, window.header)
        return [part.fontMetrics().height() for part in parts]

    before = heights()
    look.use_zoom(200)
    assert all(after >= 1.9 * height for after, height in zip(heights(), before, strict=True))
    look.use_zoom(100)
    assert heights() == before


def test_keys_change_the_text_size_step_by_step(qtbot: QtBot, window: MainWindow) -> None:
    chosen: list[int] = []
    window.zoom_chosen.connect(chosen.append)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    control, editor = Qt.KeyboardModifier.ControlModifier, window.findings.editor
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0):
        QTest.keyClick(editor, key, control)
    assert chosen == [110, 125, 110, 100]


def test_a_policy_decides_theme_and_size(qtbot: QtBot, tmp_path: Path) -> None:
    policy = PolicySource("the policy", lambda: {"theme": "light", "text_zoom": ZOOMS[4]})
    application = build_application(locations(tmp_path), ScriptedEngine(), (policy,))
    window = MainWindow(application, "en")
    qtbot.addWidget(window)
    chosen: list[object] = []
    window.theme_chosen.connect(chosen.append)
    window.zoom_chosen.connect(chosen.append)
    for action in window._menus.view.actions():
        action.trigger()
        for inner in action.menu().actions() if action.menu() else ():  # type: ignore[attr-defined]
            inner.trigger()
    assert chosen == []


def test_the_layout_is_remembered(
    application: Application, open_window: Callable[[], MainWindow], unlocked_keyring: object
) -> None:
    window = open_window()
    window.resize(1111, 777)
    width = window.width()
    window.close()
    stored = application.locations.window_layout.read_text("utf-8")
    assert "geometry" in stored
    again = open_window()
    assert (again.width(), again.height()) == (width, 777)


def test_how_the_panes_share_the_window_is_remembered(
    application: Application, open_window: Callable[[], MainWindow], unlocked_keyring: object
) -> None:
    window = open_window()
    window.resize(1400, 800)
    QApplication.processEvents()
    panes = window._panes
    at = panes.sizes()[1] * 3 // 2
    panes.moveSplitter(at, 2)
    _list, findings, impression = panes.sizes()
    assert findings > impression * 2
    window.close()
    again = open_window()
    QApplication.processEvents()
    _list, wide, narrow = again._panes.sizes()
    assert wide / (wide + narrow) == pytest.approx(findings / (findings + impression), abs=0.02)


def test_a_broken_layout_file_changes_nothing(
    application: Application, open_window: Callable[[], MainWindow], unlocked_keyring: object
) -> None:
    file = application.locations.window_layout
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\x00\xff[General\ngeometry=@ByteArray(nothing)\n")
    window = open_window()
    assert window.width() > 300


def test_the_words_in_an_empty_editor_follow_the_text_size(look: Look, qtbot: QtBot) -> None:
    look.use_theme("dark")
    editor = PlainEditor()
    qtbot.addWidget(editor)
    editor.show()
    before = editor.viewport().fontMetrics().height()
    look.use_zoom(200)
    assert editor.viewport().fontMetrics().height() > before * 3 // 2


@pytest.mark.parametrize("picture", ["draft", ""])
def test_a_button_asks_for_the_same_room_whether_it_shows_its_key_or_not(
    qtbot: QtBot, look: Look, picture: str
) -> None:
    del look  # with the program's style, which gives buttons a least width
    action = QAction("Do")
    action.setIcon(icon(picture) if picture else QIcon())
    action.setShortcut("F5")
    button = CommandButton(action)
    qtbot.addWidget(button)
    hints = []
    for width in (1, 400):
        button.resize(width, 30)
        button._show_text()
        hints.append((button.text(), button.sizeHint(), button.minimumSizeHint()))
    (bare, *without), (whole, *with_key) = hints
    assert (bare, whole) == ("Do", "Do  F5")
    assert without == with_key
    button.resize(button.sizeHint())
    button._show_text()
    assert button.text() == "Do  F5"
    assert button.sizeHint() == super(CommandButton, button).sizeHint()
