"""Notices that nobody has touched the program for some time.

Only keys, the mouse and touch in the program's own windows count: asking the system what happens in
others needs native code on each. Keys that an input method takes come to no window: who sees what
it makes of them says so.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_LOOK_MS = 2000


class IdleWatch(QObject):
    """Says once that it has been quiet for as many seconds as were asked for."""

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._after_s = 0.0
        self._watched: list[QWindow] = []
        self.note_touch()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_focus_window)

    def watch(self, after_s: float) -> None:
        """Count from now on; 0 for never."""
        self._after_s = after_s
        self.note_touch()
        if after_s:
            self._timer.start()
        else:
            self._timer.stop()

    def note_touch(self) -> None:
        """Somebody is there."""
        self._at, self._at_clock = time.monotonic(), time.time()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """See keys and the mouse as they come to a window of the program."""
        del watched
        if event.type() in _INPUT:
            self.note_touch()
        return False

    def _on_focus_window(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._forget(window))

    def _forget(self, window: QWindow) -> None:
        if window in self._watched:
            self._watched.remove(window)

    def _look(self) -> None:
        """Both clocks are asked: one of them stands still while the computer sleeps."""
        passed = max(time.monotonic() - self._at, time.time() - self._at_clock)
        if passed >= self._after_s:
            self.note_touch()
            self.idle.emit()
