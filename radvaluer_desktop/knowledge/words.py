"""Cuts text into the words that terms are made of, alike for both languages.

A Han character is a word, so is a run of Latin letters or of digits, so is each sign. Words are
compared by a normal form: lower case, singular, American spelling. It is crude on purpose: terms
and texts pass through the same function, so a wrong singular does no harm.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"(?P<latin>[A-Za-z\u00c0-\u024f]+)(?:['’]s\b)?|(?P<number>[0-9０-９]+(?:[.．][0-9０-９]+)?)"
    rf"|(?P<han>[{_HAN}])|(?P<sign>[^\s\-‐‑–—/])"
)
_BRITISH = (
    ("aemi", "emi"), ("haem", "hem"), ("oedem", "edem"), ("oesoph", "esoph"), ("aetiol", "etiol"),
    ("tumour", "tumor"), ("calibre", "caliber"), ("centre", "center"), ("fibre", "fiber"),
    ("goitre", "goiter"),
    ("grey", "gray"), ("colour", "color"), ("paediatr", "pediatr"), ("foet", "fet"),
    ("orrhoea", "orrhea"), ("litre", "liter"), ("metre", "meter"), ("caecum", "cecum"),
    ("caecal", "cecal"), ("ischaem", "ischem"), ("gynaec", "gynec"), ("leucoc", "leukoc"),
    ("isation", "ization"), ("labour", "labor"), ("anaes", "anes"), ("faec", "fec"),
)  # fmt: skip
_IRREGULAR = {
    "vertebrae": "vertebra", "bullae": "bulla", "diverticula": "diverticulum", "hila": "hilum",
    "atria": "atrium", "septa": "septum", "foramina": "foramen", "indices": "index",
    "cortices": "cortex", "apices": "apex", "adnexae": "adnexa", "scapulae": "scapula",
    "menisci": "meniscus", "phalanges": "phalanx", "femora": "femur",
    "pneumothoraces": "pneumothorax",
    "lungs": "lung", "lens": "lens", "pelves": "pelvis", "calyces": "calyx", "calices": "calyx",
    "sulci": "sulcus", "gyri": "gyrus", "thrombi": "thrombus", "emboli": "embolus",
    "calculi": "calculus", "foci": "focus", "bronchi": "bronchus", "nuclei": "nucleus",
    "data": "data", "radii": "radius", "humeri": "humerus", "feet": "foot", "teeth": "tooth",
}  # fmt: skip
_KEPT = ("ss", "us", "is", "as", "ous")
_SENTENCE_ENDS = frozenset(".。!！?？;；\n")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its place (characters, end exclusive) and its normal form."""

    start: int
    end: int
    form: str

    @property
    def is_han(self) -> bool:
        """Whether it is one Han character."""
        return "\u3400" <= self.form[0] <= "\ufaff" and len(self.form) == 1

    @property
    def is_sign(self) -> bool:
        """Whether it is punctuation or another sign."""
        return not self.form[0].isalnum()


def words_of(text: str) -> list[Word]:
    """Cut ``text`` into words. Hyphens, dashes and slashes part words and are none themselves."""
    return [
        Word(match.start(), match.end(match.lastgroup or 0), _form(match))
        for match in _WORD.finditer(text)
    ]


def forms_of(text: str) -> list[str]:
    """Return the normal forms of the words of ``text``, without their places."""
    return [_form(match) for match in _WORD.finditer(text)]


def _form(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "latin":
        return normal_form(match["latin"])
    return unicodedata.normalize("NFKC", match[0]) if kind == "number" else match[0]


@lru_cache(maxsize=20000)
def normal_form(word: str) -> str:
    """Return the form by which a Latin word is compared."""
    form = word.lower()
    for british, american in _BRITISH:
        if british in form:
            form = form.replace(british, american)
    return _IRREGULAR.get(form) or _singular(form)


def _singular(form: str) -> str:
    if len(form) < 4 or not form.endswith("s") or (
        form.endswith(_KEPT) and not form.endswith("omas")
    ):  # fmt: skip
        return form
    if form.endswith("ies"):
        return form[:-3] + "y"
    if form.endswith("uses") and len(form) > 6:
        return form[:-2]
    if form.endswith(("sses", "xes", "shes", "ches")):
        return form[:-2]
    if form.endswith(("oses", "ases", "eses", "yses")) and len(form) > 6:
        return form[:-2] + "is"
    return form[:-1]
