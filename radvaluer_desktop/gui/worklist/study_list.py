"""The list itself: its studies, how far each is, and that the store keeps both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from radvaluer_desktop.gui.reading.recording import Recording
from radvaluer_desktop.report.worklist import ListedStudy, StudyState, not_listed_yet


class StudyList(QObject):
    """Holds studies in their order; every change is written at once."""

    changed = Signal()

    def __init__(self, recording: Recording, parent: QObject) -> None:
        super().__init__(parent)
        self._recording = recording
        self.studies: tuple[ListedStudy, ...] = ()

    def study(self, study_id: str | None) -> ListedStudy | None:
        """Return the study of this id."""
        return next((each for each in self.studies if each.id == study_id), None)

    def place(self, study_id: str) -> int:
        """Return the place of a listed study, from 1."""
        return [each.id for each in self.studies].index(study_id) + 1

    def take(self, kept: Sequence[ListedStudy]) -> None:
        """Put what the store kept before what was added while it opened."""
        self.studies = (*kept, *not_listed_yet(kept, self.studies))
        self.changed.emit()

    def add(self, studies: Sequence[ListedStudy]) -> int:
        """Add those that are not there yet; return how many."""
        new = not_listed_yet(self.studies, studies)
        self.studies = (*self.studies, *new)
        self._recording.write(lambda store: store.list_studies(new))
        self.changed.emit()
        return len(new)

    def note(self, study_id: str, state: StudyState) -> None:
        """Say how far a study is."""
        study = self.study(study_id)
        if study is None or study.state is state:
            return
        self.studies = tuple(
            replace(each, state=state) if each.id == study_id else each for each in self.studies
        )
        self._recording.write(lambda store: store.note_state(study_id, state))
        self.changed.emit()

    def drop_decided(self) -> tuple[str, ...]:
        """Take what is decided off the list; return the ids. Decisions stay in the store."""
        gone = tuple(each.id for each in self.studies if each.state.is_decided)
        self.studies = tuple(each for each in self.studies if each.id not in gone)
        self._recording.write(lambda store: store.unlist(gone))
        self.changed.emit()
        return gone
