"""Terms as they stand in ``resources/knowledge/``: patterns over words, written out here."""

from __future__ import annotations

import itertools
import re
from functools import cache
from math import prod
from typing import NamedTuple

from radvaluer_desktop.knowledge.words import forms_of

MOST_EXPANSIONS = 160
_ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")
# Where a bracket parts a word (lymph[oma|ocele]) each whole must be cut; plain terms without
# capitals, which may be abbreviations, are put together from words that are cut but once.
_INSIDE_A_WORD = re.compile(r"[A-Za-z0-9.]\[[^\]]*[A-Za-z0-9]|\][A-Za-z0-9.]|\]\[[^\]]*[A-Za-z0-9]")
_PLAIN = re.compile(r"[^A-Z!]*")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+")


class TermInvalid(ValueError):
    """A term does not follow resources/knowledge/README.md; a defect of the data."""


class Term(NamedTuple):
    """One way to write something: segments of words, between which other words may stand.

    ``exact``: the letters, case included, that an abbreviation must have in the text.
    """

    segments: tuple[tuple[str, ...], ...]
    exact: str | None = None


def parse_term(written: str) -> tuple[Term, ...]:
    """Return every term that ``written`` stands for. Raises TermInvalid."""
    groups = _ALTERNATIVES.findall(written)
    if written.count("[") != len(groups):
        raise TermInvalid(f"brackets do not fit: {written!r}")
    number = prod(group.count("|") + 1 for group in groups)
    if number > MOST_EXPANSIONS:
        raise TermInvalid(f"{number} expansions: {written!r}")
    if _INSIDE_A_WORD.search(written) or not _PLAIN.fullmatch(written):
        parts = _ALTERNATIVES.split(written)
        choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
        terms = (_term("".join(chosen)) for chosen in itertools.product(*choices))
        return tuple(dict.fromkeys(term for term in terms if term is not None))
    segments = [_segment(piece) for piece in written.split("~")]
    if len(segments) == 1 and all(segments[0]):
        return tuple([Term((forms,)) for forms in segments[0]])
    if not all(any(segment) for segment in segments):
        raise TermInvalid(f"no words in a part of {written!r}")
    return tuple(
        Term(tuple(filter(None, chosen))) for chosen in itertools.product(*segments) if any(chosen)
    )


def _segment(piece: str) -> list[tuple[str, ...]]:
    """Return the words of each way to write a part of a term, its alternatives cut but once."""
    if "[" not in piece:
        return [_forms(piece)]
    written: list[tuple[str, ...]] = [()]
    for at, part in enumerate(_ALTERNATIVES.split(piece)):
        if at % 2:
            forms = [_forms(choice) for choice in part.split("|")]
            written = [before + form for before in written for form in forms]
        elif form := _forms(part):
            written = [before + form for before in written]
    return list(dict.fromkeys(written))


def forget_pieces() -> None:
    """Give back what was kept of pieces of terms that return: nobody parses any more."""
    _forms.cache_clear()


@cache
def _forms(text: str) -> tuple[str, ...]:
    return tuple(form for form in forms_of(text) if form[0].isalnum())


def _term(text: str) -> Term | None:
    text = text.strip()
    exact = None
    if text.endswith("!"):
        exact = text = text[:-1]
    elif _CAPITALS.fullmatch(text):
        exact = text
    segments = []
    for piece in text.split("~"):
        forms = _forms(piece)
        if forms:
            segments.append(forms)
        elif piece.strip():
            raise TermInvalid(f"no words in {piece!r}")
    return Term(tuple(segments), exact) if segments else None
