"""Writes the impression that a careful radiologist of an institution gives."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.corpus.entries import Entry, Grammar, Meaning
from radvaluer_desktop.training.corpus.facts import Case, bundled
from radvaluer_desktop.training.corpus.institutions import Style
from radvaluer_desktop.training.corpus.wording import Worded, fill

_MINOR = 1


class _First(random.Random):
    """Chooses the first of everything."""

    def random(self) -> float:
        return 0.0


_FIRST = _First()
_NUMBER = "{n}"


@dataclass(frozen=True, slots=True)
class Written:
    """An impression. ``normal``: it names no finding."""

    text: str
    normal: bool


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    urgency: int
    place: int  # of its first finding in the findings
    advice: str


class Writer:
    """Writes impressions in one style; what the style leaves open is drawn."""

    def __init__(self, grammar: Grammar, style: Style, language: Language) -> None:
        self._grammar = grammar
        self._style = style
        self._language = language

    def write(self, case: Case, worded: Sequence[Worded], rng: random.Random) -> Written:
        """Return the impression; ``worded`` stand in the order of the findings."""
        style = self._style
        kept = [(at, w) for at, w in enumerate(worded) if w.fact.entry.urgency >= style.least]
        region = region_values(case, self._language, rng)
        if not kept:
            choice = style.nothing_acute if worded else style.normal
            return Written(_capital(rng.choice(choice).fill(region, rng)), normal=True)
        lines = self._lines(case, kept, rng)
        lines.sort(key=lambda line: (-line.urgency, line.place))
        texts = [self._ended(line, rng) for line in _advised_once(lines)]
        if style.calm and lines[0].urgency <= _MINOR:
            texts.insert(0, _capital(rng.choice(style.nothing_acute).fill(region, rng)))
        return Written(self._listed(texts), normal=False)

    def _lines(
        self, case: Case, kept: Sequence[tuple[int, Worded]], rng: random.Random
    ) -> list[_Line]:
        facts = [each.fact for _, each in kept]
        lines: list[_Line] = []
        single = set(range(len(kept)))
        for bundle, members in bundled(case.system.bundles, facts):
            single -= set(members)
            several = [kept[at] for at in members]
            text = self._together([each for _, each in several], bundle.means, rng)
            lines.append(self._line(text, several))
        lines += [self._line(self._alone(kept[at][1], rng), [kept[at]]) for at in sorted(single)]
        return lines

    def _line(self, text: str, several: Sequence[tuple[int, Worded]]) -> _Line:
        entries = [each.fact.entry for _, each in several]
        first = max(entries, key=lambda entry: entry.urgency)
        return _Line(text, first.urgency, min(at for at, _ in several), self._advice(entries))

    def _advice(self, entries: Sequence[Entry]) -> str:
        if self._style.advice is None:
            return ""
        texts = (entry.advice.get(self._language, "") for entry in entries)
        return next(filter(None, texts), "")

    def _alone(self, worded: Worded, rng: random.Random) -> str:
        """Say one finding, with what it means."""
        style, means = self._style, worded.fact.entry.means
        values = dict(worded.said)
        if means is None or worded.fact.sure >= 0:
            return self._fill(worded, values, style.form, rng)
        meaning = {"dx": means.words[self._language]}
        if style.meaning == "instead" and worded.fact.number == 1:
            likely = rng.choice(style.likely).fill(meaning, rng)
            values |= {"what": likely, "term": likely, "a": "", "sure": "", "degree": ""}
            return self._fill(worded, values, style.form, rng)
        text = self._fill(worded, values, style.form, rng)
        return text + rng.choice(style.hedges).fill(meaning, rng)

    def _together(
        self, several: Sequence[Worded], means: Meaning | None, rng: random.Random
    ) -> str:
        """Say findings that belong together in one line."""
        style = self._style
        items = [self._fill(each, each.said, "noun", rng) for each in several]
        if means is None:
            return items[0] + style.together + _enumerate(items[1:], style)
        values = {"items": _enumerate(items, style), "dx": means.words[self._language]}
        return style.merged.fill(values, rng)

    def _fill(
        self, worded: Worded, values: Mapping[str, str], form: str, rng: random.Random
    ) -> str:
        number = "one" if worded.fact.number == 1 else "many"
        kind = worded.fact.entry.kind
        found = self._grammar.impressions
        choice = found.get((kind, f"{form}.{number}", self._language))
        choice = choice or found["other", f"{form}.{number}", self._language]
        return fill(rng.choice(choice), values, self._language, rng)

    def _ended(self, line: _Line, rng: random.Random) -> str:
        text = _capital(line.text) + self._style.stop
        if line.advice and self._style.advice is not None:
            advice = _capital(self._style.advice.fill({"advice": line.advice}, rng))
            text += (" " if self._language is Language.ENGLISH else "") + advice
        return text

    def _listed(self, texts: Sequence[str]) -> str:
        style = self._style
        if len(texts) == 1 and not style.single:
            return texts[0]
        return style.separator.join(
            style.bullet.replace(_NUMBER, str(number)) + text
            for number, text in enumerate(texts, 1)
        )


def _advised_once(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Leave out advice that a line before gives."""
    given: set[str] = set()
    for line in lines:
        yield replace(line, advice="") if line.advice in given else line
        given.add(line.advice)


def region_values(case: Case, language: Language, rng: random.Random) -> dict[str, str]:
    """Return the slots that name the examination."""
    order = case.exam.orders[language][0]
    return {
        "region": case.exam.region[language],
        "calm": case.exam.calm[language].fill({}, rng),
        "usual": case.exam.calm[language].fill({}, _FIRST),
        "modality": _MODALITIES[language][case.exam.modality.value],
        "order": order,
        "ORDER": order.upper(),
    }


_MODALITIES = {
    Language.ENGLISH: {"DX": "radiograph", "CT": "CT", "MR": "MRI", "US": "ultrasound"},
    Language.CHINESE: {"DX": "X线", "CT": "CT", "MR": "MR", "US": "超声"},
}


def _enumerate(items: Sequence[str], style: Style) -> str:
    if len(items) == 1:
        return items[0]
    return style.join.join(items[:-1]) + style.last + items[-1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
