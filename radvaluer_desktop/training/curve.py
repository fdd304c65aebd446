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

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 400, 56, 16, 16, 44
_SMOOTH = 3  # points of the training loss that are averaged
_TICKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
_COLOURS = {"training batches": "#8a8f98", "held out": "#1c5fb0"}


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
    every = [point for line in lines.values() for point in line]
    most = max(tokens for tokens, _ in every)
    losses = [loss for _, loss in every]
    scale = _Scale(most, math.log(min(losses)) - 0.05, math.log(max(losses)) + 0.05)
    parts = [*_axes(scale, title)]
    for at, (name, line) in enumerate(lines.items()):
        path = " ".join(f"{scale.x(tokens):.1f},{scale.y(loss):.1f}" for tokens, loss in line)
        colour = _COLOURS[name]
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        parts.append(_text(_WIDTH - _RIGHT - 8, _TOP + 38 + 18 * at, name, "end", colour))
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'font-family="sans-serif" font-size="13">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>\n{body}\n</svg>\n'
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Tokens run from 0 to ``most``; logarithms of losses from ``low`` to ``high``."""

    most: int
    low: float
    high: float

    def x(self, tokens: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * tokens / self.most

    def y(self, loss: float) -> float:
        share = (math.log(loss) - self.low) / (self.high - self.low)
        return _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * share


def _axes(scale: _Scale, title: str) -> Iterable[str]:
    floor = _HEIGHT - _BOTTOM
    for loss in _TICKS:
        if scale.low <= math.log(loss) <= scale.high:
            y = scale.y(loss)
            yield f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#e3e5e8"/>'
            yield _text(_LEFT - 8, y + 4, f"{loss:g}", "end")
    for part in range(5):
        tokens = scale.most * part / 4
        yield _text(scale.x(tokens), floor + 18, f"{tokens / 1e6:.3g}", "middle")
    yield f'<path d="M{_LEFT} {_TOP}V{floor}H{_WIDTH - _RIGHT}" fill="none" stroke="#555"/>'
    yield _text((_LEFT + _WIDTH) / 2, _HEIGHT - 8, "million tokens", "middle")
    yield _text(_WIDTH - _RIGHT - 8, _TOP + 18, title, "end")


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#333") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"'
    return f"<text {place}>{text}</text>"


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
