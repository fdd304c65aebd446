"""What is to leave, and for whom: the first page of an export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QDate, QEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from radvaluer_desktop.feedback.export.forms import Form
from radvaluer_desktop.feedback.export.policy import ExportPolicy
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.feedback.selecting import Selection
from radvaluer_desktop.gui.exporting.day_edit import DayEdit
from radvaluer_desktop.report.study import BodySystem, Language

_Term = TypeVar("_Term", bound=StrEnum)
_ANY = QDate(2000, 1, 1)


class ExportFilters(QWidget):
    """Lays out the filters and says what they choose."""

    def __init__(self, policy: ExportPolicy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self.system, self.language, self.verdict = (QComboBox() for _ in range(4))
        self.since, self.until = DayEdit(_ANY), DayEdit(_ANY)
        self.radiologist, self.model, self.recipient = QLineEdit(), QLineEdit(), QLineEdit()
        self.recipient.setText(policy.recipient)
        self.recipient.setCursorPosition(0)
        self.recipient.setReadOnly(policy.decided)
        self._decided = policy.decided
        self._labels: dict[str, QLabel] = {}
        self._lay_out()
        self._retranslate()

    def chosen_form(self) -> Form:
        """Return the format."""
        return Form(self.form.currentData())

    def selection(self) -> Selection:
        """Return which decisions are chosen; days begin and end at midnight here."""
        until = _beginning(self.until.date().addDays(1))
        return Selection(
            since=None if self.since.date() == _ANY else _beginning(self.since.date()),
            until=None if self.until.date() == _ANY else until,
            system=_chosen(self.system, BodySystem),
            language=_chosen(self.language, Language),
            verdict=_chosen(self.verdict, Verdict),
            radiologist=self.radiologist.text().strip() or None,
            model=self.model.text().strip() or None,
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        layout = QFormLayout(self)
        rows: Mapping[str, QWidget] = {
            "form": self.form,
            "since": self.since,
            "until": self.until,
            "system": self.system,
            "language": self.language,
            "verdict": self.verdict,
            "radiologist": self.radiologist,
            "model": self.model,
            "recipient": self.recipient,
        }
        for name, widget in rows.items():
            label = self._labels[name] = QLabel()
            label.setBuddy(widget)
            layout.addRow(label, widget)

    def _retranslate(self) -> None:
        decided = self.tr("Recipient's key (decided by this computer's policy)")
        texts = {
            "form": self.tr("&Format"),
            "since": self.tr("Fr&om"),
            "until": self.tr("&To (inclusive)"),
            "system": self.tr("Body &system"),
            "language": self.tr("&Language"),
            "verdict": self.tr("&Decision"),
            "radiologist": self.tr("&Radiologist"),
            "model": self.tr("&Model"),
            "recipient": decided if self._decided else self.tr("Recipient's &key"),
        }
        for name, text in texts.items():
            self._labels[name].setText(text)
        for day in (self.since, self.until):
            day.setSpecialValueText(self.tr("any"))
        for line in (self.radiologist, self.model):
            line.setPlaceholderText(self.tr("any"))
        self.recipient.setPlaceholderText(self.tr("age1… (empty: not encrypted)"))
        self._name_choices()

    def _name_choices(self) -> None:
        everything: dict[str, object] = {self.tr("any"): None}
        _offer(
            self.form,
            {
                self.tr("Training: findings and final impression (sft)"): Form.SFT,
                self.tr("Training: final preferred to draft (preference)"): Form.PREFERENCE,
                self.tr("All of each decision (jsonl)"): Form.JSONL,
                self.tr("All of each decision (csv)"): Form.CSV,
                self.tr("All of each decision (parquet)"): Form.PARQUET,
            },
        )
        _offer(self.system, {**everything, **{self._name_of(each): each for each in BodySystem}})
        languages = {self.tr("English"): Language.ENGLISH, self.tr("Chinese"): Language.CHINESE}
        _offer(self.language, {**everything, **languages})
        verdicts = {
            self.tr("Accepted"): Verdict.ACCEPTED,
            self.tr("Edited"): Verdict.EDITED,
            self.tr("Rejected"): Verdict.REJECTED,
        }
        _offer(self.verdict, {**everything, **verdicts})

    def _name_of(self, system: BodySystem) -> str:
        names: Mapping[BodySystem, str] = {
            BodySystem.CHEST: self.tr("Chest"),
            BodySystem.ABDOMEN: self.tr("Abdomen"),
            BodySystem.MUSCULOSKELETAL: self.tr("Musculoskeletal"),
            BodySystem.HEAD: self.tr("Head"),
            BodySystem.MAXILLOFACIAL_NECK: self.tr("Maxillofacial and neck"),
        }
        return names[system]


def _chosen(box: QComboBox, kind: type[_Term]) -> _Term | None:
    """Return what was chosen; a box gives terms back as plain text."""
    value = box.currentData()
    return None if value is None else kind(value)


def _offer(box: QComboBox, named: Mapping[str, object]) -> None:
    """Fill ``box``; what was chosen stays chosen."""
    at = max(0, box.currentIndex())
    box.clear()
    for name, value in named.items():
        box.addItem(name, value)
    box.setCurrentIndex(at)


def _beginning(day: QDate) -> datetime:
    return datetime.combine(day.toPython(), time()).astimezone()  # type: ignore[arg-type]
