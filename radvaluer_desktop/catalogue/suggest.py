"""Which models of the catalogue suit this computer, and why; rules of thumb, not measurements.

Memory: the model must fit into what is there, less what other programs need: a quarter of it, and
2 GiB at least, since a PACS viewer runs beside it; a model may always have a quarter. Speed on a
processor: a billion parameters for each physical core. A GPU that holds the whole model lifts that
second limit. ``radvaluer bench`` measures what is only guessed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from radvaluer_desktop.catalogue.entries import Entry

_MIB = 1 << 20
_LEAST_FOR_OTHERS_MIB = 2048
_PER_CORE = 1_000_000_000
_GPU_RESERVE_MIB = 512


@dataclass(frozen=True, slots=True)
class Machine:
    """What counts of a computer. ``gpu_free_bytes``: of the GPUs that this build can use.

    ``gpus``: those as llama.cpp names them; ``cards``: all that the operating system names;
    ``backends``: what this build of llama.cpp was compiled for.
    """

    memory_bytes: int
    free_bytes: int
    cores: int
    gpus: tuple[str, ...] = ()
    gpu_free_bytes: int = 0
    cards: tuple[str, ...] = ()
    backends: tuple[str, ...] = ()

    @property
    def for_models_mib(self) -> int:
        """How much of the memory a model may have."""
        total = self.memory_bytes // _MIB
        return max(total - max(total // 4, _LEAST_FOR_OTHERS_MIB), total // 4)

    @property
    def gpu_mib(self) -> int:
        """How much of the GPUs' memory a model may have."""
        return max(self.gpu_free_bytes // _MIB - _GPU_RESERVE_MIB, 0)


class Fit(StrEnum):
    """How a model suits a computer; the first two do, and of these the first is quicker."""

    GPU = "gpu"
    CPU = "cpu"
    SLOW = "slow"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry and how it suits; ``mib`` is what the rule compared with what the model needs."""

    entry: Entry
    fit: Fit
    mib: int

    @property
    def suits(self) -> bool:
        """Whether it can be used with comfort, by the rules of thumb."""
        return self.fit in (Fit.GPU, Fit.CPU)


def suggest(entries: Sequence[Entry], machine: Machine) -> list[Suggestion]:
    """Return all ``entries``, the suitable before the others, the larger before the smaller.

    What came with the program only to show how it works is the last that suits.
    """
    found = [_judged(entry, machine) for entry in entries]
    return sorted(
        found, key=lambda each: (not each.suits, each.entry.embedded, -each.entry.parameters)
    )


def _judged(entry: Entry, machine: Machine) -> Suggestion:
    if machine.gpu_mib >= entry.memory_mib:
        return Suggestion(entry, Fit.GPU, machine.gpu_mib)
    if entry.memory_mib > machine.for_models_mib:
        return Suggestion(entry, Fit.TOO_LARGE, machine.for_models_mib)
    fit = Fit.CPU if entry.parameters <= machine.cores * _PER_CORE else Fit.SLOW
    return Suggestion(entry, fit, machine.for_models_mib)
