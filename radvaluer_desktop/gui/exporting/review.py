"""What a person reads before an export is written: the second page of an export."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.feedback.export.leaving import Corrections
from radvaluer_desktop.feedback.export.review import Review
from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.gui.exporting.kind_name import kind_name
from radvaluer_desktop.gui.reading.reject_reasons import reason_text

_MOST_SHOWN = 20_000  # strings; a list view of more is no list that anybody reads


class ExportReview(QWidget):
    """Replaced strings with a tick each on the left, texts as they leave on the right."""

    corrected = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary, self.risk = QLabel(), QLabel()
        for label in (self.summary, self.risk):
            label.setWordWrap(True)
        self.risk.setProperty("role", "warning")
        self.strings = QTreeWidget()
        self.strings.setRootIsDecorated(False)
        self.strings.setUniformRowHeights(True)
        self.strings.itemChanged.connect(lambda *_: self.corrected.emit())
        self.missed = QLineEdit()
        self.missed.returnPressed.connect(self._on_missed)
        self.add = QPushButton()
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._on_missed)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.place = QLabel()
        self._sample: tuple[Decision, ...] = ()
        self._shown = 0
        self.earlier, self.later, self._hint = QPushButton(), QPushButton(), QLabel()
        self.earlier.clicked.connect(lambda: self._show(self._shown - 1))
        self.later.clicked.connect(lambda: self._show(self._shown + 1))
        self._lay_out()
        self._retranslate()

    def corrections(self) -> Corrections:
        """Return what the person decided: strings without a tick stay, added ones go."""
        keep, more = set(), []
        for item in self.items():
            ticked = item.checkState(0) is Qt.CheckState.Checked
            if item.data(0, Qt.ItemDataRole.UserRole) == "added":
                more += [item.text(0)] if ticked else []
            elif not ticked:
                keep.add(str(item.data(1, Qt.ItemDataRole.UserRole)))
        return Corrections(frozenset(keep), tuple(more))

    def items(self) -> list[QTreeWidgetItem]:
        """Return the lines of the list."""
        found = map(self.strings.topLevelItem, range(self.strings.topLevelItemCount()))
        return [item for item in found if item is not None]

    def show_review(self, review: Review, corrections: Corrections, risk: str) -> None:
        """Show ``review``, which was made with ``corrections``."""
        self.strings.blockSignals(True)
        self.strings.clear()
        for added in corrections.replace:
            self._add(added, self.tr("added"), "", mark="added")
        for kept in sorted(corrections.keep):
            self._add(kept, self.tr("stays"), "", ticked=False)
        for group in review.groups[:_MOST_SHOWN]:
            self._add(group.original, kind_name(group.kind), str(group.places))
        self.strings.blockSignals(False)
        for column in range(self.strings.columnCount()):
            self.strings.resizeColumnToContents(column)
        self._sample = review.sample
        dropped = sum(review.dropped.values())
        text = self.tr("Decisions: {0}; rows: {1}; left out: {2}; strings replaced: {3}.")
        self.summary.setText(
            text.format(review.decisions, review.rows, dropped, len(review.groups))
        )
        self.risk.setText(risk)
        self._show(0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.strings.setHeaderLabels([self.tr("Replaced"), self.tr("Kind"), self.tr("Places")])
        self.strings.setAccessibleName(self.tr("Replaced"))
        self.missed.setPlaceholderText(self.tr("A name that was missed"))
        self.missed.setAccessibleName(self.tr("A name that was missed"))
        self.add.setText(self.tr("&Replace it too"))
        self.earlier.setText(self.tr("&Earlier"))
        self.later.setText(self.tr("Ne&xt"))
        self._hint.setText(self.tr("A string without its tick stays as it is."))
        self.text.setAccessibleName(self.tr("The text as it leaves"))
        if self._sample:
            self._show(self._shown)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self._hint.setProperty("role", "quiet")
        row = QHBoxLayout()
        row.addWidget(self.missed, 1)
        row.addWidget(self.add)
        column.addWidget(self.strings, 1)
        column.addWidget(self._hint)
        column.addLayout(row)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        for button in (self.earlier, self.later):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setObjectName("review")  # remembered
        both.addWidget(left)
        both.addWidget(right)
        both.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.summary)
        layout.addWidget(both, 1)
        layout.addWidget(self.risk)

    def _add(
        self, text: str, kind: str, places: str, *, ticked: bool = True, mark: str = ""
    ) -> None:
        item = QTreeWidgetItem([" ".join(text.split()), kind, places])
        item.setData(0, Qt.ItemDataRole.UserRole, mark)
        item.setData(1, Qt.ItemDataRole.UserRole, text)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.strings.addTopLevelItem(item)

    def _on_missed(self) -> None:
        text = self.missed.text().strip()
        if text:
            self._add(text, self.tr("added"), "", mark="added")
            self.missed.clear()
            self.strings.scrollToBottom()
            self.corrected.emit()

    def _show(self, number: int) -> None:
        self._shown = max(0, min(number, len(self._sample) - 1))
        self.earlier.setEnabled(self._shown > 0)
        self.later.setEnabled(self._shown + 1 < len(self._sample))
        text = self.tr("Text {0} of {1}, the likeliest to name somebody first")
        self.place.setText(text.format(self._shown + 1 if self._sample else 0, len(self._sample)))
        self.text.setPlainText(self._text() if self._sample else "")

    def _text(self) -> str:
        decision = self._sample[self._shown]
        header = decision.header
        parts = {
            self.tr("Order"): header.order,
            self.tr("Indication"): header.indication,
            self.tr("Prior"): header.prior,
            self.tr("Findings"): decision.findings,
            self.tr("Draft"): decision.draft,
            self.tr("Final impression"): decision.final,
            self.tr("As it was signed"): decision.signed,
            self.tr("Own impression"): decision.own_impression,
            self.tr("Reason"): reason_text(decision.reject_reason or ""),
        }
        return "\n\n".join(f"{name}: {text}" for name, text in parts.items() if text)
