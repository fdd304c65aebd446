"""Sees to it that the store has a second way in: what F2 opens, and what is said without it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.key_failures import KeyGone
from radvaluer_desktop.feedback.key_reference import Recovery
from radvaluer_desktop.feedback.key_status import KeyStatus
from radvaluer_desktop.feedback.recovery_key import RecoveryKey
from radvaluer_desktop.gui.error_text import error_text, what_happened
from radvaluer_desktop.gui.keys.recovery_entry_dialog import RecoveryEntryDialog
from radvaluer_desktop.gui.keys.recovery_key_dialog import RecoveryKeyDialog
from radvaluer_desktop.gui.tasks import Lane


class KeyCare(QObject):
    """Asks the keys on the store's lane and shows the dialogs over ``window``; opens no store."""

    second_way_missing = Signal(bool)
    recovered = Signal()
    told = Signal(str, str)  # a sentence, and its role

    def __init__(self, application: Application, lane: Lane, window: QWidget) -> None:
        super().__init__(window)
        self._application, self._lane, self._window = application, lane, window
        self.dialog: QDialog | None = None

    def look(self) -> None:
        """Find out whether the store, which is open, has a second way in."""
        self._lane.run_task(self._application.feedback.key_status, self._on_looked, self._on_error)

    def open(self) -> None:
        """Open the dialog that fits: a first key, a check, or the way back to a lost one."""
        self._lane.run_task(self._application.feedback.key_status, self._on_status, self._on_error)

    def _on_looked(self, status: KeyStatus) -> None:
        reference = status.reference
        if reference is None:
            return
        missing = not reference.has_second_way
        self.second_way_missing.emit(missing)
        if status.passing and missing:
            text = self.tr(
                "This profile is not kept after logout, and with it goes the key of the feedback "
                "store. F2 makes a recovery key."
            )
            self.told.emit(text, "warning")
        elif missing:
            text = self.tr(
                "Only this computer's keyring can open the feedback store. F2 makes a recovery key "
                "for the day when it has lost its own."
            )
            self.told.emit(text, "quiet")

    def _on_status(self, status: KeyStatus) -> None:
        if isinstance(status.problem, KeyGone) and status.recovery:
            self._ask_to_recover(what_happened(status.problem), status.recovery)
        elif status.problem is not None:
            self.told.emit(error_text(status.problem), "warning")
        elif status.reference is None:
            self.told.emit(self.tr("There is no feedback store yet."), "quiet")
        elif status.recovery is None:
            self._make_new()
        else:
            self._ask_to_verify(status)

    def _ask_to_recover(self, problem: str, number: str) -> None:
        text = self.tr("Type recovery key {0} to open it:").format(number)
        dialog = RecoveryEntryDialog(
            f"{problem}\n\n{text}",
            self.tr("&Open the store"),
            self._window,
            may_make_new=False,
        )

        def recover(key: RecoveryKey) -> None:
            self._lane.run_task(
                lambda: self._application.feedback.recover_keys(key),
                lambda _: self._on_recovered(dialog),
                lambda error: dialog.show_result(error_text(error), "error"),
            )

        dialog.typed.connect(recover)
        self._show(dialog)

    def _ask_to_verify(self, status: KeyStatus) -> None:
        text = self.tr("Type recovery key {0} to see that it opens the store:")
        action = self.tr("&Check")
        dialog = RecoveryEntryDialog(
            text.format(status.recovery), action, self._window, may_make_new=True
        )
        good = self.tr("It opens the store.")

        def verify(key: RecoveryKey) -> None:
            self._lane.run_task(
                lambda: self._application.feedback.verify_recovery(key),
                lambda _: dialog.show_result(good, "good"),
                lambda error: dialog.show_result(error_text(error), "error"),
            )

        dialog.typed.connect(verify)
        dialog.new_asked.connect(self._make_new)
        self._show(dialog)

    def _make_new(self) -> None:
        self._lane.run_task(self._application.feedback.make_recovery, self._on_made, self._on_error)

    def _on_made(self, made: tuple[RecoveryKey, Recovery]) -> None:
        dialog = RecoveryKeyDialog(*made, self._window)
        dialog.confirmed.connect(self._on_confirmed)
        self._show(dialog)

    def _on_confirmed(self, key: RecoveryKey, recovery: Recovery) -> None:
        self._lane.run_task(
            lambda: self._application.feedback.keep_recovery(key, recovery),
            self._on_kept,
            self._on_error,
        )

    def _on_kept(self, number: str) -> None:
        self.second_way_missing.emit(False)
        text = self.tr("Recovery key {0} opens the feedback store from now on.")
        self.told.emit(text.format(number), "good")

    def _on_recovered(self, dialog: QDialog) -> None:
        dialog.accept()
        self.told.emit(self.tr("The keys of the feedback store are back in the keyring."), "good")
        self.recovered.emit()

    def _on_error(self, error: Exception) -> None:
        self.told.emit(error_text(error), "error")

    def _show(self, dialog: QDialog) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        self.dialog = dialog
        dialog.finished.connect(lambda _code: self._on_finished(dialog))
        dialog.open()

    def _on_finished(self, dialog: QDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()
