"""Chooses tokens: with llama.cpp's own samplers, in C, or as a benchmark prescribes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import llama_cpp

from radvaluer_desktop.inference.messages import Sampling
from radvaluer_desktop.inference.native.model import NativeModel

_NEVER = float("-inf")


class Chooser(Protocol):
    """Chooses the next token of a text, one after the other."""

    @property
    def is_certain(self) -> bool:
        """Whether tokens may be proposed: the same logits always give the same token."""

    def choose(self, index: int, *, may_end: bool) -> int:
        """Return a token by the logits of place ``index`` of the last decode call."""


class SamplerChain:
    """A chain of samplers. Greedy at temperature 0; else top-k, top-p, min-p, temperature, draw.

    Use it in a ``with`` block: it owns native memory.
    """

    def __init__(self, model: NativeModel, sampling: Sampling) -> None:
        self._context = model.context
        self.is_certain = sampling.temperature <= 0 and sampling.propose
        self._free = _chain(model, sampling, frozenset())
        self._opening = _chain(model, sampling, model.end_tokens)

    def choose(self, index: int, *, may_end: bool) -> int:
        """Return a token by the logits of place ``index`` of the last decode call."""
        chain = self._free if may_end else self._opening
        return int(llama_cpp.llama_sampler_sample(chain, self._context, index))

    def __enter__(self) -> SamplerChain:
        return self

    def __exit__(self, *_exception: object) -> None:
        llama_cpp.llama_sampler_free(self._free)
        llama_cpp.llama_sampler_free(self._opening)


def _chain(model: NativeModel, sampling: Sampling, forbidden: frozenset[int]) -> object:
    chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())

    def add(sampler: object) -> None:  # the chain owns it: nothing is freed by itself
        llama_cpp.llama_sampler_chain_add(chain, sampler)

    if forbidden:
        bias = [llama_cpp.llama_logit_bias(token, _NEVER) for token in sorted(forbidden)]
        array = (llama_cpp.llama_logit_bias * len(bias))(*bias)
        add(llama_cpp.llama_sampler_init_logit_bias(model.vocabulary_size, len(bias), array))
    if sampling.temperature <= 0:
        add(llama_cpp.llama_sampler_init_greedy())
    else:
        add(llama_cpp.llama_sampler_init_top_k(sampling.top_k))
        add(llama_cpp.llama_sampler_init_top_p(sampling.top_p, 1))
        add(llama_cpp.llama_sampler_init_min_p(sampling.min_p, 1))
        add(llama_cpp.llama_sampler_init_temp(sampling.temperature))
        add(llama_cpp.llama_sampler_init_dist(sampling.seed))
    return chain


class Dictated:
    """Says a given text whatever the logits, at the cost of sampling: for benchmarks.

    Random weights write nothing to time; so they are made to write what a radiologist wrote.
    """

    def __init__(self, chooser: Chooser, tokens: Sequence[int], end: int) -> None:
        self.is_certain = chooser.is_certain
        self._chooser = chooser
        self._tokens = iter(tokens)
        self._end = end

    def choose(self, index: int, *, may_end: bool) -> int:
        """Return the next token of the text, the end after its last."""
        self._chooser.choose(index, may_end=may_end)
        return next(self._tokens, self._end)
