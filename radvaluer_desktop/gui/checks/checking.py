"""Between the checks and the window: checks what stands there, a moment after the last change.

Nothing is checked on the thread that paints. The newest texts win: while a check runs, the last
that wait are kept and no others, and a result of texts that have changed since is dropped.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.safety.process import ChecksNotRunning, TextChecks
from radvaluer_desktop.session.review import CheckedTexts, StudyTexts, check_texts

_AFTER_LAST_KEY_MS = 150
_PATIENCE_MS = 1000  # whoever decides waits no longer than this


class Checking(QObject):
    """Runs the checks on their lane."""

    checked = Signal(object)  # CheckedTexts, or None where there is nothing to check
    unavailable = Signal()

    def __init__(
        self, checks: TextChecks, texts: Callable[[], StudyTexts], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._checks = checks
        self._texts = texts
        self._lane = Lane("checks", self)
        self._newest = 0
        self._waiting: StudyTexts | None = None
        self._running = False
        self._settled: Callable[[], None] | None = None
        self._pause = self._timer(_AFTER_LAST_KEY_MS, self._check_now)
        self._patience = self._timer(_PATIENCE_MS, self._settle)

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    def start(self) -> None:
        """Start the process in the background, so that the first check need not wait for it."""
        self._lane.run_task(self._checks.start, on_error=self._on_error)

    def note_change(self) -> None:
        """Check what stands there, a moment after the last change."""
        self.drop()
        self._pause.start()

    def drop(self) -> None:
        """Forget what was asked for, and whoever waits for it."""
        self._newest += 1
        self._waiting = self._settled = None
        self._pause.stop()
        self._patience.stop()

    def when_settled(self, then: Callable[[], None]) -> None:
        """Call ``then`` once what stands there is checked or cannot be; not where it changes."""
        if self._pause.isActive():
            self._check_now()
        if not (self._running or self._waiting):
            then()
            return
        self._settled = then
        self._patience.start()

    def shut_down(self) -> None:
        """End the process, then the thread."""
        self.drop()
        self._checks.close()
        self._lane.shut_down()

    def _check_now(self) -> None:
        self._pause.stop()
        self._waiting = self._texts()
        self._go_on()

    def _go_on(self) -> None:
        """Check what waits, where nothing is being checked."""
        texts, serial = self._waiting, self._newest
        if self._running or texts is None:
            return
        self._running, self._waiting = True, None
        self._lane.run_task(
            lambda: check_texts(self._checks, texts),
            lambda result: self._on_checked(result, serial),
            lambda error: self._on_failed(error, serial),
        )

    def _on_checked(self, result: CheckedTexts | None, serial: int) -> None:
        self._running = False
        if serial == self._newest:
            self.checked.emit(result)
            self._settle()
        self._go_on()

    def _on_failed(self, error: Exception, serial: int) -> None:
        self._running = False
        if serial == self._newest:
            self._on_error(error)
            self._settle()
        self._go_on()

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, ChecksNotRunning):
            error_text(error)  # a defect of ours: it is logged there
        self.unavailable.emit()

    def _settle(self) -> None:
        self._patience.stop()
        then, self._settled = self._settled, None
        if then is not None:
            then()
