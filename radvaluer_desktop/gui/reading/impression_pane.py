"""The right half: the draft as it is written, then the impression that the radiologist makes of it.

Read-only while text streams in, editable when it is complete. As long as the text has come from
the model and nobody has accepted it, "AI draft" stands beside its title.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from radvaluer_desktop.gui.reading.plain_editor import PlainEditor, title_height


class DraftState(Enum):
    """What stands in the impression editor."""

    EMPTY = auto()
    WRITING = auto()
    COMPLETE = auto()
    STOPPED = auto()
    STALE = auto()
    RESTORED = auto()
    ACCEPTED = auto()
    REJECTED = auto()


_ROLES = {
    DraftState.STOPPED: "warning",
    DraftState.STALE: "warning",
    DraftState.RESTORED: "warning",
    DraftState.ACCEPTED: "good",
}
_NO_DRAFT = (DraftState.EMPTY, DraftState.ACCEPTED, DraftState.REJECTED)
# What was decided is kept as it was: a change would stand here and nowhere else.
_READ_ONLY = (DraftState.WRITING, DraftState.ACCEPTED, DraftState.REJECTED)


class ImpressionPane(QWidget):
    """An editor with a title, a badge and a line that says what the text is."""

    impression_edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = DraftState.EMPTY
        self._asks_own = self._is_ahead = False
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._badge = QLabel()
        self._badge.setProperty("role", "badge")
        self._state_label = QLabel()
        self.editor = PlainEditor()
        self._title.setBuddy(self.editor)
        self._title.setMinimumHeight(title_height(self))
        self._lay_out()
        self.editor.textChanged.connect(self._on_editor_text_changed)
        self.show_state(DraftState.EMPTY)

    @property
    def state(self) -> DraftState:
        """What stands in the editor."""
        return self._state

    def add_below(self, widget: QWidget) -> None:
        """Put ``widget`` below the editor."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)

    def text(self) -> str:
        """Return what is in the editor."""
        return self.editor.toPlainText()

    def ask_for_own(self) -> None:
        """Say in the empty editor that one's own impression is wanted before a draft."""
        self._asks_own = True
        self._retranslate()

    def begin(self) -> None:
        """Make room for a draft; undo brings back what was there."""
        self.editor.replace_text("")
        self.show_state(DraftState.WRITING)

    def show_state(self, state: DraftState, *, ahead: bool = False) -> None:
        """Say what the text is; ``ahead``: a draft from before the study was opened."""
        self._state, self._is_ahead = state, ahead
        self.editor.setReadOnly(state in _READ_ONLY)
        self._badge.setVisible(state not in _NO_DRAFT)
        self._state_label.setProperty("role", _ROLES.get(state, "quiet"))
        self._state_label.style().unpolish(self._state_label)
        self._state_label.style().polish(self._state_label)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow the window's language and text size."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.FontChange:
            self._title.setMinimumHeight(title_height(self))
        super().changeEvent(event)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._title)
        line.addWidget(self._badge)
        line.addWidget(self._state_label, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self.editor, 1)

    def _on_editor_text_changed(self) -> None:
        if self._state is not DraftState.WRITING:
            self.impression_edited.emit()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Impression"))
        self._badge.setText(self.tr("AI draft"))
        self.editor.setPlaceholderText(
            self.tr("Write your own impression here. F5 then shows the draft.")
            if self._asks_own
            else self.tr("The draft appears here. You decide what it says.")
        )
        self.editor.setAccessibleName(self.tr("Impression"))
        self._state_label.setText(
            {
                DraftState.EMPTY: "",
                DraftState.WRITING: self.tr("being written…"),
                DraftState.COMPLETE: self.tr("drafted ahead: check it against the findings")
                if self._is_ahead
                else self.tr("check it against the findings"),
                DraftState.STOPPED: self.tr("stopped before its end"),
                DraftState.STALE: self.tr("the findings have changed since: draft again (F5)"),
                DraftState.RESTORED: self.tr("from before the program ended: draft again (F5)"),
                DraftState.ACCEPTED: self.tr("accepted"),
                DraftState.REJECTED: self.tr("rejected"),
            }[self._state]
        )
