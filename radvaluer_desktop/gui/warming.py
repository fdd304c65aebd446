"""Imports what is opened later once the window stands, so that neither start nor opening waits.

Importing holds Python's lock for some milliseconds at a time, which nobody at the window notices.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from radvaluer_desktop.gui.tasks import Lane

_AFTER_MS = 2_000  # model and store come first
_LATER = ("radvaluer_desktop.gui.exporting.dialog", "radvaluer_desktop.feedback.export.writing")


class Warming(QObject):
    """Begins of itself; ``on_done`` is called on the painting thread."""

    def __init__(self, on_done: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._lane = Lane("warming", self)
        self._on_done = on_done
        QTimer.singleShot(_AFTER_MS, self._begin)

    def shut_down(self) -> None:
        """End the thread."""
        self._lane.shut_down()

    def _begin(self) -> None:
        self._lane.run_task(_import, lambda _nothing: self._on_done())


def _import() -> None:
    for name in _LATER:
        import_module(name)
