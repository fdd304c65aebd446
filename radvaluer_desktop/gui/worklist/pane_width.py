"""Remembers how wide the worklist is, in a file of figures alone."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QSplitter

from radvaluer_desktop.paths import Locations

_KEY = "worklist/width"
_CHARACTERS = 30


class PaneWidth:
    """Gives a splitter's first pane the width that it had, the others the rest in equal parts."""

    def __init__(self, splitter: QSplitter, locations: Locations) -> None:
        self._splitter = splitter
        self._file = QSettings(str(locations.window_layout), QSettings.Format.IniFormat, splitter)
        usual = splitter.fontMetrics().averageCharWidth() * _CHARACTERS
        kept = str(self._file.value(_KEY, usual))
        self._width = int(kept) if kept.isdecimal() else usual
        splitter.setStretchFactor(0, 0)
        for pane in range(1, splitter.count()):
            splitter.setStretchFactor(pane, 1)
        rest = splitter.count() - 1
        splitter.setSizes([self._width, *[self._width * 10] * rest])

    def keep(self) -> None:
        """Write the width, where the person has changed it."""
        width = self._splitter.sizes()[0]
        if width and width != self._width:
            self._file.setValue(_KEY, width)
            self._file.sync()
