"""Intervals, ranks and tables."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

_Z95 = 1.959964


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    Source: Wilson, Journal of the American Statistical Association 22(158), 209-212, 1927.
    """
    if not total:
        return 0.0, 1.0
    share, z2 = hits / total, _Z95**2
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = _Z95 / (1 + z2 / total) * sqrt(share * (1 - share) / total + z2 / (4 * total**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def ranks(values: Sequence[float]) -> list[float]:
    """Return ranks from 1; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    out = [0.0] * len(values)
    start = 0
    while start < len(order):
        stop = start
        while stop + 1 < len(order) and values[order[stop + 1]] == values[order[start]]:
            stop += 1
        for place in range(start, stop + 1):
            out[order[place]] = (start + stop) / 2 + 1
        start = stop + 1
    return out


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the correlation of ranks; 0 where either does not vary."""
    first, second = ranks(one), ranks(other)
    mean1, mean2 = sum(first) / len(first), sum(second) / len(second)
    cross = sum((a - mean1) * (b - mean2) for a, b in zip(first, second, strict=True))
    spread = sum((a - mean1) ** 2 for a in first) * sum((b - mean2) ** 2 for b in second)
    return cross / sqrt(spread) if spread else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write rows in columns; the first to the left, the others to the right."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = []
    for row in [head, *rows]:
        cells = [
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
