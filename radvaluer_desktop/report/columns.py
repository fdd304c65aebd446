"""What the columns of a table of reports mean: texts, labels, and the fields of the exam header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from radvaluer_desktop.report.cleaning import clean_text
from radvaluer_desktop.report.study import BodySystem, Modality, Sex, Side, StudyHeader

UnknownValues = Counter[tuple[str, str]]  # a column and what stood there: how often
_OLDEST = 130
_CHOICES: dict[str, type[Modality | Side | Sex]] = {
    "modality": Modality,
    "side": Side,
    "sex": Sex,
}
# Other words for what is known: radiography's further terms in DICOM (0008,0060), body parts by
# those of (0018,0015), and what Chinese systems write in such columns.
_ALSO: dict[str, dict[str, str]] = {
    "system": {
        **dict.fromkeys(("thorax", "lung", "胸", "胸部", "肺"), "chest"),
        **dict.fromkeys(("brain", "skull", "头", "头部", "头颅", "颅脑"), "head"),
        **dict.fromkeys(("abdomenpelvis", "腹", "腹部", "上腹部"), "abdomen"),
        **dict.fromkeys(("neck", "sinus", "jaw", "颈部", "颌面部", "颌面颈"), "maxillofacial-neck"),
        **dict.fromkeys(("spine", "cspine", "tspine", "lspine", "脊柱"), "musculoskeletal"),
        **dict.fromkeys(("shoulder", "knee", "hip", "ankle", "骨关节", "肌骨"), "musculoskeletal"),
    },
    "modality": {"cr": "dx", "dr": "dx", "mri": "mr"},
    "side": {"左": "left", "左侧": "left", "右": "right", "右侧": "right", "双侧": "bilateral"},
    "sex": {"男": "m", "女": "f", "male": "m", "female": "f"},
}


def text_of(row: Mapping[str, Any], name: str) -> str | None:
    """Return the clean text of a column; None where it holds none."""
    value = row.get(name)
    return (clean_text(value).strip() or None) if isinstance(value, str) else None


def label_of(row: Mapping[str, Any], name: str) -> str:
    """Return what a report is named or grouped by: text in one line, or a whole number."""
    value = row.get(name)
    if isinstance(value, str):
        return " ".join(clean_text(value).split())
    return str(value) if type(value) is int else ""


def header_of(row: Mapping[str, Any], unknown: UnknownValues) -> StudyHeader:
    """Return the exam header of a row; ``unknown`` counts values that this program does not know.

    Columns: ``system`` and the fields of StudyHeader, but for ``body_system`` and ``pseudonym``.
    """
    system: BodySystem | None = None
    known: dict[str, Any] = {}
    if name := label_of(row, "system"):
        word = name.lower().replace("_", "-")
        try:
            system = BodySystem(_ALSO["system"].get(word, word))
        except ValueError:
            unknown["system", name] += 1
    for column, kind in _CHOICES.items():
        if name := label_of(row, column):
            members = {member.value.lower(): member for member in kind}
            word = name.lower()
            known[column] = members.get(_ALSO[column].get(word, word))
            if known[column] is None:
                unknown[column, name] += 1
    return StudyHeader(
        order=text_of(row, "order"),
        body_system=system,
        age=_age(row, unknown),
        indication=text_of(row, "indication"),
        prior=text_of(row, "prior"),
        **known,
    )


def _age(row: Mapping[str, Any], unknown: UnknownValues) -> int | None:
    name = label_of(row, "age")
    if name.isdecimal() and len(name) <= len(str(_OLDEST)) and int(name) <= _OLDEST:
        return int(name)
    if name:
        unknown["age", name] += 1
    return None
