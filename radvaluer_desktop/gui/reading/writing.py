"""Between drafting and the study: a draft is asked for, written into the study, or fails."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from radvaluer_desktop.gui.checks.reviewing import Reviewing
from radvaluer_desktop.gui.reading.drafting import Drafting
from radvaluer_desktop.gui.reading.own_first import OwnFirst
from radvaluer_desktop.gui.reading.study import Study
from radvaluer_desktop.session.draft import Draft


class Writing(QObject):
    """Follows the newest draft."""

    begun = Signal()
    finished = Signal(object)  # Draft
    told = Signal(str, str)  # text, role

    def __init__(
        self, study: Study, drafting: Drafting, reviewing: Reviewing, own_first: OwnFirst
    ) -> None:
        super().__init__(study)
        self._study, self._drafting, self._reviewing = study, drafting, reviewing
        self._own_first = own_first
        drafting.text_written.connect(study.write)
        drafting.draft_finished.connect(self._on_draft_finished)
        drafting.draft_abandoned.connect(self._on_draft_abandoned)
        drafting.fell_back.connect(self._on_fell_back)
        drafting.failed.connect(self._on_failed)

    def ask(self) -> None:
        """Ask for a draft of the study as it stands."""
        if not self._own_first.take():
            self.told.emit(self._own_first.request(), "warning")
            return
        if self.show_ahead():
            return
        self._begin()
        self._drafting.draft(*self._study.typed())

    def show_ahead(self) -> bool:
        """Show what was drafted ahead of these texts; False where nothing was."""
        held = self._drafting.ahead.take(*self._study.typed())
        if held is None:
            return False
        self._begin()
        self._study.write(held.draft.impression)
        self._study.finish_draft(held.draft, ahead=True)
        self.finished.emit(held.draft)
        self._reviewing.show_checked(held.checked)
        if held.checked is None:
            self._reviewing.note_change()
        return True

    def _begin(self) -> None:
        self.begun.emit()
        self._study.begin_draft()
        self._reviewing.pause()

    def _on_draft_finished(self, draft: Draft) -> None:
        self._study.finish_draft(draft)
        self.finished.emit(draft)
        self._reviewing.note_change()

    def _on_draft_abandoned(self) -> None:
        if self._study.is_writing:
            self._study.break_off(keep=False)
            self._reviewing.note_change()

    def _on_fell_back(self, text: str) -> None:
        """What the server wrote is void; the draft begins again, here."""
        self._study.begin_again()
        here = self.tr("This computer drafts instead.")
        self.told.emit(f"{text} {here}", "warning")

    def _on_failed(self, text: str) -> None:
        self.told.emit(text, "error")
        if self._study.is_writing:
            self._study.break_off(keep=True)
            self._reviewing.note_change()
        self._study.changed.emit()
