"""Puts identifiers back where their tags stand in a text that comes piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the rules take a tenth of a second to import
    from radvaluer_desktop.safety.deid.deidentify import Deidentified


def originals(results: Iterable[Deidentified], texts: Iterable[str]) -> dict[str, str]:
    """Return what each replacement in ``results`` stands for; ``texts`` are those they came from.

    Left out is what cannot be told back for certain: what stands for two strings, such as an age
    group, and what the texts held before anything was replaced.
    """
    given: dict[str, set[str]] = {}
    for result in results:
        for each in result.replacements:
            given.setdefault(each.replacement, set()).add(each.original)
    whole = "\n".join(texts)
    return {
        made: min(stood)
        for made, stood in given.items()
        if len({" ".join(one.casefold().split()) for one in stood}) == 1 and made not in whole
    }


class Restorer:
    """Replaces tags by what they stand for; holds back what may yet become one."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._meanings = dict(meanings)
        ordered = sorted(self._meanings, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None
        self._longest = max(map(len, ordered), default=0)
        self._held = ""

    def push(self, text: str, *, final: bool = False) -> str:
        """Add a piece; return what may be shown now. With ``final`` nothing is held back."""
        if self._pattern is None:
            return text
        self._held += text
        cut = len(self._held) if final else self._settled()
        ready, self._held = self._held[:cut], self._held[cut:]
        return self._pattern.sub(lambda match: self._meanings[match[0]], ready)

    def whole(self, text: str) -> str:
        """Return a complete text with its identifiers."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self._meanings[match[0]], text)

    def _settled(self) -> int:
        """Return the place behind which a tag may be on its way, never in the middle of one."""
        held = self._held
        for start in range(max(len(held) - self._longest + 1, 0), len(held)):
            tail = held[start:]
            begun = any(made.startswith(tail) and made != tail for made in self._meanings)
            if begun and not self._within(start):
                return start
        return len(held)

    def _within(self, place: int) -> bool:
        """Whether a tag that is complete reaches over ``place``."""
        assert self._pattern is not None  # noqa: S101 - push asked
        return any(m.start() < place < m.end() for m in self._pattern.finditer(self._held))
