"""Slips of typing and dictation that change no fact, and de-identification marks."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from radvaluer_desktop.report.study import Language

_MARK = "XXXX"
_NOISY_SHARE = 0.15  # of reports
_SLIP_SHARE = 0.35  # of the sentences of a noisy report
_PLAIN = """is are the of in and there seen noted within for with appears identified
    demonstrated measuring present evidence normal unremarkable"""
_PLAIN_WORDS = frozenset(_PLAIN.split())
_MISHEARD = {
    "There is": "Their is", "there is": "there's", "seen": "scene",
    "pleural": "plural", "within": "with in", "evidence of": "evidenceof",
    "and": "an", "normal": "normla", "size": "sise", "unremarkable": "unremarkble",
}  # fmt: skip
_HAN_SLIPS = (
    ("未见明显", "未见名显"), ("走行", "走形"), ("清晰", "清淅"), ("形态", "型态"),
    ("可见", "可件"), ("边界", "边介"), ("，", ","), ("。", "."),
    ("，", "、"), ("密度", "密渡"), ("周围", "周为"), ("信号", "讯号"), ("结构", "结够"),
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+")


class Slips:
    """Spoils small words; sides, sizes, names of findings and made-up words stay whole."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def roughen(
        self, sentences: Sequence[str], marks: float, kept: Sequence[str], rng: random.Random
    ) -> list[str]:
        """Return the sentences, a few of them with a slip; ``marks``: share that get a mark."""
        if rng.random() < marks:
            sentences = [_marked(text, rng) if rng.random() < 0.3 else text for text in sentences]
        if rng.random() >= _NOISY_SHARE:
            return list(sentences)
        return [
            self._slip(text, rng)
            if rng.random() < _SLIP_SHARE and not any(word in text for word in kept)
            else text
            for text in sentences
        ]

    def _slip(self, text: str, rng: random.Random) -> str:
        if self._language is Language.CHINESE:
            right, wrong = rng.choice(_HAN_SLIPS)
            return text.replace(right, wrong, 1)
        habit = rng.random()
        if habit < 0.3:
            right, wrong = rng.choice(tuple(_MISHEARD.items()))
            return re.sub(rf"\b{right}\b", wrong, text, count=1)
        if habit < 0.45:
            return text[:1].lower() + text[1:] if text[1:2].islower() else text
        if habit < 0.55:
            return text.rstrip(".")
        if habit < 0.65:
            return text.replace(", ", ",", 1)
        return _on_plain_word(text, _swapped, rng)


def _marked(text: str, rng: random.Random) -> str:
    return _on_plain_word(text, lambda _word, _rng: _MARK, rng)


def _on_plain_word(
    text: str, change: Callable[[str, random.Random], str], rng: random.Random
) -> str:
    plain = [m for m in _WORD.finditer(text) if m[0].lower() in _PLAIN_WORDS]
    if not plain:
        return text
    match = rng.choice(plain)
    return text[: match.start()] + change(match[0], rng) + text[match.end() :]


def _swapped(word: str, rng: random.Random) -> str:
    at = rng.randrange(max(1, len(word) - 1))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
