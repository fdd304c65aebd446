"""The decisions that are tested on and never learnt from: chosen once, kept as a list.

A decision is held out where the SHA-256 of its id says so; the list keeps what once was, so that
each run tests on the same. New decisions join by the same rule, because old ones leave the store.
The ids are random and say nothing of a study.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.retraining.lessons import Lesson
from radvaluer_desktop.retraining.writing import write_json

HELD_OUT_SHARE = 0.25
_FORMAT = 1
_SPAN = 1 << 64


class HeldOutUnreadable(InputError):
    """The list cannot be read as one."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path}, the list of what is tested on, cannot be used: {problem}."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Restore it from a backup. Remove it only if a new held-out part may hold what the present "
        "model has learnt.",
    )


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Ids of decisions in the order in which they joined; ``share`` of new ones join."""

    share: float
    ids: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Name of this very list."""
        return hashlib.sha256("\n".join(self.ids).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Halves:
    """Lessons to learn from and to test on.

    ``dropped``: that share a study, its name or their findings with one that is held out, and are
    in neither; ``gone``: held-out decisions that are no longer in the store.
    """

    learn: tuple[Lesson, ...]
    test: tuple[Lesson, ...]
    dropped: int
    gone: int


def read_held_out(path: Path) -> HeldOut:
    """Return the list at ``path``; an empty one where there is none. Raises HeldOutUnreadable."""
    try:
        table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        held = HeldOut(float(table["share"]), tuple(map(str, table["ids"])))
    except FileNotFoundError:
        return HeldOut(HELD_OUT_SHARE)
    except OSError as error:
        raise HeldOutUnreadable(path=path, problem=error.strerror) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise HeldOutUnreadable(path=path, problem="it does not follow its form") from error
    if table.get("format") != _FORMAT or not 0 < held.share < 1:
        raise HeldOutUnreadable(path=path, problem="it does not follow its form")
    return held


def keep_held_out(path: Path, held: HeldOut) -> None:
    """Write the list, whole or not at all. Raises RetrainingUnwritable."""
    write_json(path, {"format": _FORMAT, "share": held.share, "ids": held.ids})


def joined(held: HeldOut, lessons: Sequence[Lesson]) -> HeldOut:
    """Return the list with the new lessons that it takes, the oldest first."""
    known = set(held.ids)
    new = (each.id for each in lessons if each.id not in known and _is_chosen(each.id, held.share))
    return HeldOut(held.share, (*held.ids, *new))


def _is_chosen(id_: str, share: float) -> bool:
    number = int.from_bytes(hashlib.sha256(id_.encode()).digest()[:8])
    return number < share * _SPAN


def halves(held: HeldOut, lessons: Sequence[Lesson], most_tested: int) -> Halves:
    """Part ``lessons``; tested are the first ``most_tested`` of the list that are still there."""
    by_id = {each.id: each for each in lessons}
    there = [by_id[id_] for id_ in held.ids if id_ in by_id]
    apart = frozenset().union(*(each.studies for each in there))
    held_ids = set(held.ids)
    others = [each for each in lessons if each.id not in held_ids]
    learn = [each for each in others if not each.studies & apart]
    return Halves(
        learn=tuple(learn),
        test=tuple(there[:most_tested]),
        dropped=len(others) - len(learn),
        gone=len(held.ids) - len(there),
    )
