"""Windows that have the room they need, and no more than the screen has."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QStyle, QWidget


def room_for(window: QWidget) -> QSize:
    """Return what the screen has for ``window`` below the title bar that it will get."""
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    return window.screen().availableSize() - QSize(0, title)


def resize_to_text(window: QWidget, letters: int, lines: int) -> None:
    """Let ``window`` open as wide and as high as so much text, but within its screen."""
    metrics = window.fontMetrics()
    wanted = QSize(metrics.averageCharWidth() * letters, metrics.lineSpacing() * lines)
    window.resize(wanted.boundedTo(room_for(window)))


class FittedDialog(QDialog):
    """Grows to the height that its broken lines need at its width, which Qt forgets of windows."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Take the room that is needed, and no more than there is."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            wanted = layout.totalHeightForWidth(self.width())
            highest = room_for(self).height()
            self.resize(self.width(), min(max(wanted, self.height()), highest))
        super().showEvent(event)
