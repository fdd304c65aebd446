"""Alternatives: the drafts that were written beside the one shown, and another draft on demand.

A small model writes several at once, so that looking at them asks for nothing; a large one writes
one, and three more in one batch when somebody wants to see them.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from radvaluer_desktop.app import Application
from radvaluer_desktop.gui.reading.sitting import Sitting
from radvaluer_desktop.gui.shaping.alternatives_panel import MOST, AlternativesPanel
from radvaluer_desktop.gui.shaping.known_drafts import KnownDrafts
from radvaluer_desktop.session.draft import Alternative, Draft
from radvaluer_desktop.session.instructions import taken
from radvaluer_desktop.session.several import issues_of
from radvaluer_desktop.session.wish import Wish


class Choosing(QObject):
    """Opens the panel, takes the choice, asks for another draft."""

    told = Signal(str, str)  # text, role

    def __init__(self, application: Application, sitting: Sitting, known: KnownDrafts) -> None:
        super().__init__(sitting)
        self._application, self._sitting, self._known = application, sitting, known
        self._study = sitting.study
        self.panel = AlternativesPanel()
        self._options: tuple[Draft, ...] = ()
        self._noted: set[str] = set()
        self.panel.alternative_chosen.connect(self._on_chosen)
        sitting.writing.begun.connect(self.close)
        sitting.writing.finished.connect(self._on_drafted)
        sitting.study_begun.connect(self.close)
        self._study.changed.connect(self._close_where_undecidable)

    def show_alternatives(self) -> None:
        """Show what was written beside the draft; ask for it where nothing was."""
        draft = self._study.draft
        if draft is None or not self._study.is_decidable:
            return
        if draft.alternatives:
            self._open(draft)
        elif self._application.served is not None:
            self.told.emit(
                self.tr("The server writes one draft alone. Shift+F5 asks for another."),
                "quiet",
            )
        elif draft.sampling.candidates > 1:
            self.told.emit(
                self.tr("All {0} drafts of the model say the same.").format(
                    draft.sampling.candidates
                ),
                "quiet",
            )
        else:
            self._fetch(draft)

    def draft_again(self) -> None:
        """Draft again by chance; undo brings back what stands there."""
        drafts = self._known.of_these_findings
        seen = tuple(draft.impression for draft in drafts)
        style = self._application.session.style
        self._sitting.writing.ask_again(Wish(style, again=max(1, len(drafts)), seen=seen))

    def close(self) -> None:
        """Close the panel; what stands there stays."""
        self._options = ()
        self.panel.close_row()

    def _fetch(self, draft: Draft) -> None:
        header, text = self._study.typed()
        session = self._application.session
        self.told.emit(self.tr("Three more drafts are being written…"), "quiet")
        self._sitting.drafting.beside(
            lambda: session.alternatives(header, text, draft),
            lambda found: self._on_fetched(draft, found),
        )

    def _on_fetched(self, draft: Draft, found: tuple[Alternative, ...]) -> None:
        study = self._study
        if study.draft is not draft or not study.is_decidable:
            return  # another study, or another draft, is on the screen by now
        if not found:
            self.told.emit(self.tr("No other draft came of it."), "quiet")
            return
        whole = replace(draft, alternatives=found)
        study.adopt(whole, study.drafted_from)
        self._open(whole)

    def _open(self, draft: Draft) -> None:
        others = [taken(draft, each) for each in draft.alternatives[: MOST - 1]]
        self._options = (draft, *others)
        for each in others:
            if each.impression not in self._noted:  # seen once is kept once
                self._noted.add(each.impression)
                self._sitting.keeping.keep_draft(each)
        texts = [self._study.texts().impression, *(each.impression for each in others)]
        checked = self._sitting.reviewing.review.checked
        known = checked is not None and checked.texts.impression == texts[0]
        here = issues_of(checked.result) if checked is not None and known else draft.checked
        self.panel.ask(texts, [here, *(each.checked for each in others)])

    def _on_chosen(self, number: int) -> None:
        options = self._options
        self.close()
        if 0 < number < len(options):
            chosen = options[number]
            self._known.take(chosen, chosen.impression)
            self.told.emit(self.tr("Taken. Ctrl+Z brings back what stood there."), "quiet")

    def _on_drafted(self, draft: Draft) -> None:
        self._noted.clear()
        before = self._known.of_these_findings[:-1]
        if any(each.impression == draft.impression for each in before) and draft.impression:
            self.told.emit(self.tr("The model wrote what it wrote before."), "quiet")

    def _close_where_undecidable(self) -> None:
        if self._options and not self._study.is_decidable:
            self.close()
