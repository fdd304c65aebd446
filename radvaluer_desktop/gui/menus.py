"""The menu bar: the commands once more, and the language of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenuBar

from radvaluer_desktop.gui.checks.judging import JudgingMenu
from radvaluer_desktop.gui.commands import Commands
from radvaluer_desktop.gui.help.menu import HelpMenu
from radvaluer_desktop.gui.models.adapter_menu import AdapterMenu
from radvaluer_desktop.gui.theme.menu import ViewMenu
from radvaluer_desktop.gui.translation import LANGUAGES


class Menus(QObject):
    """Fills a menu bar; says which language was chosen."""

    language_chosen = Signal(str)
    kept_asked = Signal()

    def __init__(self, bar: QMenuBar, commands: Commands, language: str, view: ViewMenu) -> None:
        super().__init__(bar)
        self._report = bar.addMenu("")
        self._report.addActions([commands.new_study, commands.draft, commands.stop])
        self._report.addActions(
            [commands.again, commands.alternatives, commands.instruct, commands.changes]
        )
        self._report.addActions([commands.template, commands.style])
        self._report.addSeparator()
        self._report.addActions([commands.accept, commands.reject, commands.copy])
        self._report.addSeparator()
        self._report.addActions([commands.export, commands.browse, commands.dashboard])
        self._kept = self._report.addAction("", self.kept_asked.emit)
        self._report.addSeparator()
        self._report.addAction(commands.models)
        self.server = self._report.addAction("")
        self.adapters = AdapterMenu()
        self._report.addMenu(self.adapters)
        self._report.addActions([commands.recovery, commands.settings])
        self._report.addSeparator()
        self._report.addActions([commands.lock, commands.quit])
        self._studies = bar.addMenu("")
        self._studies.addActions(
            [commands.open_studies, commands.open_folder, commands.paste_studies]
        )
        self._studies.addSeparator()
        self._studies.addActions(
            [commands.next_study, commands.previous_study, commands.find_study]
        )
        self._studies.addSeparator()
        self._studies.addActions([commands.bring_back, commands.clear_decided])
        self.judging = JudgingMenu()
        bar.addMenu(self.judging)
        self._checks = bar.addMenu("")
        self._checks.addActions([commands.next_issue, commands.previous_issue, commands.grounds])
        self._checks.addSeparator()
        self._checks.addActions([commands.dismiss, commands.communicate])
        self.view = view
        bar.addMenu(view)
        self._language = bar.addMenu("")
        self._languages = group = QActionGroup(self)
        self._locked: QAction | None = None
        for code, name in LANGUAGES.items():
            action = QAction(name, self)
            action.setCheckable(True)
            action.setChecked(code == language)
            action.triggered.connect(lambda _checked, code=code: self.language_chosen.emit(code))
            group.addAction(action)
            self._language.addAction(action)
        self.help = HelpMenu(commands.keys)
        bar.addMenu(self.help)

    def show_language(self, language: str) -> None:
        """Mark the language that was chosen elsewhere."""
        for action, code in zip(self._languages.actions(), LANGUAGES, strict=True):
            action.setChecked(code == language)

    def lock(self, is_locked: Callable[[str], bool]) -> None:
        """Leave what the policy decides to it."""
        if is_locked("interface_language"):
            self._lock_language()
        if is_locked("theme"):
            self.view.lock_theme()
        if is_locked("text_zoom"):
            self.view.lock_zoom()

    def _lock_language(self) -> None:
        """Say that the policy decides where the language is looked for."""
        self._languages.setEnabled(False)
        self._language.addSeparator()
        self._locked = self._language.addAction("")
        self._locked.setEnabled(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the menus in the window's language."""
        self._report.setTitle(self.tr("&Report"))
        self._studies.setTitle(self.tr("&Studies"))
        self._kept.setText(self.tr("What is kept, and what for"))
        self.adapters.retranslate()
        self.server.setText(self.tr("Department's server…"))
        self.judging.retranslate()
        self.view.retranslate()
        self._checks.setTitle(self.tr("&Checks"))
        self._language.setTitle(self.tr("&Language"))
        self.help.retranslate()
        if self._locked is not None:
            self._locked.setText(self.tr("decided by this computer's policy"))
