"""What a person reads before an export is written: replacements by string, and a sample by risk.

Nothing is written to a disk for it. The review ends in a code, which stands for exactly the rows
that were reviewed; the export is made again from the store and compared with it. So nothing that
nobody reviewed leaves, and no copy lies about meanwhile.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.decisions import FeedbackStore
from radvaluer_desktop.feedback.export.encoding import line_of, require
from radvaluer_desktop.feedback.export.forms import Dropped, Row
from radvaluer_desktop.feedback.export.rows import Exported, Request, export_rows
from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.safety.deid.found import Rule
from radvaluer_desktop.safety.deid.kinds import Kind

SAMPLE = 20
_CODE = re.compile(r"(\d{1,18})-([0-9A-F]{16})")


@dataclass(frozen=True, slots=True)
class Group:
    """A string that is replaced wherever it stands, and in how many places."""

    kind: Kind
    rule: Rule
    original: str = field(repr=False)
    places: int


@dataclass(frozen=True, slots=True)
class Review:
    """What would leave. ``sample``: the decisions to read, as they leave, the riskiest first."""

    decisions: int
    rows: int
    dropped: Mapping[str, int]
    replaced: Mapping[str, int]
    groups: tuple[Group, ...] = field(repr=False)
    sample: tuple[Decision, ...] = field(repr=False)
    models: Mapping[str, Mapping[str, str | int]]
    first: str
    last: str
    rows_sha256: str


class Counting:
    """Counts what an export is made of while its rows go by.

    What it holds grows with the distinct strings that are replaced, not with the rows.
    """

    def __init__(self, progress: Callable[[int], None] | None = None) -> None:
        self._progress = progress
        self._decisions = self._rows = 0
        self._dropped: Counter[str] = Counter()
        self._strings: Counter[tuple[Kind, str]] = Counter()
        self._rules: dict[tuple[Kind, str], Rule] = {}
        self._models: dict[str, dict[str, str | int]] = {}
        self._first = self._last = ""
        self._sample: list[tuple[int, str, Decision]] = []
        self._sha256 = hashlib.sha256()

    def rows(self, exported: Iterable[Exported]) -> Iterator[Row]:
        """Yield the rows of ``exported``."""
        for each in exported:
            self._decisions += 1
            if self._progress is not None:
                self._progress(self._decisions)
            if isinstance(each.row, Dropped):
                self._dropped[each.row.value] += 1
                continue
            self._count(each)
            self._sha256.update(line_of(each.row))
            yield each.row

    def _count(self, each: Exported) -> None:
        decision = each.leaving.decision
        self._rows += 1
        at = decision.decided_at.isoformat(timespec="seconds")
        self._first = min(self._first or at, at)
        self._last = max(self._last, at)
        model = self._models.setdefault(decision.model_sha256, {"id": decision.model_id, "rows": 0})
        model["rows"] = int(model["rows"]) + 1
        for one in each.leaving.replaced:
            key = one.kind, one.original
            self._strings[key] += 1
            self._rules.setdefault(key, one.rule)
        candidate = (each.leaving.risk, decision.id, decision)
        if len(self._sample) < SAMPLE:
            heapq.heappush(self._sample, candidate)
        elif candidate[:2] > self._sample[0][:2]:
            heapq.heapreplace(self._sample, candidate)

    def review(self) -> Review:
        """Return what was counted."""
        replaced: Counter[str] = Counter()
        for (kind, _), places in self._strings.items():
            replaced[kind.value] += places
        groups = (
            Group(key[0], self._rules[key], key[1], places)
            for key, places in sorted(
                self._strings.items(), key=lambda item: (item[0][0], -item[1], item[0][1])
            )
        )
        riskiest = sorted(self._sample, key=lambda each: each[:2], reverse=True)
        return Review(
            decisions=self._decisions,
            rows=self._rows,
            dropped=dict(sorted(self._dropped.items())),
            replaced=dict(sorted(replaced.items())),
            groups=tuple(groups),
            sample=tuple(each[2] for each in riskiest),
            models=self._models,
            first=self._first,
            last=self._last,
            rows_sha256=self._sha256.hexdigest(),
        )


def make_review(
    store: FeedbackStore, request: Request, progress: Callable[[int], None] | None = None
) -> tuple[Review, Request]:
    """Return what ``request`` would export, and the request pinned to the decisions of now.

    ``progress`` gets the number of decisions seen so far and may raise. The audit trail says that
    texts were shown. Raises InputError or StoreError.
    """
    require(request.form)
    last = min(request.selection.last, store.last_serial())
    pinned = replace(request, selection=replace(request.selection, last=last))
    counting = Counting(progress)
    for _ in counting.rows(export_rows(store, pinned)):
        pass
    review = counting.review()
    store.note(Event.VIEWED, decisions=len(review.sample), searched=False)
    return review, pinned


def code_of(request: Request, review: Review) -> str:
    """Return the code of a review: the last decision's number, and 64 bits of the rows' SHA-256."""
    return f"{request.selection.last}-{review.rows_sha256[:16].upper()}"


def pinned_by(code: str) -> int | None:
    """Return the last decision's number in a code; None where it is no code."""
    match = _CODE.fullmatch(code)
    return int(match[1]) if match else None
