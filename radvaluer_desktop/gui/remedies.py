"""Puts the one thing to do beside the notice of a failure: a button, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow

from radvaluer_desktop.app import Application
from radvaluer_desktop.credentials import KeyringLocked, KeyringSilent
from radvaluer_desktop.errors import EngineError, ModelError, StoreError
from radvaluer_desktop.feedback.failures import StoreDiskFull
from radvaluer_desktop.feedback.key_failures import KeyGone
from radvaluer_desktop.gui.commands import Commands
from radvaluer_desktop.gui.notice_bar import NoticeBar, Remedy
from radvaluer_desktop.gui.reading.drafting import Drafting
from radvaluer_desktop.gui.reading.recording import Recording


class Remedies(QObject):
    """Follows what fails; whoever shows the notice has done so before, so it is made last."""

    def __init__(
        self,
        application: Application,
        notice: NoticeBar,
        drafting: Drafting,
        recording: Recording,
        commands: Commands,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._application, self._notice = application, notice
        self._drafting, self._recording, self._commands = drafting, recording, commands
        drafting.failed.connect(lambda _: self._offer(drafting.failure))
        for failed in (recording.unavailable, recording.typing_failed, recording.decision_failed):
            failed.connect(lambda _: self._offer(recording.failure))

    def _offer(self, failure: type[Exception] | None) -> None:
        if self._notice.text():
            self._notice.offer(self.remedy_of(failure))

    def remedy_of(self, failure: type[Exception] | None) -> Remedy | None:
        """Return what can be done about ``failure`` from here; None where the words must do.

        Its kind is enough: an error that is kept would keep what its traceback holds.
        """
        if failure is None:
            return None
        recording, commands = self._recording, self._commands
        if issubclass(failure, ModelError):
            return Remedy(self.tr("&Models…"), commands.models.trigger)
        if issubclass(failure, EngineError):
            if commands.draft.isEnabled():  # it loads the model where none is loaded
                return Remedy(self.tr("&Draft again"), commands.draft.trigger)
            return Remedy(self.tr("Load &again"), self._drafting.load_model)
        if issubclass(failure, StoreDiskFull):
            return Remedy(self.tr("&Open the folder"), self._open_folder)
        if issubclass(failure, KeyGone):
            return Remedy(self.tr("Recovery &key…"), recording.key_care.open)
        if issubclass(failure, KeyringLocked | KeyringSilent):
            return Remedy(self.tr("&Unlock the keyring"), recording.open)
        if issubclass(failure, StoreError) and not recording.is_open:
            return Remedy(self.tr("&Try again"), recording.open)
        return None

    def _open_folder(self) -> None:
        folder = self._application.locations.data
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
