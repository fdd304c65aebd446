"""The menu *Help*."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


class HelpMenu(QMenu):
    """Says what is asked for; F1 and the like are commands of the window."""

    guide_asked = Signal()
    assistant_asked = Signal()
    report_asked = Signal()
    about_asked = Signal()

    def __init__(self, keys: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = self.addAction("", self.guide_asked.emit)
        self.addAction(keys)
        self.addSeparator()
        self._assistant = self.addAction("", self.assistant_asked.emit)
        self._report = self.addAction("", self.report_asked.emit)
        self.addSeparator()
        self._about = self.addAction("", self.about_asked.emit)

    def retranslate(self) -> None:
        """Name everything in the window's language."""
        self.setTitle(self.tr("&Help"))
        self._guide.setText(self.tr("User &guide"))
        self._assistant.setText(self.tr("&Assistant of the first start…"))
        self._report.setText(self.tr("&Report a problem…"))
        self._about.setText(self.tr("A&bout RadValuer Desktop"))
