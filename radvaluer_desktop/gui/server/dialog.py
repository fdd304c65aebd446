"""Asks whether texts may go to a department's server, and to which."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)


class ServerDialog(QDialog):
    """Without consent nothing is used; an empty address means no server."""

    def __init__(self, address: str, model: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Department's server"))
        self.address, self.model = QLineEdit(address), QLineEdit(model)
        self.address.setPlaceholderText("https://gpu.example:8000")
        self.model.setPlaceholderText(self.tr("the first that the server lists"))
        self.consent = QCheckBox(
            self.tr("I agree that texts of my reports are sent to this address.")
        )
        told = QLabel(
            self.tr(
                "Findings and exam header are sent when a draft is asked for. What rules recognise "
                "as identifying is replaced before and put back into the draft; they miss some. "
                "Where the server fails, this computer drafts."
            )
        )
        told.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(self.tr("Address"), self.address)
        form.addRow(self.tr("Model"), self.model)
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addLayout(form)
        layout.addWidget(self.consent)
        layout.addWidget(self.buttons)
        self.address.textChanged.connect(self._on_address_changed)
        self.consent.toggled.connect(self._enable)
        self._enable()

    def _on_address_changed(self) -> None:
        self.consent.setChecked(False)  # another address is another question
        self._enable()

    def _enable(self) -> None:
        none = not self.address.text().strip()
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(none or self.consent.isChecked())
