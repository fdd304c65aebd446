"""The drafts of the study on the screen: undo goes back to one, and the decision with it.

A text that is exactly that of an earlier draft of these findings is that draft: what is decided is
then decided of it, and counted as unedited.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from radvaluer_desktop.gui.reading.sitting import Sitting
from radvaluer_desktop.session.draft import Draft


class KnownDrafts(QObject):
    """Remembers them in memory, until another study is on the screen."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._sitting, self._study = sitting, sitting.study
        self._known: list[tuple[Draft, str]] = []
        sitting.study_begun.connect(self._on_study_begun)
        sitting.writing.finished.connect(self._on_drafted)
        self._study.impression_changed.connect(self._on_impression_changed)

    @property
    def of_these_findings(self) -> list[Draft]:
        """The drafts of the findings that the draft on the screen rests on, oldest first."""
        here = self._study.drafted_from
        return [draft for draft, drafted_from in self._known if drafted_from == here]

    def add(self, draft: Draft) -> None:
        """Remember ``draft`` as one of the study as it stands."""
        self._known.append((draft, self._study.drafted_from))

    def take(self, draft: Draft, text: str) -> None:
        """Put another draft of these findings, as ``text``, in the place of the one shown."""
        self.add(draft)
        self._study.adopt(draft, self._study.drafted_from, text)

    def _on_study_begun(self) -> None:
        self._known.clear()
        if self._study.draft is not None:
            self.add(self._study.draft)

    def _on_drafted(self, draft: Draft) -> None:
        if draft.impression:
            self.add(draft)

    def _on_impression_changed(self) -> None:
        study = self._study
        text = study.texts().impression
        if not text.strip() or study.is_decided or study.is_writing:
            return
        now = study.draft
        if now is not None and now.impression == text:
            return
        for draft, drafted_from in reversed(self._known):
            if draft.impression == text:
                study.adopt(draft, drafted_from)
                return
