"""The commands of the worklist: what they do, and when they can."""

from __future__ import annotations

from PySide6.QtCore import QObject

from radvaluer_desktop.gui.commands import Commands
from radvaluer_desktop.gui.reading.study import Study
from radvaluer_desktop.gui.worklist.care import Worklist
from radvaluer_desktop.gui.worklist.pane import WorklistPane


class WorklistKeys(QObject):
    """Connects commands to the worklist and enables them."""

    def __init__(
        self, commands: Commands, worklist: Worklist, pane: WorklistPane, study: Study
    ) -> None:
        super().__init__(worklist)
        self._commands, self._worklist, self._pane = commands, worklist, pane
        opening = worklist.opening
        commands.new_study.triggered.connect(worklist.begin_unlisted)
        commands.open_studies.triggered.connect(opening.ask_for_files)
        commands.open_folder.triggered.connect(opening.ask_for_folder)
        commands.paste_studies.triggered.connect(opening.paste)
        commands.next_study.triggered.connect(lambda: worklist.go(1))
        commands.previous_study.triggered.connect(lambda: worklist.go(-1))
        commands.find_study.triggered.connect(self._on_find)
        commands.bring_back.triggered.connect(worklist.bring_back)
        commands.clear_decided.triggered.connect(worklist.clear_decided)
        worklist.changed.connect(self._enable)
        study.changed.connect(self._enable)
        self._enable()

    def _enable(self) -> None:
        commands, worklist = self._commands, self._worklist
        for action in (commands.next_study, commands.previous_study):
            action.setEnabled(worklist.may_go_on)
        commands.find_study.setEnabled(bool(worklist.studies))
        commands.bring_back.setEnabled(worklist.may_bring_back)
        commands.clear_decided.setEnabled(worklist.may_clear)

    def _on_find(self) -> None:
        """Find in the list; where the keyboard is in it already, hide it."""
        if self._pane.has_keyboard:
            self._pane.hide()
            self._worklist.opened.emit()
        else:
            self._pane.begin_search()
