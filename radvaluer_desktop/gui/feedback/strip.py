"""One plain line that says how things stand, in the colour of its role and with a sign."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

_SIGNS = {"error": "✗ ", "warning": "! ", "good": "✓ "}


class Strip(QLabel):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.hide()

    def say(self, text: str, role: str = "quiet") -> None:
        """Show ``text``; ``role`` is quiet, good, warning or error. An empty one hides the line."""
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setText(_SIGNS.get(role, "") + text if text else "")
        self.setVisible(bool(text))
