"""Turns a fact into the words that findings and impression share."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.corpus.entries import Grammar, Spot
from radvaluer_desktop.training.corpus.facts import Fact
from radvaluer_desktop.training.corpus.institutions import Style
from radvaluer_desktop.training.corpus.templates import ARTICLE, Skeleton

PLACELESS = ("state", "history")  # kinds whose shared sentences do without a place
_NAMING = frozenset(("what", "whats", "term", "terms"))  # slots that show the term
_HELD_SHARE = 0.6
_DOUBLED = re.compile("([\u4e00-\u9fff]{2,4})\\1")
_OWN_SHARE = 0.6
_FIXITY = 2.0  # how much a house's usual way of saying a thing comes before its second (Zipf 1949)
_ENDINGS = {
    "calculus": "calculi", "metastasis": "metastases", "focus": "foci", "diverticulum":
    "diverticula", "bulla": "bullae", "thrombus": "thrombi", "embolus": "emboli", "varix":
    "varices", "vertebra": "vertebrae", "fistula": "fistulae",
}  # fmt: skip
_SINGULAR_S = frozenset(("ascites", "pancreas", "pus", "gas", "biceps", "diabetes", "pelvis"))
_UNCOUNTED = ("fluid", "edema", "gas", "air", "thickening", "stranding", "enlargement", "change")
SIDES = {
    "left": {Language.ENGLISH: "left", Language.CHINESE: "左侧"},
    "right": {Language.ENGLISH: "right", Language.CHINESE: "右侧"},
    "both": {Language.ENGLISH: "bilateral", Language.CHINESE: "双侧"},
    "": {Language.ENGLISH: "", Language.CHINESE: ""},
}


@dataclass(frozen=True, slots=True)
class Worded:
    """A fact in words. ``found``: slots of the findings, ``said``: those of the impression."""

    fact: Fact
    found: Mapping[str, str]
    said: Mapping[str, str]
    skeleton: Skeleton
    new_words: tuple[str, ...]


def word(
    fact: Fact,
    style: Style,
    language: Language,
    grammar: Grammar,
    rng: random.Random,
    *,
    held: bool,
    voice: str,
) -> Worded:
    """Choose the words of a fact. ``held``: terms that training lacks may be chosen."""
    entry = fact.entry
    term, new = _term(fact, language, rng, held=held)
    several = entry.countable and fact.number == 1 and fact.place.side == "both"
    if several and language is Language.ENGLISH:
        term = plural(term)
        new = term if new else ""
    skeleton = _skeleton(fact, style, language, grammar, rng, voice)
    degree = grammar.degrees[entry.degree][fact.degree] if fact.degree >= 0 else None
    sure = grammar.sure[language][fact.sure] if fact.sure >= 0 else ""
    words = degree.words[language] if degree else ""
    spot = rng.choice(fact.place.spots[language])
    found = {
        "a": ARTICLE if entry.countable and fact.number == 1 and _counts(term) else "",
        **_what(term, words, sure, language),
        **_place(_short(spot) if rng.random() < style.abbreviations else spot),
        "side": SIDES[fact.place.side][language],
        "s": "" if fact.place.side == "both" else "s",
        "size": _size(fact.sizes, style, language),
        "number": _number(fact, grammar, language),
        "looks": entry.looks[language][fact.looks] if fact.looks >= 0 else "",
        "degree": words,
        "mildly": degree.adverbs[language] if degree else "",
        "sure": sure,
    }
    old = _size((fact.old,), style, language) if fact.old else ""
    change = fact.change
    found["change"] = rng.choice(change.found[language]).fill({"old": old}, rng) if change else ""
    said = dict(found, **_place(spot))
    said["change"] = change.said[language].fill({"old": old}, rng) if change else ""
    if not entry.kept_looks:
        said["looks"] = ""
    if not skeleton.slots & _NAMING and entry.taught[language]:
        first = entry.taught[language][0]
        if several and language is Language.ENGLISH:
            first = plural(first)
        said |= _what(first, words, sure, language)
        new = ""
    return Worded(fact, found, said, skeleton, (*fact.names, new) if new else fact.names)


def _term(fact: Fact, language: Language, rng: random.Random, *, held: bool) -> tuple[str, str]:
    """Return the term, and it again where training never shows it.

    The usual term comes first in the data; the others are used the less, the later they come (Zipf
    1949).
    """
    if fact.made:
        return fact.made, ""
    kept = fact.entry.held[language]
    if held and kept and rng.random() < _HELD_SHARE:
        return kept[0], kept[0]
    terms = fact.entry.taught[language]
    return rng.choices(terms, [1 / place for place in range(1, len(terms) + 1)])[0], ""


def _skeleton(
    fact: Fact,
    style: Style,
    language: Language,
    grammar: Grammar,
    rng: random.Random,
    voice: str,
) -> Skeleton:
    entry = fact.entry
    own = entry.find[language]
    shared: Sequence[Skeleton] = ()
    number = "one" if fact.number == 1 else "many"
    shared = grammar.findings.get((entry.kind, f"{voice}.{number}", language), ())
    placeless = entry.kind not in PLACELESS and not fact.place.key
    if own and fact.number == 1 and (not shared or placeless or rng.random() < _OWN_SHARE):
        return _usual(own, style.habit, rng)
    return _usual(shared, style.habit, rng)


def _usual(ways: Sequence[Skeleton], habit: float | None, rng: random.Random) -> Skeleton:
    """Choose as people do who mostly say a thing in one of a few ways: each house in its own."""
    if habit is None:
        return rng.choice(ways)
    rank = rng.choices(range(len(ways)), [(1 + rank) ** -_FIXITY for rank in range(len(ways))])[0]
    return ways[(int(habit * len(ways)) + rank) % len(ways)]


def _what(term: str, degree: str, sure: str, language: Language) -> dict[str, str]:
    gap = "" if language is Language.CHINESE else " "
    before = gap.join(filter(None, (sure, degree)))
    lead = before + gap if before else ""
    are = language is Language.ENGLISH and _is_plural(term)
    return {
        "term": term,
        "what": lead + term,
        "whats": lead + (plural(term) if language is Language.ENGLISH else term),
        "terms": plural(term) if language is Language.ENGLISH else term,
        "is": "are" if are else "is",
        "there": "there are" if are else "there is",
    }


def fill(
    skeleton: Skeleton, values: Mapping[str, str], language: Language, rng: random.Random
) -> str:
    """Return the sentence of a fact, saying once what both its place and its term say.

    "Left epididymal" and "epididymal cyst" make "left epididymal cyst".
    """
    text = skeleton.fill(values, rng)
    if language is Language.CHINESE:
        return _DOUBLED.sub(r"\1", text)
    words = values["term"].split(" ", 2)
    for place in (values["adj"], values["place"]):
        for width in (2, 1):
            start = " " + " ".join(words[:width])
            if f" {place}".endswith(start):
                text = text.replace(place + start + " ", place + " ")
    return text


def _place(spot: Spot) -> dict[str, str]:
    return {"place": spot.name, "at": spot.at, "the": spot.the, "adj": spot.adj}


def _short(spot: Spot) -> Spot:
    if not spot.abbreviation:
        return spot
    short = spot.abbreviation
    return Spot(short, f"in the {short}", f"the {short}", short)


def _number(fact: Fact, grammar: Grammar, language: Language) -> str:
    if fact.number == 1:
        return f"一{fact.entry.counter}" if language is Language.CHINESE else ""
    text = grammar.numbers[language][fact.number]
    return text + fact.entry.counter if language is Language.CHINESE and fact.number else text


def _size(millimetres: Sequence[int], style: Style, language: Language) -> str:
    """Return lengths in mm as the institution writes them."""
    if not millimetres:
        return ""
    numbers = [f"{mm / 10:.1f}" if style.unit == "cm" else str(mm) for mm in millimetres]
    if language is Language.CHINESE:
        return style.times.join(number + style.unit for number in numbers)
    return style.times.join(numbers) + style.gap + style.unit


def _counts(term: str) -> bool:
    """Whether an English term may follow an article."""
    return not _is_plural(term) and not term.endswith(_UNCOUNTED)


def _is_plural(term: str) -> bool:
    last = term.rsplit(" ", 1)[-1].lower()
    if last in _SINGULAR_S or not last.isascii():
        return False
    if last in _ENDINGS.values():
        return True
    return last.endswith("s") and not last.endswith(("ss", "is", "us", "ous"))


def plural(term: str) -> str:
    """Return the plural of an English noun phrase that ends with its noun."""
    if _is_plural(term):
        return term
    if term.endswith(_UNCOUNTED):
        return term
    before, _, last = term.rpartition(" ")
    lead = before + " " if before else ""
    if last in _ENDINGS:
        return lead + _ENDINGS[last]
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return f"{lead}{last[:-1]}ies"
    if last.endswith("sis"):
        return f"{lead}{last[:-2]}es"
    return lead + last + ("es" if last.endswith(("s", "x", "ch", "sh")) else "s")
