"""Between the store and the dashboard: has decisions counted, and writes charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QObject, Signal
from PySide6.QtGui import QFont

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.chart_words import NOT_FOR_REVIEW
from radvaluer_desktop.feedback.counting import counted_beside
from radvaluer_desktop.feedback.dashboard import GROUPS, Dashboard, dashboard
from radvaluer_desktop.feedback.export.charts import write_charts
from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.feedback.chart_export_dialog import ChartExportDialog, ChartForm
from radvaluer_desktop.gui.feedback.charting import as_png
from radvaluer_desktop.gui.feedback.dashboard_window import DashboardWindow
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.gui.window_layout import WindowLayout
from radvaluer_desktop.metrics.charts.description import Chart
from radvaluer_desktop.metrics.charts.page import as_html
from radvaluer_desktop.metrics.charts.svg import as_svg
from radvaluer_desktop.metrics.charts.table import as_csv
from radvaluer_desktop.report.language import detect_language
from radvaluer_desktop.report.study import Language

_TAGS = {Language.ENGLISH: "en", Language.CHINESE: "zh-CN"}  # BCP 47
_BOM = "\ufeff"  # without it spreadsheets take UTF-8 for something else


class _NobodyWaits(Exception):
    """Other figures are asked for, or none."""


def _say(text: str) -> str:
    return QCoreApplication.translate("charts", text)


class Dashboarding(QObject):
    """Opens the window; counts in a process of its own, waits for it on a lane."""

    browse_asked = Signal()
    export_asked = Signal()
    files_asked = Signal(object)  # the window

    def __init__(self, application: Application, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._counting = Lane("dashboard", self)
        self._writing = Lane("charts", self)
        self._run = 0
        self.window: DashboardWindow | None = None
        self.dialog: ChartExportDialog | None = None
        self._layout = WindowLayout(application.locations.window_layout, "dashboard")

    def open(self) -> None:
        """Show the window, or raise the one that is open."""
        if self.window is None:
            self.window = window = DashboardWindow(_say(NOT_FOR_REVIEW))
            self._layout.restore(window)
            window.asked.connect(self.count)
            window.closed.connect(self._on_closed)
            window.browse_asked.connect(self.browse_asked)
            window.export_asked.connect(self.export_asked)
            window.files_asked.connect(lambda: self.files_asked.emit(self.window))
            window.export_charts_asked.connect(self._on_export_charts)
            self.count(window.chosen())
        self.window.show()
        self.window.activateWindow()
        self.window.names.setFocus()

    def refresh(self) -> None:
        """Count again what is shown: decisions came in."""
        if self.window is not None:
            self.count(self.window.chosen())

    def count(self, chosen: Chosen) -> None:
        """Count the chosen decisions and show what came out."""
        if self.window is None:
            return
        self._run += 1
        run = self._run
        least = self._application.settings.least_group
        self.window.show_counting()

        def may_go_on() -> None:
            if run != self._run:
                raise _NobodyWaits

        def work() -> Dashboard:
            with self._application.feedback.read() as store:
                store.fill_figures(may_go_on)
                store.note(Event.VIEWED, statistics=True, radiologists=False)
            reader = self._application.feedback.reader
            found = counted_beside(reader, chosen, GROUPS, least, may_go_on)
            return dashboard(found, _say)

        def done(made: Dashboard) -> None:
            if run == self._run and self.window is not None:
                self.window.show_charts(made.charts, made.decisions, made.least)

        def failed(error: Exception) -> None:
            if run == self._run and self.window is not None:
                self.window.strip.say(error_text(error), "error")

        self._counting.run_task(work, done, failed)

    def shut_down(self) -> None:
        """Close the window; what counts ends, what is written is finished."""
        if self.window is not None:
            self.window.close()
        self._run += 1
        self._counting.shut_down()
        self._writing.finish()

    def _on_closed(self) -> None:
        self._run += 1
        window, self.window = self.window, None
        if window is not None:
            self._layout.keep(window)
            window.deleteLater()

    def _on_export_charts(self) -> None:
        window = self.window
        if window is None or window.chart is None:
            return
        self.dialog = dialog = ChartExportDialog(window.chart.key, window)
        dialog.save_asked.connect(self._on_save)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    def _on_dialog_finished(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _on_save(self, target: Path, form: ChartForm, every: bool) -> None:
        window = self.window
        if window is None or window.chart is None:
            return
        charts = window.charts if every else (window.chart,)
        make = self._maker(form, charts, window.font())

        def work() -> int:
            files = make(target)
            write_charts(files)
            return len(files)

        def done(number: int) -> None:
            if self.dialog is not None:
                text = self.tr("Saved: {0} files, beginning with {1}.")
                self.dialog.show_result(text.format(number, target.name), "good")

        def failed(error: Exception) -> None:
            if self.dialog is not None:
                self.dialog.show_result(error_text(error), "error")

        self._writing.run_task(work, done, failed)

    def _maker(
        self, form: ChartForm, charts: Sequence[Chart], font: QFont
    ) -> Callable[[Path], dict[Path, bytes]]:
        """Return what makes the files; made of words of the window's language now."""
        if form is ChartForm.HTML:
            title, table_title = self.tr("What became of drafts"), self.tr("As a table")
            language = _TAGS[detect_language(title)]
            remarks = (_say(NOT_FOR_REVIEW),)
            return lambda target: {
                target: as_html(charts, title, remarks, table_title, language).encode()
            }

        def make(target: Path) -> dict[Path, bytes]:
            if len(charts) == 1:
                return {target: _bytes(charts[0], form, font)}
            return {
                target.with_name(f"{target.stem}-{chart.key}.{form}"): _bytes(chart, form, font)
                for chart in charts
            }

        return make


def _bytes(chart: Chart, form: ChartForm, font: QFont) -> bytes:
    if form is ChartForm.SVG:
        return as_svg(chart).encode()
    if form is ChartForm.CSV:
        return (_BOM + as_csv(chart)).encode()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    as_png(chart, font).save(buffer, "PNG")  # type: ignore[call-overload] # its stub asks for bytes
    return bytes(buffer.data().data())
