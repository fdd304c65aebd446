"""Last page of the assistant: a first draft, on a synthetic example."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget, QWizardPage


class DraftPage(QWizardPage):
    """Finish opens the example in the window and drafts it, unless that is not wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may = True
        self.told, self.example = QLabel(), QCheckBox()
        self.told.setWordWrap(True)
        self.example.setChecked(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.told)
        layout.addWidget(self.example)
        layout.addStretch(1)
        self._retranslate()

    def allow_example(self, *, may: bool) -> None:
        """Whether the window is free for an example: nothing that was typed makes room for it."""
        self._may = may
        self.example.setChecked(may)
        self.example.setVisible(may)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setTitle(self.tr("A first draft"))
        text = self.tr(
            "Findings stand at the left, the draft comes at the right. F5 drafts, F9 accepts, F12 "
            "rejects, Ctrl+N begins the next study; F1 shows every key."
        )
        if not self._may:
            text = f"{text} {self.tr('The study in the window stays as it is.')}"
        self.told.setText(text)
        self.example.setText(self.tr("&Draft a synthetic example now"))
