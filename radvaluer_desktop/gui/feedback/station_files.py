"""Verifies and merges stations' files on a lane of its own; both can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.export.manifest import Manifest
from radvaluer_desktop.feedback.export.merge import Merged, merge_export
from radvaluer_desktop.feedback.export.verify import read_secrets, verify_export
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.feedback.files_dialog import FilesDialog
from radvaluer_desktop.gui.tasks import Lane


class _Stopped(Exception):
    """A person stopped it, or closed the dialog."""


class StationFiles(QObject):
    """Owns the dialog while it is open."""

    merged = Signal()  # decisions came in
    _told = Signal(int, object, str)  # which run, Path, what was found
    _advanced = Signal(int, int, int)  # which run, done, of

    def __init__(self, application: Application, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._lane = Lane("station files", self)
        self._run = 0
        self.dialog: FilesDialog | None = None
        self._told.connect(self._on_told)
        self._advanced.connect(self._on_advanced)

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

        def work() -> int:
            secrets = read_secrets(Path(identity)) if identity else None
            for path in paths:
                manifest = verify_export(path, secrets, self._advancing(run))
                self._told.emit(run, path, self._found(manifest))
            return len(paths)

        def done(number: int) -> None:
            self._end(run, self.tr("{0} files are whole and unchanged.").format(number), "good")

        self._lane.run_task(work, done, lambda error: self._on_error(run, error))

    def _on_merge(self, paths: list[Path], identity: str) -> None:
        run = self._begin()

        def progress(_merged: Merged) -> None:
            self._may_go_on(run)

        def work() -> Merged:
            secrets = read_secrets(Path(identity)) if identity else None
            for path in paths:  # all of them before anything is taken
                verify_export(path, secrets, self._advancing(run))
            total = Merged()
            with self._application.feedback.open() as store:
                for path in paths:
                    one = merge_export(store, path, secrets, progress, self._advancing(run))
                    total += one
                    self._told.emit(run, path, self._counts(one))
            return total

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

    def _may_go_on(self, run: int) -> None:
        if run != self._run:
            raise _Stopped

    def _advancing(self, run: int) -> Callable[[int, int], None]:
        def advance(done: int, of: int) -> None:
            self._may_go_on(run)
            self._advanced.emit(run, done // 1024, of // 1024)

        return advance

    def _on_advanced(self, run: int, done: int, of: int) -> None:
        if run == self._run and self.dialog is not None:
            self.dialog.show_progress(done, 0 if done == of else of)

    def _on_told(self, run: int, path: Path, text: str) -> None:
        if run == self._run and self.dialog is not None:
            self.dialog.show_found(path, text)

    def _on_error(self, run: int, error: Exception) -> None:
        if not isinstance(error, _Stopped):
            self._end(run, error_text(error), "error")

    def _found(self, manifest: Manifest) -> str:
        text = self.tr("whole: {0} rows of {1}, made {2} at {3}")
        return text.format(manifest.rows, manifest.form, manifest.made_at[:10], manifest.station)

    def _counts(self, merged: Merged) -> str:
        text = self.tr("{0} new, {1} there already, {2} refused")
        return text.format(merged.new, merged.there, merged.refused)
