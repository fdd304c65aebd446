"""A chart on the screen; for who cannot see it, its summary is the description of the widget."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.gui.feedback.charting import paint_chart
from radvaluer_desktop.gui.theme.colours import colours
from radvaluer_desktop.metrics.charts.description import Chart
from radvaluer_desktop.metrics.charts.summary import summary


class ChartView(QWidget):
    """Paints one chart as large as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        metrics = self.fontMetrics()
        self.setMinimumSize(metrics.averageCharWidth() * 60, metrics.lineSpacing() * 18)

    @property
    def chart(self) -> Chart | None:
        """The chart that is shown."""
        return self._chart

    def show_chart(self, chart: Chart) -> None:
        """Show ``chart``."""
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(summary(chart))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """As wide as a wide table."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 100, metrics.lineSpacing() * 28)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint ground, chart and, where the keyboard is here, a frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().field))
        if self._chart is not None:
            paint_chart(painter, self._chart, (self.width(), self.height()), self.font())
        painter.setPen(QPen(QColor(colours().accent if self.hasFocus() else colours().control)))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
