"""Keeps what a decode call costs, once measured, for each model, threads and layers on a GPU.

Only figures lie in the file. Where it cannot be read or written they are measured again.
"""

from __future__ import annotations

import contextlib
import json
import math
from pathlib import Path
from typing import Any

_LONGEST = 16  # figures
_METHOD = 3  # of measuring: figures of another are measured anew
_MOST = 50  # models; the one that was measured first is forgotten first

Costs = tuple[float, ...]
Setup = tuple[int, int]  # the settings ``threads`` and ``gpu_layers``


class DecodeCosts:
    """The figures of this machine, in ``file``."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def find(self, sha256: str, setup: Setup) -> Costs:
        """Return what is known of a model, () where nothing is."""
        costs = self._read().get(_key(sha256, setup))
        if not isinstance(costs, list) or not 1 <= len(costs) <= _LONGEST:
            return ()
        sound = all(isinstance(each, float) and 0 < each < math.inf for each in costs)
        return tuple(costs) if sound and costs[0] == 1.0 else ()

    def keep(self, sha256: str, setup: Setup, costs: Costs) -> None:
        """Remember ``costs``."""
        if self.find(sha256, setup) == costs:
            return
        known = self._read() | {_key(sha256, setup): list(costs)}
        newest = dict(list(known.items())[-_MOST:])
        part = self._file.with_suffix(".part")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(newest), encoding="utf-8")
            part.replace(self._file)

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}


def _key(sha256: str, setup: Setup) -> str:
    threads, gpu_layers = setup
    return f"{sha256} {threads} {gpu_layers} {_METHOD}"
