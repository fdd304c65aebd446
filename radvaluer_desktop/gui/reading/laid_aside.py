"""A study that was on the screen and may come back: all that must be there again then."""

from __future__ import annotations

from dataclasses import dataclass, field

from radvaluer_desktop.feedback.records import WorkspaceText, new_id
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.report.worklist import ListedStudy
from radvaluer_desktop.session.decide import OwnImpression
from radvaluer_desktop.session.draft import Draft
from radvaluer_desktop.session.review import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidAside:
    """Texts, draft and decision of one study, and what its checks had come to.

    ``given``: header and findings as they were listed, which are not kept as typing. Held in
    memory alone.
    """

    id: str = field(default_factory=new_id)
    header: StudyHeader = field(default_factory=StudyHeader, repr=False)
    findings: str = field(default="", repr=False)
    impression: str = field(default="", repr=False)
    given: tuple[StudyHeader, str] = field(default=(StudyHeader(), ""), repr=False)
    is_listed: bool = False
    state: DraftState = DraftState.EMPTY
    draft: Draft | None = field(default=None, repr=False)
    drafted_from: str = field(default="", repr=False)
    drafted_ahead: bool = False
    decided: DraftState | None = None
    completed_at: float = 0.0
    own: OwnImpression | None = field(default=None, repr=False)
    review: Review = field(default_factory=Review, repr=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.findings or self.impression) and self.header == StudyHeader()

    @property
    def is_untouched(self) -> bool:
        """Whether it stands as it was listed: nothing typed, no draft."""
        return (self.header, self.findings) == self.given and not self.impression


def laid_aside_of(study: ListedStudy, typed: WorkspaceText | None) -> LaidAside:
    """Return a listed study as it was left: as it was read, or as it was typed since."""
    given = (study.header, study.findings)
    if typed is None:
        return LaidAside(
            id=study.id, header=study.header, findings=study.findings, given=given, is_listed=True
        )
    written = bool(typed.impression.strip())
    return LaidAside(
        id=study.id,
        header=typed.header,
        findings=typed.findings,
        impression=typed.impression,
        given=given,
        is_listed=True,
        state=DraftState.RESTORED if written else DraftState.EMPTY,
    )
