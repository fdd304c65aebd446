"""The entries of the knowledge base, as plain values; resources/knowledge/README.md tells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from radvaluer_desktop.knowledge.terms import Term
from radvaluer_desktop.report.study import BodySystem, Language, Modality, Sex, Side

Terms = Mapping[Language, tuple[Term, ...]]
Written = Mapping[Language, tuple[str, ...]]

INCIDENTAL, MINOR, SIGNIFICANT, URGENT, CRITICAL = range(5)
_ATTRIBUTES = """side lobe segment level part bone vessel size number shape density signal
    echogenicity enhancement severity certainty change"""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())


class FindingKind(StrEnum):
    """What an entry is."""

    FINDING = "finding"
    DIAGNOSIS = "diagnosis"
    DEVICE = "device"
    PROCEDURE = "procedure"
    TECHNICAL = "technical"


class CueKind(StrEnum):
    """What a small word does to the findings around it."""

    NEGATION = "negation"  # of what follows
    NEGATION_AFTER = "negation-after"  # of what stands before
    PSEUDO_NEGATION = "pseudo-negation"  # looks like one and is none
    HEDGE = "hedge"  # makes uncertain what follows
    HEDGE_AFTER = "hedge-after"
    EXPLAINS = "explains"  # what follows is the meaning of what stands before
    DEFINITE = "definite"  # says that something is certain
    END = "end"  # ends the reach of a cue
    DEGREE = "degree"
    EXTENT_ONLY = "extent-only"  # under a negation, denies only that much of it
    CHANGE = "change"
    PRIOR = "prior"  # names an earlier examination
    CHRONIC = "chronic"
    HISTORY = "history"
    SIDE = "side"
    ADVICE = "advice"
    COMMUNICATION = "communication"
    NORMAL = "normal"  # a whole statement that nothing is wrong
    AS_DESCRIBED = "as-described"


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, diagnosis, device, operated state or technical remark.

    ``urgency`` from INCIDENTAL (0) to CRITICAL (4). ``ages`` in years, both ends included.
    ``secondary_to``: what it comes with; an impression that names one of these may leave it out.
    """

    id: str
    kind: FindingKind
    urgency: int
    modalities: frozenset[Modality]
    written: Written
    terms: Terms
    attributes: frozenset[str]
    broader: tuple[str, ...]
    implies: tuple[str, ...]
    secondary_to: tuple[str, ...]
    source: str
    system: BodySystem | None
    sex: Sex | None
    ages: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Normal:
    """Statements without a negation that deny findings."""

    written: Written
    terms: Terms
    excludes: tuple[str, ...]
    system: BodySystem | None


@dataclass(frozen=True, slots=True)
class Combination:
    """A diagnosis that several findings allow together."""

    findings: frozenset[str]
    at_least: int
    implies: str


@dataclass(frozen=True, slots=True)
class Site:
    """Where something is; ``sided`` terms say the side too."""

    id: str
    axis: str
    terms: Terms
    overlaps: frozenset[str]
    side: Side | None
    sided: Mapping[Side, tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Cue:
    """A small word that changes a meaning. ``value``: a degree (1 to 3), a change, or a side."""

    kind: CueKind
    terms: Terms
    value: str | int | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """Words that exclude each other before one noun; ``members``: a set of forms for each."""

    axis: str
    members: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything, of all systems."""

    sources: Mapping[str, str]
    findings: Mapping[str, Finding]
    normals: tuple[Normal, ...]
    combinations: tuple[Combination, ...]
    sites: Mapping[str, Site]
    cues: tuple[Cue, ...]
    contrasts: tuple[Contrast, ...] = ()
