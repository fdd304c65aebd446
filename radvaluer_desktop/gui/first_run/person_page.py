"""Second page of the assistant: who reads, where, and for which institution."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget, QWizardPage

from radvaluer_desktop.settings.layers import Choice, Layer

NAMES = ("radiologist", "station", "institution")


class PersonPage(QWizardPage):
    """Everything here may stay as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = {name: QLineEdit() for name in NAMES}
        self._labels = {name: QLabel() for name in NAMES}
        self._told, self.said = QLabel(), QLabel()
        form = QFormLayout()
        for name in NAMES:
            self._labels[name].setBuddy(self.lines[name])
            form.addRow(self._labels[name], self.lines[name])
        self._told.setWordWrap(True)
        self._told.setProperty("role", "quiet")
        self.said.setWordWrap(True)
        self.said.setProperty("role", "error")
        layout = QVBoxLayout(self)
        layout.addWidget(self._told)
        layout.addLayout(form)
        layout.addWidget(self.said)
        layout.addStretch(1)
        self._retranslate()

    def show_choices(self, choices: Mapping[str, Choice], empty: Mapping[str, str]) -> None:
        """Show what is saved; ``empty`` is what counts where nothing is."""
        for name, line in self.lines.items():
            locked = choices[name].layer is Layer.POLICY
            line.setText(str(choices[name].value))
            line.setReadOnly(locked)
            line.setPlaceholderText(empty.get(name, ""))
            line.setToolTip(self.tr("decided by this computer's policy") if locked else "")

    def changed(self, choices: Mapping[str, Choice]) -> dict[str, str]:
        """Return what was typed and is not saved yet."""
        typed = {name: line.text().strip() for name, line in self.lines.items()}
        return {
            name: text
            for name, text in typed.items()
            if text != choices[name].value and not self.lines[name].isReadOnly()
        }

    def initializePage(self) -> None:  # noqa: N802 - Qt's own name
        """Begin with the first line."""
        line = self.lines["radiologist"]
        QTimer.singleShot(0, line, line.setFocus)  # after the wizard has chosen

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setTitle(self.tr("Who reads, and where"))
        self._told.setText(
            self.tr(
                "Kept with each decision, on this computer. Take an id or a pseudonym, as your "
                "department has agreed. Everything may stay empty."
            )
        )
        self._labels["radiologist"].setText(self.tr("&Id or pseudonym of the radiologist"))
        self._labels["station"].setText(self.tr("Reading &station"))
        self._labels["institution"].setText(self.tr("Instit&ution"))
