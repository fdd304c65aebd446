"""The words of the window's language for what the store keeps as codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.records import CheckOutcome, Verdict
from radvaluer_desktop.report.study import BodySystem, Language
from radvaluer_desktop.safety.result import IssueKind

SYSTEMS: Mapping[str, str] = {
    BodySystem.CHEST: QT_TRANSLATE_NOOP("feedback", "Chest"),
    BodySystem.ABDOMEN: QT_TRANSLATE_NOOP("feedback", "Abdomen"),
    BodySystem.MUSCULOSKELETAL: QT_TRANSLATE_NOOP("feedback", "Musculoskeletal"),
    BodySystem.HEAD: QT_TRANSLATE_NOOP("feedback", "Head"),
    BodySystem.MAXILLOFACIAL_NECK: QT_TRANSLATE_NOOP("feedback", "Maxillofacial and neck"),
}
LANGUAGES: Mapping[str, str] = {
    Language.ENGLISH: QT_TRANSLATE_NOOP("feedback", "English"),
    Language.CHINESE: QT_TRANSLATE_NOOP("feedback", "Chinese"),
}
VERDICTS: Mapping[str, str] = {
    Verdict.ACCEPTED: QT_TRANSLATE_NOOP("feedback", "Accepted"),
    Verdict.EDITED: QT_TRANSLATE_NOOP("feedback", "Edited"),
    Verdict.REJECTED: QT_TRANSLATE_NOOP("feedback", "Rejected"),
}
OUTCOMES: Mapping[str, str] = {
    CheckOutcome.SHOWN: QT_TRANSLATE_NOOP("feedback", "shown"),
    CheckOutcome.DISMISSED: QT_TRANSLATE_NOOP("feedback", "dismissed"),
    CheckOutcome.OVERRIDDEN: QT_TRANSLATE_NOOP("feedback", "overridden"),
}
KINDS: Mapping[str, str] = {
    IssueKind.SIDE: QT_TRANSLATE_NOOP("feedback", "Side"),
    IssueKind.NEGATION: QT_TRANSLATE_NOOP("feedback", "Negation"),
    IssueKind.NUMBER: QT_TRANSLATE_NOOP("feedback", "Number"),
    IssueKind.LEVEL: QT_TRANSLATE_NOOP("feedback", "Location"),
    IssueKind.SEVERITY: QT_TRANSLATE_NOOP("feedback", "Degree"),
    IssueKind.CERTAINTY: QT_TRANSLATE_NOOP("feedback", "Certainty"),
    IssueKind.COMPARISON: QT_TRANSLATE_NOOP("feedback", "Comparison"),
    IssueKind.SEX: QT_TRANSLATE_NOOP("feedback", "Patient's sex"),
    IssueKind.AGE: QT_TRANSLATE_NOOP("feedback", "Patient's age"),
    IssueKind.CONTRADICTION: QT_TRANSLATE_NOOP("feedback", "Contradiction"),
    IssueKind.UNSUPPORTED: QT_TRANSLATE_NOOP("feedback", "Without support"),
    IssueKind.LEFT_OUT: QT_TRANSLATE_NOOP("feedback", "Left out"),
    IssueKind.CRITICAL: QT_TRANSLATE_NOOP("feedback", "Critical result"),
    IssueKind.EMPTY: QT_TRANSLATE_NOOP("feedback", "Empty"),
    IssueKind.LOOPING: QT_TRANSLATE_NOOP("feedback", "Repeats itself"),
    IssueKind.CUT_OFF: QT_TRANSLATE_NOOP("feedback", "Cut off"),
    IssueKind.WRONG_LANGUAGE: QT_TRANSLATE_NOOP("feedback", "Wrong language"),
    IssueKind.DICTATION: QT_TRANSLATE_NOOP("feedback", "Dictation"),
    IssueKind.SCOPE: QT_TRANSLATE_NOOP("feedback", "Outside the scope"),
}
EVENTS: Mapping[str, str] = {
    Event.DRAFT_SHOWN: QT_TRANSLATE_NOOP("feedback", "draft shown"),
    Event.DECIDED: QT_TRANSLATE_NOOP("feedback", "decided"),
    Event.OVERRIDDEN: QT_TRANSLATE_NOOP("feedback", "accepted against the checks"),
    Event.SIGNED: QT_TRANSLATE_NOOP("feedback", "signed text known"),
    Event.MERGED: QT_TRANSLATE_NOOP("feedback", "merged from another station"),
    Event.VIEWED: QT_TRANSLATE_NOOP("feedback", "read"),
}
# Beside the word, so that a column can be read by its shapes.
SIGNS: Mapping[str, str] = {Verdict.ACCEPTED: "✓", Verdict.EDITED: "✎", Verdict.REJECTED: "✗"}


def named(names: Mapping[str, str], code: str) -> str:
    """Return the word for ``code``; the code where there is none."""
    return QCoreApplication.translate("feedback", names[code]) if code in names else code


def moment(when: datetime) -> str:
    """Return date and time on this computer's clock."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"
