"""A word that an input method composes and has not given yet: where the program ends it, it stays.

Qt leaves what becomes of such a word to the input method. ibus and fcitx throw it away where a
program asks them to commit, and where nobody asks they go on composing: into whatever text stands
there by then, another patient's too. What is on the screen belongs to the text that it stands in.
"""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent


class Composing(QObject):
    """Sees what is composed in the widget that has the keyboard."""

    composed = Signal()  # a key came by way of an input method, which no window sees

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = ""
        self._was_committed = False
        self._watched: QObject | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusObjectChanged.connect(self._on_focus_object)

    def finish(self) -> None:
        """Put the word into its text as it is shown; before a command, and before texts leave."""
        shown, self._shown = self._shown, ""
        self._was_committed = False
        QGuiApplication.inputMethod().commit()  # also a word it shows elsewhere
        target = QGuiApplication.focusObject()
        if shown and not self._was_committed and target is not None:
            word = QInputMethodEvent()
            word.setCommitString(shown)
            QCoreApplication.sendEvent(target, word)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Remember what is shown."""
        del watched
        if isinstance(event, QInputMethodEvent):
            self._shown = event.preeditString()
            self._was_committed = self._was_committed or bool(event.commitString())
            self.composed.emit()
        return False

    def _on_focus_object(self, focus: QObject | None) -> None:
        if self._watched is not None:
            with suppress(RuntimeError):  # it is being destroyed, and lets go of the keyboard
                self._watched.removeEventFilter(self)
                self._watched.destroyed.disconnect(self._on_destroyed)
        self._watched, self._shown = focus, ""
        if focus is not None:
            focus.installEventFilter(self)
            focus.destroyed.connect(self._on_destroyed)

    def _on_destroyed(self) -> None:
        self._watched = None
