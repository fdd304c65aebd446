"""A worklist: studies that wait for their impression, in the order in which they were listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from radvaluer_desktop.report.study import StudyHeader


class StudyState(StrEnum):
    """How far a listed study is."""

    NEW = "new"
    DRAFTED = "drafted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def is_decided(self) -> bool:
        """Whether somebody has decided about a draft of it."""
        return self in (StudyState.ACCEPTED, StudyState.REJECTED)


@dataclass(frozen=True, slots=True)
class ListedStudy:
    """One study of a worklist.

    ``id`` says nothing of the study; ``source`` is what the file calls it. ``findings`` are those
    that were read, whatever was typed into them since. What names a patient stays out of ``repr``.
    """

    id: str
    source: str = field(repr=False)
    findings: str = field(repr=False)
    header: StudyHeader = field(default_factory=StudyHeader, repr=False)
    accession: str | None = field(default=None, repr=False)
    state: StudyState = StudyState.NEW

    @property
    def name(self) -> str:
        """What a person calls it: the accession number, else its pseudonym, else the source."""
        return self.accession or self.header.pseudonym or self.source


def next_open(
    studies: Sequence[ListedStudy], current: str | None, step: int = 1
) -> ListedStudy | None:
    """Return the next study behind ``current`` that nobody has decided, going round once.

    ``step`` -1: the one before. From no current study it begins at the end it comes from.
    """
    places = {study.id: place for place, study in enumerate(studies)}
    start = places.get(current or "", -1 if step > 0 else len(studies))
    for away in range(1, len(studies) + 1):
        study = studies[(start + step * away) % len(studies)]
        if not study.state.is_decided and study.id != current:
            return study
    return None


def not_listed_yet(
    listed: Sequence[ListedStudy], read: Sequence[ListedStudy]
) -> tuple[ListedStudy, ...]:
    """Return those of ``read`` that are not in the list: same names and same findings are one."""

    def key(study: ListedStudy) -> tuple[str | None, str, str]:
        return study.accession, study.source, study.findings

    there = {key(study) for study in listed}
    new: dict[tuple[str | None, str, str], ListedStudy] = {}
    for study in read:
        if key(study) not in there:
            new.setdefault(key(study), study)
    return tuple(new.values())
