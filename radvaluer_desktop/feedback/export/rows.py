"""Streams the rows of an export out of a store: the one way, for files and for training alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from radvaluer_desktop.feedback.decisions import FeedbackStore
from radvaluer_desktop.feedback.export.forms import Dropped, Form, Row, row_of
from radvaluer_desktop.feedback.export.leaving import (
    Corrections,
    Leaving,
    LeavingKeys,
    with_identifiers,
)
from radvaluer_desktop.feedback.export.workers import let_out
from radvaluer_desktop.feedback.selecting import Selection


@dataclass(frozen=True, slots=True)
class Request:
    """What is to leave, and how. ``identifiers``: nothing is replaced.

    ``workers``: processes that de-identify; 0: this one does.
    """

    form: Form
    selection: Selection = field(default_factory=Selection)
    identifiers: bool = False
    corrections: Corrections = field(default_factory=Corrections)
    workers: int = 0


@dataclass(frozen=True, slots=True)
class Exported:
    """A decision that was chosen: as it leaves, and its row or why it has none."""

    leaving: Leaving
    row: Row | Dropped = field(repr=False)


def export_rows(store: FeedbackStore, request: Request) -> Iterator[Exported]:
    """Yield every decision of the selection in the order of keeping; memory does not grow.

    De-identified, unless the request says otherwise. What comes out was not reviewed by anybody.
    Raises StoreError.
    """
    for leaving in _leaving(store, request):
        yield Exported(leaving, row_of(request.form, leaving.decision))


def _leaving(store: FeedbackStore, request: Request) -> Iterator[Leaving]:
    keys = LeavingKeys(store.export_key(), store.pseudonym_key())
    decisions = store.selected(request.selection)
    if request.identifiers:
        return (with_identifiers(decision, keys) for decision in decisions)
    return let_out(decisions, keys, request.corrections, request.workers)
