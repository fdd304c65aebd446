"""Takes everything that could show a text out of the window, and puts it back as it was.

What is only covered can still be read: by assistive technology, by whoever takes a picture of the
widgets. So the middle of the window leaves it, and with it the commands, other windows and menus.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QToolBar, QWidget


@dataclass(eq=False)
class _Put:
    """A window that was put away, and what it was like."""

    widget: QWidget
    parent: QWidget | None
    flags: Qt.WindowType
    place: QRect
    modality: Qt.WindowModality


class Curtain:
    """Drawn before ``window``; ``screen`` stands in its middle meanwhile."""

    def __init__(self, window: QMainWindow, screen: QWidget) -> None:
        self._window, self._screen = window, screen
        self._middle: QWidget | None = None
        self._focus: QWidget | None = None
        self._away = QWidget()  # never shown: what lies in it is in no window
        self._others: list[_Put] = []
        self._beside: list[QWidget] = []
        self._actions: list[QAction] = []
        self._shortcuts: list[QShortcut] = []

    @property
    def is_drawn(self) -> bool:
        """Whether the texts are hidden."""
        return self._middle is not None

    def draw(self) -> None:
        """Hide everything but the screen."""
        window = self._window
        self._focus = window.focusWidget()
        self._hide_others()
        self._actions = window.actions()
        for action in self._actions:
            window.removeAction(action)
        self._shortcuts = [each for each in window.findChildren(QShortcut) if each.isEnabled()]
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        window.menuBar().hide()
        window.menuBar().setEnabled(False)
        self._middle = window.takeCentralWidget()
        window.setCentralWidget(self._screen)
        self._screen.show()

    def lift(self) -> None:
        """Put everything back, the caret too; no other window loses the keyboard over it."""
        window, middle = self._window, self._middle
        if middle is None:
            return
        window.takeCentralWidget()
        self._screen.hide()
        window.setCentralWidget(middle)
        middle.show()
        self._middle = None
        window.menuBar().setEnabled(True)
        window.menuBar().show()
        window.addActions(self._actions)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)
        for widget in self._beside:
            widget.show()
        others, self._others, self._beside = self._others, [], []
        for put in others:
            _bring_back(put)
        if self._focus is not None:
            self._focus.setFocus()

    def _hide_others(self) -> None:
        window = self._window
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for widget in QApplication.topLevelWidgets():
            kind = widget.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog)
            if kind and widget.isVisible() and widget is not window:
                self._put_away(widget)
        self._beside = [
            widget
            for widget in window.findChildren(QWidget)
            if isinstance(widget, QDockWidget | QToolBar) and widget.isVisible()
        ]
        for widget in self._beside:
            widget.hide()

    def _put_away(self, widget: QWidget) -> None:
        """Let ``widget`` be no window meanwhile: a hidden one can still be read over AT-SPI."""
        put = _Put(
            widget,
            widget.parentWidget(),
            widget.windowFlags(),
            widget.geometry(),
            widget.windowModality(),
        )
        self._others.append(put)
        widget.destroyed.connect(lambda: self._forget(put))
        widget.hide()
        widget.setParent(self._away, Qt.WindowType.Widget)

    def _forget(self, put: _Put) -> None:
        if put in self._others:
            self._others.remove(put)


def _bring_back(put: _Put) -> None:
    put.widget.setParent(put.parent, put.flags)
    put.widget.setWindowModality(put.modality)
    put.widget.setGeometry(put.place)
    put.widget.show()
