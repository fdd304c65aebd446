"""The menu *View*: theme and text size. It says what was chosen; others follow it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from radvaluer_desktop.gui.theme.look import NORMAL_ZOOM, ZOOMS
from radvaluer_desktop.gui.theme.themes import SYSTEM, THEMES

_LARGER = ("Ctrl++", "Ctrl+=")  # the plus of most keyboards wants Shift
_SMALLER, _NORMAL = ("Ctrl+-",), ("Ctrl+0",)


class ViewMenu(QMenu):
    """Themes, of which one is chosen, and three steps of text size."""

    theme_chosen = Signal(str)
    zoom_chosen = Signal(int)  # per cent

    def __init__(self, theme: str, zoom: int) -> None:
        super().__init__()
        self._zoom = zoom
        self._themes = self.addMenu("")
        self._group = QActionGroup(self)
        self._choices: dict[str, QAction] = {}
        for name in (*THEMES, SYSTEM):
            action = self._choices[name] = self._themes.addAction("")
            action.setCheckable(True)
            action.setChecked(name == theme)
            action.triggered.connect(partial(self._on_theme, name))
            self._group.addAction(action)
        self.addSeparator()
        self._larger = self._step(_LARGER, lambda: self._go(1))
        self._smaller = self._step(_SMALLER, lambda: self._go(-1))
        self._normal = self._step(_NORMAL, lambda: self._use(NORMAL_ZOOM))
        self._sizes = (self._larger, self._smaller, self._normal)
        self._may_zoom = True
        self._enable()

    def lock_theme(self) -> None:
        """Leave the theme to the policy that decides it."""
        self._group.setEnabled(False)

    def lock_zoom(self) -> None:
        """Leave the text size to the policy that decides it."""
        self._may_zoom = False
        self._enable()

    def retranslate(self) -> None:
        """Name everything in the window's language."""
        self.setTitle(self.tr("&View"))
        self._themes.setTitle(self.tr("&Theme"))
        names = {
            "dark": self.tr("&Dark"),
            "light": self.tr("&Light"),
            "high_contrast": self.tr("&High contrast"),
            SYSTEM: self.tr("As the &system"),
        }
        for name, action in self._choices.items():
            action.setText(names[name])
        self._larger.setText(self.tr("L&arger text"))
        self._smaller.setText(self.tr("S&maller text"))
        self._normal.setText(self.tr("&Normal text size"))

    def _step(self, keys: tuple[str, ...], step: object) -> QAction:
        action = self.addAction("")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(step)
        return action

    def _on_theme(self, name: str, *_checked: bool) -> None:
        self.theme_chosen.emit(name)

    def _go(self, steps: int) -> None:
        others = [zoom for zoom in ZOOMS if (zoom > self._zoom if steps > 0 else zoom < self._zoom)]
        if others:
            self._use(others[0] if steps > 0 else others[-1])

    def _use(self, zoom: int) -> None:
        self._zoom = zoom
        self._enable()
        self.zoom_chosen.emit(zoom)

    def _enable(self) -> None:
        self._larger.setEnabled(self._may_zoom and self._zoom < ZOOMS[-1])
        self._smaller.setEnabled(self._may_zoom and self._zoom > ZOOMS[0])
        self._normal.setEnabled(self._may_zoom and self._zoom != NORMAL_ZOOM)
