"""Nothing is cut off: every text has the room that it asks for, at each size, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui.commands import CommandButton
from radvaluer_desktop.gui.fitted_dialog import room_for
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.gui.translation import Translation
from tests.gui.every_screen import SCREENS

_FINDINGS = "Patchy opacity in the right lower lobe. Old rib fracture."
_BELOW_A_TITLE_BAR = QSize(1366, 740)
_SCREENS = (QSize(1366, 768), QSize(1920, 1080))


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The look of the program, dark at its normal size again afterwards."""
    made = Look(qapp)
    yield made
    made.use_zoom(100)


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    """The language of the program, English again afterwards."""
    made = Translation(qapp)
    yield made
    made.use("en")


def cut_off(root: QWidget) -> list[str]:
    """Texts that get less room than they need."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not (text := _text_of(widget)):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            lacks = widget.height() < widget.heightForWidth(widget.width()) - 1
        else:
            wanted = widget.minimumSizeHint()
            lacks = widget.width() < wanted.width() - 1 or widget.height() < wanted.height() - 1
        if lacks:
            found.append(f"{type(widget).__name__} {text!r}: {widget.size()}")
    return found


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("zoom", [100, 200, 300])
@pytest.mark.parametrize("screen", _SCREENS, ids=lambda size: f"{size.width()}x{size.height()}")
def test_the_window_has_room(
    look: Look,
    translation: Translation,
    window: MainWindow,
    screen: QSize,
    zoom: int,
    language: str,
) -> None:
    window.findings.editor.setPlainText(_FINDINGS)
    translation.use(language)
    look.use_zoom(zoom)
    QApplication.processEvents()
    window.resize(screen)
    QApplication.processEvents()
    assert window.width() <= screen.width()
    assert window.height() <= screen.height()
    assert cut_off(window) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("zoom", "screen"),
    [(100, QSize(1366, 768)), (200, QSize(1366, 768)), (300, QSize(1920, 1080))],
    ids=lambda value: f"{value.width()}x{value.height()}" if isinstance(value, QSize) else None,
)
def test_the_window_needs_no_scrolling_sideways(
    look: Look,
    translation: Translation,
    window: MainWindow,
    screen: QSize,
    zoom: int,
    language: str,
) -> None:
    window.findings.editor.setPlainText(_FINDINGS)
    translation.use(language)
    look.use_zoom(zoom)
    window.resize(screen)
    QApplication.processEvents()
    page = window.findChild(QWidget, "page")
    assert page is not None
    assert page.width() <= screen.width()
    assert not any(
        button.geometry().right() > page.width() for button in page.findChildren(CommandButton)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("zoom", [100, 200, 300])
@pytest.mark.parametrize("name", SCREENS)
def test_the_dialogs_have_room(
    qtbot: QtBot, look: Look, translation: Translation, name: str, zoom: int, language: str
) -> None:
    translation.use(language)
    look.use_zoom(zoom)
    dialog = SCREENS[name]()
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    dialog.resize(_size_of(dialog, QSize(1920, 1080)))
    QApplication.processEvents()
    assert dialog.width() <= 1920
    assert dialog.height() <= 1080
    assert cut_off(dialog) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_dialogs_fit_a_small_screen_at_twice_the_size(
    qtbot: QtBot, look: Look, translation: Translation, name: str, language: str
) -> None:
    translation.use(language)
    look.use_zoom(200)
    dialog = SCREENS[name]()
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    assert dialog.height() <= room_for(dialog).height(), "as it opens"
    dialog.resize(_size_of(dialog, _BELOW_A_TITLE_BAR))
    QApplication.processEvents()
    assert dialog.width() <= _BELOW_A_TITLE_BAR.width()
    assert dialog.height() <= _BELOW_A_TITLE_BAR.height()
    assert cut_off(dialog) == []


def _size_of(dialog: QWidget, screen: QSize) -> QSize:
    """Return how large a window is on ``screen``; the tests' own screen is smaller than most."""
    test_screen = dialog.screen().availableSize()
    whole = dialog.width() >= test_screen.width() or dialog.height() >= test_screen.height()
    return screen if whole else dialog.size().boundedTo(screen)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_must_be_known_is_in_sight_whole_on_a_small_screen(
    look: Look, translation: Translation, window: MainWindow, language: str
) -> None:
    translation.use(language)
    look.use_zoom(200)
    window.resize(_BELOW_A_TITLE_BAR)
    window.notice.show_notice("Patchy " * 30, "warning")
    QApplication.processEvents()
    for shown in (window.notice, window.status._notice):
        corner = shown.mapTo(window, shown.rect().bottomRight())
        assert window.rect().contains(corner)
        assert shown.visibleRegion().boundingRect() == shown.rect()
    notice = window.status._notice
    assert notice.text()
    assert notice.width() >= notice.sizeHint().width()
