"""Addresses, houses that treat, rooms and beds in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from radvaluer_desktop.safety.deid.clinical import Clinical
from radvaluer_desktop.safety.deid.found import Found, Rule
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.wordlists import WordLists

_CAP = r"(?:(?:St|Mt|Ft|[A-Z])\.|[A-Z\u00c0-\u00de][\w'&-]{0,40})"
_TOWN = rf"{_CAP}(?:[ ]{_CAP}){{0,3}}"
_POST = r"\d{5}(?:-\d{4})?"
_ZIP = re.compile(_POST)
_UK_POST = r"[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}\b"
_DOOR = r"(?<![\w.])\d{1,6}[A-Za-z]?[ ]+"
_UNIT = r"(?:[, \n]{1,3}(?i:apt|apartment|suite|ste|unit|flat|floor|fl|#)\.?[ ]*[\w-]{1,6})?"
_BEDS = (
    re.compile(
        r"(?<![A-Za-z])(?:bed|room|rm|ward|bay|cubicle)[ ]*(?:no\.?|number|#|:)?[ ]*"
        r"(?P<number>(?:[A-Z]{1,3}-?)?\d{1,4}-?[A-Z]?)"
        r"(?!\w|\.\d|[ ]*(?:hours?|days?|weeks?|months?|min|cm|mm|%))",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![A-Za-z])(?i:ward|room)[ ]+(?P<number>[A-Z]\d?|\d[A-Z]?)(?!\w)"),
)
_UNIVERSITY = re.compile(
    rf"\b(?:University|College|Hospital|School)[ ]+(?:of|for)[ ]+{_CAP}(?:[ ]{_CAP}){{0,3}}"
)
_LIVES = re.compile(
    r"\b(?i:lives?|living|resid(?:es|ing|ent)|native|moved|visiting|relocated|travell?(?:ed|ing)"
    r"|transferred|referred|returned|arrived|flew|comes|came|from)[ ]+"
    rf"(?i:in|at|of|from|to|near)?[ ]*(?P<place>(?:\d+[ ]+)?{_TOWN})"
)
_ZIP_CODE = re.compile(
    rf"(?<![A-Za-z])(?i:zip(?:[ -]?code)?|postal[ ]code|post[ ]?code)[ ]*(?:is|no\.?|[:=#])?[ ]*"
    rf"(?P<number>(?:{_POST}|{_UK_POST})(?!\w|\.\d))"
)
# Hospitals are called after saints and mountains, and so are a valve, a disease and a dance.
_SAINT = re.compile(
    r"(?<![\w-])(?:(?:St|Mt)\.?|Saint|Mount)[ ]+(?:[A-Z][a-z]+[ ]){0,1}[A-Z][a-z]+"
    r"(?P<own>['\u2019]s?)?(?![\w'-])(?![ ]+(?i:fire|dance|disease|wort|valve|medical|prosthe\w+"
    r"|pacemaker|device|lead|leads|jude|criteria|encephalitis)\b)"
)
_GOES = re.compile(r"(?<![A-Za-z])(?i:at|from|to|in|via|near|outside)[ ]+\Z")
_SHORTEST_TOWN = 4
_BEFORE_TOWNS = frozenset(
    {"New", "North", "South", "East", "West", "Port", "Lake", "Saint", "Mount", "San", "Fort"}
)


class EnglishPlaces:
    """Finds places by their form, and by the words before them."""

    def __init__(self, lists: WordLists, clinical: Clinical) -> None:
        self._clinical = clinical
        self._generic = lists.lower("generic_facility")
        name = rf"(?<![\w-])(?P<name>{_CAP}(?:[ ]+(?:{_CAP}|of|the|and|for|&)){{0,6}}?)"
        self._house = re.compile(rf"{name}(?:[ ]+(?:{lists.pattern('facilities')})\b)+")
        self._addresses = tuple(_addresses(lists))
        cities = lists.pattern("cities")
        self._city = re.compile(rf"\b(?:{cities})\b(?![ ]+(?:[a-z]|[IVX]+\b|Scientific\b)|-)")

    def find(self, text: str) -> Iterator[Found]:
        """Yield the places of a folded text."""
        for pattern in _BEDS:
            for match in pattern.finditer(text):
                yield Found(*match.span("number"), Kind.WARD, Rule.PATTERN)
        for match in _ZIP_CODE.finditer(text):
            yield Found(*match.span("number"), Kind.ADDRESS, Rule.LABEL)
        yield from self._houses(text)
        for pattern in self._addresses:
            for match in pattern.finditer(text):
                if _ZIP.search(match[0], 5) or not self._is_clinical(match[0]):
                    yield Found(*match.span(), Kind.ADDRESS, Rule.PATTERN)
        for match in _LIVES.finditer(text):
            place = match["place"]
            plain = len(place) < _SHORTEST_TOWN or place.isupper() or self._is_clinical(place)
            if not plain:
                yield Found(*match.span("place"), Kind.ADDRESS, Rule.CONTEXT)
        for match in self._city.finditer(text):
            yield Found(*match.span(), Kind.ADDRESS, Rule.NAME_WORD)

    def _houses(self, text: str) -> Iterator[Found]:
        for match in self._house.finditer(text):
            start = self._named_from(match)
            if start is not None:
                yield Found(start, match.end(), Kind.INSTITUTION, Rule.PATTERN)
        for match in _SAINT.finditer(text):
            if match["own"] or _GOES.search(text[max(0, match.start() - 12) : match.start()]):
                yield Found(*match.span(), Kind.INSTITUTION, Rule.PATTERN)
        for match in _UNIVERSITY.finditer(text):
            yield Found(*match.span(), Kind.INSTITUTION, Rule.PATTERN)

    def _named_from(self, match: re.Match[str]) -> int | None:
        """Return where the name of the house begins; None where it has none."""
        words = list(re.finditer(r"\S+", match["name"]))
        while words and self._says_nothing(words[0][0]):
            named = len(words) > 1 and not self._says_nothing(words[1][0])
            if words[0][0] in _BEFORE_TOWNS and named:  # New Haven
                break
            words.pop(0)
        if all(self._is_no_name(word[0]) for word in words):
            return None
        return match.start() + words[0].start()

    def _is_no_name(self, word: str) -> bool:
        plain = word.strip(".,")
        known = self._clinical.is_word(plain) and not self._clinical.is_eponym(plain)
        return known or self._says_nothing(word)

    def _says_nothing(self, word: str) -> bool:
        plain = word.strip(".,").lower()
        return plain in self._generic or self._clinical.is_ordinary(plain)

    def _is_clinical(self, text: str) -> bool:
        first = re.search(r"[A-Za-z][A-Za-z'-]+", text)
        return first is not None and self._clinical.is_word(first[0])


def _addresses(lists: WordLists) -> Iterator[re.Pattern[str]]:
    """Yield the forms of postal addresses (USPS Publication 28; Royal Mail's postcodes)."""
    state = rf"(?:(?:{lists.pattern('state_codes')})\b|(?:{lists.pattern('states')})\b)"
    streets = lists.pattern("streets")
    post = rf"(?:,?[ ]+(?:{_POST}|{_UK_POST}))?"
    city = rf"(?:[, \n]{{1,3}}{_TOWN}(?:,?[ ]+{state})?{post})?"
    wind = r"(?:[NSEW]{1,2}\.?[ ]+)?"
    for pattern in (
        rf"{_DOOR}{wind}(?:{_CAP}[ ]+){{1,4}}(?:{streets})\b\.?(?![ ]*:){_UNIT}{city}",
        rf"{_DOOR}(?:{_CAP}[ ]*){{1,4}}{_UNIT}[, \n]{{1,3}}{_TOWN},?[ ]+{state}[ ]+{_POST}",
        rf"{_TOWN},[ ]+(?!MD\b(?![ ]+\d)){state}(?:,?[ ]+{_POST})?(?!\w)",
        rf"{_TOWN},?[ ]+{state}[ ]+{_POST}(?!\w)",
        rf"(?<=, ){_TOWN},?[ ]+{_UK_POST}",
        rf"\b(?i:p\.?[ ]?o\.?[ ]+box)[ ]+\d+{city}",
        rf"(?:PSC|Unit|US[A-Z]{{1,4}})[ ]+[\w ,]{{1,40}}?(?:APO|FPO|DPO)[ ]+A[AEP][ ]+{_POST}",
    ):
        yield re.compile(pattern)
