"""What the department's lead has: browser, dashboard and stations' files, connected."""

from __future__ import annotations

from PySide6.QtCore import QObject

from radvaluer_desktop.app import Application
from radvaluer_desktop.gui.exporting.care import Exporting
from radvaluer_desktop.gui.feedback.browsing import Browsing
from radvaluer_desktop.gui.feedback.dashboarding import Dashboarding
from radvaluer_desktop.gui.feedback.station_files import StationFiles


class Lead(QObject):
    """Opens the windows when they are asked for; nothing runs before."""

    def __init__(self, application: Application, exporting: Exporting, parent: QObject) -> None:
        super().__init__(parent)
        self.browsing = Browsing(application, self)
        self.dashboarding = Dashboarding(application, self)
        self.files = StationFiles(application, self)
        self.dashboarding.browse_asked.connect(self.browsing.open)
        self.dashboarding.export_asked.connect(exporting.open)
        self.dashboarding.files_asked.connect(self.files.open)
        self.files.merged.connect(self.dashboarding.refresh)

    def browse(self) -> None:
        """Show the browser."""
        self.browsing.open()

    def dashboard(self) -> None:
        """Show the dashboard."""
        self.dashboarding.open()

    def retranslate(self) -> None:
        """Open the windows that are open anew, in the window's language of now."""
        for part in (self.browsing, self.dashboarding):
            if part.window is not None:
                part.window.close()
                part.open()

    def shut_down(self) -> None:
        """Close the windows and stop what runs for them."""
        self.browsing.shut_down()
        self.dashboarding.shut_down()
        self.files.shut_down()
