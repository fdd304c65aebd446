"""The one way to take identifiers out of a text; commands and exports use it alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from radvaluer_desktop.knowledge.entries import Knowledge
from radvaluer_desktop.knowledge.loading import bundled_knowledge
from radvaluer_desktop.report.language import detect_language
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.safety.deid.chinese_names import ChineseNames
from radvaluer_desktop.safety.deid.chinese_places import ChinesePlaces
from radvaluer_desktop.safety.deid.clinical import Clinical
from radvaluer_desktop.safety.deid.dates import find_ages, find_dates
from radvaluer_desktop.safety.deid.english_bare import EnglishBareNames
from radvaluer_desktop.safety.deid.english_names import EnglishNames
from radvaluer_desktop.safety.deid.english_places import EnglishPlaces
from radvaluer_desktop.safety.deid.folded import Folded
from radvaluer_desktop.safety.deid.found import Found, Rule, settled
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.known import Known, KnownFinder, again
from radvaluer_desktop.safety.deid.labels import Labels
from radvaluer_desktop.safety.deid.numbers import find_numbers
from radvaluer_desktop.safety.deid.surrogates import Replacer
from radvaluer_desktop.safety.deid.wordlists import load_word_lists

RESIDUAL_RISK = (
    "Identifiers were looked for by rules, which miss some: names without a title or a label "
    "beside them above all, and what tells a person without a name, such as a rare disease or an "
    "event. A person must read the text before it leaves. This is no statement that the text is "
    "de-identified in the sense of any law."
)


@dataclass(frozen=True, slots=True)
class Replacement:
    """Characters ``start`` to ``end`` of the original became ``new_start`` to ``new_end``."""

    start: int
    end: int
    kind: Kind
    rule: Rule
    original: str = field(repr=False)
    replacement: str
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Group:
    """All places of one string, for a person to review at once."""

    kind: Kind
    original: str = field(repr=False)
    replacement: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Deidentified:
    """A text with replacements, and each of them in the order of the text."""

    text: str = field(repr=False)
    replacements: tuple[Replacement, ...]
    residual_risk: str = RESIDUAL_RISK

    def groups(self) -> list[Group]:
        """Return the replacements by distinct string, in the order of their first places."""
        places: dict[tuple[Kind, str, str], list[tuple[int, int]]] = {}
        for each in self.replacements:
            key = each.kind, each.original, each.replacement
            places.setdefault(key, []).append((each.start, each.end))
        return [Group(*key, tuple(where)) for key, where in places.items()]


class Deidentifier:
    """Finds identifiers and replaces them; of a text it keeps single words, in memory."""

    def __init__(self, knowledge: Knowledge) -> None:
        lists = load_word_lists()
        english, chinese = lists[Language.ENGLISH], lists[Language.CHINESE]
        self._clinical = Clinical(knowledge, english)
        self._known = KnownFinder(self._clinical)
        self._rules = (
            find_numbers,
            find_dates,
            find_ages,
            Labels(lists).find,
            EnglishPlaces(english, self._clinical).find,
            ChinesePlaces(chinese, self._clinical).find,
            EnglishNames(english, self._clinical).find,
            EnglishBareNames(english, self._clinical).find,
            ChineseNames(chinese, self._clinical).find,
        )

    @property
    def clinical(self) -> Clinical:
        """The vocabulary that names are held against."""
        return self._clinical

    def find(self, text: str, known: Known | None = None) -> list[Found]:
        """Return what identifies a person in ``text``: places in order, without overlaps."""
        folded = Folded(text)
        plain = folded.text
        found: list[Found] = list(self._known.find(plain, known or Known()))
        for rule in self._rules:
            found += rule(plain)
        found += again(plain, found, self._clinical)
        return [_unfolded(each, folded) for each in settled(found)]

    def replace(
        self, text: str, known: Known | None = None, replacer: Replacer | None = None
    ) -> Deidentified:
        """Return ``text`` with a replacement for each identifier; all else stays as it is."""
        return put_in_place(text, self.find(text, known), replacer or Replacer())


@cache
def bundled_deidentifier() -> Deidentifier:
    """Return the one over the program's own knowledge, made once a process, in a second or two."""
    return Deidentifier(bundled_knowledge())


def put_in_place(text: str, found: Iterable[Found], replacer: Replacer) -> Deidentified:
    """Replace what was found; ``found`` must be in order and without overlaps."""
    language = detect_language(text)
    parts: list[str] = []
    done: list[Replacement] = []
    place = length = 0
    for each in found:
        original = text[each.start : each.end]
        new = replacer.replacement(each.kind, original, language)
        parts += (text[place : each.start], new)
        length += each.start - place
        done.append(
            Replacement(
                each.start, each.end, each.kind, each.rule, original, new, length, length + len(new)
            )
        )
        length += len(new)
        place = each.end
    parts.append(text[place:])
    return Deidentified("".join(parts), tuple(done))


def without(found: Sequence[Found], text: str, kept: Iterable[str]) -> list[Found]:
    """Return what was found but for the strings that a person chose to keep."""
    strings = frozenset(kept)
    return [each for each in found if text[each.start : each.end] not in strings]


def _unfolded(found: Found, folded: Folded) -> Found:
    start, end = folded.span(found.start, found.end)
    return Found(start, end, found.kind, found.rule)
