"""Left and right: impression against findings, text against order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from radvaluer_desktop.knowledge.words import words_of
from radvaluer_desktop.report.study import Side, StudyHeader
from radvaluer_desktop.safety.checks.issues import issue
from radvaluer_desktop.safety.contexts import Comparison, Occurrence, Verdict, word_span
from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.places import sites_agree, sites_meet
from radvaluer_desktop.safety.reading import BOTH, Mention, Reading, SideWord
from radvaluer_desktop.safety.result import Issue, IssueKind, IssueSeverity, Span

_NEAR = 3
_COMPARING = frozenset(
    {"than", "greater", "worse", "more", ">", "著", "predominantly", "predominant"}
)


def side_name(sides: frozenset[Side]) -> str:
    """Return the English word for ``sides``; the window translates it."""
    return "bilateral" if sides >= BOTH else next(iter(sorted(side.value for side in sides)), "")


def check_sides(grounds: Grounds, header: StudyHeader) -> Iterator[Issue]:
    """Yield sides that the impression changes, and texts that leave the ordered side."""
    done: set[Span] = set()
    sides_said = _Sides(grounds)
    for word in grounds.impression.side_words:
        span = (word.start, word.end)
        if span in done or _compares(grounds.impression, word):
            continue
        found = _conflict(grounds, word, sides_said)
        if found is not None:
            done.add(span)
            sides, where = found
            yield issue(
                grounds, IssueKind.SIDE, IssueSeverity.SEVERE, "side",
                findings=where, impression=span,
                said=side_name(word.sides), found=side_name(sides),
            )  # fmt: skip
    yield from _against_order(grounds, header)


class _Sides:
    """The side words of the impression: what each is said of, and the nouns behind them."""

    def __init__(self, grounds: Grounds) -> None:
        self.carried: dict[SideWord, list[Mention]] = {}
        beside = _by_sentence(grounds.impression)
        for mention in grounds.impression.mentions:
            word = _nearest(beside.get(mention.sentence, ()), mention)
            if word is not None and mention.stated:
                self.carried.setdefault(word, []).append(mention)
        own = _occurrences(grounds.impression)
        self._of = dict(zip(grounds.impression.side_words, own, strict=True))
        self._comparison = Comparison(
            grounds.impression, own, grounds.findings, _abnormal(grounds.findings), sides=True
        )

    def verdict(self, word: SideWord) -> Verdict | None:
        """Say whether the findings give this noun the other side."""
        return self._comparison.verdict(self._of[word])


def _compares(reading: Reading, word: SideWord) -> bool:
    """Whether a side is only said to be the worse one: right greater than left."""
    near = reading.words[max(word.word - _NEAR, 0) : word.last + _NEAR]
    return any(each.form in _COMPARING for each in near)


def _conflict(
    grounds: Grounds, word: SideWord, sides: _Sides
) -> tuple[frozenset[Side], Span] | None:
    """Return the findings' sides where all that can be meant by ``word`` is on another side.

    The very finding at the same site decides, else the noun at the side, else what it rests on.
    """
    carried = sides.carried.get(word, [])
    verdict = None if word.sides >= BOTH else sides.verdict(word)
    if (verdict is None or not verdict.clear) and any(
        _stands_there(grounds, said, word) for said in carried
    ):
        return None
    if verdict is not None:
        if not verdict.differs:
            return None
        there = frozenset(map(Side, verdict.other.says))
        return there, word_span(grounds.findings.words, verdict.other)
    concept = [v for said in carried if (v := _by_finding(grounds, said, word)) is not None]
    conflicts = [v for v in concept if v[0]]
    if conflicts and len(conflicts) == len(concept):
        return conflicts[0][1], conflicts[0][2]
    return None


def _stands_there(grounds: Grounds, said: Mention, word: SideWord) -> bool:
    """Whether the findings name the very finding on this side, and at the same site."""
    return any(
        match.found.ids & said.ids and word.sides == match.found.sides
        and sites_meet(grounds.knowledge, said.sites, match.found.sites)
        for match in grounds.matches(said)
    )  # fmt: skip


def _occurrences(reading: Reading) -> list[Occurrence]:
    return [
        Occurrence(word.word, word.last, frozenset(side.value for side in word.sides))
        for word in reading.side_words
    ]


def _abnormal(reading: Reading) -> list[Occurrence]:
    """Return the side words but "both" in sentences that only say what is normal."""
    sound = {m.sentence for m in reading.mentions if m.by_normal and not m.present}
    sound -= {m.sentence for m in reading.mentions if m.stated}
    of_word = zip(reading.side_words, _occurrences(reading), strict=True)
    return [
        each for word, each in of_word
        if word.sides < BOTH or reading.sentence_at(word.start) not in sound
    ]  # fmt: skip


def _by_sentence(reading: Reading) -> dict[int, list[SideWord]]:
    found: dict[int, list[SideWord]] = {}
    for word in reading.side_words:
        sentence = reading.sentence_at(word.start)
        if sentence is not None:
            found.setdefault(sentence, []).append(word)
    return found


def _nearest(beside: Sequence[SideWord], mention: Mention) -> SideWord | None:
    """Return the word that says the mention's side: the last before its end, else the first."""
    own = [word for word in beside if word.sides <= mention.sides]
    before = [word for word in own if word.start <= mention.end]
    return before[-1] if before else own[0] if own else None


