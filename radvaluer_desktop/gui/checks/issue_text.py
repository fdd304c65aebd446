"""Says an issue in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP
from radvaluer_desktop.feedback.records import DismissalReason
from radvaluer_desktop.safety.result import MESSAGES, Issue, IssueKind, IssueSeverity
from radvaluer_desktop.safety.sentences import sentences_of
from radvaluer_desktop.session.review import CheckedTexts

# The fixed words that issues carry as values; what a report says stays as it is.
FIXED_WORDS = (
    QT_TRANSLATE_NOOP("checks", "left"),
    QT_TRANSLATE_NOOP("checks", "right"),
    QT_TRANSLATE_NOOP("checks", "bilateral"),
    QT_TRANSLATE_NOOP("checks", "mild"),
    QT_TRANSLATE_NOOP("checks", "moderate"),
    QT_TRANSLATE_NOOP("checks", "severe"),
    QT_TRANSLATE_NOOP("checks", "increased"),
    QT_TRANSLATE_NOOP("checks", "decreased"),
    QT_TRANSLATE_NOOP("checks", "unchanged"),
    QT_TRANSLATE_NOOP("checks", "new"),
    QT_TRANSLATE_NOOP("checks", "mammography"),
    QT_TRANSLATE_NOOP("checks", "nuclear medicine"),
)
_SEXES = {"F": QT_TRANSLATE_NOOP("checks", "female"), "M": QT_TRANSLATE_NOOP("checks", "male")}
_SEVERITIES = {
    IssueSeverity.SEVERE: QT_TRANSLATE_NOOP("checks", "Severe"),
    IssueSeverity.WARNING: QT_TRANSLATE_NOOP("checks", "Warning"),
    IssueSeverity.NOTE: QT_TRANSLATE_NOOP("checks", "Note"),
}
_REASONS = {
    DismissalReason.NOT_TRUE: QT_TRANSLATE_NOOP("checks", "Not true"),
    DismissalReason.IRRELEVANT: QT_TRANSLATE_NOOP("checks", "Clinically irrelevant"),
    DismissalReason.SAID_ELSEWHERE: QT_TRANSLATE_NOOP("checks", "Said elsewhere"),
    DismissalReason.WILL_BE_ADDED: QT_TRANSLATE_NOOP("checks", "Will be added"),
    DismissalReason.OTHER: QT_TRANSLATE_NOOP("checks", "Other"),
}


def _translated(text: str) -> str:
    return QCoreApplication.translate("checks", text)


def issue_message(issue: Issue) -> str:
    """Return the sentence of ``issue``."""
    values = dict(issue.values)
    if issue.kind is IssueKind.SEX and "found" in values:
        values["found"] = _SEXES.get(values["found"], values["found"])
    words = {name: _translated(value) for name, value in values.items()}
    return _translated(MESSAGES[issue.template]).format(**words)


def severity_name(severity: IssueSeverity) -> str:
    """Return the word for ``severity``."""
    return _translated(_SEVERITIES[severity])


def reason_name(reason: DismissalReason) -> str:
    """Return the words for ``reason``."""
    return _translated(_REASONS[reason])


def quoted_words(issue: Issue, checked: CheckedTexts) -> str:
    """Return the line that ``issue`` is about: a statement of the impression, or a sentence."""
    text, span = checked.texts.impression, issue.impression_span
    around = [(each.start, each.end) for each in checked.result.statements]
    if span is None:
        text, span = checked.findings, issue.findings_span
        around = [(each.start, each.end) for each in sentences_of(text)]
    if span is None:
        return ""
    start, end = next((each for each in around if each[0] <= span[0] < each[1]), span)
    return " ".join(text[start : max(end, span[1])].split())
