"""What the parts of the window say: it goes to the notice, the status bar and the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from radvaluer_desktop.app import Application
from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.inference.messages import Ready

if TYPE_CHECKING:
    from radvaluer_desktop.gui.main_window import MainWindow


class Telling(QObject):
    """Connects the parts of ``window`` with what shows a person how they stand."""

    def __init__(self, application: Application, window: MainWindow) -> None:
        super().__init__(window)
        self._application, self._window = application, window
        self._connect_notices()
        self._connect_drafting()
        self._connect_keeping()
        window.commands.stop.triggered.connect(self._on_stop)
        window.commands.copy.triggered.connect(self._on_copy)
        window.sitting.deciding.decided.connect(self._on_decided)
        window.worklist.opened.connect(self._on_study_opened)

    def warn(self, text: str) -> None:
        """Show ``text`` until somebody has seen it."""
        self._window.notice.show_notice(text, "warning", lasting=True)

    def _connect_notices(self) -> None:
        window, notice = self._window, self._window.notice
        notice.shown.connect(window.announcing.say_notice)
        window.sitting.told.connect(notice.show_notice)
        window.shaping.told.connect(notice.show_notice)
        window.worklist.told.connect(notice.show_notice)
        window.exporting.told.connect(notice.show_notice)
        window.sitting.warned.connect(self.warn)
        window.sitting.draft_begun.connect(notice.dismiss)
        window.sitting.study_begun.connect(notice.dismiss)
        window.reviewing.override_forgotten.connect(notice.dismiss)
        window.server.told.connect(self._on_keys_told)

    def _connect_drafting(self) -> None:
        drafting, status = self._window.drafting, self._window.status
        drafting.model_loaded.connect(self._on_model_loaded)
        drafting.adapter_left_out.connect(self._on_adapter_left_out)
        drafting.progressed.connect(status.show_progress)
        drafting.text_written.connect(lambda _: status.show_writing())
        drafting.draft_finished.connect(status.show_draft)
        drafting.engine_lost.connect(status.show_lost)
        drafting.reading.progressed.connect(status.show_read_ahead)
        self._window.adapters.model_changed.connect(self._on_model_changed)

    def _connect_keeping(self) -> None:
        recording, status = self._window.recording, self._window.status
        recording.opened.connect(lambda _: status.show_feedback(kept=True))
        recording.unavailable.connect(lambda why: status.show_feedback(kept=False, reason=why))
        recording.key_care.told.connect(self._on_keys_told)
        recording.key_care.second_way_missing.connect(status.show_second_way)

    def _on_stop(self) -> None:
        if self._window.study.is_writing:
            self._window.status.show_stopping()
        self._window.drafting.stop()

    def _on_model_loaded(self, ready: Ready) -> None:
        model = self._application.session.model
        if model is not None:
            self._window.status.show_model(ready.model, model)

    def _on_adapter_left_out(self, why: str) -> None:
        told = self.tr("The model drafts without an adapter.")
        self.warn(f"{why} {told}")

    def _on_model_changed(self, model: InstalledModel) -> None:
        self._window.status.show_installed(model)
        self._window.recording.upkeep.note_model(model.id, model.sha256)

    def _on_copy(self) -> None:
        self._window.clipboard.copy(self._window.impression.text())
        self._window.notice.show_notice(self.tr("The impression is on the clipboard."))

    def _on_decided(self, decision: Decision) -> None:
        if decision.verdict is not Verdict.REJECTED:
            self._window.clipboard.copy(decision.final)

    def _on_study_opened(self) -> None:
        window = self._window
        pane = window.impression if window.study.is_decidable else window.findings
        pane.editor.setFocus()

    def _on_keys_told(self, text: str, role: str) -> None:
        if role == "quiet" and self._window.notice.text():
            return  # the status bar says it too
        self._window.notice.show_notice(text, role)
