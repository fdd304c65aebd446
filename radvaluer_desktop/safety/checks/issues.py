"""Makes issues, with the key by which the same one is known again."""

from __future__ import annotations

from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.levels import levels_meet
from radvaluer_desktop.safety.places import sites_agree
from radvaluer_desktop.safety.reading import Mention
from radvaluer_desktop.safety.result import (
    Issue,
    IssueKind,
    IssueSeverity,
    Span,
    issue_key,
)


def issue(
    grounds: Grounds,
    kind: IssueKind,
    severity: IssueSeverity,
    template: str,
    *,
    findings: Span | None = None,
    impression: Span | None = None,
    **values: str,
) -> Issue:
    """Return an issue about a place in the findings, in the impression, or both."""
    quoted = [
        text[span[0] : span[1]].strip().lower()
        for text, span in (
            (grounds.findings.text, findings),
            (grounds.impression.text, impression),
        )
        if span is not None
    ]
    key = issue_key(kind, template, *quoted)
    return Issue(kind, severity, template, values, findings, impression, key)


def span_of(mention: Mention) -> Span:
    """Return where a mention stands."""
    return mention.start, mention.end


def stated(grounds: Grounds) -> list[Mention]:
    """Return what the impression says to be there."""
    return [m for m in grounds.impression.mentions if m.stated]


def same_place(grounds: Grounds, first: Mention, second: Mention) -> bool:
    """Whether neither side nor site nor level tells two mentions apart."""
    if first.sides and second.sides and first.sides.isdisjoint(second.sides):
        return False
    kinds = {level.kind for level in first.levels} & {level.kind for level in second.levels}
    if kinds and not levels_meet(first.levels, second.levels):
        return False
    return sites_agree(grounds.knowledge, first.sites, second.sites)
