"""The decision about a draft: accepted, accepted as edited, or rejected; each is asked for once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.gui.checks.judging import JudgingMenu
from radvaluer_desktop.gui.checks.reviewing import Reviewing
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.gui.reading.own_first import OwnFirst
from radvaluer_desktop.gui.reading.recording import Recording
from radvaluer_desktop.gui.reading.study import Study
from radvaluer_desktop.session.decide import accept, beside_own, judged, reject


class Deciding(QObject):
    """Decides about the study's draft and has that kept."""

    decided = Signal(object)  # Decision, not yet kept
    kept = Signal(object)  # Decision
    failed = Signal(object)  # Decision that was not kept
    told = Signal(str, str)  # text, role

    def __init__(
        self,
        application: Application,
        study: Study,
        reviewing: Reviewing,
        recording: Recording,
        own_first: OwnFirst,
        judging: JudgingMenu,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._settings, self._window = application.settings, window
        self._study, self._reviewing = study, reviewing
        self._recording, self._own_first, self._judging = recording, own_first, judging
        reviewing.override_asked.connect(self._on_override_asked)
        recording.decision_kept.connect(self._on_decision_kept)
        recording.decision_failed.connect(self._on_decision_failed)

    def accept(self) -> None:
        """Accept the impression as it stands, once the checks have seen it."""
        if self._study.draft is None:
            return
        if not self._study.texts().impression.strip():
            self.told.emit(
                self.tr("An empty impression cannot be accepted. Write one, or reject the draft."),
                "warning",
            )
            return
        self._reviewing.checking.when_settled(self._accept)

    def reject(self) -> None:
        """Ask why, and reject the draft."""
        if self._study.draft is None:
            return
        title, question = self.tr("Reject the draft"), self.tr("Why? (may stay empty)")
        reason, decided = QInputDialog.getText(self._window, title, question)
        draft, study = self._study.draft, self._study
        if decided and draft is not None:
            signature, review = study.signature(self._settings), self._reviewing.review
            self._decide(reject(draft, reason, study.seconds(), signature, review))

    def take_back(self) -> None:
        """Open the decided study again; another decision then stands behind the first."""
        if not self._study.is_decided:
            return
        self._study.decide(None)
        self._study.impression_changed.emit()  # it is kept as typing again
        self.told.emit(
            self.tr(
                "Open again: change it and decide once more. The decision before stays on record; "
                "the next one counts."
            ),
            "quiet",
        )

    def communicate(self) -> None:
        """Ask who was told of a critical result."""
        self._reviewing.communicate(self._settings.radiologist_id)

    def _accept(self) -> None:
        """Accept what has been checked; where that is severe, only when asked twice."""
        study, draft = self._study, self._study.draft
        if draft is None or not study.is_decidable or not self._reviewing.may_accept():
            return
        final, review = study.texts().impression, self._reviewing.review
        signature = study.signature(self._settings)
        self._decide(accept(draft, final, study.seconds(), signature, review))

    def _decide(self, decision: Decision) -> None:
        accepted = decision.verdict is not Verdict.REJECTED
        self._study.decide(DraftState.ACCEPTED if accepted else DraftState.REJECTED)
        if self._recording.may_keep:
            decision = beside_own(decision, self._own_first.own)
            self._recording.keep(judged(decision, self._judging.judgement()))
        else:
            self.told.emit(
                self.tr("The decision stands here, but was not kept: feedback is not being kept."),
                "warning",
            )
        self.decided.emit(decision)

    def _on_override_asked(self, question: str) -> None:
        self.told.emit(question, "warning")

    def _on_decision_kept(self, decision: Decision) -> None:
        texts = {
            Verdict.ACCEPTED: self.tr("Accepted as drafted, kept, and on the clipboard."),
            Verdict.EDITED: self.tr("Accepted as edited, kept, and on the clipboard."),
            Verdict.REJECTED: self.tr("Rejected, and kept."),
        }
        self.told.emit(texts[decision.verdict], "good")
        self._own_first.forget(decision.own_impression)
        self.kept.emit(decision)

    def _on_decision_failed(self, decision: Decision, text: str) -> None:
        self.told.emit(text, "error")
        if decision.study_id == self._study.id:
            self._study.decide(None)  # so that the decision can be made again
        self.failed.emit(decision)
