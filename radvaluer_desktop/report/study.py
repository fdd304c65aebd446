"""The exam header of a study: what the order already says before a finding is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Language of a report (ISO 639-1)."""

    ENGLISH = "en"
    CHINESE = "zh"


class BodySystem(StrEnum):
    """The five body systems of ChatRadio-Valuer (IEEE TBME 73(3), 1050-1061, 2026)."""

    CHEST = "chest"
    ABDOMEN = "abdomen"
    MUSCULOSKELETAL = "musculoskeletal"
    HEAD = "head"
    MAXILLOFACIAL_NECK = "maxillofacial-neck"


class Modality(StrEnum):
    """Imaging modality, by the defined terms of DICOM (0008,0060); plain radiography is ``DX``."""

    RADIOGRAPH = "DX"
    CT = "CT"
    MR = "MR"
    ULTRASOUND = "US"


class Side(StrEnum):
    """Laterality of the examination."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


class Sex(StrEnum):
    """Patient's sex, by DICOM (0010,0040)."""

    FEMALE = "F"
    MALE = "M"
    OTHER = "O"


@dataclass(frozen=True, slots=True)
class StudyHeader:
    """What is known of an examination; every field may be missing.

    ``age`` is in years. ``pseudonym`` names the study for the person at the screen and in the
    feedback store; it is never shown to the model.
    """

    order: str | None = None
    modality: Modality | None = None
    body_system: BodySystem | None = None
    side: Side | None = None
    sex: Sex | None = None
    age: int | None = None
    indication: str | None = None
    prior: str | None = None
    pseudonym: str | None = None
