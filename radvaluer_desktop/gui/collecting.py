"""Collects Python's cyclic garbage on the painting thread, and on no other.

Python collects on whichever thread happens to allocate. A closed dialog hangs in a cycle with what
is connected to it; collected on a thread of work it is destroyed there, while the painting thread
makes another widget. Qt's lists of widgets have no locks, and the program ends with a segmentation
fault.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 1000


class Collecting(QObject):
    """One for the application; from now on nothing is collected but by its timer."""

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def settle(self) -> None:
        """Never look again at what is there now: the program's own code, and its window.

        A look at everything takes a tenth of a second, and the window waits meanwhile.
        """
        gc.freeze()

    def collect(self) -> None:
        """Collect what is young, or what is older where Python's own thresholds say so."""
        filled = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, limit) in enumerate(filled) if count > limit]
        gc.collect(max(due, default=0))
