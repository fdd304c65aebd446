"""Levels, lobes and other sites of the impression against those of the findings."""

from __future__ import annotations

from collections.abc import Iterator

from radvaluer_desktop.knowledge.entries import Contrast, Knowledge
from radvaluer_desktop.safety.checks.issues import issue, span_of, stated
from radvaluer_desktop.safety.contexts import Comparison, Occurrence, word_span
from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.levels import Level
from radvaluer_desktop.safety.places import ORGANS, disagreeing_axes, sites_meet
from radvaluer_desktop.safety.reading import Mention, Reading
from radvaluer_desktop.safety.result import Issue, IssueKind, IssueSeverity, Span


def check_locations(grounds: Grounds) -> Iterator[Issue]:
    """Yield levels that the findings do not have, and sites that differ."""
    for level in grounds.impression.levels:
        found = _other_level(grounds, level)
        if found is not None:
            yield _issue(grounds, (level.start, level.end), (found.start, found.end))
    contrasts = list(_contrasts(grounds))
    yield from contrasts
    done = [each.impression_span for each in contrasts if each.impression_span is not None]
    for said in stated(grounds):
        differing = _differing_site(grounds, said)
        if differing is None:
            continue
        axis, other = differing
        span = _site_span(grounds.impression, said, axis)
        if not any(span[0] <= other[0] < span[1] or other == span for other in done):
            done.append(span)
            yield _issue(grounds, span, _site_span(grounds.findings, other, axis))


def _site_span(reading: Reading, mention: Mention, axis: str) -> Span:
    """Return the words that put a mention on ``axis``, else the mention."""
    sentence = reading.sentences[mention.sentence]
    spans = [
        (reading.words[hit.places[0]].start, reading.words[hit.places[-1]].end)
        for hit in reading.hits for meaning in hit.meanings
        if meaning.site is not None and meaning.site.axis == axis
        and meaning.site.id in mention.sites
    ]  # fmt: skip
    own = [span for span in spans if sentence.start <= span[0] < sentence.end]
    return min(own, key=lambda span: abs(span[0] - mention.start), default=span_of(mention))


def _issue(grounds: Grounds, said: Span, found: Span) -> Issue:
    return issue(
        grounds, IssueKind.LEVEL, IssueSeverity.SEVERE, "level",
        findings=found, impression=said,
        said=grounds.impression.text[said[0] : said[1]],
        found=grounds.findings.text[found[0] : found[1]],
    )  # fmt: skip


def _other_level(grounds: Grounds, level: Level) -> Level | None:
    """Return a level of the findings where none there is this one.

    Where the very finding stands in the findings with levels, those alone count.
    """
    there = [other for other in grounds.findings.levels if other.kind == level.kind]
    carried = [said for said in stated(grounds) if level in said.levels]
    own = [near for said in carried if (near := _of_same_finding(grounds, said, there))]
    if any(_knows(near, level) for near in own) or (not own and _knows(there, level)):
        return None
    if own and _knows(there, level) and any(_shares(near, level) for near in own):
        return None  # of several places some stand elsewhere
    candidates = own[0] if own else there
    return max(candidates, key=lambda other: len(other.places & level.places), default=None)


def _shares(levels: list[Level], level: Level) -> bool:
    return any(not level.places.isdisjoint(other.places) for other in levels)


def _knows(levels: list[Level], level: Level) -> bool:
    return level.places <= frozenset().union(*(other.places for other in levels))


def _of_same_finding(grounds: Grounds, said: Mention, there: list[Level]) -> list[Level]:
    sentences = {m.found.sentence for m in grounds.matches(said) if m.found.ids & said.ids}
    return [other for other in there if grounds.findings.sentence_at(other.start) in sentences]


def _differing_site(grounds: Grounds, said: Mention) -> tuple[str, Mention] | None:
    """Return axis and mention of the findings, if all that they put on one axis is elsewhere."""
    knowledge = grounds.knowledge
    there = [m.found for m in grounds.matches(said) if m.found.sites and m.found.stated]
    named = [found for found in grounds.namesakes(said) if found.sites]
    if said.sides:
        named = [f for f in named if not f.sides or f.sides & said.sides] or named
    exact = named or [
        f for f in there if grounds.relations.same_thing(f.ids, said.ids)
    ] or there  # fmt: skip
    for axis in {knowledge.sites[id_].axis for id_ in said.sites} - ORGANS:
        on_axis = [f for f in exact if _is_on(knowledge, f, axis)]
        agreeing = any(
            _is_on(knowledge, f, axis)
            and axis not in disagreeing_axes(knowledge, said.sites, f.sites)
            for f in (there if not named else ())
        )
        if on_axis and not agreeing and all(
            axis in disagreeing_axes(knowledge, said.sites, f.sites) for f in on_axis
        ):  # fmt: skip
            return axis, on_axis[0]
    return None


def _is_on(knowledge: Knowledge, mention: Mention, axis: str) -> bool:
    return any(knowledge.sites[id_].axis == axis for id_ in mention.sites)


def _contrasts(grounds: Grounds) -> Iterator[Issue]:
    """Yield "upper" where the findings say "lower" of the same noun, and nowhere "upper"."""
    done: set[Span] = set()
    for contrast in grounds.knowledge.contrasts:
        own = _members(contrast, grounds.impression)
        there = _members(contrast, grounds.findings)
        comparison = Comparison(grounds.impression, own, grounds.findings, there)
        for occurrence in comparison.occurrences:
            verdict = comparison.verdict(occurrence)
            if verdict is None or not verdict.differs:
                continue
            span = word_span(grounds.impression.words, occurrence)
            if span not in done and (verdict.clear or not _is_placed(grounds, span)):
                done.add(span)
                yield _issue(grounds, span, word_span(grounds.findings.words, verdict.other))


def _members(contrast: Contrast, reading: Reading) -> list[Occurrence]:
    member_of = {form: at for at, forms in enumerate(contrast.members) for form in forms}
    return [
        Occurrence(at, at, frozenset({str(member_of[word.form])}))
        for at, word in enumerate(reading.words)
        if word.form in member_of
    ]


def _is_placed(grounds: Grounds, span: Span) -> bool:
    """Whether the finding there is named in the findings at the same part of its organ."""
    sentence = grounds.impression.sentence_at(span[0])
    return any(
        match.found.ids & said.ids
        and sites_meet(grounds.knowledge, _parts_of(grounds, said), match.found.sites)
        and not disagreeing_axes(grounds.knowledge, said.sites, match.found.sites)
        and (not said.sides or not match.found.sides or said.sides & match.found.sides)
        for said in stated(grounds) if said.sentence == sentence
        for match in grounds.matches(said)
    )  # fmt: skip


def _parts_of(grounds: Grounds, said: Mention) -> list[str]:
    sites = grounds.knowledge.sites
    return [id_ for id_ in said.sites if sites[id_].axis not in ORGANS]
