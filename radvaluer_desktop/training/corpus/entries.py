"""What the generator knows, as plain values; resources/corpus/README.md tells the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from radvaluer_desktop.report.study import BodySystem, Language, Modality, Sex
from radvaluer_desktop.training.corpus.templates import Skeleton

Texts = Mapping[Language, tuple[str, ...]]
Skeletons = Mapping[Language, tuple[Skeleton, ...]]


@dataclass(frozen=True, slots=True)
class Spot:
    """One way to name a place: ``at`` with its preposition, ``adj`` before a noun."""

    name: str
    at: str
    the: str
    adj: str
    abbreviation: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something may be. ``side``: left, right, both or none ("")."""

    key: str
    side: str
    spots: Mapping[Language, tuple[Spot, ...]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The diagnosis that the impression draws (an id of the knowledge base) and its words."""

    id: str
    words: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as the generator uses it. ``id``: of the knowledge base, "" for a made-up one.

    ``taught`` are the terms that training may use, ``held`` those that only the test uses.
    ``kept_looks``: the impression repeats the looks. ``many``: share of reports with several.
    """

    name: str
    id: str
    kind: str
    urgency: int
    covers: frozenset[str]
    modalities: frozenset[Modality]
    places: tuple[Place, ...]
    taught: Texts
    held: Texts
    find: Skeletons
    looks: Texts
    weight: float = 1.0
    millimetres: tuple[int, int] | None = None
    dimensions: int = 2
    many: float = 0.0
    degree: str = ""
    changes: bool = False
    certain: bool = True
    countable: bool = True
    kept_looks: bool = False
    alone: bool = False
    group: str = ""
    counter: str = "枚"
    sex: Sex | None = None
    ages: tuple[int, int] | None = None
    means: Meaning | None = None
    advice: Mapping[Language, str] = field(default_factory=dict)
    related: frozenset[str] = frozenset()
    made: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of a report, such as an organ, in the order of dictation."""

    id: str
    headings: Texts


@dataclass(frozen=True, slots=True)
class Exam:
    """One kind of examination and the topics that its report speaks of, in order.

    ``calm``: how its region is usually said to show nothing acute. ``one_sided``: of one limb,
    so that all findings stand on one side, which an order may name.
    """

    name: str
    modality: Modality
    topics: tuple[str, ...]
    orders: Texts
    region: Mapping[Language, str]
    calm: Mapping[Language, Skeleton]
    indications: Texts
    sex: Sex | None
    ages: tuple[int, int]
    weight: float
    one_sided: bool


@dataclass(frozen=True, slots=True, eq=False)
class Normal:
    """Statements that all of ``topics`` are normal; ``rest``: that the rest of one topic is."""

    topics: frozenset[str]
    modalities: frozenset[Modality]
    texts: Skeletons
    rest: bool
    sex: Sex | None
    weight: float


@dataclass(frozen=True, slots=True)
class Bundle:
    """Findings that an impression says together; ``means``: the diagnosis that they allow."""

    entries: tuple[str, ...]
    at_least: int
    means: Meaning | None
    one_side: bool
    weight: float


@dataclass(frozen=True, slots=True)
class System:
    """Everything of one body system."""

    id: BodySystem
    topics: Mapping[str, Topic]
    exams: tuple[Exam, ...]
    entries: tuple[Entry, ...]
    normals: tuple[Normal, ...]
    bundles: tuple[Bundle, ...]

    def fitting(self, exam: Exam) -> tuple[Entry, ...]:
        """Return the entries that an examination may show."""
        return tuple(
            entry
            for entry in self.entries
            if exam.modality in entry.modalities
            and entry.covers <= frozenset(exam.topics)
            and (entry.sex is None or exam.sex in (None, entry.sex))
        )


@dataclass(frozen=True, slots=True)
class Change:
    """How a finding compares with the last examination. ``old``: whether it tells the old size."""

    id: str
    kinds: frozenset[str]
    old: bool
    found: Skeletons
    said: Mapping[Language, Skeleton]


@dataclass(frozen=True, slots=True)
class Degree:
    """A step of a scale: ``words`` before a noun, ``adverbs`` before an adjective."""

    words: Mapping[Language, str]
    adverbs: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What all systems share: skeletons by kind of finding, scales, changes, remarks."""

    findings: Mapping[tuple[str, str, Language], tuple[Skeleton, ...]]
    impressions: Mapping[tuple[str, str, Language], tuple[Skeleton, ...]]
    degrees: Mapping[str, tuple[Degree, ...]]
    changes: tuple[Change, ...]
    sure: Texts
    numbers: Mapping[Language, Mapping[int, str]]
    remarks: Mapping[Language, Mapping[str, tuple[Skeleton, ...]]]
    made: Mapping[Language, Mapping[str, Sequence[str]]]
