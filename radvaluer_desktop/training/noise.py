"""Joins sentences as people type them: lines, slips of the finger, de-identification marks."""

from __future__ import annotations

import random
from collections.abc import Sequence

from radvaluer_desktop.report.study import Language

_MARK = "XXXX"
_PLAIN_WORDS = frozenset(
    ("is", "are", "the", "of", "in", "and", "no", "there", "seen", "noted", "normal", "for")
)


def roughen(sentences: Sequence[str], language: Language, rng: random.Random) -> str:
    """Return ``sentences`` as one text, with a little noise that changes no fact."""
    if language is Language.CHINESE:
        return _join(sentences, "", rng)
    noisy = rng.random() < 0.25
    return _join([_slip(text, rng) if noisy else text for text in sentences], " ", rng)


def _join(sentences: Sequence[str], gap: str, rng: random.Random) -> str:
    habit = rng.random()
    if habit < 0.12:
        return "\n".join(sentences)
    if habit < 0.16 and gap:
        return "  ".join(sentences)
    if habit < 0.2:
        return gap.join(sentences).rstrip(".。")
    return gap.join(sentences)


def _slip(sentence: str, rng: random.Random) -> str:
    """Spoil at most one small word, which carries no side, size or name."""
    words = sentence.split(" ")
    plain = [index for index, word in enumerate(words) if word.lower() in _PLAIN_WORDS]
    if not plain or rng.random() < 0.6:
        return sentence
    index = rng.choice(plain)
    if words[index].lower() in {"no", "there"}:
        return sentence[:1].lower() + sentence[1:]
    words[index] = rng.choice((_MARK, _swap(words[index], rng), words[index].upper()))
    return " ".join(words)


def _swap(word: str, rng: random.Random) -> str:
    at = rng.randrange(max(1, len(word) - 1))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
