"""Between the store and the study: typing is kept and comes back; models and drafts are noted."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.records import WorkspaceText
from radvaluer_desktop.gui.reading.recording import Recording
from radvaluer_desktop.gui.reading.study import Study
from radvaluer_desktop.session.decide import shown
from radvaluer_desktop.session.draft import Draft


class Keeping(QObject):
    """Has the study's texts and drafts kept, and brings back what was typed before."""

    told = Signal(str, str)  # text, role
    warned = Signal(str)  # of what lasts

    def __init__(self, application: Application, study: Study, recording: Recording) -> None:
        super().__init__(recording)
        self._application, self._study, self._recording = application, study, recording
        recording.opened.connect(self._on_opened)
        recording.unavailable.connect(self._on_unavailable)
        recording.decision_failed.connect(lambda *_: self.keep_typing())
        recording.typing_failed.connect(lambda text: self.told.emit(text, "error"))
        recording.upkeep.told.connect(self.warned)
        study.findings_changed.connect(self.keep_typing)
        study.impression_changed.connect(self.keep_typing)

    def keep_typing(self) -> None:
        """Keep what stands in the study, unless it is an example."""
        if self._study.has_typed():
            self._recording.note_typing(self._study.to_keep())

    def keep_draft(self, draft: Draft) -> None:
        """Note a draft that is shown, and the model that wrote it."""
        if draft.impression:
            template = self._application.template_of(draft)
            signature = self._study.signature(self._application.settings)
            self._recording.upkeep.note_model(draft.model_id, draft.model_sha256)
            self._recording.note_draft(shown(draft, template, signature))
        self.keep_typing()

    def _on_opened(self, typed: WorkspaceText | None) -> None:
        model = self._application.session.model
        if model is not None:
            self._recording.upkeep.note_model(model.id, model.sha256)
        if typed is None or not (typed.findings.strip() or typed.impression.strip()):
            return
        if self._study.has_typed() or self._study.is_listed:  # quicker than the keyring: it stays
            self._recording.set_aside()
            self.told.emit(
                self.tr(
                    "What was typed before the program ended is kept. It comes back at the next "
                    "start, once this study is decided or cleared."
                ),
                "quiet",
            )
            return
        self._study.bring_back(typed)
        self.told.emit(self.tr("What was typed before the program ended is back."), "quiet")

    def _on_unavailable(self, text: str) -> None:
        consequence = self.tr("Until then neither decisions nor what is typed are kept.")
        self.warned.emit(f"{text} {consequence}")
