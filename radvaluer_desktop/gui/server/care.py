"""Between the settings of a server and the window: shows where texts go, asks for consent."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.server.dialog import ServerDialog
from radvaluer_desktop.gui.server.strip import ServerStrip
from radvaluer_desktop.inference.remote.address import server_address


class ServerCare(QObject):
    """Owns the strip; ``told`` says what went wrong."""

    told = Signal(str, str)  # text, role

    def __init__(self, application: Application, window: QWidget) -> None:
        super().__init__(window)
        self._application, self._window = application, window
        self.strip = ServerStrip()
        self.strip.show_server(application.served)

    def open(self) -> None:
        """Ask for the address and for consent, and follow the answer at once."""
        configuration = self._application.configuration
        if configuration.is_locked("server"):
            self.told.emit(self.tr("This computer's policy decides about the server."), "quiet")
            return
        settings = configuration.settings
        dialog = ServerDialog(settings.server, settings.server_model, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.agree(dialog.address.text().strip(), dialog.model.text().strip())

    def agree(self, address: str, model: str) -> None:
        """Let texts go to ``address`` from now on; to nobody where it is empty."""
        application = self._application
        try:
            if address:
                server_address(address)
            if not application.configuration.is_locked("server_model"):
                application.save_setting("server_model", model)
            application.save_setting("server", address)
            application.save_setting("server_consent", address)
            application.serving.choose(application.read_configuration())
        except WorldError as error:
            self.told.emit(error_text(error), "error")
        self.strip.show_server(application.served)
