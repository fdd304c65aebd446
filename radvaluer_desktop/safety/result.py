"""What a check says of an impression: its statements with their grounds, issues, what is left out.

Offsets are characters of the text that was handed in, the end exclusive. Texts stay out of
``repr``, so that no log line can hold them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP

Span = tuple[int, int]


class StatementKind(StrEnum):
    """What a statement of an impression is."""

    FINDING = "finding"
    DIAGNOSIS = "diagnosis"
    ADVICE = "advice"
    NEGATIVE = "negative"


class IssueKind(StrEnum):
    """What is not as it should be."""

    SIDE = "side"
    NEGATION = "negation"
    NUMBER = "number"
    LEVEL = "level"
    SEVERITY = "severity"
    CERTAINTY = "certainty"
    COMPARISON = "comparison"
    SEX = "sex"
    AGE = "age"
    CONTRADICTION = "contradiction"
    UNSUPPORTED = "unsupported"
    LEFT_OUT = "left_out"
    CRITICAL = "critical"
    EMPTY = "empty"
    LOOPING = "looping"
    CUT_OFF = "cut_off"
    WRONG_LANGUAGE = "wrong_language"
    DICTATION = "dictation"
    SCOPE = "scope"


class IssueSeverity(StrEnum):
    """How much an issue weighs: a severe one asks for one more key when the draft is accepted."""

    SEVERE = "severe"
    WARNING = "warning"
    NOTE = "note"


MESSAGES: dict[str, str] = {
    "side": QT_TRANSLATE_NOOP("checks", "Side: the impression says {said}, the findings {found}."),
    "side-order": QT_TRANSLATE_NOOP("checks", "Side: the text says {said}, the order {found}."),
    "side-missing": QT_TRANSLATE_NOOP("checks", "The ordered side ({found}) is not mentioned."),
    "negation-denied": QT_TRANSLATE_NOOP("checks", "The findings deny this."),
    "negation-present": QT_TRANSLATE_NOOP(
        "checks", "The impression denies what the findings state."
    ),
    "number": QT_TRANSLATE_NOOP("checks", "Number: {said} here, {found} in the findings."),
    "number-missing": QT_TRANSLATE_NOOP("checks", "Number: {said} is not in the findings."),
    "level": QT_TRANSLATE_NOOP("checks", "Location: {said} here, {found} in the findings."),
    "severity": QT_TRANSLATE_NOOP("checks", "Degree: {said} here, {found} in the findings."),
    "certainty-raised": QT_TRANSLATE_NOOP("checks", "Certain here, uncertain in the findings."),
    "certainty-lowered": QT_TRANSLATE_NOOP("checks", "Uncertain here, certain in the findings."),
    "comparison": QT_TRANSLATE_NOOP("checks", "A comparison that the findings do not make."),
    "comparison-changed": QT_TRANSLATE_NOOP(
        "checks", "Change: {said} here, {found} in the findings."
    ),
    "sex": QT_TRANSLATE_NOOP("checks", "This does not fit the patient's sex ({found})."),
    "age": QT_TRANSLATE_NOOP("checks", "This does not fit the patient's age ({found})."),
    "contradiction": QT_TRANSLATE_NOOP("checks", "The findings contradict themselves here."),
    "unsupported": QT_TRANSLATE_NOOP("checks", "Nothing in the findings supports this."),
    "left_out": QT_TRANSLATE_NOOP("checks", "The impression does not mention this."),
    "critical": QT_TRANSLATE_NOOP("checks", "Critical result: has it been communicated?"),
    "empty": QT_TRANSLATE_NOOP("checks", "The impression is empty."),
    "looping": QT_TRANSLATE_NOOP("checks", "The impression repeats itself."),
    "cut_off": QT_TRANSLATE_NOOP("checks", "The impression ends in the middle of a sentence."),
    "wrong_language": QT_TRANSLATE_NOOP("checks", "The impression is in another language."),
    "dictation": QT_TRANSLATE_NOOP("checks", "A slip of dictation? “{said}”"),
    "scope-age": QT_TRANSLATE_NOOP("checks", "The model was not validated for children."),
    "scope-modality": QT_TRANSLATE_NOOP("checks", "The model was not validated for {found}."),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the findings that a statement rests on; ``strength`` from 0 to 1."""

    start: int
    end: int
    strength: float


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the impression. ``needs_evidence``: advice and the like rest on nothing."""

    start: int
    end: int
    kind: StatementKind
    evidence: tuple[Evidence, ...] = ()
    needs_evidence: bool = True

    @property
    def supported(self) -> bool:
        """Whether it rests on something, or need not."""
        return bool(self.evidence) or not self.needs_evidence


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A positive finding that no statement covers; ``urgency`` from 0 to 4."""

    start: int
    end: int
    urgency: int


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue. ``template`` names a sentence of MESSAGES, ``values`` fill it.

    ``key`` tells the same issue again after texts around it changed: of kind and quoted words.
    """

    kind: IssueKind
    severity: IssueSeverity
    template: str
    values: dict[str, str] = field(default_factory=dict, repr=False)
    findings_span: Span | None = None
    impression_span: Span | None = None
    key: str = field(default="", repr=False)

    @property
    def message(self) -> str:
        """The plain sentence, in English."""
        return MESSAGES[self.template].format(**self.values)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All that a check says. ``left_out`` stands with the most urgent first."""

    statements: tuple[Statement, ...] = ()
    issues: tuple[Issue, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def issue_key(kind: IssueKind, template: str, *quoted: str) -> str:
    """Return a key of ``kind`` and the words that it is about, from which nobody reads them."""
    digest = hashlib.sha256("\n".join((kind.value, template, *quoted)).encode("utf-8", "replace"))
    return digest.hexdigest()[:16]
