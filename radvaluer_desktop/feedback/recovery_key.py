"""A recovery key as people read, print and type it: eight groups of five characters.

31 characters that are not taken for one another (digits from 2, English letters but I, L and O), so
that a key is as easily typed in a Chinese as in an English window. Of each group four characters
are random, which makes 158 bits; the fifth is a check character: the weighted sum of the others and
of the group's place, modulo 31. As 31 is a prime, every single wrong character, every exchange of
two neighbours within a group and every exchange of two groups is found, and the group is named.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from radvaluer_desktop.feedback.key_failures import (
    RecoveryCharacter,
    RecoveryGroupLength,
    RecoveryGroupMistyped,
    RecoveryKeyCut,
)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, SIZE = 8, 5
_WEIGHTS = (1, 2, 3, 4)
_BETWEEN_GROUPS = 5
_SEPARATORS = re.compile(r"[\s\-‐-―−_.,;:·、，。]+")


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A recovery key without a typing error."""

    groups: tuple[str, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The groups, parted by hyphens."""
        return "-".join(self.groups)


def new_recovery_key() -> RecoveryKey:
    """Return a random recovery key."""
    return RecoveryKey(tuple(_new_group(place) for place in range(GROUPS)))


def read_recovery_key(typed: str) -> RecoveryKey:
    """Return the key that was typed, in any case, width and spacing.

    Raises RecoveryKeyCut, RecoveryGroupLength, RecoveryCharacter or RecoveryGroupMistyped.
    """
    groups = _groups(unicodedata.normalize("NFKC", typed).upper())
    for place, group in enumerate(groups):
        if not set(group) <= set(ALPHABET):
            raise RecoveryCharacter(group=place + 1)
    wrong = [str(place + 1) for place, group in enumerate(groups) if not _agrees(place, group)]
    if wrong:
        raise RecoveryGroupMistyped(group=", ".join(wrong))
    return RecoveryKey(groups)


def _groups(typed: str) -> tuple[str, ...]:
    parts = [part for part in _SEPARATORS.split(typed) if part]
    if len(parts) == GROUPS:
        for place, part in enumerate(parts):
            if len(part) != SIZE:
                raise RecoveryGroupLength(group=place + 1, given=len(part), size=SIZE)
        return tuple(parts)
    joined = "".join(parts)
    if len(joined) != GROUPS * SIZE:
        raise RecoveryKeyCut(groups=GROUPS, size=SIZE, given=len(joined))
    return tuple(_cut(joined))


def _cut(text: str) -> Iterator[str]:
    for start in range(0, len(text), SIZE):
        yield text[start : start + SIZE]


def _new_group(place: int) -> str:
    characters = "".join(secrets.choice(ALPHABET) for _ in _WEIGHTS)
    return characters + _check(place, characters)


def _agrees(place: int, group: str) -> bool:
    return group[-1] == _check(place, group[:-1])


def _check(place: int, characters: str) -> str:
    values = map(ALPHABET.index, characters)
    total = sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))
    return ALPHABET[(total + _BETWEEN_GROUPS * place) % len(ALPHABET)]
