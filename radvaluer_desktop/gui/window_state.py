"""What the window may do just now: which commands are enabled, and what its title says."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from radvaluer_desktop.app import Application
from radvaluer_desktop.gui.checks.reviewing import Reviewing
from radvaluer_desktop.gui.commands import Commands
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.gui.reading.study import Study


class WindowState(QObject):
    """Enables commands and writes the title whenever the study or its checks change."""

    def __init__(
        self,
        window: QMainWindow,
        application: Application,
        commands: Commands,
        study: Study,
        reviewing: Reviewing,
    ) -> None:
        super().__init__(window)
        self._window, self._application, self._commands = window, application, commands
        self._study, self._reviewing = study, reviewing
        study.changed.connect(self.show)
        reviewing.changed.connect(self.show)

    def show(self) -> None:
        """Enable what can be done now, and say in the title how far the study is."""
        study, commands = self._study, self._commands
        texts, writing = study.texts(), study.is_writing
        commands.draft.setEnabled(bool(texts.findings.strip()))
        commands.stop.setEnabled(writing or self._application.session.model is None)
        commands.accept.setEnabled(study.is_decidable)
        stale = study.state is DraftState.STALE and not study.is_decided
        commands.reject.setEnabled(study.is_decidable or stale)
        commands.copy.setEnabled(bool(texts.impression.strip()) and not writing)
        review, undecided = self._reviewing.review, not study.is_decided
        for action in (commands.next_issue, commands.previous_issue):
            action.setEnabled(bool(review.open))
        commands.dismiss.setEnabled(bool(review.open or review.dismissed) and undecided)
        commands.grounds.setEnabled(review.checked is not None)
        commands.communicate.setEnabled(self._reviewing.has_critical and undecided)
        self._window.setWindowTitle(self._title())

    def _title(self) -> str:
        """Name the state, never the patient: other programs can read titles."""
        states = {
            DraftState.WRITING: self.tr("drafting"),
            DraftState.COMPLETE: self.tr("draft complete"),
            DraftState.STOPPED: self.tr("draft stopped"),
            DraftState.STALE: self.tr("draft out of date"),
            DraftState.RESTORED: self.tr("draft out of date"),
            DraftState.ACCEPTED: self.tr("accepted"),
            DraftState.REJECTED: self.tr("rejected"),
        }
        state = states.get(self._study.state)
        return f"RadValuer Desktop – {state}" if state else "RadValuer Desktop"
