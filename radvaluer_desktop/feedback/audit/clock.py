"""The clock of the trail: UTC with the zone's offset, and by how much the clock was set."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime

TOLERATED_S = 2.0  # time servers pull a clock by less


@dataclass(frozen=True, slots=True)
class Moment:
    """``wall``: what the clock says. ``passed``: seconds that no setting of the clock changes."""

    wall: datetime
    passed: float

    @property
    def at(self) -> str:
        """UTC in ISO 8601, with a fixed number of digits."""
        return self.wall.astimezone(UTC).isoformat(timespec="microseconds")

    @property
    def zone(self) -> str:
        """The offset of local time from UTC, such as ``+02:00``."""
        text = f"{self.wall:%z}"
        return f"{text[:3]}:{text[3:5]}"

    def jump_since(self, earlier: Moment) -> float:
        """Return by how many seconds the clock was set, forward or back; 0 where it was not."""
        jump = (self.wall - earlier.wall).total_seconds() - (self.passed - earlier.passed)
        return jump if abs(jump) > TOLERATED_S else 0.0


def now() -> Moment:
    """Return this moment."""
    return Moment(datetime.now(UTC).astimezone(), _passed())


def _passed() -> float:
    """Return seconds that go on while the computer sleeps, as the clock on the wall does."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    else:  # noqa: RET505 - what follows a return is unreachable to mypy
        return time.monotonic()
