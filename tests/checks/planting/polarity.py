"""What was seen is denied, or what was denied is seen."""

from __future__ import annotations

import random
import re

from tests.checks.planting.cases import Pair, Planted, Span
from tests.checks.planting.text import denied, hedged, put, sentence_texts, sentences
from tests.checks.planting.words import SIGNIFICANT_EN, SIGNIFICANT_ZH

_DENIABLE_EN = (
    r"pneumothorax|pneumothoraces|(?:pleural )?effusions?|(?:focal )?(?:airspace )?consolidations?"
    r"|pneumonia|(?:focal )?infiltrates?|(?:focal )?airspace disease|pulmonary edema|cardiomegaly"
    r"|fractures?|hydronephrosis|ascites|midline shift|hydrocephalus|lymphadenopathy|adenopathy"
    r"|nodules?|free air|dislocation|atelectasis|hemorrhage|infarction"
    r"|pulmonary (?:arterial )?embol\w+"
)  # fmt: skip
_NO_EN = re.compile(
    rf"\b(?P<no>(?:there is |there are )?no (?:radiographic |definite )?(?:evidence (?:of|for) )?"
    rf"(?:an? |any )?)(?P<what>(?:large |small |left |right |acute |displaced )?"
    rf"(?:{_DENIABLE_EN}))\b(?P<more> (?:or|and) [a-z ]{{4,40}}?)?(?= is seen| are seen| seen"
    rf"| is identified| identified| is noted|[.;]|$)",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|shows?|demonstrates?|may|which|with|XXXX)\b")
_NO_ZH = re.compile(
    r"未见(?:明确|明显)?(?=[^异，。；]{0,10}?(?P<what>" + "|".join(SIGNIFICANT_ZH) + "))"
)
_SEEN_ZH = re.compile(r"(?<!未)(?<!似)(?<!可)(?:可)?见(?![于效])")
_NOT_ONE_THING = re.compile(
    r",| and |and/or| to |\d ?[mc]m|greater|stable|unchanged|borderline|other|:"
    r"|improv|clear|resol|worsen|creas",
    re.I,
)
_GRADE_EN = r"\b(?:mild|minimal|small|moderate|severe|tiny|trace|slight|large|marked) "
_GRADE_ZH = r"(?:少量|中等量|大量|轻度|中度|重度|急性|慢性|多发|小|陈旧性|新鲜)*"


def _deny_en(pair: Pair) -> list[tuple[Span, str]]:
    """Statements that plainly affirm what the findings plainly affirm."""
    found: list[tuple[Span, str]] = []
    for start, end in sentences(pair.impression, "en"):
        sentence = pair.impression[start:end]
        if denied(sentence, "en") or hedged(sentence, "en") or len(sentence) > 110:
            continue
        lead = re.match(r"There (?:is|are)(?: now)? (?:an? |the )?", sentence)
        body = sentence[lead.end() :] if lead else sentence
        nouns = [n for n in SIGNIFICANT_EN if re.search(n, body, re.I)]
        if not nouns or _VERB.search(body) or _NOT_ONE_THING.search(body):
            continue
        if all(_only_affirmed(pair.findings, n, "en") for n in nouns):
            head = "There is no " if lead and " are" not in lead.group() else "No "
            if lead and " are" in lead.group():
                head = "There are no "
            first = body if body[:2].isupper() else body[:1].lower() + body[1:]
            first = re.sub(_GRADE_EN, "", re.sub(r"^(?:an?|the) ", "", first), flags=re.I)
            found.append(((start, end), head + first))
    return found


def _only_affirmed(findings: str, noun: str, language: str) -> bool:
    spoken = [s for s in sentence_texts(findings, language) if re.search(noun, s, re.I)]
    return bool(spoken) and not any(denied(s, language) or hedged(s, language) for s in spoken)


