"""Remembers the window's size and how its parts share it; figures alone, no text of any kind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

_GEOMETRY = "geometry"
_SPLITTERS = "splitters"


class WindowLayout:
    """Reads and writes one small file; one that is missing or broken changes nothing."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def restore(self, window: QMainWindow) -> None:
        """Give ``window`` and its named splitters the sizes that they had last."""
        if not self._file.exists():
            return
        stored = self._open()
        geometry = stored.value(_GEOMETRY)
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)  # Qt keeps it on a screen that there is
        for splitter in _named_splitters(window):
            state = stored.value(f"{_SPLITTERS}/{splitter.objectName()}")
            if isinstance(state, QByteArray):
                splitter.restoreState(state)

    def keep(self, window: QMainWindow) -> None:
        """Write them; a folder that cannot be written forgets them, no more."""
        stored = self._open()
        stored.setValue(_GEOMETRY, window.saveGeometry())
        for splitter in _named_splitters(window):
            stored.setValue(f"{_SPLITTERS}/{splitter.objectName()}", splitter.saveState())
        stored.sync()

    def _open(self) -> QSettings:
        return QSettings(str(self._file), QSettings.Format.IniFormat)


def _named_splitters(window: QMainWindow) -> list[QSplitter]:
    return [each for each in window.findChildren(QSplitter) if each.objectName()]
