"""Remembers a window's size and how its parts share it; figures alone, no text of any kind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

_GEOMETRY = "geometry"
_UNNAMED = "qt_"  # how Qt calls parts within its own


class WindowLayout:
    """Reads and writes one small file; one that is missing or broken changes nothing."""

    def __init__(self, file: Path, name: str = "") -> None:
        """``name`` tells a window from the main one, which has none."""
        self._file, self._under = file, f"{name}/" if name else ""
        self._before: dict[str, QByteArray] = {}

    def restore(self, window: QWidget) -> None:
        """Give ``window`` and its named parts the sizes that they had last."""
        stored = self._open() if self._file.exists() else None
        geometry = stored.value(self._under + _GEOMETRY) if stored else None
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)  # Qt keeps it on a screen that there is
        for key, part in self._parts(window).items():
            state = stored.value(key) if stored else None
            if isinstance(state, QByteArray):
                part.restoreState(state)
            self._before[key] = part.saveState()

    def keep(self, window: QWidget) -> None:
        """Write them, of parts what a person moved; where it cannot be written, forget."""
        stored = self._open()
        stored.setValue(self._under + _GEOMETRY, window.saveGeometry())
        for key, part in self._parts(window).items():
            if (state := part.saveState()) != self._before.get(key):
                stored.setValue(key, state)
        stored.sync()

    def _open(self) -> QSettings:
        return QSettings(str(self._file), QSettings.Format.IniFormat)

    def _parts(self, window: QWidget) -> dict[str, QSplitter | QHeaderView]:
        parts: list[QSplitter | QHeaderView] = [
            *window.findChildren(QSplitter),
            *window.findChildren(QHeaderView),
        ]
        named = [part for part in parts if not part.objectName().startswith(_UNNAMED)]
        return {f"{self._under}{part.objectName()}": part for part in named if part.objectName()}
