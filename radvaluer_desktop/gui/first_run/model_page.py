"""Fourth page of the assistant: the model that drafts, of those that are on this computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
    QWizardPage,
)


@dataclass(frozen=True, slots=True)
class ModelOption:
    """A model that is there; ``demonstration``: it came with the program."""

    id: str
    purpose: str
    demonstration: bool


class ModelPage(QWizardPage):
    """The one in use is chosen; another is loaded when the assistant goes on."""

    models_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[ModelOption, ...] = ()
        self._suggested: tuple[str, ...] = ()
        self._locked = False
        self.told, self.hint, self.more = QLabel(), QLabel(), QPushButton()
        self.group = QButtonGroup(self)
        self._list = QVBoxLayout()
        for label in (self.told, self.hint):
            label.setWordWrap(True)
            label.setProperty("role", "quiet")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self.models_asked)
        layout = QVBoxLayout(self)
        layout.addWidget(self.told)
        layout.addLayout(self._list)
        layout.addWidget(self.hint)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self._retranslate()

    @property
    def chosen(self) -> str:
        """The id of the model that is to draft; empty before any are shown."""
        button = self.group.checkedButton()
        return "" if button is None else self._options[self.group.id(button)].id

    def show_models(
        self,
        options: Sequence[ModelOption],
        used: str,
        suggested: Sequence[str],
        *,
        locked: bool,
    ) -> None:
        """Show what is there; ``suggested``: names of those that suit and could be fetched."""
        self._options, self._suggested, self._locked = tuple(options), tuple(suggested), locked
        for button in self.group.buttons():
            self.group.removeButton(button)
            button.deleteLater()
        for number, option in enumerate(self._options):
            button = QRadioButton()
            button.setChecked(option.id == used)
            button.setEnabled(not locked)
            self.group.addButton(button, number)
            self._list.addWidget(button)
            self.setTabOrder(button, self.more)  # made after it, read before it
        self._retranslate()

    def initializePage(self) -> None:  # noqa: N802 - Qt's own name
        """Begin at the chosen model."""
        button = self.group.checkedButton()
        if button is not None:
            QTimer.singleShot(0, button, button.setFocus)  # after the wizard has chosen another

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setTitle(self.tr("The model that drafts"))
        text = self.tr("These models are on this computer:")
        if self._locked:
            text = self.tr("This computer's policy decides which model drafts:")
        self.told.setText(text)
        demonstration = self.tr("a demonstration, not for clinical use")
        for number, option in enumerate(self._options):
            what = demonstration if option.demonstration else option.purpose
            button = self.group.button(number)
            button.setText(f"{option.id} – {what}" if what else option.id)
        hint = self.tr("Others can be fetched or imported on the page of models, also later.")
        if self._suggested:
            names = self.tr("By rules of thumb these would suit this computer: {0}.")
            hint = f"{names.format(', '.join(self._suggested))} {hint}"
        self.hint.setText(hint)
        self.more.setText(self.tr("&Page of models…"))
