"""Writes the findings of a report in an institution's habit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.corpus.entries import Grammar
from radvaluer_desktop.training.corpus.facts import Case
from radvaluer_desktop.training.corpus.impression import region_values
from radvaluer_desktop.training.corpus.institutions import Style
from radvaluer_desktop.training.corpus.noise import Slips
from radvaluer_desktop.training.corpus.told import Told
from radvaluer_desktop.training.corpus.wording import Worded, fill, word

_REMARK_SHARE = 0.15
_PRIOR_SHARE = 0.25  # of reports that compare nothing
_STATEMENTS = (1, 2, 3)  # of one kind in a long report
_OTHER_ORDER_SHARE = 0.12
_OTHER_VOICE_SHARE = 0.1
_VOICES = {"full": "brief", "brief": "full"}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """Findings as text; ``worded`` in the order in which they are told.

    ``prior``: the date of the examination before, "" where there is none.
    """

    text: str
    worded: tuple[Worded, ...]
    prior: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    topic: int
    worded: Worded | None = None


class Writer:
    """Writes findings in one style and language."""

    def __init__(self, grammar: Grammar, style: Style, language: Language) -> None:
        self._grammar = grammar
        self._style = style
        self._language = language
        self._slips = Slips(language)

    def write(self, case: Case, rng: random.Random, *, held: bool) -> Text:
        """Return the findings; ``held``: with terms that training lacks."""
        sentences = self._arranged(self._sentences(case, rng, held=held), rng)
        worded = tuple(each.worded for each in sentences if each.worded is not None)
        occasion = _occasion(self._language, rng)
        compared = any(fact.change for fact in case.facts) or rng.random() < _PRIOR_SHARE
        sentences = self._remarked(case, sentences, occasion, rng, compared=compared)
        marks = self._style.marks
        words = tuple(name for each in worded for name in each.new_words)
        roughened = self._slips.roughen([each.text for each in sentences], marks, words, rng)
        pairs = zip(sentences, roughened, strict=True)
        sentences = [
            each if each.text == text else replace(each, text=text) for each, text in pairs
        ]
        prior = occasion["date"] if compared else ""
        return Text(self._laid_out(case, sentences, rng), worded, prior)

    def _sentences(self, case: Case, rng: random.Random, *, held: bool) -> list[_Sentence]:
        topics = {topic: at for at, topic in enumerate(case.exam.topics)}
        found = []
        usual = self._style.voice
        for fact in case.facts:
            voice = _VOICES[usual] if rng.random() < _OTHER_VOICE_SHARE else usual
            worded = word(
                fact, self._style, self._language, self._grammar, rng, held=held, voice=voice
            )
            text = _capital(fill(worded.skeleton, worded.found, self._language, rng))
            place = min(topics[topic] for topic in fact.entry.covers)
            found.append(_Sentence(text, place, worded))
        told = Told(self._language)
        for normal in case.normals:
            place = min(topics[topic] for topic in normal.topics)
            skeletons = normal.texts[self._language]
            whole = not case.long or normal.rest or len(normal.topics) > 1
            several = 1 if whole else min(len(skeletons), rng.choice(_STATEMENTS))
            for each in rng.sample(skeletons, several):
                text = _capital(each.fill({}, rng))
                if not case.long or told.adds(text):
                    found.append(_Sentence(text, place))
        return found

    def _arranged(self, sentences: list[_Sentence], rng: random.Random) -> list[_Sentence]:
        order = self._style.order
        if self._style.layout != "headings" and rng.random() < _OTHER_ORDER_SHARE:
            order = rng.choice(("anatomical", "abnormal-first", "any"))
        if order == "any":
            return rng.sample(sentences, len(sentences))
        by_topic = sorted(sentences, key=lambda sentence: sentence.topic)
        if order == "abnormal-first" and self._style.layout != "headings":
            return sorted(by_topic, key=lambda sentence: sentence.worded is None)
        return by_topic

    def _remarked(
        self,
        case: Case,
        sentences: list[_Sentence],
        occasion: dict[str, str],
        rng: random.Random,
        *,
        compared: bool,
    ) -> list[_Sentence]:
        """Add, now and then, a remark on the examination itself, before all."""
        remarks = []
        values = region_values(case, self._language, rng) | occasion
        if self._style.opening:
            remarks.append(rng.choice(self._style.opening).fill(values, rng))
        if rng.random() < (0.6 if case.long else _REMARK_SHARE) or not (sentences or remarks):
            table = self._grammar.remarks[self._language]
            fitting = table["compared" if compared else "first"] + table[case.exam.modality.value]
            remarks.append(rng.choice(table["any"] + fitting).fill(values, rng))
        return [*(_Sentence(_capital(text), -1) for text in remarks if text), *sentences]

    def _laid_out(self, case: Case, sentences: Sequence[_Sentence], rng: random.Random) -> str:
        gap = " " if self._language is Language.ENGLISH else ""
        texts = [sentence.text for sentence in sentences]
        if self._style.layout == "headings":
            return self._under_headings(case, sentences, gap, rng)
        if self._style.layout == "dashes":
            return "\n".join(f"- {text}" for text in texts)
        if self._style.layout == "lines":
            return "\n".join(texts)
        return gap.join(texts)

    def _under_headings(
        self, case: Case, sentences: Sequence[_Sentence], gap: str, rng: random.Random
    ) -> str:
        lines = [each.text for each in sentences if each.topic < 0]
        told: dict[str, list[str]] = {}
        for at, topic in enumerate(case.exam.topics):
            name = case.system.topics[topic].headings[self._language][0]
            told.setdefault(name, []).extend(each.text for each in sentences if each.topic == at)
        for name, texts in told.items():
            if texts:
                values = {"heading": name, "HEADING": name.upper()}
                lines.append(self._style.heading.fill(values, rng) + gap + gap.join(texts))
        return "\n".join(lines)


def _occasion(language: Language, rng: random.Random) -> dict[str, str]:
    """Return a made-up date and numbers of images, which an impression never repeats."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2008, 2025)
    if language is Language.CHINESE:
        date = f"{year}年{month}月{day}日"
    else:
        plain, dotted = f"{month}/{day}/{year}", f"{day:02}.{month:02}.{year}"
        date = rng.choice((plain, dotted, f"{_MONTHS[month - 1]} {day}, {year}"))
    return {"date": date, "series": str(rng.randint(2, 9)), "image": str(rng.randint(10, 320))}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
