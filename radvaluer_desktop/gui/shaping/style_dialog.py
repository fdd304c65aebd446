"""The style of the radiologist who signs here: form, length, phrases of the house."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.gui.fitted_dialog import resize_to_text
from radvaluer_desktop.report.style import Phrase, keeps_facts
from radvaluer_desktop.settings.styles import OwnStyle


class StyleDialog(QDialog):
    """Shows and edits an OwnStyle; says why a phrase cannot be taken."""

    style_chosen = Signal(object)  # OwnStyle

    def __init__(
        self, radiologist: str, style: OwnStyle, locked: set[str], parent: QWidget | None
    ) -> None:
        """``locked``: names of settings that a policy decides."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Style of impressions"))
        whose = QLabel(self.tr("For every draft that {0} is shown.").format(radiologist))
        whose.setProperty("role", "quiet")
        self.form, self.length = QComboBox(), QComboBox()
        self._fill()
        self.form.setCurrentIndex(max(0, self.form.findData(style.form)))
        self.length.setCurrentIndex(max(0, self.length.findData(style.length)))
        for box, name in ((self.form, "impression_form"), (self.length, "impression_length")):
            box.setEnabled(name not in locked)
        self.phrases = QTableWidget(0, 2)
        self.phrases.setHorizontalHeaderLabels(
            [self.tr("Where a draft says"), self.tr("it is to say")]
        )
        self.phrases.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.phrases.verticalHeader().hide()
        self.phrases.setTabKeyNavigation(False)
        self.phrases.setAccessibleName(self.tr("Phrases of the house"))
        for pair in style.phrases:
            self._append(pair)
        self.problem = QLabel()
        self.problem.setProperty("role", "warning")
        self.problem.setWordWrap(True)
        self.add, self.remove = QPushButton(self.tr("Add phrase")), QPushButton(self.tr("Remove"))
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        self._lay_out(whose, locked=bool(locked))

    def chosen(self) -> OwnStyle:
        """Return what is entered; rows without a text are left out."""
        return OwnStyle(self.form.currentData(), self.length.currentData(), self._pairs())

    def accept(self) -> None:
        """Take the style, unless a phrase would change facts."""
        for said, says in self._pairs():
            if not (said and says):
                self.problem.setText(self.tr("Each phrase needs both texts."))
                return
            if not keeps_facts(Phrase(said, says)):
                self.problem.setText(
                    self.tr(
                        "“{0}” and “{1}” differ in a number, a side or a denial. A phrase may "
                        "change words, never facts."
                    ).format(said, says)
                )
                return
        self.style_chosen.emit(self.chosen())
        super().accept()

    def _lay_out(self, whose: QLabel, *, locked: bool) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Form"), self.form)
        form.addRow(self.tr("Length"), self.length)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        kinds = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(kinds.Save | kinds.Cancel)
        for button in box.buttons():
            button.setIcon(QIcon())  # the system's own are too bright for a dark room
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(whose)
        layout.addLayout(form)
        if locked:
            policy = QLabel(self.tr("What is greyed out is decided by this computer's policy."))
            policy.setProperty("role", "quiet")
            layout.addWidget(policy)
        title = QLabel(self.tr("Phrases of the house"))
        title.setProperty("role", "title")
        title.setBuddy(self.phrases)
        layout.addWidget(title)
        layout.addWidget(self.phrases, 1)
        layout.addLayout(buttons)
        layout.addWidget(self.problem)
        layout.addWidget(box)
        resize_to_text(self, 90, 24)

    def _fill(self) -> None:
        for data, text in (
            ("drafted", self.tr("as the model writes it")),
            ("numbered", self.tr("numbered")),
            ("bulleted", self.tr("bulleted")),
            ("prose", self.tr("prose")),
        ):
            self.form.addItem(text, data)
        self.length.addItem(self.tr("any"), "any")
        self.length.addItem(self.tr("short"), "short")

    def _append(self, pair: tuple[str, str]) -> None:
        row = self.phrases.rowCount()
        self.phrases.insertRow(row)
        for column, text in enumerate(pair):
            self.phrases.setItem(row, column, QTableWidgetItem(text))

    def _pairs(self) -> tuple[tuple[str, str], ...]:
        def text(row: int, column: int) -> str:
            item = self.phrases.item(row, column)
            return "" if item is None else " ".join(item.text().split())

        rows = range(self.phrases.rowCount())
        pairs = ((text(row, 0), text(row, 1)) for row in rows)
        return tuple(pair for pair in pairs if any(pair))

    def _on_add(self) -> None:
        self._append(("", ""))
        row = self.phrases.rowCount() - 1
        self.phrases.setFocus(Qt.FocusReason.OtherFocusReason)
        self.phrases.setCurrentCell(row, 0)
        self.phrases.edit(self.phrases.model().index(row, 0))

    def _on_remove(self) -> None:
        self.phrases.removeRow(self.phrases.currentRow())
