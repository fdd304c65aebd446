"""The dialog of an export: what is to leave, then its review, then where it is saved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.feedback.export.forms import Form
from radvaluer_desktop.feedback.export.leaving import Corrections
from radvaluer_desktop.feedback.export.policy import ExportPolicy
from radvaluer_desktop.feedback.export.review import Review
from radvaluer_desktop.feedback.export.rows import Request
from radvaluer_desktop.feedback.export.workers import usual_workers
from radvaluer_desktop.gui.exporting.filters import ExportFilters
from radvaluer_desktop.gui.exporting.review import ExportReview
from radvaluer_desktop.gui.file_dialogs import ask_where_to_save
from radvaluer_desktop.gui.fitted_dialog import resize_to_text

_SUFFIX = {Form.CSV: ".csv", Form.PARQUET: ".parquet"}


class ExportDialog(QDialog):
    """Two pages; asks for a review and for the file, and shows what came of it.

    Built from the outside in: whatever comes into another widget is given its style anew, with all
    that it holds.
    """

    review_asked = Signal(object)  # Request
    save_asked = Signal(object, str)  # Path, the reader's name
    review: ExportReview  # with the second page

    def __init__(self, policy: ExportPolicy, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.name = QLineEdit(name)
        self.read, self.back, self.again = QPushButton(), QPushButton(), QPushButton()
        self.save, self._close = QPushButton(), QPushButton()
        self._intro, self._named = QLabel(), QLabel()
        self.pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.said)
        self.filters = self._add_first_page(policy)
        self._retranslate()
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        resize_to_text(self, 120, 36)
        self._busy = False
        self._corrected = False
        self.name.textChanged.connect(self._enable)
        self.pages.currentChanged.connect(self._on_page)
        self._on_page(0)
        self._enable()
        QTimer.singleShot(0, self, self._add_second_page)  # nobody reads it yet

    def show_progress(self, decisions: int) -> None:
        """Show how many decisions were read."""
        self._say(self.tr("Decisions read: {0}…").format(decisions), "quiet")

    def show_review(self, review: Review, corrections: Corrections, risk: str) -> None:
        """Show what is to be read before anything is written."""
        self._add_second_page()
        self.review.show_review(review, corrections, risk)
        self._busy = self._corrected = False
        self.pages.setCurrentIndex(1)
        self._say(self.tr("Nothing is written before you save."), "quiet")
        self._enable()

    def show_problem(self, text: str) -> None:
        """Say why it did not go on."""
        self._busy = False
        self._say(text, "error")
        self._enable()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export feedback"))
        self._intro.setText(
            self.tr(
                "Names, numbers and dates that the rules find are replaced, and you review that "
                "before the file is written."
            )
        )
        self._named.setText(self.tr("Reviewed &by"))
        self._close.setText(self.tr("&Close"))
        self.read.setText(self.tr("&Review…"))
        self.back.setText(self.tr("&Back"))
        self.again.setText(self.tr("Review &again"))
        self.save.setText(self.tr("&Save…"))

    def _add_first_page(self, policy: ExportPolicy) -> ExportFilters:
        self._intro.setWordWrap(True)
        self._close.clicked.connect(self.reject)
        self.read.clicked.connect(lambda: self._ask(Corrections()))
        area = QScrollArea()  # large text on a small screen: nothing is out of reach
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = self._add_page([self._intro, area], area)
        filters = ExportFilters(policy, area.viewport())
        area.setWidget(filters)
        _add_buttons(page, [self._close], self.read)
        return filters

    def _add_second_page(self) -> None:
        if self.pages.count() > 1:
            return
        self.review = ExportReview()
        self.review.corrected.connect(self._on_corrected)
        row = QHBoxLayout()
        self._named.setBuddy(self.name)
        row.addWidget(self._named)
        row.addWidget(self.name, 1)
        named = QWidget()
        named.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.back.clicked.connect(self._on_back)
        self.again.clicked.connect(lambda: self._ask(self.review.corrections()))
        self.save.clicked.connect(self._on_save)
        page = self._add_page([self.review, named], self.review)
        _add_buttons(page, [self.back, self.again], self.save)

    def _add_page(self, widgets: list[QWidget], tall: QWidget) -> QVBoxLayout:
        """Add a page of ``widgets``; ``tall`` takes the height that is left."""
        page = QWidget()
        self.pages.addWidget(page)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            layout.addWidget(widget, 1 if widget is tall else 0)
        return layout

    def _on_page(self, page: int) -> None:
        """Let Enter press the main button of the page that is shown; a dialog has but one such."""
        (self.save if page else self.read).setDefault(True)

    def _ask(self, corrections: Corrections) -> None:
        request = Request(
            form=self.filters.chosen_form(),
            selection=self.filters.selection(),
            corrections=corrections,
            workers=max(1, usual_workers()),  # never on a thread of the window's process
        )
        self._busy = True
        self._enable()
        self.show_progress(0)
        self.review_asked.emit(request)

    def _on_back(self) -> None:
        self.pages.setCurrentIndex(0)
        self._say("", "quiet")

    def _on_corrected(self) -> None:
        self._corrected = True
        self._say(self.tr("Review again to see what your changes do; then save."), "quiet")
        self._enable()

    def _on_save(self) -> None:
        form = self.filters.chosen_form()
        name = f"feedback-{form.value}{_SUFFIX.get(form, '.jsonl')}"
        name += ".age" if self.filters.recipient.text().strip() else ""
        chosen = ask_where_to_save(self, self.tr("Save the export"), name, replaces=False)
        if chosen:
            self._busy = True
            self._enable()
            self.show_progress(0)
            self.save_asked.emit(chosen, self.name.text().strip())

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def _enable(self) -> None:
        self.read.setEnabled(not self._busy)
        self.back.setEnabled(not self._busy)
        self.again.setEnabled(not self._busy and self._corrected)
        may_save = not self._busy and not self._corrected and bool(self.name.text().strip())
        self.save.setEnabled(may_save)


def _add_buttons(page: QVBoxLayout, left: list[QPushButton], main: QPushButton) -> None:
    row = QHBoxLayout()
    page.addLayout(row)
    for button in left:
        button.setAutoDefault(False)
        row.addWidget(button)
    row.addStretch(1)
    main.setProperty("role", "main")
    row.addWidget(main)
