"""Remembers how the worklist and the two panes share the window, in a file of figures alone."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QSplitter

from radvaluer_desktop.paths import Locations

_WIDTH, _SHARE = "worklist/width", "panes/findings"
_CHARACTERS = 30
_OF_THE_SCREEN = 4  # a quarter at most: large text leaves the panes their part
_HALF, _WHOLE = 500, 1000


class PaneWidth:
    """Gives the first of a splitter's three panes its width, and the others their shares."""

    def __init__(self, splitter: QSplitter, locations: Locations) -> None:
        self._splitter = splitter
        self._file = QSettings(str(locations.window_layout), QSettings.Format.IniFormat, splitter)
        usual = splitter.fontMetrics().averageCharWidth() * _CHARACTERS
        usual = min(usual, splitter.screen().availableSize().width() // _OF_THE_SCREEN)
        self._width = self._kept(_WIDTH, usual)
        self._share = min(self._kept(_SHARE, _HALF), _WHOLE - 1)
        splitter.setStretchFactor(0, 0)
        for pane in (1, 2):
            splitter.setStretchFactor(pane, 1)
        rest = self._width * 20 // _WHOLE
        splitter.setSizes([self._width, rest * self._share, rest * (_WHOLE - self._share)])
        splitter.splitterMoved.connect(self._on_moved)
        self._moved = False

    def keep(self) -> None:
        """Write what the person has moved."""
        if not self._moved:
            return
        width, findings, impression = self._splitter.sizes()
        if width:
            self._file.setValue(_WIDTH, width)
        self._file.setValue(_SHARE, findings * _WHOLE // max(1, findings + impression))
        self._file.sync()

    def _kept(self, key: str, usual: int) -> int:
        kept = str(self._file.value(key, usual))
        return int(kept) if kept.isascii() and kept.isdecimal() else usual

    def _on_moved(self) -> None:
        self._moved = True
