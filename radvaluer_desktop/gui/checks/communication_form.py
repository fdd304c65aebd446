"""Who was told of a critical result, by whom, when and how: a form inside the window."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from radvaluer_desktop.feedback.records import CommunicationRecord, CommunicationWay
from radvaluer_desktop.gui.inline_row import InlineRow


class CommunicationForm(InlineRow):
    """Fills a CommunicationRecord; Enter keeps it, Esc leaves it as it was."""

    filled = Signal(object)  # CommunicationRecord

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told, self._told_by = QLineEdit(), QLineEdit()
        self._told_at = QDateTimeEdit()
        self._told_at.setDisplayFormat("yyyy-MM-dd HH:mm")
        self._way = QComboBox()
        for way in CommunicationWay:
            self._way.addItem("", way.value)
        self._read_back = QCheckBox()
        self._keep, self._cancel = QPushButton(), QPushButton()
        self._keep.setProperty("role", "main")
        self._labels = {name: QLabel() for name in ("told", "told_by", "told_at", "way")}
        self._lay_out()
        self._keep.clicked.connect(self._on_keep)
        self._cancel.clicked.connect(self.close_row)
        self._told.textChanged.connect(self._on_told_changed)
        for line in (self._told, self._told_by):
            line.returnPressed.connect(self._on_keep)
        self._retranslate()

    def fill(self, record: CommunicationRecord | None, told_by: str) -> None:
        """Open the form with ``record``, or empty, at this moment and by ``told_by``."""
        self._told.setText(record.told if record else "")
        self._told_by.setText(record.told_by if record else told_by)
        moment = record.told_at.timestamp() if record else datetime.now(UTC).timestamp()
        self._told_at.setDateTime(QDateTime.fromSecsSinceEpoch(int(moment)))
        way = record.way if record else CommunicationWay.PHONE
        self._way.setCurrentIndex(self._way.findData(way.value))
        self._read_back.setChecked(record.read_back if record else False)
        self._on_told_changed()
        self.open_row(self._told)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        fields: dict[str, QWidget] = {
            "told": self._told,
            "told_by": self._told_by,
            "told_at": self._told_at,
            "way": self._way,
        }
        for place, (name, widget) in enumerate(fields.items()):
            row, column = divmod(place, 2)
            label = self._labels[name]
            label.setProperty("role", "quiet")
            label.setBuddy(widget)
            grid.addWidget(label, row, 2 * column)
            grid.addWidget(widget, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        last = QHBoxLayout()
        last.addWidget(self._read_back)
        last.addStretch(1)
        last.addWidget(self._cancel)
        last.addWidget(self._keep)
        grid.addLayout(last, 2, 0, 1, 4)

    def _on_told_changed(self) -> None:
        self._keep.setEnabled(bool(self._told.text().strip()))

    def _on_keep(self) -> None:
        told = self._told.text().strip()
        if not told:
            self._told.setFocus()
            return
        record = CommunicationRecord(
            told=told,
            told_by=self._told_by.text().strip(),
            told_at=datetime.fromtimestamp(self._told_at.dateTime().toSecsSinceEpoch(), UTC),
            way=CommunicationWay(self._way.currentData()),
            read_back=self._read_back.checkState() is Qt.CheckState.Checked,
        )
        self.close_row()
        self.filled.emit(record)

    def _retranslate(self) -> None:
        texts = {
            "told": self.tr("Told"),
            "told_by": self.tr("By"),
            "told_at": self.tr("When"),
            "way": self.tr("How"),
        }
        for name, text in texts.items():
            self._labels[name].setText(text)
        ways = {
            CommunicationWay.PHONE: self.tr("by phone"),
            CommunicationWay.IN_PERSON: self.tr("in person"),
            CommunicationWay.MESSAGE: self.tr("by message"),
        }
        for way, text in ways.items():
            self._way.setItemText(self._way.findData(way.value), text)
        self.setAccessibleName(self.tr("Who was told"))
        self._told.setPlaceholderText(self.tr("name or role"))
        self._read_back.setText(self.tr("was read back"))
        self._keep.setText(self.tr("Keep"))
        self._cancel.setText(self.tr("Cancel"))
