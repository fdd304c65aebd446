"""The study on the screen: its texts, the draft that stands there, and what was decided of it."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from radvaluer_desktop.feedback.records import WorkspaceText, new_id
from radvaluer_desktop.gui.reading.findings_pane import FindingsPane
from radvaluer_desktop.gui.reading.header_panel import HeaderPanel
from radvaluer_desktop.gui.reading.impression_pane import DraftState, ImpressionPane
from radvaluer_desktop.gui.reading.laid_aside import LaidAside
from radvaluer_desktop.inference.messages import StopReason
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.decide import Signature
from radvaluer_desktop.session.draft import Draft
from radvaluer_desktop.session.review import StudyTexts
from radvaluer_desktop.settings import Settings

_CUT_OFF = (StopReason.CANCELLED, StopReason.MAX_TOKENS, StopReason.CONTEXT_FULL)
_DECIDABLE = (DraftState.COMPLETE, DraftState.STOPPED)


class Study(QObject):
    """Owns what belongs to one study; its texts stand in the panes."""

    changed = Signal()  # a text, or what is known of the draft
    findings_changed = Signal()  # or the header
    impression_changed = Signal()

    def __init__(
        self, header: HeaderPanel, findings: FindingsPane, impression: ImpressionPane
    ) -> None:
        super().__init__(impression)
        self.draft: Draft | None = None
        self.id = new_id()
        self._header, self._findings, self._impression = header, findings, impression
        self._drafted_from = ""
        self._decided: DraftState | None = None
        self._completed_at = 0.0
        self._given: tuple[StudyHeader, str] = (StudyHeader(), "")
        self.is_listed = False  # in a worklist
        self._is_turning = self._is_ahead = False
        self._before_draft = ""
        findings.findings_changed.connect(self._on_findings_changed)
        header.header_changed.connect(self._on_findings_changed)
        impression.impression_edited.connect(self._on_impression_edited)

    # --- what there is -----------------------------------------------------------------------

    @property
    def state(self) -> DraftState:
        """What stands in the impression editor."""
        return self._impression.state

    @property
    def is_writing(self) -> bool:
        """Whether a draft is being written."""
        return self.state is DraftState.WRITING

    @property
    def is_decided(self) -> bool:
        """Whether the draft that stands there was accepted or rejected."""
        return self._decided is not None

    @property
    def is_decidable(self) -> bool:
        """Whether a draft of these findings waits for a decision."""
        return self.draft is not None and self.state in _DECIDABLE

    def typed(self) -> tuple[StudyHeader, str]:
        """Return the header and the findings as they stand."""
        return self._header.header(), self._findings.text()

    def texts(self) -> StudyTexts:
        """Return what is checked."""
        return StudyTexts(
            header=self._header.header(),
            findings=self._findings.text(),
            impression=self._impression.text(),
            drafted=self.draft is not None,
        )

    def to_keep(self) -> WorkspaceText:
        """Return what must come back after a crash."""
        return WorkspaceText(
            findings=self._findings.text(),
            impression=self._impression.text(),
            header=self._header.header(),
        )

    def has_typed(self) -> bool:
        """Whether something stands there that a person put there."""
        if self.typed() != self._given:
            return True
        return self.is_listed and not self.is_decided and bool(self._impression.text().strip())

    def seconds(self) -> float:
        """Return the seconds since the draft was complete."""
        return time.monotonic() - self._completed_at

    def signature(self, settings: Settings) -> Signature:
        """Return who decides of this study, and where."""
        return Signature(
            settings.station_id, settings.radiologist_id, self.id, settings.institution
        )

    # --- its draft ---------------------------------------------------------------------------

    def begin_draft(self) -> None:
        """Make room: a draft of what stands here was asked for."""
        self.draft = self._decided = None
        self._is_ahead = False
        self._drafted_from = self._asked_for()
        self._before_draft = self._impression.text()
        self.begin_again()

    def begin_again(self) -> None:
        """What was written of the draft is void."""
        self._impression.begin()
        self.changed.emit()

    def write(self, text: str) -> None:
        """Add what has come of the draft."""
        self._impression.editor.append_text(text)

    def finish_draft(self, draft: Draft, *, ahead: bool = False) -> None:
        """The draft has ended; ``ahead``: it had been before the study was opened."""
        self.draft, self._is_ahead = draft, ahead
        if self._impression.text().strip() != draft.impression.strip():  # it has got its form
            self._impression.editor.correct_text(draft.impression)
        self._completed_at = time.monotonic()
        self.show_draft_state()

    @property
    def drafted_from(self) -> str:
        """The header and the findings that the draft rests on."""
        return self._drafted_from

    def adopt(self, draft: Draft, drafted_from: str, text: str | None = None) -> None:
        """Let ``draft`` be the one that a decision is about; ``text``: what then stands there."""
        self.draft, self._drafted_from = draft, drafted_from
        if text is not None:
            self._impression.editor.replace_text(text)
        self.show_draft_state()

    def break_off(self, *, keep: bool) -> None:
        """The draft has failed; ``keep`` what was written of it."""
        written = keep and bool(self._impression.text())
        self._impression.show_state(DraftState.STOPPED if written else DraftState.EMPTY)
        self.changed.emit()

    def decide(self, decided: DraftState | None) -> None:
        """It was accepted or rejected; None: that was not kept and can be decided again."""
        self._decided = decided
        if decided is None:
            self.show_draft_state()
        else:
            self._impression.show_state(decided)
            self.changed.emit()

    def show_draft_state(self) -> None:
        """Say whether the draft that stands there still belongs to these findings."""
        draft = self.draft
        if draft is None:
            return
        if self._asked_for() != self._drafted_from:
            state = DraftState.STALE
        elif self._decided is not None:
            state = self._decided
        elif draft.stop_reason in _CUT_OFF:
            state = DraftState.STOPPED if draft.impression else DraftState.EMPTY
        else:
            state = DraftState.COMPLETE
        self._impression.show_state(state, ahead=self._is_ahead)
        self.changed.emit()

    def _asked_for(self) -> str:
        """What a draft rests on: the header and the findings as they stand."""
        header, findings = self.typed()
        return f"{header!r}\n{findings.strip()}"

    # --- its texts ---------------------------------------------------------------------------

    def lay_aside(self) -> LaidAside:
        """Return all that must be there again when the study comes back.

        Of a draft that is being written nothing stays.
        """
        header, findings = self.typed()
        writing = self.is_writing
        return LaidAside(
            id=self.id,
            header=header,
            findings=findings,
            impression=self._before_draft if writing else self._impression.text(),
            given=self._given,
            is_listed=self.is_listed,
            state=DraftState.EMPTY if writing else self.state,
            draft=self.draft,
            drafted_from=self._drafted_from,
            drafted_ahead=self._is_ahead,
            decided=self._decided,
            completed_at=self._completed_at,
        )

    def take_up(self, aside: LaidAside) -> None:
        """Put another study on the screen, in the place of the one that stands there."""
        self._is_turning = True
        self.id, self._given, self.is_listed = aside.id, aside.given, aside.is_listed
        self.draft, self._decided = aside.draft, aside.decided
        self._drafted_from, self._is_ahead = aside.drafted_from, aside.drafted_ahead
        self._completed_at = aside.completed_at
        self._header.set_header(aside.header)
        self._findings.editor.setPlainText(aside.findings)
        self._impression.editor.setPlainText(aside.impression)
        self._impression.show_state(aside.state, ahead=aside.drafted_ahead)
        self._is_turning = False
        self.changed.emit()

    def show_example(self, text: str) -> None:
        """Show a synthetic report; as long as nobody changes it, it is not kept as typing."""
        self._given = (StudyHeader(), text)
        self._findings.editor.replace_text(text)

    def bring_back(self, text: WorkspaceText) -> None:
        """Show what was typed before the program ended."""
        self._header.set_header(text.header)
        self._findings.editor.replace_text(text.findings)
        self._impression.editor.replace_text(text.impression)
        if text.impression.strip():
            self._impression.show_state(DraftState.RESTORED)

    def _on_findings_changed(self) -> None:
        if self._is_turning:
            return
        if not self.is_writing:
            self.show_draft_state()
        self.findings_changed.emit()
        self.changed.emit()

    def _on_impression_edited(self) -> None:
        if self._is_turning:
            return
        self.impression_changed.emit()
        self.changed.emit()
