"""Opens what the menu *Help* offers; what reads files runs on a lane of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QMainWindow

from radvaluer_desktop.app import Application
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.help.about_dialog import AboutDialog
from radvaluer_desktop.gui.help.bundle import report_texts, write_report
from radvaluer_desktop.gui.help.facts import Fact, facts, licences
from radvaluer_desktop.gui.help.guide_window import GuideWindow
from radvaluer_desktop.gui.help.report_dialog import ReportDialog
from radvaluer_desktop.gui.help.shortcuts import key_groups
from radvaluer_desktop.gui.help.shortcuts_dialog import ShortcutsDialog
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.gui.translation import resolve_language

_GUIDES = {"en": "user-guide.md", "zh": "user-guide.zh.md"}


class HelpCare(QObject):
    """One window of the help at a time."""

    told = Signal(str, str)

    def __init__(self, application: Application, window: QMainWindow) -> None:
        super().__init__(window)
        self._application, self._window = application, window
        self._lane = Lane("help", self)
        self.dialog: QDialog | None = None

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        groups = key_groups(self._window, self.tr("Everywhere"))
        self._show(ShortcutsDialog(groups, self._window))

    def show_guide(self) -> None:
        """Show the user guide in the window's language."""
        self._show(GuideWindow(_GUIDES[self._language()], self._window))

    def show_about(self) -> None:
        """Show the About box."""
        language = self._language()
        self._lane.run_task(
            lambda: (facts(self._application, language), licences()), self._on_facts, self._on_error
        )

    def show_report(self) -> None:
        """Show what a report of a problem would hold."""
        language = self._language()
        self._lane.run_task(
            lambda: report_texts(self._application, facts(self._application, language)),
            self._on_texts,
            self._on_error,
        )

    def shut_down(self) -> None:
        """End the thread."""
        self._lane.leave()

    def _language(self) -> str:
        return resolve_language(self._application.settings.interface_language)

    def _on_facts(self, found: tuple[list[Fact], list[Fact]]) -> None:
        self._show(AboutDialog(*found, self._window))

    def _on_texts(self, texts: dict[str, str]) -> None:
        dialog = ReportDialog(texts, self._window)
        saved = self.tr("Saved as {0}.")

        def save(path: Path) -> None:
            self._lane.run_task(
                lambda: write_report(path, dialog.texts),
                lambda _: dialog.say(saved.format(path), "good"),
                lambda error: dialog.say(error_text(error), "error"),
            )

        dialog.save_asked.connect(save)
        self._show(dialog)

    def _on_error(self, error: Exception) -> None:
        self.told.emit(error_text(error), "error")

    def _show(self, dialog: QDialog) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        self.dialog = dialog
        dialog.finished.connect(lambda _code: self._on_finished(dialog))
        dialog.show()
        dialog.activateWindow()

    def _on_finished(self, dialog: QDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()
