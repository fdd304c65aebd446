"""Which words reach a finding: negations, hedges, sides, sites, levels, degrees, changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from radvaluer_desktop.knowledge.entries import Cue, CueKind
from radvaluer_desktop.knowledge.words import Word
from radvaluer_desktop.report.study import Side
from radvaluer_desktop.safety.layout import Layout
from radvaluer_desktop.safety.levels import Level
from radvaluer_desktop.safety.lexicon import Hit
from radvaluer_desktop.safety.sentences import Sentence

_T = TypeVar("_T")
_COMMAS = frozenset(",，")
_LISTS = frozenset({"or", "nor"})
_DENYING = frozenset({"no", "not", "without", "未", "无"})  # of normal statements
_JOINING = frozenset({"with", "and", "which", "that", "伴", "并"})
_UNDOING = frozenset({"不", "欠", "非", "not"})
_BROKEN, _BEHIND = ("性中断", "性不", "性欠", "性差", "性消失", "中断", "不佳"), 3  # after "连续"
_AND = frozenset({"and", "or", "nor", "及", "和", "与", "或", "、", "&", "并"})
# A part after a comma that begins like this says something new: "no effusion, small nodule in …".
_FRESH_WORDS = (
    "there a an the this is are stable mild moderate severe small large left right bilateral "
    "minimal heart lung cardiac unchanged mildly low both status consistent compatible "
    "suggestive suggesting representing reflecting"
)
_FRESH = frozenset(_FRESH_WORDS.split())
_NEAR_WORDS, _NEAR_HAN = 4, 6
_HEDGED = 12
_SIDES = {
    "left": frozenset({Side.LEFT}),
    "right": frozenset({Side.RIGHT}),
    "bilateral": frozenset({Side.LEFT, Side.RIGHT}),
}


class Scopes(Layout):
    """What each cue of one text reaches."""

    def __init__(
        self,
        words: Sequence[Word],
        sentences: Sequence[Sentence],
        hits: Sequence[Hit],
        headings: Mapping[int, tuple[Level, ...]],
    ) -> None:
        super().__init__(words, sentences, hits)
        self._headings = headings
        self._findings = [hit for hit in hits if hit.findings]
        self._taken = {place for hit in self._findings for place in hit.places}
        self._advice = [hit for hit in hits if hit.cue(CueKind.ADVICE)]
        self._ends = {hit.places[0] for hit in hits if hit.cue(CueKind.END)}
        self._denied, self._hedged = self._denials(), self._doubts()
        self.sides = list(self._side_words())
        self._sites = [
            (hit.places[0], hit.places[-1], meaning.site)
            for hit in hits for meaning in hit.meanings if meaning.site is not None
        ]  # fmt: skip

    # --- negation and certainty ------------------------------------------------------------------

    def is_denied(self, hit: Hit) -> bool:
        """Whether a negation reaches the finding, or stands inside of its words."""
        return any(place in self._denied for place in (hit.places[-1], hit.places[0]))

    def reaches(self, place: int) -> bool:
        """Whether a negation reaches the word at ``place``."""
        return place in self._denied

    def is_undone(self, hit: Hit) -> bool:
        """Whether a negation before a normal statement, none of its own, turns it round."""
        cue = self._denied.get(hit.places[-1])
        return cue is not None and cue < hit.places[0]

    def is_limited(self, hit: Hit) -> bool:
        """Whether the negation that reaches the finding denies only so much of it."""
        first = hit.places[0]
        cue = self._denied.get(first, self._denied.get(hit.places[-1], first))
        return any(
            cue < other.places[0] and other.places[-1] < hit.places[-1] and
            first - other.places[-1] <= _NEAR_WORDS
            for other in self._beside(hit) if other.cue(CueKind.EXTENT_ONLY)
        )  # fmt: skip

    def is_hedged(self, hit: Hit) -> bool:
        """Whether the text says that it is not sure of the finding."""
        return hit.places[0] in self._hedged or hit.places[-1] in self._hedged

    def is_clearly_hedged(self, hit: Hit) -> bool:
        """Whether the doubt is said of this finding and none beside it: next to its words."""
        first, last = hit.places[0], hit.places[-1]
        for other in self._beside(hit):
            before = first - other.places[-1] if other.cue(CueKind.HEDGE) else 0
            after = other.places[0] - last if other.cue(CueKind.HEDGE_AFTER) else 0
            near = _NEAR_HAN if self.words[first].is_han else _NEAR_WORDS
            if 0 < before <= near and self._taken.isdisjoint(range(other.places[-1] + 1, first)):
                return True
            if 0 < after <= near and self._is_behind_it(last, other, near):
                return True
        return False

    def _is_behind_it(self, last: int, cue: Hit, near: int) -> bool:
        """Whether a hedge behind a finding means it, and not what stands behind the hedge."""
        between = range(last + 1, cue.places[0])
        joined = any(self.words[place].form in _JOINING for place in between)
        joined = joined or self._part.get(cue.places[0]) != self._part.get(last)
        behind = range(cue.places[-1] + 1, cue.places[-1] + 1 + near)
        same = [place for place in behind if self._part.get(place) == self._part.get(last)]
        return not joined and self._taken.isdisjoint(between) and self._taken.isdisjoint(same)

    def is_advised(self, hit: Hit) -> bool:
        """Whether advice stands before the finding in its sentence: what to look for."""
        sentence = self.sentence_of[hit.places[0]]
        return any(
            self.sentence_of.get(other.places[0]) == sentence
            for other in self._advice if other.places[-1] < hit.places[0]
        )  # fmt: skip

    def normal_stands(self, hit: Hit) -> bool:
        """Whether a normal statement is one: no finding takes its words first."""
        own = set(hit.places)
        inside = range(hit.places[0], hit.places[-1])
        if any(self.words[at].form in _UNDOING for at in inside if at not in own):
            return False
        behind = self.words[hit.places[-1] + 1 : hit.places[-1] + 1 + _BEHIND]
        if behind and behind[0].is_han and "".join(w.form for w in behind).startswith(_BROKEN):
            return False
        return not any(
            own & set(other.places) and other.places[-1] < hit.places[-1]
            for other in self._findings
            if other.places[0] <= hit.places[-1] and other.places[-1] >= hit.places[0]
        )

    def _denials(self) -> dict[int, int]:
        """Return the words that are denied, each with the first word of what denies it."""
        denied: dict[int, int] = {}
        for hit in self.hits:
            first, last = hit.places[0], hit.places[-1]
            if first not in self.sentence_of:
                continue
            if hit.cue(CueKind.PSEUDO_NEGATION) is not None:  # denies its own last words alone
                denying = [at for at in hit.places if self.words[at].form in _DENYING]
                denied |= dict.fromkeys(
                    (at for at in hit.places if denying and at > denying[0]), first
                )
            denial = self._denial_inside(hit)
            if denial is not None:
                denied |= dict.fromkeys([*range(denial, last + 1), *self._ahead(last)], denial)
            before, after = hit.cue(CueKind.NEGATION), hit.cue(CueKind.NEGATION_AFTER)
            ahead = list(self._ahead(last)) if before is not None else []
            if after is not None and self._taken.isdisjoint(ahead):
                denied |= dict.fromkeys(self._backward(first), first)
            denied |= dict.fromkeys(ahead, first)
        return denied

    def _denial_inside(self, hit: Hit) -> int | None:
        """Return where a normal statement, such as 未见异常, begins to deny."""
        change = hit.cue(CueKind.CHANGE) or hit.cue(CueKind.PSEUDO_NEGATION)
        if change is not None or not (hit.denies or hit.cue(CueKind.NORMAL)):
            return None
        return next((at for at in hit.places if self.words[at].form in _DENYING), None)

    def _doubts(self) -> set[int]:
        """Return the words that are hedged."""
        hedged: set[int] = set()
        for hit in self.hits:
            if hit.places[0] not in self.sentence_of:
                continue
            if hit.cue(CueKind.HEDGE) is not None:
                hedged.update(self._forward(hit.places[-1], lists=False))
            if hit.cue(CueKind.HEDGE_AFTER) is not None:
                hedged.update(self._shortly_before(hit.places[0]))
        for place, word in enumerate(self.words):
            if word.form in "?？" and place - 1 in self.sentence_of:
                hedged |= {place - 1, *self._backward(place)}
        return hedged

    def _ahead(self, last: int) -> Iterator[int]:
        return self._forward(last, lists=True)

    def _forward(self, last: int, *, lists: bool) -> Iterator[int]:
        """Yield the words that a cue before them reaches."""
        _, end = self._limits[self.sentence_of[last]]
        for place in range(last + 1, end):
            if place in self._ends or self.words[place].form == ":":
                return
            if self.words[place].form in _COMMAS and not (lists and self._list_goes_on(place, end)):
                return
            yield place

    def _list_goes_on(self, comma: int, end: int) -> bool:
        """Whether what stands behind a comma still belongs to the list before it."""
        if comma + 1 >= end or self.words[comma + 1].is_han or self.words[comma].form == "，":
            return False
        if any(self.words[place].form in _LISTS for place in range(comma + 1, end)):
            return True
        return self.words[comma + 1].form not in _FRESH

    def _backward(self, first: int) -> Iterator[int]:
        """Yield the words that a cue behind them reaches: its part, or the list that it ends."""
        begin, _ = self._limits.get(self.sentence_of.get(first, -1), (first, first))
        for place in range(first - 1, begin - 1, -1):
            form = self.words[place].form
            if form in _COMMAS and not self._is_list(place, first):
                return
            if place in self._ends and not self.words[place].is_han:
                return
            yield place

    def _shortly_before(self, first: int) -> Iterator[int]:
        """Yield what a hedge behind it means: the finding named last, not all of its sentence."""
        for place in itertools.islice(self._backward(first), _HEDGED):
            if self.words[place].form in _AND and not self.words[place].is_han:
                return
            yield place

    def _is_list(self, comma: int, until: int) -> bool:
        return any(self.words[place].form in _LISTS for place in range(comma, until))

    # --- sides and places ------------------------------------------------------------------------

    def sides_of(self, hit: Hit) -> frozenset[Side]:
        """Return the sides that are said of the finding."""
        first, last = hit.places[0], hit.places[-1]
        own = [sides for at, end, sides in self.sides if first <= at and end <= last]
        if own:
            right_before = [sides for _, end, sides in self.sides if end == first - 1]
            return frozenset().union(*own, *right_before)
        return self._nearest(hit, [(at, end, sides) for at, end, sides in self.sides])

    def sites_of(self, hit: Hit) -> frozenset[str]:
        """Return the sites that are said of the finding."""
        own = {site.id for at, end, site in self._sites
               if at <= hit.places[-1] and end >= hit.places[0]}  # fmt: skip
        spans = [(at, end, frozenset({site.id})) for at, end, site in self._sites]
        return frozenset(own) | self._nearest(hit, spans)

    def levels_of(self, hit: Hit, levels: Sequence[Level]) -> tuple[Level, ...]:
        """Return the numbered places that are said of it: its sentence's, or their heading's."""
        sentence = self.sentence_of[hit.places[0]]
        begin, end = self._limits[sentence]
        start, stop = self.words[begin].start, self.words[end - 1].end
        own = [level for level in levels if start <= level.start and level.end <= stop]
        at = self.words[hit.places[0]].start
        before = [level for level in own if level.start <= at]
        if len(own) < 2:
            return tuple(own) or self._headings.get(sentence, ())
        return tuple(before[-1:] or own[:1])

    def _nearest(self, hit: Hit, spans: Sequence[tuple[int, int, frozenset[_T]]]) -> frozenset[_T]:
        """Choose among ``spans`` those that belong to the finding: of its part, else before it."""
        first, last = hit.places[0], hit.places[-1]
        begin, end = self._limits[self.sentence_of[first]]
        part = self._part[first]
        inside = [span for span in spans if begin <= span[0] < end]
        own = [span for span in inside if self._part[span[0]] == part]
        before = [span for span in own if span[0] <= first]
        after = [span for span in own if span[0] > last]
        if before:
            return self._joined(before, last=before[-1])
        if after:
            between = any(first < other.places[0] < after[0][0] and other.places != hit.places
                          for other in self._findings)  # fmt: skip
            if not between or not self.words[first].is_han:
                return self._joined(after, last=after[0], forward=True)
        earlier = [span for span in inside if span[0] < first]
        if earlier:
            return self._joined(earlier, last=earlier[-1])
        later = [span for span in inside if span[0] > last]
        if later and not any(last < place < later[0][0] for place in self._taken):
            return self._joined(later, last=later[0], forward=True)
        return frozenset()

    def _joined(
        self, spans: Sequence[tuple[int, int, frozenset[_T]]],
        last: tuple[int, int, frozenset[_T]], *, forward: bool = False,
    ) -> frozenset[_T]:  # fmt: skip
        """Add to ``last`` those that "and", "、" or "greater than" join with it."""
        chosen, edge = set(last[2]), last
        ordered = list(spans) if forward else list(reversed(spans))
        for span in ordered[1:]:
            low, high = (edge[1], span[0]) if forward else (span[1], edge[0])
            between = [self.words[place].form for place in range(low + 1, high)]
            apart = len(between) > 6 or any(place in self._taken for place in range(low + 1, high))
            if apart or not (
                set(between) & (_AND | {"than", ">", "greater", "to", "至"}) or span[1] >= edge[0]
            ):
                break
            chosen |= span[2]
            edge = span
        return frozenset(chosen)

    def _side_words(self) -> Iterator[tuple[int, int, frozenset[Side]]]:
        cues = {hit.places[-1] for hit in self.hits if hit.cue(CueKind.SIDE)}
        for hit in self.hits:
            cue = hit.cue(CueKind.SIDE)
            if cue is not None:
                yield hit.places[0], hit.places[-1], _SIDES[str(cue.value)]
                continue
            sided = [meaning.side for meaning in hit.meanings if meaning.side is not None]
            if any(meaning.site is not None and meaning.site.side for meaning in hit.meanings):
                continue  # the lingula has one side only: nothing that could be mistaken
            if sided and cues.isdisjoint(range(hit.places[0] - 1, hit.places[-1] + 1)):
                yield hit.places[0], hit.places[-1], _SIDES[sided[0].value]

    # --- small words around ----------------------------------------------------------------------

    def near(self, hit: Hit, kind: CueKind) -> Cue | None:
        """Return the cue of ``kind`` of the finding's part, nearest before it first.

        Else one of its sentence, where no other finding stands between.
        """
        first, last = hit.places[0], hit.places[-1]
        best: tuple[int, Cue] | None = None
        for other in self._beside(hit):
            cue = other.cue(kind)
            at, end = other.places[0], other.places[-1]
            if cue is None or self.sentence_of.get(at) != self.sentence_of[first]:
                continue
            before, after = first - end, at - last
            distance = before if before > 0 else 2 * after if after > 0 else 0
            if self._part[at] != self._part[first]:
                low, high = (end, first) if before > 0 else (last, at)
                if any(place in self._taken for place in range(low + 1, high)):
                    continue
                distance += len(self.words)
            if best is None or distance < best[0]:
                best = (distance, cue)
        return None if best is None else best[1]

    def degree_of(self, hit: Hit) -> tuple[int | None, tuple[int, int] | None]:
        """Return the degree, 1 to 3, that is said of the finding, and where it is said."""
        other = self._adjacent(hit, CueKind.DEGREE)
        cue = None if other is None else other.cue(CueKind.DEGREE)
        if other is None or cue is None:
            return None, None
        span = self.words[other.places[0]].start, self.words[other.places[-1]].end
        return int(cue.value or 0), span

    def is_chronic(self, hit: Hit) -> bool:
        """Whether a word inside of the finding's, or close before it, says that it is old."""
        return self._adjacent(hit, CueKind.CHRONIC) is not None

    def change_of(self, hit: Hit) -> str | None:
        """Return how the finding changed, as the cue says it."""
        cue = self.near(hit, CueKind.CHANGE)
        return None if cue is None else str(cue.value)

    def _adjacent(self, hit: Hit, kind: CueKind) -> Hit | None:
        """Return a cue inside of the finding's words, or close before it and nothing between."""
        first, last = hit.places[0], hit.places[-1]
        near = _NEAR_HAN if self.words[first].is_han else _NEAR_WORDS
        best: tuple[int, Hit] | None = None
        for other in self._beside(hit):
            at, end = other.places[0], other.places[-1]
            if other.cue(kind) is None or at > last or at < first - near - 2:
                continue
            if self._part.get(at) != self._part.get(first):
                continue
            distance = max(0, first - end)
            between = any(place in self._taken for place in range(end + 1, first))
            if distance <= near and not between and (best is None or distance < best[0]):
                best = (distance, other)
        return None if best is None else best[1]
