"""Access: names and roles for what has the keyboard, the way of Tab, announcements, mirroring."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from tests.gui.every_screen import SCREENS, focusable, name_of

_FINDINGS = "Patchy opacity in the right lower lobe. Old rib fracture."


@pytest.fixture
def active(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A window that has the keyboard."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture(params=SCREENS)
def dialog(request: pytest.FixtureRequest, qtbot: QtBot) -> QWidget:
    """Each dialog, shown and active."""
    shown = SCREENS[request.param]()
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def nameless(root: QWidget) -> list[str]:
    """What has the keyboard and says nothing of itself."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or widget.window() is not root:
            continue  # what drops down belongs to its box, which is looked at
        if widget.objectName().startswith("qt_"):  # a part of one of Qt's own widgets
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        no_role = interface is None or interface.role() is QAccessible.Role.NoRole
        if not name_of(widget).strip() or no_role:
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def test_everything_in_the_window_has_a_name_and_a_role(window: MainWindow) -> None:
    window.findings.editor.setPlainText(_FINDINGS)
    assert nameless(window) == []


def test_everything_in_the_dialogs_has_a_name_and_a_role(dialog: QWidget) -> None:
    assert nameless(dialog) == []


# --- the way of Tab ------------------------------------------------------------------------------


def tour(root: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Press Tab until it comes round; what had the keyboard, in order."""
    first = QApplication.focusWidget()
    assert first is not None
    seen: list[QWidget] = []
    here: QWidget | None = first
    for _press in range(500):
        assert here is not None
        if not (seen and here is seen[-1]):
            seen.append(here)
        at_link = _link_of(here)
        QTest.keyClick(here, key)
        before, here = here, QApplication.focusWidget()
        if here is before and _link_of(here) != at_link:
            continue  # Tab goes through the links of a page before it leaves it
        if here is first:
            return seen
    raise AssertionError(f"Tab never comes back to {type(first).__name__}: {seen[-3:]}")


def _link_of(widget: QWidget | None) -> int | None:
    return widget.textCursor().position() if isinstance(widget, QTextBrowser) else None


def place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def out_of_order(seen: list[QWidget], root: QWidget) -> list[str]:
    """Steps of the tour that go neither on in the line nor down; coming round is no step."""
    for area in root.findChildren(QScrollArea):  # the tour's last steps have moved it
        area.verticalScrollBar().setValue(0)
    start = min(range(len(seen)), key=lambda at: _reading(place(seen[at], root)))
    ordered = seen[start:] + seen[:start]
    wrong = []
    for before, after in pairwise(ordered):
        here, there = place(before, root), place(after, root)
        goes_on = there.center().y() > here.bottom() or there.center().x() > here.center().x()
        if not (goes_on or before.isAncestorOf(after)):  # a row and what is in it are one step
            wrong.append(f"{name_of(before)!r} → {name_of(after)!r}")
    return wrong


def _reading(rect: QRect) -> tuple[int, int]:
    return rect.top() // 16, rect.left()


def test_tab_goes_through_the_window_as_one_reads(active: MainWindow) -> None:
    active.findings.editor.setPlainText(_FINDINGS)
    active.notice.dismiss()
    seen = tour(active)
    assert {id(widget) for widget in focusable(active)} == {id(widget) for widget in seen}
    assert out_of_order(seen, active) == []


def test_shift_tab_goes_back_the_same_way(active: MainWindow) -> None:
    active.findings.editor.setPlainText(_FINDINGS)
    forth, back = tour(active), tour(active, Qt.Key.Key_Backtab)
    assert back[1:] == forth[:0:-1]


def test_tab_goes_through_the_dialogs_as_one_reads(dialog: QWidget) -> None:
    inside = list(focusable(dialog))
    if QApplication.focusWidget() is None:
        inside[0].setFocus()
    seen = tour(dialog)
    assert {id(widget) for widget in inside} == {id(widget) for widget in seen}
    assert out_of_order(seen, dialog) == []


def test_what_has_the_keyboard_is_seen(active: MainWindow) -> None:
    active.findings.editor.setPlainText(_FINDINGS)
    for widget in focusable(active):
        widget.setFocus()
        QApplication.processEvents()
        with_ring = _edge(widget)
        other = active.findings.editor if widget is not active.findings.editor else active
        other.setFocus()
        if other is active:
            active.impression.editor.setFocus()
        QApplication.processEvents()
        assert _edge(widget) != with_ring, name_of(widget)


def _edge(widget: QWidget) -> QImage:
    return widget.grab().toImage()


# --- announcements -------------------------------------------------------------------------------


def test_drafts_and_issues_are_announced(
    qtbot: QtBot, active: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", staticmethod(lambda event: said.append(event.message()))
    )
    active.findings.editor.setPlainText(_FINDINGS)
    active.commands.draft.trigger()
    qtbot.waitUntil(lambda: active.impression.state is DraftState.COMPLETE, timeout=10_000)
    qtbot.waitUntil(lambda: active.reviewing.review.checked is not None, timeout=10_000)
    active.notice.show_notice("The disk is full.", "error")
    assert said[0] == "Draft begun"
    assert "Draft complete" in said
    assert said[-1] == "The disk is full."


# --- speech software, input methods --------------------------------------------------------------


def test_a_composition_survives_a_draft_that_streams(
    qtbot: QtBot, active: MainWindow, held_stream: object
) -> None:
    editor = active.findings.editor
    editor.setPlainText(_FINDINGS)
    active.commands.draft.trigger()
    qtbot.waitUntil(lambda: "1. Right" in active.impression.text(), timeout=10_000)
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    editor.setTextCursor(cursor)
    QApplication.sendEvent(editor, QInputMethodEvent("youfei", []))
    assert preedit(active) == "youfei"
    held_stream.set()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: active.impression.state is not DraftState.WRITING, timeout=10_000)
    active.drafting.reading.progressed.emit(5, 10)
    qtbot.waitUntil(lambda: active.reviewing.review.checked is not None, timeout=10_000)
    active.notice.show_notice("Something happened.", "warning")
    assert preedit(active) == "youfei"
    assert QApplication.focusWidget() is editor
    commit = QInputMethodEvent()
    commit.setCommitString("右肺")
    QApplication.sendEvent(editor, commit)
    assert editor.toPlainText() == _FINDINGS + "右肺"


def preedit(window: MainWindow) -> str:
    return window.findings.editor.textCursor().block().layout().preeditAreaText()


def test_nothing_that_happens_takes_the_keyboard(
    qtbot: QtBot, active: MainWindow, held_stream: object
) -> None:
    active.findings.editor.setPlainText(_FINDINGS)
    line = active.header._lines["indication"]
    line.setFocus()
    active.drafting.draft(*active.study.typed())
    active.notice.show_notice("Something happened.", "error")
    assert QApplication.focusWidget() is line
    held_stream.set()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not active.drafting.is_busy, timeout=10_000)
    assert QApplication.focusWidget() is line


# --- the other direction -------------------------------------------------------------------------


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """The whole program from right to left, and back."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("mirrored")
def test_the_window_mirrors(window: MainWindow) -> None:
    def left_of(widget: QWidget) -> int:
        return widget.mapTo(window, QPoint(0, 0)).x()

    assert left_of(window.findings) > left_of(window.impression)
    assert left_of(window.header._lines["pseudonym"]) > left_of(window.header._age)


def test_colour_is_never_the_only_sign(window: MainWindow) -> None:
    """Every state of a draft that has a colour has words too."""
    for state in DraftState:
        window.impression.show_state(state)
        label = window.impression._state_label
        assert label.property("role") == "quiet" or label.text()
    assert isinstance(window, QMainWindow)
