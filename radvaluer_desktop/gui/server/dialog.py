"""Asks whether texts may go to a department's server, and to which."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.gui.fitted_dialog import FittedDialog


class ServerDialog(FittedDialog):
    """Without consent nothing is used; an empty address means no server."""

    def __init__(self, address: str, model: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address, self.model = QLineEdit(address), QLineEdit(model)
        self.address.setPlaceholderText("https://gpu.example:8000")
        self.consent = QCheckBox()
        self._told = QLabel()
        self._told.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        self._labels = QLabel(), QLabel()
        for label, line in zip(self._labels, (self.address, self.model), strict=True):
            form.addRow(label, line)
            label.setBuddy(line)
        layout = QVBoxLayout(self)
        layout.addWidget(self._told)
        layout.addLayout(form)
        layout.addWidget(self.consent)
        layout.addWidget(self.buttons)
        self.address.textChanged.connect(self._on_address_changed)
        self.consent.toggled.connect(self._enable)
        self._enable()
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Department's server"))
        self.model.setPlaceholderText(self.tr("the first that the server lists"))
        self.consent.setText(self.tr("I agree that texts of my reports are sent to this address."))
        self._told.setText(
            self.tr(
                "Findings and exam header are sent when a draft is asked for. What rules recognise "
                "as identifying is replaced before and put back into the draft; they miss some. "
                "Where the server fails, this computer drafts."
            )
        )
        texts = self.tr("Address"), self.tr("Model")
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)

    def _on_address_changed(self) -> None:
        self.consent.setChecked(False)  # another address is another question
        self._enable()

    def _enable(self) -> None:
        none = not self.address.text().strip()
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(none or self.consent.isChecked())