def _affirm_en(pair: Pair) -> list[tuple[Span, str]]:
    """Denials of one thing that the findings deny by the same word and affirm nowhere."""
    found: list[tuple[Span, str]] = []
    for start, end in sentences(pair.impression, "en"):
        match = _NO_EN.match(pair.impression[start:end])
        if match:
            if not _denied_throughout(pair.findings, match.group("what")):
                continue
            lead = re.match(r"there (?:is|are) ", match.group("no"), re.I)
            opening = lead.group() if lead else ""
            plural = match.group("what").endswith("s") and not match.group("what").endswith("is")
            mass = re.search(r"pneumonia|disease|edema|cardiomegaly|adenopathy|asc", match["what"])
            if opening and not plural and not mass:
                opening += "a " if match["what"][0] not in "aeiou" else "an "
            what = match.group("what")
            new = opening + (what if opening else _capital(what, match, pair.impression[start:end]))
            if match.group("more"):
                new += " without" + re.sub(r"^ (?:or|and)", "", match.group("more"))
            at = start + match.start()
            found.append(((at, start + match.end()), new))
    return found


def _capital(what: str, match: re.Match[str], sentence: str) -> str:
    return what[0].upper() + what[1:] if sentence[match.start()].isupper() else what


def _denied_throughout(findings: str, what: str) -> bool:
    stem = re.sub(
        r"^(?:large|small|left|right|acute|displaced|focal|pleural|airspace) ", "", what.lower()
    )
    stem = re.sub(r"^(?:airspace )", "", stem)[:9]
    spoken = [s for s in sentence_texts(findings, "en") if stem in s.lower()]
    deny = re.compile(r"\b(?:no|without|negative for|free of|not)\b", re.I)
    return bool(spoken) and all(
        deny.search(s) and not re.search(r"\bbut\b|other than|except|aside", s) for s in spoken
    )


def _deny_zh(pair: Pair) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    for start, end in sentences(pair.impression, "zh"):
        statement = pair.impression[start:end]
        clause = re.split(r"[，,；;。（(]", statement)[0]
        if denied(clause, "zh") or hedged(clause, "zh") or re.search("较前|同前|许莫氏", clause):
            continue
        seen = _SEEN_ZH.search(clause)
        nouns = [n for n in SIGNIFICANT_ZH if n in clause]
        if not nouns:
            continue
        if seen and pair.made == "extract":
            rest = re.sub(rf"^{_GRADE_ZH}(?:混合性)?一?", "", clause[seen.end() :])
            tail = "。" if statement.endswith("。") else ""
            found.append(((start, end), clause[: seen.start()] + "未见" + rest + tail))
            continue
        noun = max(nouns, key=len)
        match = re.match(rf"(?P<pre>.{{2,}}?){_GRADE_ZH}(?P<n>{noun})$", clause)
        if match and any(
            noun[-2:] in s and not denied(s, "zh") for s in re.split(r"[，。；]", pair.findings)
        ):
            tail = "。" if statement.endswith("。") else ""
            found.append(((start, end), f"{match['pre']}未见{noun}{tail}"))
    return found


def _affirm_zh(pair: Pair) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    for start, end in sentences(pair.impression, "zh"):
        for match in _NO_ZH.finditer(pair.impression, start, end):
            clause = re.split(r"[，。；;]", pair.impression[match.start() : end])[0]
            before = re.split(r"[，。；;\n]", pair.impression[start : match.start()])[-1]
            if "及" in clause or "、" in clause:
                continue
            known = re.search(rf"{re.escape(before[-4:])}[^，。]{{0,4}}未见", pair.findings)
            if before and known:
                stop = match.start() + len(clause)
                found.append(((match.start(), stop), "见" + clause[len(match.group()) :]))
    return found


def plant_negation(pair: Pair, rng: random.Random) -> Planted | None:
    """Turn one plain statement into its opposite."""
    if pair.language == "zh":
        places = [_deny_zh(pair), _affirm_zh(pair)]
    else:
        places = [_deny_en(pair), _affirm_en(pair)]
    options = [kind for kind in places if kind]
    if not options:
        return None
    span, new = rng.choice(rng.choice(options))
    text, there = put(pair.impression, span, new)
    return Planted(pair.saying(text), "impression", there)
