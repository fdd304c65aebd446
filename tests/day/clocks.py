"""What a person feels of a window: how long it stands still, how long a key takes to the screen."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from tests.bench.window import StallClock

_LONG_MS = 50


class KeyClock(QObject):
    """Milliseconds from a key that types, as it reaches an editor, to the end of its paint.

    It looks at the editors alone: a filter of Python's on the whole program doubles what a window
    takes to open, which is measured here too.
    """

    def __init__(self, editors: Sequence[QPlainTextEdit]) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._pressed = 0.0
        for editor in editors:
            editor.installEventFilter(self)
            editor.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """See keys and paints go by."""
        kind = event.type()
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):  # comes first
            if event.text().isprintable() and event.text() and not self._pressed:
                self._pressed = time.perf_counter()
        elif kind is QEvent.Type.Paint and self._pressed and _is_typed_into(watched):
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        if self._pressed:
            self.gaps.append((time.perf_counter() - self._pressed) * 1000)
            self._pressed = 0.0


def _is_typed_into(watched: QObject) -> bool:
    """Whether this is the viewport of the widget with the keyboard."""
    typed = QApplication.focusWidget()
    return typed is not None and isinstance(watched, QWidget) and typed.isAncestorOf(watched)


class Clocks:
    """Both, which can be read and begun anew."""

    def __init__(self, editors: Sequence[QPlainTextEdit]) -> None:
        self.stalls, self.keys = StallClock(), KeyClock(editors)

    def figures(self) -> dict[str, float]:
        """Return what was measured since the last time, in milliseconds."""
        stalls, keys = list(self.stalls.gaps.elements()), self.keys.gaps
        worked = list(self.stalls.worked.elements())
        self.stalls.gaps, self.stalls.worked, self.keys.gaps = Counter(), Counter(), []
        return {
            "stall_p99": at(stalls, 99),
            "stall_longest": max(stalls, default=0.0),
            "stalls_over_50": float(sum(gap > _LONG_MS for gap in stalls)),
            "work_longest": max(worked, default=0.0),
            "work_over_50": float(sum(each > _LONG_MS for each in worked)),
            "key_median": at(keys, 50),
            "key_p99": at(keys, 99),
            "keys": float(len(keys)),
        }


def at(values: Sequence[float], percent: int) -> float:
    """Return the percentile; 0 where nothing was measured."""
    few = 2
    if len(values) < few:
        return max(values, default=0.0)
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
