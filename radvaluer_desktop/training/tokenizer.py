"""A byte-level BPE tokenizer, trained on the corpus, and how a report becomes token ids.

Every digit is a token by itself, so that a number is copied figure by figure and never becomes
another one that shares a token. Each segment of a prompt is tokenised by itself, as the engine
does at run time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from radvaluer_desktop.inference.messages import Segment
from radvaluer_desktop.modelfile.write import BytePairVocabulary, PreTokenizer

PADDING_TOKEN = "<|pad|>"  # noqa: S105 - a token of the vocabulary
END_TOKEN = "<|end|>"  # noqa: S105 - a token of the vocabulary


def train_tokenizer(texts: Iterable[str], control: Sequence[str], size: int) -> Tokenizer:
    """Return a tokenizer of ``size`` tokens at most; padding and ``control`` come first."""
    tokenizer = _empty(models.BPE(), PreTokenizer.SINGLE_DIGITS)
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[PADDING_TOKEN, *control],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return _reading_text_alone(tokenizer)


def load_tokenizer(path: Path) -> Tokenizer:
    """Read a tokenizer that was saved beside a checkpoint."""
    return _reading_text_alone(Tokenizer.from_file(str(path)))


def _reading_text_alone(tokenizer: Tokenizer) -> Tokenizer:
    """Let the name of a control token in a report be text, as the engine does."""
    tokenizer.encode_special_tokens = True
    return tokenizer


def tokenizer_of(vocabulary: BytePairVocabulary) -> Tokenizer:
    """Return the tokenizer that a model file describes; the reverse of ``vocabulary_of``."""
    ids = {token: index for index, token in enumerate(vocabulary.tokens)}
    merges = [tuple(merge.split(" ")) for merge in vocabulary.merges]
    tokenizer = _empty(models.BPE(vocab=ids, merges=merges), vocabulary.pre_tokenizer)
    control = [vocabulary.tokens[index] for index in sorted(vocabulary.control)]
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in control])
    return _reading_text_alone(tokenizer)


def _empty(model: Any, pre_tokenizer: PreTokenizer) -> Tokenizer:  # noqa: ANN401 - tokenizers has no types
    tokenizer = Tokenizer(model)
    bytes_of = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    if pre_tokenizer is PreTokenizer.SINGLE_DIGITS:
        digits = pre_tokenizers.Digits(individual_digits=True)
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([digits, bytes_of])
    else:
        tokenizer.pre_tokenizer = bytes_of
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def encode_text(tokenizer: Tokenizer, text: str) -> list[int]:
    """Return the ids of ordinary text; the name of a control token in it is text."""
    ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
    return ids


def encode_segments(tokenizer: Tokenizer, segments: Iterable[Segment]) -> list[int]:
    """Return the ids of a prompt; a special segment is one control token."""
    ids: list[int] = []
    for segment in segments:
        if segment.special:
            ids.append(tokenizer.token_to_id(segment.text))
        else:
            ids.extend(encode_text(tokenizer, segment.text))
    return ids


def vocabulary_of(tokenizer: Tokenizer) -> BytePairVocabulary:
    """Return the tokenizer as a model file keeps it."""
    data = json.loads(tokenizer.to_str())
    by_token: dict[str, int] = tokenizer.get_vocab()
    tokens = tuple(sorted(by_token, key=by_token.__getitem__))
    merges = tuple(" ".join(pair) for pair in data["model"]["merges"])
    control = frozenset(token["id"] for token in data["added_tokens"])
    single = data["pre_tokenizer"]["type"] == "Sequence"
    return BytePairVocabulary(
        tokens,
        merges,
        control,
        end=by_token[END_TOKEN],
        padding=by_token[PADDING_TOKEN],
        pre_tokenizer=PreTokenizer.SINGLE_DIGITS if single else PreTokenizer.DIGIT_RUNS,
    )
