"""What stands in the model's context: one text, to which tokens are added and from which they go.

The beginning that a new prompt shares with the text stays evaluated. A tree of proposed tokens is
read in one call: every leaf is a sequence of llama.cpp's own that shares the text's cells.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import llama_cpp

from radvaluer_desktop.inference.ahead.proposal import ROOT, Proposal
from radvaluer_desktop.inference.messages import FailureKind
from radvaluer_desktop.inference.native.failures import NativeFailure
from radvaluer_desktop.inference.native.interrupt import Interrupt
from radvaluer_desktop.inference.native.library import take_errors
from radvaluer_desktop.inference.native.model import SEQUENCES, SLICE_TOKENS, NativeModel

_TEXT = 0  # the sequence of what stands
_ABORTED = 2
_ANY = -1


def slices(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut the places from ``begin`` to ``end`` into as few slices of about one length as can be.

    A short slice behind long ones would cost nearly a call of its own, and kernels that take four
    tokens at a time take each that is left over alone.
    """
    missing = end - begin
    count = -(-missing // SLICE_TOKENS)
    length = -(-missing // (4 * max(count, 1))) * 4
    for start in range(begin, end, max(length, 1)):
        yield start, min(start + length, end)


class Interrupted(Exception):
    """The interrupt was raised while decoding."""


class Reader:
    """Owns the context of ``model``. Not thread-safe: llama.cpp aborts on two callers."""

    def __init__(self, model: NativeModel, interrupt: Interrupt) -> None:
        self._model = model
        self._interrupt = interrupt
        self._memory = llama_cpp.llama_get_memory(model.context)
        self._batch = llama_cpp.llama_batch_init(SLICE_TOKENS, 0, SEQUENCES)
        self._tree = Proposal()
        self._leaves: list[list[int]] = []
        self._beside: list[int] = []  # lengths of the drafts that are being written together
        self._shared = 0  # tokens of the text that all of them follow
        self._cells = 0  # that they and the text take
        self.tokens: list[int] = []

    def keep(self, prompt: Sequence[int]) -> int:
        """Drop all but the beginning that ``prompt`` shares; return its length in tokens."""
        pairs = zip(self.tokens, prompt, strict=False)
        same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
        self._cut(same)
        return len(self.tokens)

    def read(self, tokens: Sequence[int]) -> None:
        """Add ``tokens``, a slice at most; the logits after the last can then be asked for.

        Raises Interrupted, NativeFailure.
        """
        self._begin(len(tokens))
        start = len(self.tokens)
        for index, token in enumerate(tokens):
            self._put(index, token, start + index, (_TEXT,), logits=index == len(tokens) - 1)
        self._decode(start)
        self.tokens += tokens

    def read_tree(self, token: int, tree: Proposal, tokens: int = 1) -> None:
        """Add ``token``, and ``tree`` on trial after it: then ``settle`` must be called.

        The logits after ``token`` have index 0, those after node n of the tree n + 1. The call is
        filled up to ``tokens`` with some that are dropped again: llama.cpp need not plan anew what
        has as many tokens and sequences as the call before. Raises Interrupted, NativeFailure;
        nothing is added then.
        """
        tree = _filled(tree, tokens - 1, token)
        self._begin(1 + len(tree))
        start = len(self.tokens)
        leaves = _leaves_below(tree)
        for leaf in range(1, 1 + len(tree)):
            llama_cpp.llama_memory_seq_cp(self._memory, _TEXT, leaf, _ANY, _ANY)
        self._put(0, token, start, range(1 + len(tree)), logits=True)
        depths: list[int] = []
        for node, parent in enumerate(tree.parents):
            depths.append(1 if parent == ROOT else depths[parent] + 1)
            self._put(node + 1, tree.tokens[node], start + depths[node], leaves[node], logits=True)
        self._decode(start)
        self.tokens.append(token)
        self._tree, self._leaves = tree, leaves

    def settle(self, branch: Sequence[int]) -> None:
        """Keep the nodes of ``branch`` (parents first) as text, drop the rest of the tree."""
        if not self._leaves:
            return
        start = len(self.tokens)
        if branch:
            leaf = self._leaves[branch[-1]][0]
            end = start + len(branch)
            llama_cpp.llama_memory_seq_cp(self._memory, leaf, _TEXT, start, end)
        for leaf in range(1, 1 + len(self._leaves)):
            llama_cpp.llama_memory_seq_rm(self._memory, leaf, _ANY, _ANY)
        self.tokens += [self._tree.tokens[node] for node in branch]
        self._leaves = []

    def fork(self, count: int) -> None:
        """Let ``count`` drafts follow the text: the text itself is the first; ``join`` ends it."""
        for sequence in range(1, count):
            llama_cpp.llama_memory_seq_cp(self._memory, _TEXT, sequence, _ANY, _ANY)
        self._beside = [len(self.tokens)] * count
        self._shared = self._cells = len(self.tokens)

    def has_room(self, count: int) -> bool:
        """Whether each draft, and all of them with ``count`` more tokens, fit into the context."""
        fit = self._cells + count <= self._model.cells
        return fit and max(self._beside) < self._model.context_tokens

    def read_beside(self, step: Sequence[tuple[int, int]]) -> None:
        """Add one token to each of some drafts: pairs of the draft's number and the token.

        The logits after pair n have index n. Raises Interrupted, NativeFailure.
        """
        self._begin(len(step))
        for index, (draft, token) in enumerate(step):
            self._put(index, token, self._beside[draft], (draft,), logits=True)
        self._decode(len(self.tokens))
        for draft, token in step:
            self._beside[draft] += 1
            if draft == _TEXT:
                self.tokens.append(token)
        self._cells += len(step)

    def end(self, draft: int) -> None:
        """Give back what a draft beside the first took: the others may go on with it."""
        llama_cpp.llama_memory_seq_rm(self._memory, draft, _ANY, _ANY)
        self._cells -= self._beside[draft] - self._shared
        self._beside[draft] = self._shared

    def join(self) -> None:
        """Drop every draft but the first."""
        for sequence in range(1, len(self._beside)):
            llama_cpp.llama_memory_seq_rm(self._memory, sequence, _ANY, _ANY)
        self._beside = []

    def wait(self) -> None:
        """Return when the last call is computed: a graphics card goes on by itself."""
        llama_cpp.llama_synchronize(self._model.context)

    def forget(self) -> None:
        """Empty the context."""
        self._cut(0)

    def close(self) -> None:
        """Free the batch."""
        llama_cpp.llama_batch_free(self._batch)

    def _begin(self, count: int) -> None:
        if self._interrupt.raised:
            raise Interrupted
        self._batch.n_tokens = count

    def _put(
        self, index: int, token: int, position: int, sequences: Sequence[int], *, logits: bool
    ) -> None:
        batch = self._batch
        batch.token[index] = token
        batch.pos[index] = position
        batch.n_seq_id[index] = len(sequences)
        for at, sequence in enumerate(sequences):
            batch.seq_id[index][at] = sequence
        batch.logits[index] = logits

    def _decode(self, start: int) -> None:
        code = llama_cpp.llama_decode(self._model.context, self._batch)
        if code == 0:
            return
        self._cut(start)  # whatever llama.cpp had done of it
        if code == _ABORTED:
            raise Interrupted
        raise NativeFailure(FailureKind.DECODE_FAILED, take_errors() or f"code {code}")

    def _cut(self, length: int) -> None:
        """Drop every token from place ``length`` on, of the text and of all branches.

        Where the model cannot go back to that place, all of the text is dropped.
        """
        if not self._model.is_recurrent:
            for leaf in range(1, SEQUENCES):
                llama_cpp.llama_memory_seq_rm(self._memory, leaf, _ANY, _ANY)
        if not llama_cpp.llama_memory_seq_rm(self._memory, _TEXT, length, _ANY):
            llama_cpp.llama_memory_clear(self._memory, False)
            length = 0
        del self.tokens[length:]
        self._leaves = []


def _filled(tree: Proposal, count: int, token: int) -> Proposal:
    """Return ``tree`` with ``token`` after its last node, again and again, up to ``count``."""
    missing = count - len(tree)
    if missing <= 0:
        return tree
    return Proposal(
        tree.tokens + [token] * missing,
        tree.parents + list(range(len(tree) - 1, count - 1)),
        tree.probabilities + [0.0] * missing,
    )


def _leaves_below(tree: Proposal) -> list[list[int]]:
    """Return for each node the numbers, from 1, of the leaves that it leads to."""
    below: list[list[int]] = [[] for _ in range(len(tree))]
    inner = set(tree.parents)
    number = 0
    for leaf in range(len(tree)):
        if leaf in inner:
            continue
        number += 1
        node = leaf
        while node != ROOT:
            below[node].append(number)
            node = tree.parents[node]
    return below
