"""Shows a new recovery key once: print, save or write it down; then one group is typed back."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
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


class RecoveryKeyDialog(QDialog):
    """Two pages; Enter goes on, Esc leaves everything as it was."""

    confirmed = Signal(object, object)  # RecoveryKey, Recovery

    def __init__(self, key: RecoveryKey, recovery: Recovery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._recovery = key, recovery
        self._asked = secrets.randbelow(len(key.groups))
        self.sheet = recovery_sheet(key, recovery, _translated)
        self.pages = QStackedWidget()
        self.typed = QLineEdit()
        self.wrong = QLabel()
        self.next, self.finish = QPushButton(self.tr("&Next")), QPushButton(self.tr("&Finish"))
        self.pages.addWidget(self._key_page())
        self.pages.addWidget(self._confirm_page())
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages)
        self.setWindowTitle(self.tr("Recovery key"))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.next.setFocus()

    @property
    def asked_group(self) -> str:
        """The group that must be typed."""
        return self._key.groups[self._asked]

    def _key_page(self) -> QWidget:
        intro = _wrapped(
            self.tr(
                "This key opens the feedback store when the computer's keyring has lost its own. "
                "It is shown this once. Print it, save it to a drive that you take away, or write "
                "it down; keep it locked away, apart from this computer."
            )
        )
        rows = ["   ".join(self._key.groups[start : start + 4]) for start in (0, 4)]
        number = self.tr("Number {0}").format(recovery_number(self._recovery))
        numbered = QLabel(number)
        numbered.setAlignment(Qt.AlignmentFlag.AlignCenter)
        numbered.setProperty("role", "quiet")
        shown = QLabel("\n\n".join(rows))
        shown.setMargin(shown.fontMetrics().lineSpacing())
        shown.setFont(_fixed_font(1.6))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setAccessibleName(self._key.text)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # no clipboard
        printing, saving = QPushButton(self.tr("&Print…")), QPushButton(self.tr("&Save…"))
        later = QPushButton(self.tr("&Later"))
        printing.clicked.connect(self._on_print)
        saving.clicked.connect(self._on_save)
        later.clicked.connect(self.reject)
        self.next.clicked.connect(self._on_next)
        self.said = _wrapped("")
        return _page([intro, shown, numbered, self.said], [later, printing, saving], self.next)

    def _confirm_page(self) -> QWidget:
        question = self.tr("To see that you have it: type group {0} of the key.")
        label = _wrapped(question.format(self._asked + 1))
        label.setBuddy(self.typed)
        self.typed.setFont(_fixed_font(1.3))
        self.wrong.setProperty("role", "error")
        back = QPushButton(self.tr("&Back"))
        back.clicked.connect(self._on_back)
        self.finish.clicked.connect(self._on_finish)
        return _page([label, self.typed, self.wrong], [back], self.finish)

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
        name, _kind = QFileDialog.getSaveFileName(self, title, "radvaluer-recovery-key.txt", kinds)
        if not name:
            return
        try:
            save_sheet(Path(name), self.sheet)
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
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(font.pointSizeF() * size)
    return font


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
