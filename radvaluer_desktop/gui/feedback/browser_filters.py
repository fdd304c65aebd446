"""What the browser is asked for: words, days and values; each change is a new list."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget

from radvaluer_desktop.feedback.browsing import Asked, Choices
from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.gui.feedback.choice_boxes import ChoiceBox, DayBox, field_label
from radvaluer_desktop.gui.feedback.names import LANGUAGES, SYSTEMS, VERDICTS
from radvaluer_desktop.gui.folding_grid import FoldingGrid, rows_of

_AFTER_LAST_KEY_MS = 300
_IN_A_ROW = (5, 4, 3, 2, 1)  # as the width allows


class BrowserFilters(FoldingGrid):
    """Lays out the filters and says what they ask for, a moment after the last change."""

    asked = Signal(object)  # Asked

    def __init__(self, *, radiologists: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        any_text = self.tr("any")
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Words in findings, impressions, headers; 结节"))
        self.words.setClearButtonEnabled(True)
        self.since, self.until = DayBox(any_text), DayBox(any_text)
        self.system = ChoiceBox(any_text, SYSTEMS)
        self.language = ChoiceBox(any_text, LANGUAGES)
        self.verdict = ChoiceBox(any_text, VERDICTS)
        self.institution, self.model = ChoiceBox(any_text), ChoiceBox(any_text)
        self.station = QLineEdit()
        self.station.setPlaceholderText(any_text)
        self.radiologist = ChoiceBox(any_text) if radiologists else None
        self.overridden = QCheckBox(self.tr("Checks o&verridden"))
        self.clear = QPushButton(self.tr("&Clear filters"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_AFTER_LAST_KEY_MS)
        self._pause.timeout.connect(lambda: self.asked.emit(self.selection()))
        self._clearing = False
        self._lay_out()
        self._connect()

    def selection(self) -> Asked:
        """Return what is asked for."""
        verdict = self.verdict.value
        return Asked(
            chosen=Chosen(
                since=self.since.value,
                until=self.until.value,
                system=self.system.value,
                language=self.language.value,
                institution=self.institution.value,
                model=self.model.value,
            ),
            verdict=None if verdict is None else Verdict(verdict),
            station=self.station.text().strip() or None,
            radiologist=self.radiologist.value if self.radiologist else None,
            overridden=self.overridden.isChecked(),
            words=self.words.text(),
        )

    def offer(self, choices: Choices) -> None:
        """Offer the values that decisions of this store have."""
        self.institution.offer(choices.institutions)
        self.model.offer(choices.models)
        if self.radiologist is not None:
            self.radiologist.offer(choices.radiologists)

    def _lay_out(self) -> None:
        labelled: list[tuple[str, QWidget]] = [
            (self.tr("&From (UTC)"), self.since),
            (self.tr("&To (inclusive)"), self.until),
            (self.tr("Body &system"), self.system),
            (self.tr("&Language"), self.language),
            (self.tr("&Decision"), self.verdict),
            (self.tr("&Institution"), self.institution),
            (self.tr("&Model"), self.model),
            (self.tr("St&ation"), self.station),
        ]
        if self.radiologist is not None:
            labelled.append((self.tr("&Radiologist"), self.radiologist))
        cells: dict[str, tuple[QLabel | None, QWidget]] = {
            text: (field_label(text, widget), widget) for text, widget in labelled
        }
        cells |= {"overridden": (None, self.overridden), "clear": (None, self.clear)}
        search = field_label(self.tr("Searc&h"), self.words)
        self.arrange(
            {"words": (search, self.words), **cells},
            [(("words",), *rows_of(list(cells), each)) for each in _IN_A_ROW],
        )

    def _connect(self) -> None:
        boxes = [self.system, self.language, self.verdict, self.institution, self.model]
        for box in [*boxes, *([self.radiologist] if self.radiologist else [])]:
            box.currentIndexChanged.connect(self._on_changed)
        for day in (self.since, self.until):
            day.dateChanged.connect(self._on_changed)
        for line in (self.words, self.station):
            line.textChanged.connect(self._on_changed)
            line.returnPressed.connect(self._at_once)
        self.overridden.toggled.connect(self._on_changed)
        self.clear.clicked.connect(self._on_clear)
        self.clear.setAutoDefault(False)

    def _on_changed(self) -> None:
        if not self._clearing:
            self._pause.start()

    def _at_once(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.asked.emit(self.selection())

    def _on_clear(self) -> None:
        self._clearing = True
        for box in self.findChildren(ChoiceBox):
            box.setCurrentIndex(0)
        for day in (self.since, self.until):
            day.setDate(day.minimumDate())
        for line in (self.words, self.station):
            line.clear()
        self.overridden.setChecked(False)
        self._clearing = False
        self._pause.stop()
        self.asked.emit(self.selection())
