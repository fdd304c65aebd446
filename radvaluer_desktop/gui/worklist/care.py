"""The way from study to study: opens, lays aside, brings back, goes on after a decision.

What is typed into a study is kept in a slot of its own; what stood on the screen comes back as it
was, draft and checks too, as long as the window is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.feedback.listed import slot_of
from radvaluer_desktop.feedback.records import Decision, Verdict, WorkspaceText
from radvaluer_desktop.feedback.workspace import CURRENT
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.gui.reading.laid_aside import LaidAside, laid_aside_of
from radvaluer_desktop.gui.reading.sitting import Sitting
from radvaluer_desktop.gui.worklist.opening import Opening
from radvaluer_desktop.gui.worklist.pane import WorklistPane
from radvaluer_desktop.gui.worklist.planning import Planning
from radvaluer_desktop.gui.worklist.strip import StudyStrip
from radvaluer_desktop.gui.worklist.study_list import StudyList
from radvaluer_desktop.report.listing import StudiesRead
from radvaluer_desktop.report.worklist import (
    ListedStudy,
    StudyState,
    next_open,
)
from radvaluer_desktop.settings import Settings


class Worklist(QObject):
    """Holds the list and says which of its studies is on the screen."""

    changed = Signal()
    opened = Signal()  # another study is on the screen, with its draft where one was ready
    told = Signal(str, str)  # text, role

    def __init__(
        self,
        settings: Settings,
        sitting: Sitting,
        pane: WorklistPane,
        strip: StudyStrip,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._settings, self._sitting, self._study = settings, sitting, sitting.study
        self._pane, self._strip = pane, strip
        self.opening = Opening(window)
        self._list = StudyList(sitting.recording, self)
        self._list.changed.connect(self._show)
        self.current: str | None = None
        self._is_turning = False
        self._aside: dict[str, LaidAside] = {}
        ahead = sitting.drafting.ahead
        self._planning = Planning(self._study, ahead, self._list, self._aside)
        self._unlisted: LaidAside | None = None
        self._last: str | None = None  # decided last
        self.opening.studies_read.connect(self._on_studies_read)
        self.opening.told.connect(self.told)
        pane.study_chosen.connect(self.open)
        sitting.recording.listed.connect(self._on_listed)
        sitting.deciding.decided.connect(self._on_decided)
        sitting.deciding.kept.connect(self._on_kept)
        sitting.deciding.failed.connect(self._on_not_kept)
        sitting.writing.finished.connect(self._on_drafted)
        self._study.findings_changed.connect(self._on_findings_changed)
        self._study.changed.connect(self._plan)
        ahead.held_changed.connect(self._on_held_changed)

    # --- what there is -----------------------------------------------------------------------

    @property
    def studies(self) -> tuple[ListedStudy, ...]:
        """The list."""
        return self._list.studies

    @property
    def may_go_on(self) -> bool:
        """Whether another study waits."""
        return next_open(self.studies, self.current) is not None

    @property
    def may_bring_back(self) -> bool:
        """Whether a decision of this sitting can be made anew."""
        return self._study.is_decided or self._last in self._aside

    @property
    def may_clear(self) -> bool:
        """Whether decided studies stand in the list."""
        return any(study.state.is_decided for study in self.studies)

    # --- going -------------------------------------------------------------------------------

    def open(self, study_id: str) -> None:
        """Put a listed study on the screen, with the draft that was made ahead of it."""
        study = self._list.study(study_id)
        if study is None:
            return
        if study_id != self.current:
            aside = self._aside.get(study_id) or laid_aside_of(study, None)
            self._turn_to(study_id, aside, slot_of(study_id))
            header = self._study.typed()[0]
            place = self._list.place(study_id), len(self.studies)
            self._strip.show_study(study.accession or "", header, *place)
            self._show_ahead()
            self._show()
            self._plan()
        self.opened.emit()

    def go(self, step: int) -> None:
        """Open the next study that waits, or the one before."""
        study = next_open(self.studies, self.current, step)
        if study is not None:
            self.open(study.id)

    def begin_unlisted(self) -> None:
        """Go to the study that is in no list; from there, clear it for another."""
        if self.current is None:
            self._sitting.clear()
        else:
            self._strip.hide()
            self._turn_to(None, self._unlisted or LaidAside(), CURRENT)
            self._show()
        self.opened.emit()

    def bring_back(self) -> None:
        """Open what was decided last for another decision."""
        if not self._study.is_decided and self._last is not None:
            self.open(self._last)
        self._sitting.deciding.take_back()
        if self.current is not None:
            self._list.note(self.current, StudyState.DRAFTED)

    def clear_decided(self) -> None:
        """Take the decided studies off the list."""
        study = self._list.study(self.current)
        if study is not None and study.state.is_decided:
            self.begin_unlisted()
        for study_id in self._list.drop_decided():
            self._aside.pop(study_id, None)

    def _turn_to(self, study_id: str | None, aside: LaidAside, slot: str) -> None:
        """Lay the study on the screen aside and take up another."""
        left = self._sitting.lay_aside()
        if self.current is not None:
            self._aside[self.current] = left
        else:
            self._unlisted = None if left.is_blank else left
        self.current = study_id
        self._is_turning = True  # what stands there meanwhile is neither the one nor the other
        self._sitting.take_up(aside, slot)
        self._is_turning = False

    def _show_ahead(self) -> None:
        """Show a draft from ahead, unless one's own impression is asked for first."""
        study = self._study
        if study.state is DraftState.EMPTY and not self._settings.asks_own_first:
            self._sitting.writing.show_ahead()

    # --- deciding ----------------------------------------------------------------------------

    def _on_drafted(self) -> None:
        if self.current is not None:
            self._list.note(self.current, StudyState.DRAFTED)

    def _on_decided(self, decision: Decision) -> None:
        if decision.study_id == self.current and self.current is not None:
            rejected = decision.verdict is Verdict.REJECTED
            self._list.note(self.current, StudyState.REJECTED if rejected else StudyState.ACCEPTED)
            self._last = self.current
        self.changed.emit()

    def _on_kept(self, decision: Decision) -> None:
        """Go on only once the decision is safe."""
        accepted = decision.verdict is not Verdict.REJECTED
        here = self.current is not None and decision.study_id == self.current
        here = here and self._study.is_decided  # nobody has taken it back meanwhile
        if not (here and accepted and self._settings.after_accept == "next"):
            return
        if not self.may_go_on:
            self.told.emit(self.tr("Accepted and kept. Nothing else in the list waits."), "good")
            return
        self.go(1)
        self.told.emit(
            self.tr("Accepted, kept, and on the clipboard. Shift+F9 brings that study back."),
            "good",
        )

    def _on_not_kept(self, decision: Decision) -> None:
        study_id = decision.study_id
        if study_id is None:
            return
        self._list.note(study_id, StudyState.DRAFTED)
        aside = self._aside.get(study_id)
        if aside is not None:
            self._aside[study_id] = replace(aside, decided=None, state=DraftState.COMPLETE)

    # --- the list ----------------------------------------------------------------------------

    def _on_listed(
        self, studies: tuple[ListedStudy, ...], typed: Mapping[str, WorkspaceText]
    ) -> None:
        """Show the list as it was kept, behind nothing that was opened meanwhile."""
        for study in studies:
            if study.id in typed:
                self._aside.setdefault(study.id, laid_aside_of(study, typed[study.id]))
        self._list.take(studies)
        self._pane.setVisible(bool(self.studies))

    def _on_studies_read(self, read: StudiesRead) -> None:
        new = self._list.add(read.studies)
        self._pane.show()
        if self.current is None and (self._study.is_decided or not self._study.has_typed()):
            self.go(1)
        words = [self.tr("Added to the list: {0}.").format(new)]
        if again := len(read.studies) - new:
            words.append(self.tr("Already there: {0}.").format(again))
        wanting = [self.opening.not_known(read), self.opening.left_out(read)]
        role = "warning" if any(wanting) else "quiet"
        self.told.emit(" ".join(filter(None, [*words, *wanting])), role)

    def _show(self) -> None:
        ahead = self._sitting.drafting.ahead
        if not self.studies:
            self._pane.hide()
        self._pane.show_studies(self.studies, self.current, ahead.held)
        self.changed.emit()

    # --- drafting ahead ----------------------------------------------------------------------

    def _on_findings_changed(self) -> None:
        self._strip.show_header(self._study.typed()[0])

    def _on_held_changed(self) -> None:
        """Show what became ready: in the list, or at once where its study was opened meanwhile."""
        if self.current is not None and self._sitting.drafting.ahead.held == self.current:
            self._show_ahead()
        self._show()

    def _plan(self) -> None:
        if not self._is_turning:
            self._planning.plan(self.current)
