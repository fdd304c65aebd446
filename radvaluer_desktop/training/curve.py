"""The loss curve of a run: a CSV file beside its checkpoint, and a picture of it.

``python -m radvaluer_desktop.training.curve build/pretrain/loss.csv docs/images/demo-loss.svg``
draws the picture: plain SVG, two lines over a logarithmic axis of tokens' losses.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from radvaluer_desktop.metrics.plot import Axis, draw_lines

_SMOOTH = 3  # points of the training loss that are averaged
_TICKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One measurement: losses in nats a token; ``held_out`` is that of impressions, or NaN."""

    step: int
    seconds: float
    tokens: int
    findings: float
    impression: float
    held_out: float


class LossCurve:
    """The CSV file of a run."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, point: CurvePoint) -> None:
        """Append a measurement."""
        self._write([point], "a" if self._path.exists() else "w")

    def cut_after(self, step: int) -> None:
        """Forget what lies behind the step that a run goes on from."""
        if self._path.exists():
            self._write([each for each in read_curve(self._path) if each.step <= step], "w")

    def _write(self, points: Iterable[CurvePoint], mode: str) -> None:
        with self._path.open(mode, encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if mode == "w":
                writer.writerow([field.name for field in fields(CurvePoint)])
            writer.writerows([f"{value:.6g}" for value in astuple(point)] for point in points)


def read_curve(path: Path) -> list[CurvePoint]:
    """Return the measurements of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            CurvePoint(
                step=int(float(row["step"])),
                seconds=float(row["seconds"]),
                tokens=int(float(row["tokens"])),
                findings=float(row["findings"]),
                impression=float(row["impression"]),
                held_out=float(row["held_out"]),
            )
            for row in csv.DictReader(file)
        ]


def draw_curve(points: Sequence[CurvePoint], title: str) -> str:
    """Return an SVG picture of the impressions' loss over millions of tokens."""
    lines = {
        "training batches": _smoothed([(each.tokens, each.impression) for each in points]),
        "held out": [(p.tokens, p.held_out) for p in points if not math.isnan(p.held_out)],
    }
    millions = {name: [(t / 1e6, loss) for t, loss in line] for name, line in lines.items()}
    most = max(tokens for line in millions.values() for tokens, _ in line)
    across = Axis("million tokens", [most * part / 4 for part in range(5)], begin=0.0)
    return draw_lines(millions, across, Axis(title, _TICKS, logarithmic=True))


def _smoothed(line: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    smooth = []
    for at, (tokens, _) in enumerate(line):
        near = [loss for _, loss in line[max(0, at - _SMOOTH + 1) : at + 1]]
        smooth.append((tokens, sum(near) / len(near)))
    return smooth


def main() -> None:
    """Draw the picture of a CSV file."""
    parser = argparse.ArgumentParser(description="Draw a loss curve as SVG.")
    parser.add_argument("curve", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--title", default="loss of impressions, nats a token")
    arguments = parser.parse_args()
    picture = draw_curve(read_curve(arguments.curve), arguments.title)
    arguments.picture.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
