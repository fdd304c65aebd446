"""Has stations' files verified and merged in a process of its own; both can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.export.manifest import Manifest
from radvaluer_desktop.feedback.export.merge import Merged
from radvaluer_desktop.feedback.export.stations import (
    Advanced,
    Taken,
    Told,
    Verified,
    merge_beside,
    verify_beside,
)
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.feedback.files_dialog import FilesDialog
from radvaluer_desktop.gui.tasks import Lane


class _Stopped(Exception):
    """A person stopped it, or closed the dialog."""


class StationFiles(QObject):
    """Owns the dialog while it is open."""

    merged = Signal()  # decisions came in
    _told = Signal(int, object)  # which run, Told

    def __init__(self, application: Application, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._lane = Lane("station files", self)
        self._run = 0
        self.dialog: FilesDialog | None = None
        self._told.connect(self._on_told)

    def open(self, over: QWidget) -> None:
        """Show the dialog over a window."""
        if self.dialog is None:
            path = self._application.locations.feedback_database
            self.dialog = dialog = FilesDialog(path, over)
            dialog.verify_asked.connect(self._on_verify)
            dialog.merge_asked.connect(self._on_merge)
            dialog.stop_asked.connect(self._on_stop)
            dialog.finished.connect(self._on_finished)
        self.dialog.show()
        self.dialog.activateWindow()

    def shut_down(self) -> None:
        """Stop what runs; of a merge, what was taken stays."""
        self._run += 1
        self._lane.shut_down()

    def _on_verify(self, paths: list[Path], identity: str) -> None:
        run = self._begin()
        key = Path(identity) if identity else None

        def work() -> int:
            verify_beside(paths, key, self._telling(run), self._going_on(run))
            return len(paths)

        def done(number: int) -> None:
            self._end(run, self.tr("{0} files are whole and unchanged.").format(number), "good")

        self._lane.run_task(work, done, lambda error: self._on_error(run, error))

    def _on_merge(self, paths: list[Path], identity: str) -> None:
        run = self._begin()
        key = Path(identity) if identity else None
        open_store = self._application.feedback.open

        def work() -> Merged:
            return merge_beside(open_store, paths, key, self._telling(run), self._going_on(run))

        def done(total: Merged) -> None:
            text = self.tr("Merged: {0}. Once more takes nothing twice.")
            self._end(run, text.format(self._counts(total)), "good")
            self.merged.emit()

        self._lane.run_task(work, done, lambda error: self._on_error(run, error))

    def _begin(self) -> int:
        self._run += 1
        if self.dialog is not None:
            self.dialog.show_busy(busy=True)
        return self._run

    def _end(self, run: int, text: str, role: str) -> None:
        if run == self._run and self.dialog is not None:
            self.dialog.show_busy(busy=False)
            self.dialog.strip.say(text, role)

    def _on_stop(self) -> None:
        self._run += 1
        text = self.tr("Stopped. What was merged until then stays; merging again goes on there.")
        self._end(self._run, text, "warning")
        self.merged.emit()

    def _on_finished(self) -> None:
        self._run += 1
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _going_on(self, run: int) -> Callable[[], None]:
        def may_go_on() -> None:
            if run != self._run:
                raise _Stopped

        return may_go_on

    def _telling(self, run: int) -> Callable[[Told], None]:
        return lambda told: self._told.emit(run, told)

    def _on_told(self, run: int, told: Told) -> None:
        dialog = self.dialog
        if run != self._run or dialog is None:
            return
        match told:
            case Advanced():
                dialog.show_progress(told.done, told.of)
            case Verified():
                dialog.show_found(told.path, self._found(told.manifest))
            case Taken():
                dialog.show_found(told.path, self._counts(told.merged))

    def _on_error(self, run: int, error: Exception) -> None:
        if not isinstance(error, _Stopped):
            self._end(run, error_text(error), "error")

    def _found(self, manifest: Manifest) -> str:
        text = self.tr("whole; rows: {0}, format: {1}, made {2} at {3}")
        return text.format(manifest.rows, manifest.form, manifest.made_at[:10], manifest.station)

    def _counts(self, merged: Merged) -> str:
        text = self.tr("{0} new, {1} there already, {2} refused")
        return text.format(merged.new, merged.there, merged.refused)
