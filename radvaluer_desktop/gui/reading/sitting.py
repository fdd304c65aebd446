"""One sitting at the station: builds what reading takes, connects it, goes from study to study."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.workspace import CURRENT
from radvaluer_desktop.gui.checks.judging import JudgingMenu
from radvaluer_desktop.gui.checks.reviewing import Reviewing
from radvaluer_desktop.gui.composing import Composing
from radvaluer_desktop.gui.reading.deciding import Deciding
from radvaluer_desktop.gui.reading.drafting import Drafting
from radvaluer_desktop.gui.reading.findings_pane import FindingsPane
from radvaluer_desktop.gui.reading.header_panel import HeaderPanel
from radvaluer_desktop.gui.reading.impression_pane import ImpressionPane
from radvaluer_desktop.gui.reading.keeping import Keeping
from radvaluer_desktop.gui.reading.laid_aside import LaidAside
from radvaluer_desktop.gui.reading.own_first import OwnFirst
from radvaluer_desktop.gui.reading.recording import Recording
from radvaluer_desktop.gui.reading.study import Study
from radvaluer_desktop.gui.reading.writing import Writing
from radvaluer_desktop.session.decide import past_report
from radvaluer_desktop.session.draft import Draft


class Sitting(QObject):
    """Owns what drafts, checks, decides and keeps the study on the screen."""

    told = Signal(str, str)  # text, role
    warned = Signal(str)  # of what lasts
    draft_begun = Signal()
    study_begun = Signal()

    def __init__(
        self,
        application: Application,
        header: HeaderPanel,
        findings: FindingsPane,
        impression: ImpressionPane,
        own_first: OwnFirst,
        judging: JudgingMenu,
        composing: Composing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._own_first, self._judging = own_first, judging
        self._composing = composing
        self.study = study = Study(header, findings, impression)
        self.drafting = drafting = Drafting(application, window)
        self.recording = recording = Recording(application, window)
        self._cleared: LaidAside | None = None  # in memory alone, until another is cleared
        self._editors = editors = (findings.editor, impression.editor)
        self.reviewing = reviewing = Reviewing(application.checks, study.texts, *editors, window)
        recording.opened.connect(composing.finish)  # a word that is being composed counts as typed
        self.keeping = Keeping(application, study, recording)
        self.writing = Writing(study, drafting, reviewing, own_first)
        self.deciding = Deciding(
            application, study, reviewing, recording, own_first, judging, window
        )
        self._connect()

    def start(self) -> None:
        """Load the model and open the store, both in the background."""
        self.drafting.load_model()
        self.recording.open()

    def lay_aside(self) -> LaidAside:
        """Return the study on the screen, so that it can come back."""
        self._composing.finish()
        own, review = self._own_first.own, self.reviewing.review
        return replace(self.study.lay_aside(), own=own, review=review)

    def take_up(self, aside: LaidAside, slot: str) -> None:
        """Put another study on the screen; what is typed in it goes to ``slot``."""
        self.recording.turn_to(slot)
        self.drafting.abandon()  # nothing of this patient's may reach the next one's study
        draft = aside.draft
        self._judging.begin(draft.id if draft and draft.impression else None)
        self.study.take_up(aside)
        self.study_begun.emit()
        self._own_first.begin_study(aside.own)
        self._own_first.note_findings()
        self.reviewing.begin_study(aside.review)
        self.drafting.reading.note_change(self.study.typed)

    def clear(self) -> None:
        """Clear everything of the study on the screen, which is in no list; another begins."""
        aside = self.lay_aside()
        if not aside.is_blank:
            self._cleared = aside
        self.take_up(LaidAside(), CURRENT)
        self.recording.forget_typing()

    def undo_clear(self) -> None:
        """Bring back the study that was cleared last, where nothing stands in its place."""
        now, cleared = self.lay_aside(), self._cleared
        if cleared is None or now.is_listed or not now.is_blank:
            return
        self._cleared = None
        self.take_up(cleared, CURRENT)
        if not self.study.is_decided:
            self.keeping.keep_typing()
        self.told.emit(self.tr("The study that was cleared is back."), "quiet")

    def _connect(self) -> None:
        for editor in self._editors:
            editor.undo_ran_out.connect(self.undo_clear)
        for part in (self.writing, self.deciding, self.keeping):
            part.told.connect(self.told)
        self.keeping.warned.connect(self.warned)
        self.writing.begun.connect(self._on_draft_begun)
        self.writing.finished.connect(self._on_draft_finished)
        self.deciding.kept.connect(self._on_decision_kept)
        self.study.findings_changed.connect(self._on_findings_changed)
        self.study.impression_changed.connect(self.reviewing.note_change)
        self.study.impression_changed.connect(self.drafting.ahead.note_activity)
        self.recording.reports_read.connect(self.drafting.remember)
        self.drafting.model_loaded.connect(self._on_model_loaded)

    def _on_model_loaded(self) -> None:
        self.reviewing.checking.start()  # not before: the model has the processor first
        self.drafting.ahead.note_activity()
        self.drafting.reading.note_change(self.study.typed)

    def _on_draft_begun(self) -> None:
        self._judging.begin(None)
        self.draft_begun.emit()

    def _on_draft_finished(self, draft: Draft) -> None:
        self.keeping.keep_draft(draft)
        if draft.impression:
            self._judging.begin(draft.id)

    def _on_decision_kept(self, decision: Decision) -> None:
        if decision.verdict is not Verdict.REJECTED:
            self.drafting.remember([past_report(decision)])

    def _on_findings_changed(self) -> None:
        self._own_first.note_findings()
        self.drafting.ahead.note_activity()
        if not self.study.is_writing:
            self.reviewing.note_change()
        self.drafting.reading.note_change(self.study.typed)
