"""What proposals would gain on a computer whose decode costs are known, without its large model.

    python -m tests.bench.foretold DATA [--history FILE] [--costs 1=1,2=1.8,4=2.4,8=5.3,16=8.1]
        [--change 0]

Each impression of DATA is dictated, as ``radvaluer bench`` does with random weights, but no call is
made: each costs what the curve says. Tokens are the demonstration model's. Thinking of proposals is
timed and told beside.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import llama_cpp

from radvaluer_desktop.assets import resource
from radvaluer_desktop.evaluation.reports import LabelledReport, read_reports
from radvaluer_desktop.inference.ahead.drafter import Drafter
from radvaluer_desktop.inference.ahead.proposal import ROOT, CostCurve, Proposal
from radvaluer_desktop.report.cleaning import normalised

_MOST = 16
_ROOM = 512  # tokens that a draft may have: the model, too, does not know where it ends


@dataclass(slots=True)
class Tally:
    """Tokens of some reports, by what came of them, and calls by what they cost."""

    tokens: int = 0
    proposed: int = 0
    agreed: int = 0
    cost: float = 0.0
    thinking_s: float = 0.0

    @property
    def gain(self) -> float:
        """Tokens for the time, beside one token a call."""
        return self.tokens / self.cost


def main() -> None:
    """Dictate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--history", type=Path)
    parser.add_argument("--costs", default="1=1,2=1.78,3=2.2,4=2.41,8=5.3,16=8.11")
    parser.add_argument("--change", type=float, default=0.0)
    parser.add_argument("--reports", type=int)
    asked = parser.parse_args()
    (model,) = resource("models").glob("*.gguf")
    tokens = Tokens(model)
    reports = _read(asked.data)[: asked.reports]
    tested = {normalised(each.findings) for each in reports}
    history = _read(asked.history) if asked.history else ()
    drafter = Drafter(replace(curve(asked.costs), change=asked.change))
    drafter.remember(
        tokens.of(each.impression) for each in history if normalised(each.findings) not in tested
    )
    tallies = [dictate(drafter, tokens, each) for each in reports]
    longest = sorted(tallies, key=lambda each: -each.tokens)[: max(1, len(tallies) // 4)]
    whole = total(tallies)
    print(f"{len(reports)} reports, {whole.tokens} tokens, cost curve {asked.costs}")
    print(f"gain {whole.gain:.3f}, longest quarter {total(longest).gain:.3f}")
    print(f"tokens by a proposal {whole.agreed / whole.tokens:.1%}", end=", ")
    print(f"of the proposed right {whole.agreed / max(1, whole.proposed):.1%}")
    print(f"thinking {whole.thinking_s / whole.tokens * 1000:.2f} ms a token")


class Tokens:
    """The vocabulary of a model file."""

    def __init__(self, path: Path) -> None:
        self._llama = llama_cpp.Llama(str(path), vocab_only=True, verbose=False)

    def of(self, text: str) -> list[int]:
        """Return the ids of ``text``."""
        return list(self._llama.tokenize(text.encode(), add_bos=False, special=False))


def curve(told: str) -> CostCurve:
    """Return the curve of ``SIZE=COST,…``; between two sizes the cost is that of the larger."""
    costs = {int(size): float(cost) for size, cost in (each.split("=") for each in told.split(","))}
    sizes = range(1, min(_MOST, max(costs)) + 1)
    return CostCurve(tuple(costs[min(each for each in costs if each >= size)] for size in sizes))


def dictate(drafter: Drafter, tokens: Tokens, report: LabelledReport) -> Tally:
    """Write one impression as the decode loop does."""
    drafter.begin(tokens.of(report.findings))
    tally, tree, branch = Tally(), Proposal(), list[int]()
    dictated = tokens.of(report.impression)
    for token in dictated:
        drafter.wrote(token)
        node = tree.child(branch[-1] if branch else ROOT, token)
        if node is not None:
            branch.append(node)
            continue
        _settle(drafter, branch, tally)
        began = time.perf_counter()
        last = drafter.call_tokens
        tree = drafter.propose(_ROOM)
        tally.thinking_s += time.perf_counter() - began
        tally.proposed += len(tree)
        tally.cost += drafter.costs.costs[drafter.call_tokens - 1]
        tally.cost += drafter.costs.change if drafter.call_tokens != last else 0.0
    _settle(drafter, branch, tally)
    tally.tokens = len(dictated)
    return tally


def total(tallies: Sequence[Tally]) -> Tally:
    """Add them up."""
    return Tally(
        tokens=sum(each.tokens for each in tallies),
        proposed=sum(each.proposed for each in tallies),
        agreed=sum(each.agreed for each in tallies),
        cost=sum(each.cost for each in tallies),
        thinking_s=sum(each.thinking_s for each in tallies),
    )


def _read(path: Path) -> Sequence[LabelledReport]:
    return read_reports(path, path.read_text(encoding="utf-8")).reports


def _settle(drafter: Drafter, branch: list[int], tally: Tally) -> None:
    drafter.agreed(branch)
    tally.agreed += len(branch)
    branch.clear()


if __name__ == "__main__":
    main()
