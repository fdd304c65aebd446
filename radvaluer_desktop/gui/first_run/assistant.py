"""The assistant for the first start: five pages, Enter goes on, Esc leaves it for later."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QWidget, QWizard

from radvaluer_desktop.gui.first_run.draft_page import DraftPage
from radvaluer_desktop.gui.first_run.key_page import KeyPage
from radvaluer_desktop.gui.first_run.model_page import ModelPage
from radvaluer_desktop.gui.first_run.person_page import PersonPage
from radvaluer_desktop.gui.first_run.words_page import WordsPage
from radvaluer_desktop.gui.fitted_dialog import resize_to_text


class Assistant(QWizard):
    """Holds the pages; whoever opened it does what they ask for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.person, self.key = WordsPage(), PersonPage(), KeyPage()
        self.model, self.draft = ModelPage(), DraftPage()
        for page in (self.words, self.person, self.key, self.model, self.draft):
            self.addPage(page)
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setOption(QWizard.WizardOption.CancelButtonOnLeft)
        resize_to_text(self, 90, 30)
        for kind in (QWizard.WizardButton.NextButton, QWizard.WizardButton.FinishButton):
            button = self.button(kind)
            button.setProperty("role", "main")
            button.style().unpolish(button)
            button.style().polish(button)
        for kind in (QWizard.WizardButton.CancelButton, QWizard.WizardButton.BackButton):
            button = self.button(kind)
            if isinstance(button, QPushButton):  # Enter goes on, wherever the focus went
                button.setAutoDefault(False)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("RadValuer Desktop: first start"))
        buttons = QWizard.WizardButton
        self.setButtonText(buttons.CancelButton, self.tr("&Later"))
        self.setButtonText(buttons.BackButton, self.tr("&Back"))
        self.setButtonText(buttons.NextButton, self.tr("&Next"))
        self.setButtonText(buttons.FinishButton, self.tr("&Finish"))
