"""The exam header: what the order says, all of it optional, in two quiet lines above the text."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from radvaluer_desktop.gui.folding_grid import FoldingGrid, rows_of
from radvaluer_desktop.report.study import BodySystem, Modality, Sex, Side, StudyHeader

_Choice = TypeVar("_Choice", bound=StrEnum)
_OLDEST = 130
_STUDY_CHARACTERS = 18
_AGE_CHARACTERS = 6
_SHORT = ("pseudonym", "modality", "body_system", "side", "sex", "age")
_LONG = ("order", "indication", "prior")
_ARRANGEMENTS = (
    (_SHORT, _LONG),
    *((*rows_of(_SHORT, each), *rows_of(_LONG, each)) for each in (3, 2, 1)),
)


class HeaderPanel(FoldingGrid):
    """Shows and edits a StudyHeader."""

    header_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, QLabel] = {}
        self._lines = {name: QLineEdit() for name in ("pseudonym", "order", "indication", "prior")}
        self._age = QLineEdit()
        self._age.setMaxLength(3)
        self._choices: dict[str, tuple[type[StrEnum], QComboBox]] = {
            "modality": (Modality, QComboBox()),
            "body_system": (BodySystem, QComboBox()),
            "side": (Side, QComboBox()),
            "sex": (Sex, QComboBox()),
        }
        self._lay_out()
        self._keep_room()
        self._retranslate()
        for line in (*self._lines.values(), self._age):
            line.textEdited.connect(self.header_changed)
        for _kind, box in self._choices.values():
            box.activated.connect(self.header_changed)

    def header(self) -> StudyHeader:
        """Return what is entered; an age that is no number of years counts as unknown."""
        age = self._age.text().strip()
        known_age = age.isascii() and age.isdigit() and int(age) <= _OLDEST
        return StudyHeader(
            order=self._text("order"),
            modality=self._chosen(Modality, "modality"),
            body_system=self._chosen(BodySystem, "body_system"),
            side=self._chosen(Side, "side"),
            sex=self._chosen(Sex, "sex"),
            age=int(age) if known_age else None,
            indication=self._text("indication"),
            prior=self._text("prior"),
            pseudonym=self._text("pseudonym"),
        )

    def set_header(self, header: StudyHeader) -> None:
        """Show ``header``."""
        for name, line in self._lines.items():
            line.setText(getattr(header, name) or "")
        self._age.setText("" if header.age is None else str(header.age))
        for name, (_kind, box) in self._choices.items():
            value: StrEnum | None = getattr(header, name)
            box.setCurrentIndex(max(0, box.findData(value.value if value else "")))

    def words_of(self, header: StudyHeader) -> tuple[str, ...]:
        """Return what names a study and its examination, in the window's language."""
        names = self._choice_names()
        chosen = (header.modality, header.body_system, header.side, header.sex)
        age = "" if header.age is None else self.tr("{0} years").format(header.age)
        words = (header.pseudonym, *(names[each] for each in chosen if each), age)
        return tuple(word for word in words if word)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow the window's language and text size."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.FontChange:
            self._keep_room()
        super().changeEvent(event)

    def _keep_room(self) -> None:
        """Leave the study's name room, of which the boxes would take too much otherwise."""
        character = self.fontMetrics().averageCharWidth()
        self._lines["pseudonym"].setMinimumWidth(character * _STUDY_CHARACTERS)
        self._age.setMinimumWidth(character * _AGE_CHARACTERS)

    def _text(self, name: str) -> str | None:
        return self._lines[name].text().strip() or None

    def _chosen(self, kind: type[_Choice], name: str) -> _Choice | None:
        value = self._choices[name][1].currentData()
        return kind(value) if value else None

    def _lay_out(self) -> None:
        widgets: dict[str, QWidget] = {**self._lines, "age": self._age}
        widgets |= {name: box for name, (_kind, box) in self._choices.items()}
        for name in widgets:
            self._labels[name] = QLabel()
            self._labels[name].setProperty("role", "quiet")
        cells = {name: (self._labels[name], widgets[name]) for name in (*_SHORT, *_LONG)}
        self.arrange(cells, _ARRANGEMENTS)

    def _retranslate(self) -> None:
        texts = {
            "pseudonym": self.tr("Study"),
            "modality": self.tr("Modality"),
            "body_system": self.tr("System"),
            "side": self.tr("Side"),
            "sex": self.tr("Sex"),
            "age": self.tr("Age"),
            "order": self.tr("Order"),
            "indication": self.tr("Indication"),
            "prior": self.tr("Prior"),
        }
        for name, text in texts.items():
            self._labels[name].setText(text)
        self._lines["pseudonym"].setPlaceholderText(self.tr("pseudonym"))
        names = self._choice_names()
        for _kind, box in self._choices.values():
            chosen = box.currentData()
            box.clear()
            box.addItem("—", "")
            for value in _kind:
                box.addItem(names[value], value.value)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _choice_names(self) -> dict[StrEnum, str]:
        return {
            Modality.RADIOGRAPH: self.tr("Radiograph"),
            Modality.CT: "CT",
            Modality.MR: "MR",
            Modality.ULTRASOUND: self.tr("Ultrasound"),
            BodySystem.CHEST: self.tr("Chest"),
            BodySystem.ABDOMEN: self.tr("Abdomen"),
            BodySystem.MUSCULOSKELETAL: self.tr("Musculoskeletal"),
            BodySystem.HEAD: self.tr("Head"),
            BodySystem.MAXILLOFACIAL_NECK: self.tr("Maxillofacial and neck"),
            Side.LEFT: self.tr("Left"),
            Side.RIGHT: self.tr("Right"),
            Side.BILATERAL: self.tr("Bilateral"),
            Sex.FEMALE: self.tr("Female"),
            Sex.MALE: self.tr("Male"),
            Sex.OTHER: self.tr("Other"),
        }
