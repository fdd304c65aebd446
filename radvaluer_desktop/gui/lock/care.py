"""Locks the window, by hand or when nobody touches it, and unlocks it for whoever has the PIN."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QMainWindow

from radvaluer_desktop.app import Application
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.credentials.pin import Pin, Tried, change_pin, forget_pin, read_pin, try_pin
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.recovery_key import RecoveryKey
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.keys.recovery_entry_dialog import RecoveryEntryDialog
from radvaluer_desktop.gui.lock.curtain import Curtain
from radvaluer_desktop.gui.lock.idle import IdleWatch
from radvaluer_desktop.gui.lock.pin_dialog import PinDialog
from radvaluer_desktop.gui.lock.screen import LockScreen
from radvaluer_desktop.gui.reading.clipboard import Clipboard
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.sitting import LockMarker, login_time, read_marker, write_marker

_MINUTE_S = 60


class LockCare(QObject):
    """Owns the lock of ``window``. What it asks of the keyring runs on a lane of its own."""

    locking = Signal()  # while texts can still be kept
    noted = Signal(object, object)  # an Event of the audit trail, and its detail
    told = Signal(str, str)  # a sentence, and its role
    pin_wanted = Signal()  # the lock is on, and nobody chose a PIN

    def __init__(self, application: Application, window: QMainWindow, clipboard: Clipboard) -> None:
        super().__init__(window)
        self._application, self._window, self._clipboard = application, window, clipboard
        self._lane = Lane("lock", self)
        self.screen = LockScreen()
        self.curtain = Curtain(window, self.screen)
        self.idle = IdleWatch(self)
        self._marker = read_marker(application.locations.lock_marker)
        self._pin: Pin | None = None
        self.dialog: QDialog | None = None
        self.screen.typed.connect(self._on_typed)
        self.screen.forgotten.connect(self._on_forgotten)
        self.idle.idle.connect(self.lock)

    @property
    def is_locked(self) -> bool:
        """Whether texts are hidden."""
        return self.curtain.is_drawn

    @property
    def has_pin(self) -> bool:
        """Whether a PIN unlocks the window, as far as is known without the keyring."""
        return self._marker.has_pin

    def start(self) -> None:
        """Begin to count; lock at once where the program was ended while it was locked."""
        self.follow_settings()
        marker = self._marker
        if marker.has_pin and marker.locked_in and not marker.of_this_login:
            self._forget_pin(
                self.tr("You have logged in anew since the window was locked, so its PIN is gone.")
            )
        elif marker.has_pin:
            self._lane.run_task(lambda: read_pin(Keyring()), self._on_pin_read, self._on_error)
            if marker.locked_in:
                self.lock()
        elif self._application.settings.lock_after_minutes:
            self.pin_wanted.emit()

    def follow_settings(self) -> None:
        """Lock after as many minutes as the settings say now."""
        self.idle.watch(self._application.settings.lock_after_minutes * _MINUTE_S)

    def lock(self) -> None:
        """Hide every text; what goes on, goes on."""
        if self.is_locked:
            return
        self.locking.emit()
        self._clipboard.hide_text()
        self.curtain.draw()
        self.screen.begin(has_pin=self.has_pin)
        if self.has_pin:
            self._mark(replace(self._marker, locked_in=login_time()))
        self.noted.emit(Event.WINDOW_LOCKED, {"pin": self.has_pin})

    def choose_pin(self) -> None:
        """Ask for a PIN."""
        dialog = PinDialog(self._window, has_pin=self.has_pin)
        dialog.chosen.connect(lambda old, new: self._change(dialog, old, new))
        dialog.removed.connect(lambda old: self._change(dialog, old, ""))
        self._show(dialog)

    def shut_down(self) -> None:
        """End the thread, without waiting for a keyring."""
        self.idle.watch(0)
        self._lane.leave()

    # --- unlocking ---------------------------------------------------------------------------

    def _on_typed(self, typed: str) -> None:
        if not self.has_pin:
            self._unlock("none")
            return
        self.screen.show_busy(busy=True)
        known = self._pin
        self._lane.run_task(
            lambda: try_pin(Keyring(), typed, known), self._on_tried, self._on_error
        )

    def _on_tried(self, tried: Tried) -> None:
        self._pin = tried.pin
        if tried.right:
            self._unlock("pin")
        else:
            self.noted.emit(Event.WINDOW_UNLOCK_FAILED, {})
            self.screen.show_wrong(tried.wait_s)

    def _unlock(self, way: str) -> None:
        self.screen.show_busy(busy=False)
        self.screen.begin(has_pin=self.has_pin)
        if self.dialog is not None:
            self.dialog.reject()
        self.curtain.lift()
        self._clipboard.bring_back()
        if self._marker.locked_in:
            self._mark(replace(self._marker, locked_in=0.0))
        self.follow_settings()
        self.noted.emit(Event.WINDOW_UNLOCKED, {"way": way})

    def _on_forgotten(self) -> None:
        dialog = RecoveryEntryDialog(
            self.tr(
                "Type the recovery key of the feedback store: it takes the PIN away and shows the "
                "window again. Without it, log out of this computer and in again: the window then "
                "opens without a PIN, with what was typed."
            ),
            self.tr("&Unlock"),
            self._window,
            may_make_new=False,
        )

        def verify(key: RecoveryKey) -> None:
            self._lane.run_task(
                lambda: self._application.feedback.verify_recovery(key),
                lambda _: self._on_recovered(),
                lambda error: dialog.show_result(error_text(error), "error"),
            )

        dialog.typed.connect(verify)
        self._show(dialog)

    def _on_recovered(self) -> None:
        self._unlock("recovery_key")
        self._forget_pin(self.tr("The PIN was taken away. Choose another in the settings."))

    # --- the PIN -----------------------------------------------------------------------------

    def _change(self, dialog: PinDialog, old: str, new: str) -> None:
        needs_old = self.has_pin
        self._lane.run_task(
            lambda: change_pin(Keyring(), old if needs_old else None, new),
            lambda tried: self._on_changed(dialog, tried),
            lambda error: dialog.say(error_text(error), "error"),
        )

    def _on_changed(self, dialog: PinDialog, tried: Tried) -> None:
        self._pin = pin = tried.pin
        if not tried.right:
            text = self.tr("That is not the PIN. The next try counts in {0} s.")
            dialog.say(text.format(round(tried.wait_s)), "error")
            return
        self._mark(LockMarker(has_pin=pin is not None))
        dialog.accept()
        text = self.tr("The window has no PIN any more.")
        if pin is not None:
            text = self.tr("The PIN is kept. Ctrl+L locks the window.")
        self.told.emit(text, "good")

    def _forget_pin(self, text: str) -> None:
        def done(_: object) -> None:
            self.told.emit(text, "warning")

        self._pin = None
        self._mark(LockMarker())
        self._lane.run_task(lambda: forget_pin(Keyring()), done, self._on_error)

    def _on_pin_read(self, pin: Pin | None) -> None:
        self._pin = pin
        if pin is None:  # the keyring was emptied: nothing could unlock the window any more
            self._mark(LockMarker())
            if self.is_locked:
                self.screen.begin(has_pin=False)

    def _on_error(self, error: Exception) -> None:
        self.screen.show_busy(busy=False)
        if self.is_locked:
            self.screen.say(error_text(error), "error")
        else:
            self.told.emit(error_text(error), "warning")

    def _mark(self, marker: LockMarker) -> None:
        self._marker = marker
        try:
            write_marker(self._application.locations.lock_marker, marker)
        except OSError:  # a full disk: the lock holds as long as the program runs
            return

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
