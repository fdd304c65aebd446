"""Takes exports of many stations into one store, each decision once.

A file is verified before a row of it is taken. Rows are taken in batches, each kept whole or not at
all; after whatever stopped it, the same merge goes on where it was, because what is there already
is not taken again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.feedback.decisions import FeedbackStore
from radvaluer_desktop.feedback.export import sealed
from radvaluer_desktop.feedback.export.failures import (
    ExportChanged,
    IdentityNeeded,
    NotMergeable,
)
from radvaluer_desktop.feedback.export.forms import Form
from radvaluer_desktop.feedback.export.returning import NotARow, decision_of_row
from radvaluer_desktop.feedback.export.verify import pieces, reading, verify_export
from radvaluer_desktop.feedback.records import Decision

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the rows of a file; ``refused``: they are no decisions."""

    new: int = 0
    there: int = 0
    refused: int = 0

    def __add__(self, other: Merged) -> Merged:
        """Return the sums."""
        return Merged(self.new + other.new, self.there + other.there, self.refused + other.refused)


def merge_export(
    store: FeedbackStore,
    path: Path,
    secrets: list[str] | None = None,
    progress: Callable[[Merged], None] | None = None,
) -> Merged:
    """Take the decisions of the export ``path`` into ``store``; return what became of them.

    Raises ExportFaulty, IdentityNeeded or NotMergeable before anything was taken, and StoreError,
    after which what was taken stays.
    """
    manifest = verify_export(path, secrets)
    if manifest.form != Form.JSONL:
        raise NotMergeable(path=path, form=manifest.form)
    if manifest.recipient and secrets is None:
        raise IdentityNeeded(path=path)
    taking = _Taking(store, manifest.sha256, progress)
    with reading(path) as file:
        if manifest.recipient:
            try:
                sealed.decrypt(pieces(file), taking.write, secrets or [])
            except sealed.NotForThisKey as error:  # it was whole a moment ago
                raise ExportChanged(path=path) from error
        else:
            for piece in pieces(file):
                taking.write(piece)
    return taking.end()


class _Taking:
    """Cuts bytes into lines and takes the decisions that they are, batch by batch."""

    def __init__(
        self, store: FeedbackStore, source: str, progress: Callable[[Merged], None] | None
    ) -> None:
        self._store, self._source, self._progress = store, source, progress
        self._tail = b""
        self._batch: list[Decision] = []
        self._done = Merged()

    def write(self, data: bytes) -> int:
        *lines, self._tail = (self._tail + data).split(b"\n")
        for line in lines:
            self._take(line)
        return len(data)

    def end(self) -> Merged:
        if self._tail:
            self._take(self._tail)
        self._keep()
        return self._done

    def _take(self, line: bytes) -> None:
        try:
            self._batch.append(decision_of_row(json.loads(line)))
        except (NotARow, ValueError, RecursionError):
            self._done += Merged(refused=1)
            return
        if len(self._batch) >= _BATCH:
            self._keep()

    def _keep(self) -> None:
        if not self._batch:
            return
        new = self._store.merge(self._batch, self._source)
        self._done += Merged(new=new, there=len(self._batch) - new)
        self._batch = []
        if self._progress is not None:
            self._progress(self._done)
