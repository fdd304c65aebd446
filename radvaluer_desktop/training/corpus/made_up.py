"""Names that nobody bears: what a model can only copy.

Some names belong to the test alone (a fifth of all, by a hash), so that what is measured there is
copying and not memory.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.corpus.entries import Entry, Place, Spot
from radvaluer_desktop.training.corpus.vocabulary import bucket

_CONSONANTS = ("b", "br", "c", "d", "dr", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st",
               "t", "tr", "v", "w", "z")  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ay", "ei")
_ENDS = ("", "n", "x", "r", "st", "ne", "lla", "m", "tek", "ron")
_HAN = "安巴贝博达德尔法菲格哈赫吉卡科拉莱利洛马曼米莫纳诺帕佩奇萨塞斯塔特托瓦维沃西亚伊泽扎"
_HAN_LENGTH = 3  # all alike, so that none stands in another
_HELD_BUCKETS = 5

Words = Mapping[str, Sequence[str]]


def made_up_name(rng: random.Random, language: Language, *, held: bool) -> str:
    """Return a name; one of the test's where ``held``."""
    while True:
        name = _name(rng, language)
        if (bucket(name, _HELD_BUCKETS) == 0) is held:
            return name


def _name(rng: random.Random, language: Language) -> str:
    if language is Language.CHINESE and rng.random() < 0.5:
        return "".join(rng.choice(_HAN) for _ in range(_HAN_LENGTH))
    parts = [rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 3))]
    return ("".join(parts) + rng.choice(_ENDS)).capitalize()


def made_up_term(
    entry: Entry, words: Words, rng: random.Random, language: Language, *, held: bool
) -> tuple[str, str]:
    """Return the name of a made-up finding, and the made-up word in it ("" where there is none)."""
    gap = "" if language is Language.CHINESE else " "
    if entry.made in ("device", "organism"):
        name = made_up_name(rng, language, held=held)
        return f"{name}{gap}{rng.choice(words[entry.made])}", name
    return f"{rng.choice(words['adjective'])}{gap}{rng.choice(words['noun'])}", ""


def made_up_place(
    words: Words, side: str, rng: random.Random, language: Language, *, held: bool
) -> tuple[Place, str]:
    """Return a place that no body has, on any side if not told, and the made-up word in it."""
    name = made_up_name(rng, language, held=held)
    side = side or rng.choice(("left", "right"))
    landmark = rng.choice(words["landmark"])
    if language is Language.CHINESE:
        full = f"{'左' if side == 'left' else '右'}侧{name}{landmark}"
        spot = Spot(full, full, full, full)
    else:
        full = f"{side} {name} {landmark}"
        spot = Spot(full, f"in the {full}", f"the {full}", full)
    return Place(f"made-up/{name}/{side}", side, {language: (spot,)}), name
