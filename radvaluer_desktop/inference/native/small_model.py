"""A small model that reads the same report and says how the text may go on.

One of its tokens costs a hundredth of the large one's (Leviathan et al. 2023, arXiv:2211.17192).
Where the two have other vocabularies, what it writes is turned into text and that into tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import llama_cpp
import numpy as np
import numpy.typing as npt

from radvaluer_desktop.inference.ahead.proposal import Distribution
from radvaluer_desktop.inference.messages import EngineSettings, Segment
from radvaluer_desktop.inference.native.model import LoadHooks, NativeModel
from radvaluer_desktop.inference.native.reader import Reader, slices

_BRANCHES = 3
_TRIED = 64  # tokens whose pieces tell whether two vocabularies begin alike


class SmallModel:
    """Foresees what ``large`` may write. Unusable after ``close``."""

    def __init__(
        self, path: Path, large: NativeModel, settings: EngineSettings, hooks: LoadHooks
    ) -> None:
        """Load. Raises NativeFailure."""
        self._model = NativeModel(path, settings, hooks)
        self._reader = Reader(self._model, hooks.interrupt)
        self._large = large
        self._same = self._shares_vocabulary()
        self._prompt: list[int] = []

    def begin(self, segments: Sequence[Segment]) -> None:
        """Begin a new report; without ``segments`` nothing is foreseen."""
        self._prompt = self._model.tokenize_all(segments) if segments else []

    def foresee(self, written: Sequence[int], most: int) -> list[Distribution]:
        """Return what may stand at the next places, each after the likeliest token before it.

        ``written`` are tokens of the large model. Raises Interrupted, NativeFailure.
        """
        if self._same and any(token >= self._model.vocabulary_size for token in written):
            return []
        own = list(written) if self._same else self._model.tokenize_text(self._text(written))
        text = [*self._prompt, *own]
        if not self._prompt or len(text) + most > self._model.context_tokens:
            return []
        self._read(text)
        foreseen: list[Distribution] = []
        while True:
            foreseen.append(self._likeliest())
            token = foreseen[-1][0][0]
            if token in self._model.end_tokens or len(foreseen) >= most:
                break
            self._reader.read([token])
        return foreseen if self._same else self._retold(foreseen)

    def close(self) -> None:
        """Free everything."""
        self._reader.close()
        self._model.close()

    def _shares_vocabulary(self) -> bool:
        """Whether every token of the small model is the large one's with the same number."""
        count = self._model.vocabulary_size
        if count > self._large.vocabulary_size:
            return False
        steps = [*range(min(_TRIED, count)), *range(0, count, max(1, count // _TRIED))]
        return all(self._model.piece(token) == self._large.piece(token) for token in steps)

    def _read(self, text: Sequence[int]) -> None:
        kept = self._reader.keep(text[:-1])
        for start, end in slices(kept, len(text)):
            self._reader.read(text[start:end])

    def _likeliest(self) -> Distribution:
        row = llama_cpp.llama_get_logits_ith(self._model.context, -1)
        logits: npt.NDArray[np.float32] = np.ctypeslib.as_array(
            row, shape=(self._model.vocabulary_size,)
        )
        chances = np.exp(logits - logits.max())
        chances /= chances.sum()
        best = np.argpartition(chances, -_BRANCHES)[-_BRANCHES:]
        best = best[np.argsort(-chances[best])]
        return [(int(token), float(chances[token])) for token in best]

    def _text(self, tokens: Sequence[int]) -> str:
        return b"".join(self._large.piece(token) for token in tokens).decode("utf-8", "replace")

    def _retold(self, foreseen: Sequence[Distribution]) -> list[Distribution]:
        """Return the likeliest path in the large model's tokens, as likely as the whole of it."""
        path = [likeliest[0] for likeliest in foreseen]
        data = b"".join(self._model.piece(token) for token, _ in path)
        tokens = self._large.tokenize_text(data.decode("utf-8", "ignore"))
        if not tokens:
            return []
        chance = float(np.prod([chance for _, chance in path])) ** (1 / len(tokens))
        return [[(token, chance)] for token in tokens]
