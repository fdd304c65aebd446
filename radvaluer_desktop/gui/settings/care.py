"""Between the window of the settings and the files that hold them: saves at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.settings.window import SettingsWindow
from radvaluer_desktop.settings.declaration import SETTINGS


class SettingsCare(QObject):
    """Owns the window of the settings while it is open."""

    changed = Signal(str)  # the name of a setting whose change holds at once
    link_asked = Signal(str)

    def __init__(self, application: Application, window: QWidget) -> None:
        super().__init__(window)
        self._application, self._window = application, window
        self.dialog: SettingsWindow | None = None

    def open(self) -> None:
        """Show the settings beside the window, which can be worked in."""
        dialog = self.dialog or self._make()
        dialog.show()
        dialog.activateWindow()

    def renew(self) -> None:
        """Build the window anew in another language or look, on the page that it shows."""
        old = self.dialog
        if old is None:
            return
        new = self._make()
        new.setGeometry(old.geometry())
        new.list.setCurrentRow(old.list.currentRow())
        new.search.setText(old.search.text())
        had_keyboard = old.isActiveWindow()
        new.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not had_keyboard)
        old.hide()
        old.deleteLater()
        new.show()
        if had_keyboard:
            new.activateWindow()

    def _make(self) -> SettingsWindow:
        self.dialog = dialog = SettingsWindow(self._window)
        dialog.chosen.connect(self._on_chosen)
        dialog.reset_asked.connect(self._on_reset_asked)
        dialog.link_asked.connect(self._on_link_asked)
        dialog.finished.connect(self._on_closed)
        self._show()
        return dialog

    def _on_chosen(self, name: str, value: str | int) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        try:
            self._application.save_setting(name, value)
        except WorldError as error:
            dialog.rows[name].say(error_text(error), "error")
            return
        if self._follow(name):
            self._say(name, self.tr("Saved."))

    def _on_reset_asked(self, name: str) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        try:
            self._application.reset_setting(name)
        except WorldError as error:
            dialog.rows[name].say(error_text(error), "error")
            return
        if self._follow(name):
            self._say(name, self.tr("Saved: the default holds again."))

    def _follow(self, name: str) -> bool:
        """Show what is saved, everywhere; False where it cannot be read."""
        if not self._show():
            return False
        if SETTINGS[name].now:
            self.changed.emit(name)
        return True

    def _say(self, name: str, text: str) -> None:
        """Say what came of it, in the window that there is now; the keyboard stays at the row."""
        if self.dialog is not None:
            row = self.dialog.rows[name]
            row.say(text, "good")
            row.control.setFocus()
            self.dialog.area.ensureWidgetVisible(row)

    def _show(self) -> bool:
        """Show what is saved; where it cannot be read, say so in every row."""
        dialog = self.dialog
        if dialog is None:
            return False
        try:
            dialog.show_choices(self._application.read_configuration().choices)
        except WorldError as error:
            for row in dialog.rows.values():
                row.say(error_text(error), "error")
            return False
        return True

    def _on_link_asked(self, name: str) -> None:
        if name == "backups":
            folder = self._application.feedback.backups
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        else:
            self.link_asked.emit(name)

    def _on_closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
