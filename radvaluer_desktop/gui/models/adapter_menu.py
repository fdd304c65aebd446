"""The menu of adapters that belong to the loaded model; hidden where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget


class AdapterMenu(QMenu):
    """Says which adapter was chosen, by its id, empty for none."""

    adapter_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QActionGroup(self)
        self.menuAction().setVisible(False)

    def show_adapters(self, adapters: Sequence[Path], applied: Path | None, *, may: bool) -> None:
        """List ``adapters``; ``may``: whether the person decides, and no policy."""
        self.clear()
        names = {"": None} | {path.stem: path for path in adapters}
        for name, path in names.items():
            action = self.addAction(name or self.tr("None"))
            action.setCheckable(True)
            action.setChecked(path == applied)
            action.setEnabled(may)
            action.triggered.connect(lambda _checked, name=name: self.adapter_chosen.emit(name))
            self._group.addAction(action)
        self.menuAction().setVisible(bool(adapters))

    def retranslate(self) -> None:
        """Name it in the window's language."""
        self.setTitle(self.tr("Adapter"))