def _by_finding(
    grounds: Grounds, said: Mention, word: SideWord
) -> tuple[bool, frozenset[Side], Span] | None:
    """Compare with the findings that ``said`` rests on: (differs, their sides, where) or None."""
    matches = grounds.matches(said)
    there = [m.found for m in matches if m.found.sides and m.found.stated]
    if not there:
        return None
    exact = [f for f in there if f.ids & said.ids] or [
        f for f in there if grounds.relations.same_thing(f.ids, said.ids)
    ] or there  # fmt: skip
    placed = [f for f in exact if f.sites and said.sites
              and sites_agree(grounds.knowledge, said.sites, f.sites)]  # fmt: skip
    chosen = placed or exact
    sides = frozenset().union(*(f.sides for f in chosen))
    if word.sides <= sides and not all(word.sides < f.sides for f in chosen):
        return False, sides, (chosen[0].start, chosen[0].end)
    return True, sides, _side_span(grounds.findings, chosen[0])


def _side_span(reading: Reading, mention: Mention) -> Span:
    """Return the place of the side word that a mention carries, else its own."""
    word = _nearest(_by_sentence(reading).get(mention.sentence, ()), mention)
    return (mention.start, mention.end) if word is None else (word.start, word.end)


def _against_order(grounds: Grounds, header: StudyHeader) -> Iterator[Issue]:
    ordered = header.side or _side_in(header.order)
    if ordered is None or ordered is Side.BILATERAL:
        return
    wanted = frozenset({ordered})
    for reading, place in ((grounds.impression, "impression"), (grounds.findings, "findings")):
        words = reading.side_words
        if words and not any(wanted & word.sides for word in words):
            span = (words[0].start, words[0].end)
            yield issue(
                grounds, IssueKind.SIDE, IssueSeverity.SEVERE, "side-order",
                findings=span if place == "findings" else None,
                impression=span if place == "impression" else None,
                said=side_name(words[0].sides), found=ordered.value,
            )  # fmt: skip
    if not grounds.findings.side_words and not grounds.impression.side_words:
        yield issue(
            grounds, IssueKind.SIDE, IssueSeverity.NOTE, "side-missing", found=ordered.value
        )


def _side_in(order: str | None) -> Side | None:
    forms = {word.form for word in words_of(order or "")}
    left, right = bool(forms & {"left", "lt", "左"}), bool(forms & {"right", "rt", "右"})
    if left == right or forms & {"bilateral", "both", "双"}:
        return None
    return Side.LEFT if left else Side.RIGHT
