"""First page of the assistant: language, region, and the intended use, which must be agreed to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
    QWizardPage,
)

from radvaluer_desktop.gui.settings.words import value_text
from radvaluer_desktop.gui.translation import LANGUAGES
from radvaluer_desktop.intended_use import REGIONS, IntendedUse


class WordsPage(QWizardPage):
    """Next can be pressed once the words that are shown were agreed to."""

    language_chosen = Signal(str)
    region_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._use: IntendedUse | None = None
        self._language = "en"
        self.language, self.region = QComboBox(), QComboBox()
        self._of_language, self._of_region, self.said = QLabel(), QLabel(), QLabel()
        self._how = QLabel()
        self.words, self.agree = QTextBrowser(), QCheckBox()
        self._lay_out()
        self.language.activated.connect(
            lambda index: self.language_chosen.emit(tuple(LANGUAGES)[index])
        )
        self.region.activated.connect(lambda index: self.region_chosen.emit(REGIONS[index]))
        self.agree.toggled.connect(self.completeChanged)
        self._retranslate()

    @property
    def agreed_to(self) -> IntendedUse | None:
        """What was agreed to."""
        return self._use if self.agree.isChecked() else None

    def show_words(self, use: IntendedUse, language: str, problem: str = "") -> None:
        """Show ``use``; other words than before must be agreed to anew."""
        if self._use is not None and self._use.version != use.version:
            self.agree.setChecked(False)
        self._use, self._language = use, language
        self.language.setCurrentIndex(tuple(LANGUAGES).index(language))
        self.region.setCurrentIndex(REGIONS.index(use.region))
        self.words.setMarkdown(use.texts[language])
        self.said.setText(problem)
        self.said.setVisible(bool(problem))
        self.words.setAccessibleDescription(use.version)

    def lock(self, *, language: bool, region: bool) -> None:
        """Leave to a policy what it decides."""
        self.language.setEnabled(not language)
        self.region.setEnabled(not region)

    def isComplete(self) -> bool:  # noqa: N802 - Qt's own name
        """Whether one may go on."""
        return self.agree.isChecked()

    def initializePage(self) -> None:  # noqa: N802 - Qt's own name
        """Begin where a key is needed."""
        QTimer.singleShot(0, self.agree, self.agree.setFocus)  # after the wizard has chosen another

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self.language.addItems(list(LANGUAGES.values()))
        self.region.addItems([value_text(region) for region in REGIONS])
        self._of_language.setBuddy(self.language)
        self._of_region.setBuddy(self.region)
        self.said.setWordWrap(True)
        self.said.setProperty("role", "warning")
        self._how.setProperty("role", "quiet")
        row = QHBoxLayout()
        for widget in (self._of_language, self.language, self._of_region, self.region):
            row.addWidget(widget)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.said)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.agree)
        layout.addWidget(self._how)

    def _retranslate(self) -> None:
        self.setTitle(self.tr("What this program is for"))
        self._of_language.setText(self.tr("Lan&guage"))
        self._of_region.setText(self.tr("R&egion"))
        self.words.setAccessibleName(self.tr("Intended use"))
        self.agree.setText(self.tr("I have &read this and use the program accordingly"))
        self._how.setText(self.tr("Space sets the tick, Enter then goes on."))
        for index, region in enumerate(REGIONS):
            self.region.setItemText(index, value_text(region))
