"""The dashboard: charts of what became of drafts, each as a picture, in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.gui.feedback.chart_view import ChartView
from radvaluer_desktop.gui.feedback.choice_boxes import ChoiceBox, DayBox, field_label
from radvaluer_desktop.gui.feedback.names import LANGUAGES, SYSTEMS
from radvaluer_desktop.gui.feedback.strip import Strip
from radvaluer_desktop.gui.fitted_dialog import resize_to_text, room_for
from radvaluer_desktop.gui.folding_grid import FoldingGrid, rows_of
from radvaluer_desktop.metrics.charts.description import Chart
from radvaluer_desktop.metrics.charts.summary import summary
from radvaluer_desktop.metrics.charts.table import table

_WIDTH, _LINES = 150, 46  # of the window
_AFTER_LAST_CHANGE_MS = 400
_IN_A_ROW = (5, 4, 2, 1)  # as the width allows


class DashboardWindow(QWidget):
    """Shows and emits; counts nothing itself."""

    asked = Signal(object)  # Chosen
    export_charts_asked = Signal()
    browse_asked = Signal()
    export_asked = Signal()
    files_asked = Signal()
    closed = Signal()

    def __init__(self, remark: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._charts: tuple[Chart, ...] = ()
        any_text = self.tr("any")
        self.since, self.until = DayBox(any_text), DayBox(any_text)
        self.system = ChoiceBox(any_text, SYSTEMS)
        self.language = ChoiceBox(any_text, LANGUAGES)
        self.strip = Strip()
        self.rests_on = QLabel()
        self.names = QListWidget()
        self.view = ChartView()
        self.words = QLabel()
        self.table = QTableWidget()
        self.tabs = QTabWidget()
        self.remark = QLabel(remark)
        self.export_charts = QPushButton(self.tr("Export &charts…"))
        self.browse = QPushButton(self.tr("&Browse decisions…"))
        self.export = QPushButton(self.tr("&Export decisions…"))
        self.files = QPushButton(self.tr("Stations' &files…"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_AFTER_LAST_CHANGE_MS)
        self._lay_out()
        self._connect()
        self.setWindowTitle(self.tr("Dashboard"))
        resize_to_text(self, _WIDTH, _LINES)

    @property
    def chart(self) -> Chart | None:
        """The chart that is shown."""
        at = self.names.currentRow()
        return self._charts[at] if 0 <= at < len(self._charts) else None

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All of them."""
        return self._charts

    def chosen(self) -> Chosen:
        """Return which decisions are counted."""
        return Chosen(
            since=self.since.value,
            until=self.until.value,
            system=self.system.value,
            language=self.language.value,
        )

    def show_counting(self) -> None:
        """Say that figures are on their way; those that are shown stay until then."""
        self.strip.say(self.tr("Counting…"))
        self.export_charts.setEnabled(False)

    def show_charts(self, charts: Sequence[Chart], decisions: int | None, least: int) -> None:
        """Show charts that rest on so many decisions; None: fewer than ``least``."""
        before = max(0, self.names.currentRow())
        self._charts = tuple(charts)
        self.names.blockSignals(True)
        self.names.clear()
        self.names.addItems([chart.title for chart in charts])
        self.names.blockSignals(False)
        self.names.setCurrentRow(before)
        self._fit_names()
        self._on_chosen()
        self.strip.say("")
        if decisions is None:
            text = self.tr("Fewer than {0} decisions: too few for figures.").format(least)
        else:
            text = self.tr("Decisions: {0}").format(f"{decisions:,}")
        self.rests_on.setText(text)
        self.export_charts.setEnabled(decisions is not None)

    def _lay_out(self) -> None:
        for quiet in (self.rests_on, self.remark):
            quiet.setProperty("role", "quiet")
        self.remark.setWordWrap(True)
        self.words.setWordWrap(True)
        self.names.setAccessibleName(self.tr("Charts"))
        self.table.setAccessibleName(self.tr("Table of the chart"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        picture = QWidget()
        inside = QVBoxLayout(picture)
        inside.addWidget(self._scrolled(), 1)
        inside.addWidget(self.words)
        self.tabs.setAccessibleName(self.tr("Charts"))
        self.view.setAccessibleName(self.tr("Charts"))  # until one is shown
        self.tabs.addTab(picture, self.tr("&Picture"))
        self.tabs.addTab(self.table, self.tr("&Table"))
        labelled: tuple[tuple[str, QWidget], ...] = (
            (self.tr("F&rom (UTC)"), self.since),
            (self.tr("T&o (inclusive)"), self.until),
            (self.tr("Body &system"), self.system),
            (self.tr("&Language"), self.language),
        )
        cells: dict[str, tuple[QLabel | None, QWidget]] = {
            text: (field_label(text, widget), widget) for text, widget in labelled
        }
        cells["rests on"] = (None, self.rests_on)
        above = FoldingGrid()
        above.arrange(cells, [rows_of(list(cells), each) for each in _IN_A_ROW])
        middle = QHBoxLayout()
        middle.addWidget(self.names)
        middle.addWidget(self.tabs, 1)
        below = QHBoxLayout()
        for button in (self.export_charts, self.browse, self.export, self.files):
            below.addWidget(button)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(above)
        layout.addWidget(self.strip)
        layout.addLayout(middle, 1)
        layout.addWidget(self.remark)
        layout.addLayout(below)

    def _scrolled(self) -> QScrollArea:
        """Return the chart; a small screen shows a part of it rather than marks on marks."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.view)
        return area

    def _fit_names(self) -> None:
        """Give the list the width of its longest title, and a third of the window at most."""
        room = self.names.sizeHintForColumn(0) + self.fontMetrics().height()
        self.names.setFixedWidth(min(room, room_for(self).width() // 3))

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(self._on_chosen)
        for box in (self.system, self.language):
            box.currentIndexChanged.connect(lambda _index: self._pause.start())
        for day in (self.since, self.until):
            day.dateChanged.connect(lambda _day: self._pause.start())
        self._pause.timeout.connect(lambda: self.asked.emit(self.chosen()))
        self.export_charts.clicked.connect(self.export_charts_asked)
        self.browse.clicked.connect(self.browse_asked)
        self.export.clicked.connect(self.export_asked)
        self.files.clicked.connect(self.files_asked)
        for key in ("Esc", "Ctrl+W"):
            QShortcut(QKeySequence(key), self, self.close)

    def _on_chosen(self) -> None:
        chart = self.chart
        if chart is None:
            return
        self.view.show_chart(chart)
        self.words.setText(summary(chart))
        titles, rows = table(chart)
        self.table.clear()
        self.table.setColumnCount(len(titles))
        self.table.setRowCount(len(rows))
        self.table.setHorizontalHeaderLabels(list(titles))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                self.table.setItem(at, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """Say that nobody looks any more."""
        self.closed.emit()
        super().closeEvent(event)
