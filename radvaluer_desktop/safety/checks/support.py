"""Statements that rest on nothing, urgent findings that are left out, critical results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from radvaluer_desktop.knowledge.entries import CRITICAL, SIGNIFICANT, URGENT, CueKind
from radvaluer_desktop.safety.checks.issues import issue, same_place, span_of, stated
from radvaluer_desktop.safety.checks.negation import contradicted
from radvaluer_desktop.safety.content import carries_content
from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.reading import Mention
from radvaluer_desktop.safety.result import (
    Issue,
    IssueKind,
    IssueSeverity,
    Statement,
)

_ENOUGH = 2


def check_support(grounds: Grounds, statements: Sequence[Statement]) -> Iterator[Issue]:
    """Yield statements, or findings in them, that nothing in the findings supports.

    A statement that names nothing known is mostly no finding: it is marked, and an issue only
    where enough of its words are those of findings.
    """
    for number, statement in enumerate(statements):
        if not statement.needs_evidence:
            continue
        said = [m for m in stated(grounds) if m.sentence == number]
        lone = [m for m in said if not grounds.is_supported(m)
                and contradicted(grounds, m) is None]  # fmt: skip
        if said and len(lone) == len(said):
            yield _unsupported(grounds, (statement.start, statement.end))
        elif not said and not statement.evidence and _speaks_of_findings(grounds, number):
            yield _unsupported(grounds, (statement.start, statement.end), IssueSeverity.NOTE)
        else:
            for mention in lone:
                if _is_special(grounds, mention) and not mention.hedged:
                    yield _unsupported(grounds, span_of(mention))


def _speaks_of_findings(grounds: Grounds, number: int) -> bool:
    """Whether a statement that names no known finding has the words of one."""
    sentence = grounds.impression.sentences[number]
    if any(
        grounds.impression.has_cue(kind, sentence.start, sentence.end)
        for kind in (CueKind.ADVICE, CueKind.COMMUNICATION, CueKind.NORMAL, CueKind.NEGATION)
    ):
        return False
    words = [
        word.form for word in grounds.impression.words
        if sentence.start <= word.start < sentence.end and carries_content(word)
    ]  # fmt: skip
    return len(words) >= _ENOUGH and all(form in grounds.reader_forms for form in words)


def _is_special(grounds: Grounds, mention: Mention) -> bool:
    """Whether a mention means a finding of some organ."""
    findings = grounds.knowledge.findings
    return all(findings[id_].system is not None for id_ in mention.ids)


def _unsupported(
    grounds: Grounds, span: tuple[int, int], severity: IssueSeverity = IssueSeverity.WARNING
) -> Issue:
    return issue(grounds, IssueKind.UNSUPPORTED, severity, "unsupported", impression=span)


def check_left_out(grounds: Grounds, left_out: Sequence[tuple[Mention, int]]) -> Iterator[Issue]:
    """Yield findings of weight that no statement covers, one issue a finding."""
    done: list[Mention] = []
    for mention, urgency in left_out:
        if urgency < SIGNIFICANT or mention.hedged:
            continue
        if any(mention.ids == m.ids and same_place(grounds, mention, m) for m in done):
            continue
        done.append(mention)
        severity = IssueSeverity.SEVERE if urgency >= URGENT else IssueSeverity.WARNING
        yield issue(
            grounds, IssueKind.LEFT_OUT, severity, "left_out", findings=span_of(mention)
        )  # fmt: skip


def check_critical(grounds: Grounds) -> Iterator[Issue]:
    """Yield a reminder for the first critical result; it ranks nothing."""
    for reading, is_findings in ((grounds.impression, False), (grounds.findings, True)):
        for mention in reading.mentions:
            critical = grounds.relations.urgency(mention.ids) >= CRITICAL
            if critical and mention.stated and not mention.chronic:
                span = span_of(mention)
                yield issue(
                    grounds, IssueKind.CRITICAL, IssueSeverity.NOTE, "critical",
                    findings=span if is_findings else None,
                    impression=None if is_findings else span,
                )  # fmt: skip
                return
