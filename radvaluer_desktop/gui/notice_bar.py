"""One line above the status bar for what the person should know; never a window that pops up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from radvaluer_desktop.gui.theme.icons import icon


@dataclass(frozen=True, slots=True)
class Remedy:
    """The one thing to do about a notice: what its button says, and does."""

    text: str
    do: Callable[[], object]


class NoticeBar(QWidget):
    """Shows the latest notice until it is closed or replaced."""

    shown = Signal(str, str)  # text, role

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lasting = False
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # it may name what stood in a file
        self._close = QPushButton()
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.action = QPushButton()
        self.action.clicked.connect(self._on_action)
        self._remedy: Remedy | None = None
        self.offer(None)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.action)
        layout.addWidget(self._close)
        self._dress()
        self._retranslate()
        self.hide()

    def dismiss(self) -> None:
        """Hide a notice whose moment has passed."""
        self.setVisible(self._lasting and self.isVisible())

    def text(self) -> str:
        """Return the notice that is shown, empty where none is."""
        return self._text.text() if self.isVisible() else ""

    def show_notice(self, text: str, role: str = "quiet", *, lasting: bool = False) -> None:
        """Show ``text``; ``role`` is quiet, good, warning or error.

        A ``lasting`` notice stays until it is closed or replaced.
        """
        self._lasting = lasting
        self.offer(None)
        self._text.setProperty("role", role)
        self._text.style().unpolish(self._text)
        self._text.style().polish(self._text)
        self._text.setText(text)
        self.show()
        self.shown.emit(text, role)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow the window's language and theme."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        self._close.setIcon(icon("close"))

    def _retranslate(self) -> None:
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.setToolTip(self._close.accessibleName())

    def offer(self, remedy: Remedy | None) -> None:
        """Put a button for ``remedy`` beside the notice that is shown; the next has none."""
        self._remedy = remedy
        self.action.setText("" if remedy is None else remedy.text)
        self.action.setVisible(remedy is not None)
        policies = Qt.FocusPolicy
        self.action.setFocusPolicy(policies.NoFocus if remedy is None else policies.StrongFocus)

    def _on_action(self) -> None:
        remedy = self._remedy
        if remedy is not None:
            self.hide()  # what comes of it says so itself
            remedy.do()
