"""Turns reports into batches of token ids with a weight for each position.

Examples of like length share a batch. Packing several reports into one row saves the padding but
makes attention read what it then masks; on a CPU it was slower (docs/decisions/demo-model.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from radvaluer_desktop.prompting.build import build_prompt
from radvaluer_desktop.prompting.templates import PromptTemplate
from radvaluer_desktop.training.reports import Report
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
    """Ids, targets and weights, each (batch, length); padding weighs nothing.

    ``answer``: true where the target belongs to an impression.
    """

    ids: torch.Tensor
    targets: torch.Tensor
    weights: torch.Tensor
    answer: torch.Tensor


def encode_prompt(tokenizer: Tokenizer, template: PromptTemplate, report: Report) -> list[int]:
    """Return the ids of the prompt, as at run time."""
    prompt = build_prompt(template, report.header, report.findings, report.language)
    return encode_segments(tokenizer, prompt.segments)


def encode_report(tokenizer: Tokenizer, template: PromptTemplate, report: Report) -> Example:
    """Return the ids of the prompt, as at run time, and of the impression with its end."""
    ids = encode_prompt(tokenizer, template, report)
    answer = [*encode_text(tokenizer, report.impression), tokenizer.token_to_id(END_TOKEN)]
    return Example(ids + answer, len(ids))


@dataclass(frozen=True, slots=True)
class Batching:
    """How examples become batches: of about ``tokens`` ids; examples over ``context`` are left."""

    tokens: int
    context: int
    padding: int
    findings_weight: float = FINDINGS_WEIGHT

    @staticmethod
    def of(tokenizer: Tokenizer, tokens: int, context: int, findings_weight: float) -> Batching:
        """Return the batching for a tokenizer."""
        padding = tokenizer.token_to_id(PADDING_TOKEN)
        return Batching(tokens, context, padding, findings_weight)

    def endless(self, examples: Iterable[Example]) -> Iterator[Batch]:
        """Yield full batches; what does not fill one waits.

        Lengths are rounded up, so that few shapes occur: each new one costs PyTorch a preparation.
        """
        waiting: defaultdict[int, list[Example]] = defaultdict(list)
        for example in examples:
            length = self._length(example)
            if length > self.context:
                continue
            waiting[length].append(example)
            if len(waiting[length]) >= self.tokens // length:
                yield self._pad(waiting.pop(length))

    def all_of(self, examples: Iterable[Example]) -> Iterator[Batch]:
        """Yield every example once, neighbours in length together, the shortest first."""
        group: list[Example] = []
        fitting = (each for each in examples if self._length(each) <= self.context)
        for example in sorted(fitting, key=lambda each: len(each.ids)):
            if group and self._length(example) * (len(group) + 1) > self.tokens:
                yield self._pad(group)
                group = []
            group.append(example)
        if group:
            yield self._pad(group)

    @staticmethod
    def _length(example: Example) -> int:
        return -(-len(example.ids) // _LENGTH_STEP) * _LENGTH_STEP

    def _pad(self, group: list[Example]) -> Batch:
        length = max(self._length(example) for example in group)
        ids = torch.full((len(group), length), self.padding)
        weights = torch.zeros(len(group), length)
        answer = torch.zeros(len(group), length, dtype=torch.bool)
        for row, example in enumerate(group):
            ids[row, : len(example.ids)] = torch.tensor(example.ids)
            weights[row, : example.prompt] = self.findings_weight
            weights[row, example.prompt : len(example.ids)] = 1.0
            answer[row, example.prompt : len(example.ids)] = True
        return Batch(ids[:, :-1], ids[:, 1:], weights[:, 1:], answer[:, 1:])
