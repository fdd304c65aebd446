"""A significant finding that the impression no longer speaks of."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from tests.checks.planting.cases import Pair, Planted
from tests.checks.planting.sources import with_statements
from tests.checks.planting.text import denied, hedged, sentence_texts
from tests.checks.planting.words import NODULE_COVERED, SIGNIFICANT

_MOST_STATEMENTS = 12
# Known before, or on its way out: an impression may pass over it.
_SETTLED = re.compile(
    r"\bold\b|heal|remote|callus|indeterminate|clearing|previous"
    r"|EXAM|INTERPRET|\w/[a-z]|\bor\b|improv|decreas|resol|unchanged|stable|chronic"
    r"|evaluation|limited|陈旧|肌层|内固定|较前(?:缩小|减少)",
    re.I,
)


def groups(sentence: str, language: str, *, covered: bool = False) -> set[str]:
    """Return which significant things ``sentence`` names, as a finding or as covering one."""
    return {
        name
        for name, words in SIGNIFICANT[language].items()
        if re.search(words[1 if covered else 0], sentence, re.I)
    }


def significant(pair: Pair) -> dict[str, set[str]]:
    """Return the findings sentences that plainly affirm something significant."""
    found = {}
    for sentence in sentence_texts(pair.findings, pair.language):
        parts = re.split(r"[，,；;]", sentence) if pair.language == "zh" else [sentence]
        plain = [p for p in parts if not denied(p, pair.language) and not hedged(p, pair.language)]
        stated = set().union(*(groups(p, pair.language) for p in plain)) if plain else set()
        stated |= _sized_nodule(sentence, pair.language)
        if _SETTLED.search(sentence):
            continue
        if stated:
            found[sentence] = stated
    return found


def _sized_nodule(sentence: str, language: str) -> set[str]:
    """A nodule counts from 6 mm."""
    if denied(sentence, language) or not re.search(r"nodul|结节|囊实性", sentence, re.I):
        return set()
    sizes = re.findall(r"(\d+(?:\.\d+)?)\s*-?\s*(mm|cm)", sentence, re.I)
    large = any(float(n) * (10 if u.lower() == "cm" else 1) >= 6 for n, u in sizes)
    return {"nodule"} if large and "calcif" not in sentence.lower() else set()


def _named(statement: str, name: str, language: str) -> bool:
    """Whether the statement speaks of that thing, in the words of findings or of impressions."""
    if name == "nodule":
        return re.search(NODULE_COVERED, statement, re.I) is not None
    return name in groups(statement, language) | groups(statement, language, covered=True)


def _parts(text: str, language: str) -> list[str]:
    """Chinese clauses; English sentences."""
    whole = sentence_texts(text, language)
    return [p for s in whole for p in re.split(r"[，,；;]", s)] if language == "zh" else whole


def _affirmed(sentence: str, language: str) -> bool:
    """Whether anything in the sentence is seen, be it beside something that is not."""
    if language == "zh":
        return any(p.strip("。 ") and not denied(p, "zh") for p in _parts(sentence, "zh"))
    return not denied(sentence, "en") or " without" in sentence


def _speaks(sentence: str, name: str, language: str) -> bool:
    """Whether a findings sentence is about that thing, of whatever size."""
    if name == "nodule":
        return re.search("nodul|结节", sentence, re.I) is not None
    return name in groups(sentence, language)


def covers_all(pair: Pair) -> bool:
    """Whether the impression affirms every significant thing in the findings."""
    said = [p for p in _parts(pair.impression, pair.language) if not denied(p, pair.language)]
    return all(
        any(_named(part, name, pair.language) for part in said)
        for names in significant(pair).values()
        for name in names
    )


def plant_left_out(pair: Pair, rng: random.Random) -> Planted | None:
    """Remove the statements that cover one significant finding, and only these."""
    found = significant(pair)
    texts = sentence_texts(pair.impression, pair.language)
    names = {name for stated in found.values() for name in stated}
    options = []
    for name in sorted(names):
        rest = [t for t in texts if not _named(t, name, pair.language)]
        lost = [t for t in texts if _named(t, name, pair.language)]
        if not rest or not 0 < len(lost) < 3 or denied(lost[0], pair.language):
            continue
        if all(any(_named(t, n, pair.language) for t in rest) for n in names - {name}):
            options.append((name, rest))
    if not options:
        return None
    name, rest = rng.choice(options)
    first = next(s for s, stated in found.items() if name in stated)
    others = [
        s
        for s in sentence_texts(pair.findings, pair.language)
        if s != first and _speaks(s, name, pair.language) and _affirmed(s, pair.language)
    ]
    places = [(at := pair.findings.index(s), at + len(s)) for s in [first, *others]]
    spoilt = replace(with_statements(pair, rest, rng), made=pair.made)
    return Planted(spoilt, "findings", places[0], tuple(places[1:]))


def full_extract(pair: Pair, rng: random.Random) -> Pair | None:
    """An impression of extracts that leaves out nothing that is seen, only what is not."""
    spoken = sentence_texts(pair.findings, pair.language)
    seen = [s for s in spoken if _affirmed(s, pair.language)]
    if re.search("EXAM:|REASON FOR", pair.findings):
        return None
    if not significant(pair) or len(seen) > _MOST_STATEMENTS:
        return None
    unseen = [s for s in spoken if s not in seen]
    extra = rng.sample(unseen, min(len(unseen), rng.randint(0, 2)))
    return with_statements(pair, [s for s in spoken if s in seen or s in extra], rng)
