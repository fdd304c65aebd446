"""Takes everything that could show a text out of the window, and puts it back as it was.

What is only covered can still be read: by assistive technology, by whoever takes a picture of the
widgets. So the middle of the window leaves it, and with it the commands, other windows and menus.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QShortcut
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QToolBar, QWidget


class Curtain:
    """Drawn before ``window``; ``screen`` stands in its middle meanwhile."""

    def __init__(self, window: QMainWindow, screen: QWidget) -> None:
        self._window, self._screen = window, screen
        self._middle: QWidget | None = None
        self._focus: QWidget | None = None
        self._others: list[QWidget] = []
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
        QGuiApplication.inputMethod().commit()  # a word half composed belongs to the text
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
        for widget in (*self._beside, *self._others):
            widget.show()
        self._others, self._beside = [], []
        if self._focus is not None:
            self._focus.setFocus()

    def _hide_others(self) -> None:
        window = self._window
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._others = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget is not window
            and widget.isVisible()
            and widget.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog)
        ]
        self._beside = [
            widget
            for widget in window.findChildren(QWidget)
            if isinstance(widget, QDockWidget | QToolBar) and widget.isVisible()
        ]
        for widget in (*self._others, *self._beside):
            widget.hide()
