"""The style of the radiologist who signs here: in force from the start, edited in a dialog."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.reading.sitting import Sitting
from radvaluer_desktop.gui.shaping.style_dialog import StyleDialog
from radvaluer_desktop.session.styles import style_of
from radvaluer_desktop.settings.styles import OwnStyle, read_style, write_style

_LOCKABLE = ("impression_form", "impression_length")


class StyleCare(QObject):
    """Gives the session its style."""

    told = Signal(str, str)  # text, role

    def __init__(self, application: Application, sitting: Sitting, window: QWidget) -> None:
        super().__init__(sitting)
        self._application, self._sitting, self._window = application, sitting, window
        self._file = application.locations.styles_file
        self.dialog: StyleDialog | None = None

    def start(self) -> None:
        """Put the style in force; where its file is wrong, drafts stay as the model writes them."""
        try:
            style = style_of(self._application.configuration, self._file)
        except WorldError as error:
            self.told.emit(error_text(error), "warning")
        else:
            self._application.session.style = style

    def open(self) -> None:
        """Show the dialog."""
        configuration = self._application.configuration
        settings = configuration.settings
        try:
            own = read_style(self._file, settings.radiologist_id)
        except WorldError as error:
            self.told.emit(error_text(error), "warning")
            return
        locked = {name for name in _LOCKABLE if configuration.is_locked(name)}
        station = OwnStyle(settings.impression_form, settings.impression_length)
        shown = own or station
        if "impression_form" in locked:
            shown = OwnStyle(station.form, shown.length, shown.phrases)
        if "impression_length" in locked:
            shown = OwnStyle(shown.form, station.length, shown.phrases)
        self.dialog = StyleDialog(settings.radiologist_id, shown, locked, self._window)
        self.dialog.style_chosen.connect(self._on_chosen)
        self.dialog.open()

    def _on_chosen(self, style: OwnStyle) -> None:
        radiologist = self._application.settings.radiologist_id
        try:
            write_style(self._file, radiologist, style)
        except WorldError as error:
            self.told.emit(error_text(error), "error")
            return
        self.start()
        self._sitting.drafting.ahead.drop()
        self.told.emit(self.tr("The style is kept; the next draft has it."), "quiet")
