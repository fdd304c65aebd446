"""Turns synthetic reports into batches of token ids with a weight for each position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from radvaluer_desktop.prompting.build import build_prompt
from radvaluer_desktop.prompting.templates import PromptTemplate
from radvaluer_desktop.training.corpus import SyntheticReport
from radvaluer_desktop.training.tokenizer import (
    END_TOKEN,
    PADDING_TOKEN,
    encode_segments,
    encode_text,
)

# The findings are learnt too, but what counts is the impression.
FINDINGS_WEIGHT = 0.1
_LENGTH_STEP = 16


@dataclass(frozen=True, slots=True)
class Example:
    """One report as token ids; ``prompt`` of them come before the impression."""

    ids: list[int]
    prompt: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Ids, targets and weights, each (batch, length); padding weighs nothing."""

    ids: torch.Tensor
    targets: torch.Tensor
    weights: torch.Tensor


def encode_report(
    tokenizer: Tokenizer, template: PromptTemplate, report: SyntheticReport
) -> Example:
    """Return the ids of the prompt, as at run time, and of the impression with its end."""
    prompt = build_prompt(template, report.header, report.findings, report.language)
    ids = encode_segments(tokenizer, prompt.segments)
    answer = [*encode_text(tokenizer, report.impression), tokenizer.token_to_id(END_TOKEN)]
    return Example(ids + answer, len(ids))


def make_batches(
    examples: Iterable[Example], tokenizer: Tokenizer, tokens: int, context: int
) -> Iterator[Batch]:
    """Yield batches of about ``tokens`` ids, of examples of like length.

    Lengths are rounded up, so that few shapes occur: each new one costs PyTorch a preparation.
    """
    padding = tokenizer.token_to_id(PADDING_TOKEN)
    waiting: defaultdict[int, list[Example]] = defaultdict(list)
    for example in examples:
        length = -(-len(example.ids) // _LENGTH_STEP) * _LENGTH_STEP
        if length > context:
            continue
        waiting[length].append(example)
        if len(waiting[length]) >= tokens // length:
            yield _pad(waiting.pop(length), length, padding)


def _pad(group: list[Example], length: int, padding: int) -> Batch:
    ids = torch.full((len(group), length), padding)
    weights = torch.zeros(len(group), length)
    for row, example in enumerate(group):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        weights[row, : example.prompt] = FINDINGS_WEIGHT
        weights[row, example.prompt : len(example.ids)] = 1.0
    return Batch(ids[:, :-1], ids[:, 1:], weights[:, 1:])
