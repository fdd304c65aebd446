"""Chooses tokens with llama.cpp's own samplers, in C."""

from __future__ import annotations

import llama_cpp

from radvaluer_desktop.inference.messages import Sampling
from radvaluer_desktop.inference.native.model import NativeModel

_NEVER = float("-inf")


class Sampler:
    """A chain of samplers. Greedy at temperature 0; else top-k, top-p, min-p, temperature, draw.

    ``forbidden`` tokens are never chosen. Use it in a ``with`` block: it owns native memory.
    """

    def __init__(
        self, model: NativeModel, sampling: Sampling, forbidden: frozenset[int] = frozenset()
    ) -> None:
        self._context = model.context
        self._chain = llama_cpp.llama_sampler_chain_init(
            llama_cpp.llama_sampler_chain_default_params()
        )
        # The chain owns what is added to it: nothing below is freed by itself.
        if forbidden:
            bias = [llama_cpp.llama_logit_bias(token, _NEVER) for token in sorted(forbidden)]
            array = (llama_cpp.llama_logit_bias * len(bias))(*bias)
            self._add(
                llama_cpp.llama_sampler_init_logit_bias(model.vocabulary_size, len(bias), array)
            )
        if sampling.temperature <= 0:
            self._add(llama_cpp.llama_sampler_init_greedy())
        else:
            self._add(llama_cpp.llama_sampler_init_top_k(sampling.top_k))
            self._add(llama_cpp.llama_sampler_init_top_p(sampling.top_p, 1))
            self._add(llama_cpp.llama_sampler_init_min_p(sampling.min_p, 1))
            self._add(llama_cpp.llama_sampler_init_temp(sampling.temperature))
            self._add(llama_cpp.llama_sampler_init_dist(sampling.seed))

    def _add(self, sampler: object) -> None:
        llama_cpp.llama_sampler_chain_add(self._chain, sampler)

    def choose(self) -> int:
        """Return the next token from the logits of the last decoded position."""
        return int(llama_cpp.llama_sampler_sample(self._chain, self._context, -1))

    def __enter__(self) -> Sampler:
        return self

    def __exit__(self, *_exception: object) -> None:
        llama_cpp.llama_sampler_free(self._chain)
