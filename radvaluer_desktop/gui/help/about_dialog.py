"""The About box: version, model and its hash, scope, and whose work is in the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.gui.fitted_dialog import resize_to_text
from radvaluer_desktop.gui.help.facts import Fact


class AboutDialog(QDialog):
    """Shows what it is given; all of it can be selected and copied."""

    def __init__(
        self, facts: Sequence[Fact], licences: Sequence[Fact], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = "\n".join(f"{name}: {value}" for name, value in facts)
        self.setWindowTitle(self.tr("About RadValuer Desktop"))
        title = QLabel("RadValuer Desktop")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        title.setFont(font)
        what = QLabel(
            self.tr(
                "Drafts impressions of radiology reports on this computer. A draft is a proposal: "
                "a radiologist reads it, changes it, and answers for it."
            )
        )
        what.setWordWrap(True)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        for name, value in facts:
            form.addRow(_quiet(name), _selectable(value))
        self.licences = QPlainTextEdit()
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        self.licences.setPlainText("\n".join(f"{name}: {value}" for name, value in licences))
        self.licences.setAccessibleName(self.tr("Licences"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = QPushButton(self.tr("&Copy"))
        self.copy.setToolTip(self.tr("Copy version, model and hashes, for a message to support"))
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addWidget(what)
        layout.addLayout(form)
        layout.addWidget(_quiet(self.tr("Licences of the program and of what it is made of")))
        layout.addWidget(self.licences, 1)
        layout.addWidget(buttons)
        resize_to_text(self, 110, 34)


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "quiet")
    return label


def _selectable(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    flags = Qt.TextInteractionFlag
    label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return label
