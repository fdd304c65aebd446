"""What is to leave, and for whom: the first page of an export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QFormLayout, QLineEdit, QWidget

from radvaluer_desktop.feedback.export.forms import Form
from radvaluer_desktop.feedback.export.policy import ExportPolicy
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.feedback.selecting import Selection
from radvaluer_desktop.report.study import BodySystem, Language

_Term = TypeVar("_Term", bound=StrEnum)
_ANY = QDate(2000, 1, 1)


class ExportFilters(QWidget):
    """Lays out the filters and says what they choose."""

    def __init__(self, policy: ExportPolicy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = _choices(
            {
                self.tr("Training: findings and final impression (sft)"): Form.SFT,
                self.tr("Training: final preferred to draft (preference)"): Form.PREFERENCE,
                self.tr("All of each decision (jsonl)"): Form.JSONL,
                self.tr("All of each decision (csv)"): Form.CSV,
                self.tr("All of each decision (parquet)"): Form.PARQUET,
            }
        )
        self.since, self.until = self._day(), self._day()
        systems = {self._name_of(system): system for system in BodySystem}
        self.system = self._any_or(systems)
        self.language = self._any_or(
            {self.tr("English"): Language.ENGLISH, self.tr("Chinese"): Language.CHINESE}
        )
        self.verdict = self._any_or(
            {
                self.tr("Accepted"): Verdict.ACCEPTED,
                self.tr("Edited"): Verdict.EDITED,
                self.tr("Rejected"): Verdict.REJECTED,
            }
        )
        self.radiologist, self.model, self.recipient = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self.radiologist, self.model):
            line.setPlaceholderText(self.tr("any"))
        self.recipient.setPlaceholderText(self.tr("age1… (empty: not encrypted)"))
        self.recipient.setText(policy.recipient)
        self.recipient.setCursorPosition(0)
        self.recipient.setReadOnly(policy.decided)
        self._lay_out(decided=policy.decided)

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

    def _lay_out(self, *, decided: bool) -> None:
        layout = QFormLayout(self)
        recipient = self.tr("Recipient's key (decided by this computer's policy)")
        rows: Mapping[str, QWidget] = {
            self.tr("&Format"): self.form,
            self.tr("Fr&om"): self.since,
            self.tr("&To (inclusive)"): self.until,
            self.tr("Body &system"): self.system,
            self.tr("&Language"): self.language,
            self.tr("&Decision"): self.verdict,
            self.tr("&Radiologist"): self.radiologist,
            self.tr("&Model"): self.model,
            recipient if decided else self.tr("Recipient's &key"): self.recipient,
        }
        for label, widget in rows.items():
            layout.addRow(label, widget)

    def _day(self) -> QDateEdit:
        day = QDateEdit(_ANY)
        day.setMinimumDate(_ANY)
        day.setDisplayFormat("yyyy-MM-dd")
        day.setSpecialValueText(self.tr("any"))
        return day

    def _any_or(self, named: Mapping[str, object]) -> QComboBox:
        return _choices({self.tr("any"): None, **named})

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


def _choices(named: Mapping[str, object]) -> QComboBox:
    box = QComboBox()
    for name, value in named.items():
        box.addItem(name, value)
    return box


def _beginning(day: QDate) -> datetime:
    return datetime.combine(day.toPython(), time()).astimezone()  # type: ignore[arg-type]
