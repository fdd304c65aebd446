"""Third page of the assistant: the recovery key, made and checked in its own dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget, QWizard, QWizardPage


class KeyPage(QWizardPage):
    """Says how the store stands; one may go on without a key, and is told what that means."""

    shown = Signal()
    make_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: str | None = None  # a problem, empty for a key that is missing
        self._there = False
        self._asked = False  # whether the person was told what no key means, and may go on
        self.told, self.state, self.make = QLabel(), QLabel(), QPushButton()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "quiet")
        self.state.setWordWrap(True)
        self.make.setProperty("role", "main")
        self.make.setAutoDefault(False)
        self.make.clicked.connect(self.make_asked)
        layout = QVBoxLayout(self)
        layout.addWidget(self.told)
        layout.addWidget(self.state)
        layout.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self._retranslate()

    def show_missing(self, *, missing: bool) -> None:
        """The store is open; is there a second way into it?"""
        self._state, self._there = "", not missing
        self._retranslate()

    def show_problem(self, text: str) -> None:
        """The store is not open: there is no keyring, or it is locked."""
        self._state, self._there = text, False
        self._retranslate()

    def initializePage(self) -> None:  # noqa: N802 - Qt's own name
        """Ask how the store stands; the ring is where Enter goes on."""
        self._asked = False
        following = self.wizard().button(QWizard.WizardButton.NextButton)
        QTimer.singleShot(0, following, following.setFocus)  # after the wizard has chosen another
        self.shown.emit()

    def validatePage(self) -> bool:  # noqa: N802 - Qt's own name
        """Say what going on without a key means; the second time, go on."""
        may_be_made = not self._state and not self._there  # or will be, once the store is open
        if may_be_made and not self._asked:
            self._asked = True
            self._retranslate()
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setTitle(self.tr("A key for the day when the keyring has lost its own"))
        self.told.setText(
            self.tr(
                "Decisions are kept encrypted, and their key lies in this computer's keyring. "
                "A recovery key opens them when the keyring is lost. It is shown once: print it, "
                "save it to a drive that you take away, or write it down."
            )
        )
        self.make.setText(self.tr("&Make the recovery key…"))
        role = "quiet"
        if self._there:
            text, role = self.tr("✓ There is a recovery key, and it was checked."), "good"
        elif self._state:
            more = self.tr("You can go on: drafting works, but decisions are not kept.")
            text, role = f"{self._state} {more}", "warning"
        elif self._asked:
            text, role = self._without_a_key(), "warning"
        elif self._state is None:
            text = self.tr("The feedback store is being opened…")
        else:
            text = self.tr("There is no recovery key yet. It can also be made later, with F2.")
        self.state.setProperty("role", role)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.state.setText(text)
        wizard = self.wizard()
        if self._there and self.make.hasFocus() and wizard is not None:
            wizard.button(QWizard.WizardButton.NextButton).setFocus()
        self.make.setVisible(self._state == "" and not self._there)

    def _without_a_key(self) -> str:
        return self.tr(
            "Without a recovery key, nobody can read the decisions again once the keyring has lost "
            "their key. Enter once more goes on without one."
        )
