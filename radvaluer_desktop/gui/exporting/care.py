"""Exports from the window: runs review and writing on a lane of their own, and shows the dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.errors import InputError
from radvaluer_desktop.feedback.export.policy import export_policy
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.gui.window_layout import WindowLayout

if TYPE_CHECKING:  # the rules that find identifiers take a tenth of a second to import
    from radvaluer_desktop.feedback.decisions import FeedbackStore
    from radvaluer_desktop.feedback.export.manifest import Manifest
    from radvaluer_desktop.feedback.export.review import Review
    from radvaluer_desktop.feedback.export.rows import Request
    from radvaluer_desktop.gui.exporting.dialog import ExportDialog

_Result = TypeVar("_Result")
_TOLD_EVERY = 50  # decisions


class _StoppedError(Exception):
    """Nobody waits for it any more."""


class Exporting(QObject):
    """Reads the store through a connection of its own, so that the window's goes on."""

    told = Signal(str, str)  # a sentence, and its role
    _read = Signal(int, int)  # which run, how many decisions

    def __init__(self, application: Application, window: QWidget) -> None:
        super().__init__(window)
        self._application, self._window = application, window
        self._policy = export_policy(application.configuration)
        self._lane = Lane("export", self)
        self._run = 0  # the one that somebody waits for
        self._reviewed: tuple[Request, str] | None = None
        self.dialog: ExportDialog | None = None
        self._layout = WindowLayout(application.locations.window_layout, "export")
        self._read.connect(self._on_read)

    def open(self) -> None:
        """Show the dialog, or raise the one that is open."""
        if self.dialog is None:
            from radvaluer_desktop.gui.exporting.dialog import ExportDialog

            name = self._application.settings.radiologist_id
            self.dialog = dialog = ExportDialog(self._policy, name, self._window)
            self._layout.restore(dialog)
            dialog.review_asked.connect(self._on_review_asked)
            dialog.save_asked.connect(self._on_save_asked)
            dialog.finished.connect(self._on_finished)
            dialog.open()
        self.dialog.activateWindow()

    def shut_down(self) -> None:
        """Stop what runs; nothing of it is left."""
        self._run += 1
        self._lane.shut_down()

    def _on_review_asked(self, request: Request) -> None:
        from radvaluer_desktop.feedback.export.review import code_of, make_review

        try:
            self._recipient()
        except InputError as error:  # now, not after the review was read
            self._on_error(error)
            return

        def done(made: tuple[Review, Request]) -> None:
            review, pinned = made
            self._reviewed = pinned, code_of(pinned, review)
            if self.dialog is not None:
                self.dialog.show_review(review, request.corrections, self._risk())
                if not review.rows:
                    self.dialog.show_problem(self.tr("No decision can be exported this way."))

        self._start(lambda store, progress: make_review(store, request, progress), done)

    def _on_save_asked(self, target: Path, name: str) -> None:
        from radvaluer_desktop.feedback.export.writing import Approval, write_export

        if self._reviewed is None or self.dialog is None:
            return
        request, code = self._reviewed
        approval = Approval(name, code, self._application.settings.station_id)
        try:
            recipient = self._recipient()
        except InputError as error:
            self._on_error(error)
            return

        def work(store: FeedbackStore, progress: Callable[[int], None]) -> Manifest:
            return write_export(store, request, target, recipient, approval, progress)

        def done(manifest: Manifest) -> None:
            if self.dialog is not None:
                self.dialog.accept()
            text = self.tr("Exported to {1}, with a manifest beside it. Rows: {0}.")
            self.told.emit(text.format(manifest.rows, target.name), "good")

        self._start(work, done)

    def _recipient(self) -> str:
        """Return the key to encrypt to, empty for none. Raises InputError."""
        asked = self.dialog.filters.recipient.text().strip() if self.dialog else ""
        return self._policy.recipient_for(asked, identifiers=False)

    def _start(
        self,
        work: Callable[[FeedbackStore, Callable[[int], None]], _Result],
        on_done: Callable[[_Result], None],
    ) -> None:
        self._run += 1
        run = self._run

        def progress(decisions: int) -> None:
            if run != self._run:
                raise _StoppedError
            if decisions % _TOLD_EVERY == 0:
                self._read.emit(run, decisions)

        def task() -> _Result:
            with self._application.feedback.read() as store:
                return work(store, progress)

        self._lane.run_task(
            task,
            lambda result: on_done(result) if run == self._run else None,
            lambda error: self._on_error(error) if run == self._run else None,
        )

    def _on_read(self, run: int, decisions: int) -> None:
        if run == self._run and self.dialog is not None:
            self.dialog.show_progress(decisions)

    def _on_error(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.show_problem(error_text(error))

    def _on_finished(self) -> None:
        self._run += 1
        dialog, self.dialog, self._reviewed = self.dialog, None, None
        if dialog is not None:
            self._layout.keep(dialog)
            dialog.deleteLater()

    def _risk(self) -> str:
        return self.tr(
            "Rules miss some identifiers: names without a title or a label beside them above all, "
            "and what tells a person without a name. Read the texts before you save."
        )
