"""Both languages everywhere: switched while things are open, and no English left in Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableWidget,
    QTreeWidget,
    QWidget,
    QWizard,
)
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.translation import Translation
from radvaluer_desktop.settings.declaration import SETTINGS
from tests.gui.every_screen import DIALOGS, KEY, NUMBER, SCREENS, name_of

GUI = Path(__file__).resolve().parents[2] / "radvaluer_desktop" / "gui"


def _names_of_settings() -> set[str]:
    """Names, values and other code in what is said of settings: typed as they stand there."""
    quoted = {code for each in SETTINGS.values() for code in re.findall(r"`([^`]+)`", each.text)}
    choices = {choice for each in SETTINGS.values() for choice in each.choices}
    return {re.escape(code) for code in {*SETTINGS, *choices, *quoted} if code}


# Names that are the same in both languages, and keys.
_SAME = re.compile(
    r"RadValuer Desktop|English|CT|MR|AI|GPU|SHA-256|GGUF|Ctrl|Shift|Esc|F\d+|MiB|sft|preference|"
    r"jsonl|csv|parquet|https://gpu\.example:8000|age1|chatradio-demo|UTC|HTML|PNG|SVG|CSV|feedback\.db|cpu|CPU|Enter|gpu_layers|scripted|"
    r"PIN|zip|HF_ENDPOINT|Hugging Face|PEM|syslog|Windows|"
    + "|".join(sorted(_names_of_settings(), key=len, reverse=True))
)
_ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    """The language of the program, English again afterwards."""
    made = Translation(qapp)
    yield made
    made.use("en")


def texts(root: QWidget) -> dict[str, str]:
    """Every text of ``root`` and of what is in it, by where it stands."""
    found = {"title": root.windowTitle()}
    for number, widget in enumerate(root.findChildren(QWidget)):
        if isinstance(root, QWizard) and widget is root.button(QWizard.WizardButton.CommitButton):
            continue  # Qt makes it for every assistant; ours has no page that shows it
        place = f"{number} {type(widget).__name__}"
        found |= {f"{place} {what}": text for what, text in _texts_of(widget)}
        found[f"{place} name"] = name_of(widget)
        found[f"{place} tip"] = widget.toolTip()
    for number, action in enumerate(root.findChildren(QAction)):
        found[f"action {number}"] = action.text()
    return {place: text for place, text in found.items() if text}


def _texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QMenu):
        yield "title", widget.title()
    if isinstance(widget, QComboBox):
        for at in range(widget.count()):
            yield f"item {at}", widget.itemText(at)
    if isinstance(widget, QTableWidget):
        for at in range(widget.columnCount()):
            yield f"column {at}", _column(widget, at)
    if isinstance(widget, QTreeWidget):
        for at in range(widget.columnCount()):
            yield f"column {at}", widget.headerItem().text(at)


def _column(table: QTableWidget, at: int) -> str:
    item = table.horizontalHeaderItem(at)
    return item.text() if item else ""


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_that_is_open_follows_the_language(
    qtbot: QtBot, translation: Translation, name: str
) -> None:
    switched = DIALOGS[name]()
    qtbot.addWidget(switched)
    QApplication.processEvents()  # what is built when nobody waits
    translation.use("zh")
    QApplication.processEvents()
    built = DIALOGS[name]()
    qtbot.addWidget(built)
    QApplication.processEvents()
    assert texts(switched) == texts(built)


@pytest.mark.parametrize("name", [each for each in SCREENS if each != "recovery key asked for"])
def test_no_english_is_left_in_a_chinese_dialog(
    qtbot: QtBot, translation: Translation, name: str
) -> None:
    translation.use("zh")
    built = SCREENS[name]()
    qtbot.addWidget(built)
    assert english(built) == {}


def english(root: QWidget) -> dict[str, str]:
    found = texts(root)
    shown_key = {KEY.text, "\n\n".join("   ".join(KEY.groups[at : at + 4]) for at in (0, 4))}
    return {
        place: text
        for place, text in found.items()
        if _ENGLISH.search(_SAME.sub("", text.replace(NUMBER, ""))) and text not in shown_key
    }


def test_no_english_is_left_in_the_chinese_window(
    translation: Translation, window: MainWindow
) -> None:
    window.notice.hide()
    window.notice._text.clear()
    translation.use("zh")
    QApplication.processEvents()
    assert english(window) == {}


def test_the_status_bar_says_the_same_in_the_other_language(
    translation: Translation, window: MainWindow
) -> None:
    window.status.show_read_ahead(5, 10)
    translation.use("zh")
    QApplication.processEvents()
    assert re.search(r"5\D+10", window.status._engine.text())
    assert "Reading" not in window.status._engine.text()


_SETTERS = {
    "setText",
    "setToolTip",
    "setTitle",
    "setWindowTitle",
    "setPlaceholderText",
    "setAccessibleName",
    "setStatusTip",
    "addItem",
    "addAction",
    "addMenu",
    "addTab",
    "addRow",
    "QLabel",
    "QPushButton",
    "QCheckBox",
    "QRadioButton",
    "QGroupBox",
}


def test_no_text_of_the_window_goes_past_the_translation() -> None:
    past = []
    for file in sorted(GUI.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            first = node.args[0]
            if name in _SETTERS and isinstance(first, ast.Constant) and _is_prose(first.value):
                past.append(f"{file.relative_to(GUI)}:{node.lineno} {first.value!r}")
    assert past == []


def _is_prose(value: object) -> bool:
    return isinstance(value, str) and bool(_ENGLISH.search(_SAME.sub("", value)))
