"""Texts that stand for patients': no two runs share one, so a find is this run's own doing.

They look like what people write (names, numbers, findings), are of random letters and characters,
and have no piece of ten characters that anything else would write by chance.
"""

from __future__ import annotations

import random
import secrets

EACH = 36

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_SUFFIXES = ("oma", "itis", "osis", "emia", "pathy")  # short: a piece must not be of these alone
_CHARACTERS = (
    "欧阳诸葛慕容司徒轩辕皇甫尉迟赫连澹台公冶宗政濮阳淳于单于太叔申屠"
    "肺叶结节斑片密度增高边缘毛刺胸腔积液纵隔淋巴肿大肋骨骨折肝囊胆壁厚胰管扩张脾"
    "脑室梗塞出血灶颅底蝶窦息肉甲状腺钙化椎间盘突膝半月板撕裂软组织水肿腮颌咽旁隙"
)


class Canaries:
    """The texts of one run, handed out one by one: every step of a flow plants its own."""

    def __init__(self, seed: int | None = None) -> None:
        chance = random.Random(secrets.randbits(64) if seed is None else seed)  # noqa: S311
        self.english = tuple(_english(chance) for _ in range(EACH))
        self.chinese = tuple(_chinese(chance) for _ in range(EACH))
        self._next = {"en": iter(self.english), "zh": iter(self.chinese)}

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return self.english + self.chinese

    def en(self) -> str:
        """Return an English one that nobody had yet."""
        return next(self._next["en"])

    def zh(self) -> str:
        """Return a Chinese one that nobody had yet."""
        return next(self._next["zh"])

    def rest(self) -> tuple[str, ...]:
        """Return all that nobody had yet."""
        return tuple(text for texts in self._next.values() for text in texts)


def _english(chance: random.Random) -> str:
    first, last = (_word(chance, 4).capitalize() for _ in range(2))
    number = f"{chance.randrange(10**4):04}-{chance.randrange(10**6):06}"
    finding = _word(chance, 3) + chance.choice(_SUFFIXES)
    place, size = _word(chance, 4), chance.randrange(101, 999)
    return f"{first} {last} {number} {finding} {place} {size} mm {_word(chance, 4)}"


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables))


def _chinese(chance: random.Random) -> str:
    name, finding, more = ("".join(chance.choices(_CHARACTERS, k=n)) for n in (4, 12, 8))
    return f"{name}{chance.randrange(10**8):08}{finding}{chance.randrange(11, 99)}毫米{more}"
