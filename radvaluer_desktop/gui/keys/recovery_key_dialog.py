"""Shows a new recovery key once: print, save or write it down; then one group is typed back."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.feedback.key_reference import Recovery
from radvaluer_desktop.feedback.recovery import recovery_number
from radvaluer_desktop.feedback.recovery_key import RecoveryKey
from radvaluer_desktop.feedback.sheet import recovery_sheet
from radvaluer_desktop.gui.file_dialogs import ask_where_to_save
from radvaluer_desktop.gui.fitted_dialog import FittedDialog
from radvaluer_desktop.gui.theme.fonts import fixed_font, scaled
from radvaluer_desktop.gui.theme.tokens import KEY_SIZE


class RecoveryKeyDialog(FittedDialog):
    """Two pages; Enter goes on, Esc leaves everything as it was."""

    confirmed = Signal(object, object)  # RecoveryKey, Recovery

    def __init__(self, key: RecoveryKey, recovery: Recovery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._recovery = key, recovery
        self._asked = secrets.randbelow(len(key.groups))
        self.pages = QStackedWidget()
        self.typed = QLineEdit()
        self.wrong = QLabel()
        self.next, self.finish, self._back = QPushButton(), QPushButton(), QPushButton()
        self._printing, self._saving, self._later = QPushButton(), QPushButton(), QPushButton()
        self._intro, self._question, self.said = (_wrapped("") for _ in range(3))
        self._numbered = QLabel()
        self.pages.addWidget(self._key_page())
        self.pages.addWidget(self._confirm_page())
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages)
        self._retranslate()
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.next.setFocus()

    @property
    def sheet(self) -> str:
        """What is printed or saved, in the window's language."""
        return recovery_sheet(self._key, self._recovery, _translated)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Recovery key"))
        self._intro.setText(
            self.tr(
                "This key opens the feedback store when the computer's keyring has lost its own. "
                "It is shown this once. Print it, save it to a drive that you take away, or write "
                "it down; keep it locked away, apart from this computer."
            )
        )
        self._numbered.setText(self.tr("Number {0}").format(recovery_number(self._recovery)))
        question = self.tr("To see that you have it: type group {0} of the key.")
        self._question.setText(question.format(self._asked + 1))
        self.next.setText(self.tr("&Next"))
        self.finish.setText(self.tr("&Finish"))
        self._back.setText(self.tr("&Back"))
        self._printing.setText(self.tr("&Print…"))
        self._saving.setText(self.tr("&Save…"))
        self._later.setText(self.tr("&Later"))

    @property
    def asked_group(self) -> str:
        """The group that must be typed."""
        return self._key.groups[self._asked]

    def _key_page(self) -> QWidget:
        rows = ["   ".join(self._key.groups[start : start + 4]) for start in (0, 4)]
        self._numbered.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._numbered.setProperty("role", "quiet")
        shown = QLabel("\n\n".join(rows))
        shown.setMargin(shown.fontMetrics().lineSpacing())
        shown.setFont(_fixed_font(KEY_SIZE))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setAccessibleName(self._key.text)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # no clipboard
        self._printing.clicked.connect(self._on_print)
        self._saving.clicked.connect(self._on_save)
        self._later.clicked.connect(self.reject)
        self.next.clicked.connect(self._on_next)
        buttons = [self._later, self._printing, self._saving]
        return _page([self._intro, shown, self._numbered, self.said], buttons, self.next)

    def _confirm_page(self) -> QWidget:
        self._question.setBuddy(self.typed)
        self.typed.setFont(_fixed_font(1.3))
        self.wrong.setProperty("role", "error")
        self._back.clicked.connect(self._on_back)
        self.finish.clicked.connect(self._on_finish)
        return _page([self._question, self.typed, self.wrong], [self._back], self.finish)

    def _on_next(self) -> None:
        self.pages.setCurrentIndex(1)
        self.finish.setDefault(True)
        self.typed.setFocus()

    def _on_back(self) -> None:
        self.pages.setCurrentIndex(0)
        self.next.setDefault(True)
        self.next.setFocus()

    def _on_finish(self) -> None:
        if self.typed.text().strip().upper() != self.asked_group:
            self.wrong.setText(self.tr("That is not what stands there. Compare it and type again."))
            self.typed.selectAll()
            self.typed.setFocus()
            return
        self.confirmed.emit(self._key, self._recovery)
        self.accept()

    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        printer.setDocName("RadValuer Desktop")
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            document = QTextDocument(self.sheet)
            document.setDefaultFont(_fixed_font(1.0))
            document.print_(printer)

    def _on_save(self) -> None:
        title, kinds = self.tr("Save the recovery key"), self.tr("Text (*.txt)")
        name = ask_where_to_save(self, title, "radvaluer-recovery-key.txt", kinds)
        if name is None:
            return
        try:
            save_sheet(name, self.sheet)
        except OSError as error:
            text = self.tr("It was not saved: {0} cannot be written ({1}).")
            self.said.setText(text.format(name, error.strerror))
        else:
            text = self.tr("Saved as {0}. Do not leave it on this computer.")
            self.said.setText(text.format(name))


def save_sheet(file: Path, sheet: str) -> None:
    """Write ``sheet`` for its owner alone. Raises OSError, and then nothing of it is left."""
    with suppress(FileNotFoundError):
        file.unlink()  # the dialog has asked whether to replace it
    descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as new:
            new.write(sheet)
    except OSError:
        file.unlink(missing_ok=True)
        raise


def _translated(sentence: str) -> str:
    return QCoreApplication.translate("sheet", sentence)


def _fixed_font(size: float) -> QFont:
    return scaled(fixed_font(), size)


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label


def _page(widgets: list[QWidget], left: list[QPushButton], main: QPushButton) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    row = QHBoxLayout()
    for button in left:
        button.setAutoDefault(False)
        row.addWidget(button)
    row.addStretch(1)
    main.setProperty("role", "main")
    main.setDefault(True)
    row.addWidget(main)
    layout.addLayout(row)
    return page
