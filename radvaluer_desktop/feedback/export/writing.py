"""Writes an export: whole, synced and read by a person, or not at all.

The file is written under another name in the folder of the target, encrypted before it touches the
disk where there is a recipient. The manifest gets its name first, the file last: a file that has
its name is whole and has a manifest. A process killed in between leaves a ``.new`` file, which
verifies as nothing and which the next export to that name removes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from radvaluer_desktop import __version__
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.decisions import FeedbackStore
from radvaluer_desktop.feedback.export import sealed
from radvaluer_desktop.feedback.export.encoding import encoded
from radvaluer_desktop.feedback.export.failures import (
    ExportNotWritten,
    IdentifiersNeedRecipient,
    NothingToExport,
    ReviewOutdated,
    TargetTaken,
)
from radvaluer_desktop.feedback.export.manifest import Manifest, manifest_file
from radvaluer_desktop.feedback.export.review import Counting, Review, code_of
from radvaluer_desktop.feedback.export.rows import Request, export_rows
from radvaluer_desktop.feedback.files import create_private, rename_new, replace_file, unfinished
from radvaluer_desktop.safety.deid.deidentify import RESIDUAL_RISK

WITH_IDENTIFIERS_RISK = (
    "Nothing was replaced: names, numbers and dates of patients are in it. It is patient data and "
    "must be kept as such."
)


@dataclass(frozen=True, slots=True)
class Approval:
    """Who read the review, and its code; ``station``: where the export is made."""

    name: str
    code: str
    station: str


def write_export(
    store: FeedbackStore,
    request: Request,
    target: Path,
    recipient: str,
    approval: Approval,
    progress: Callable[[int], None] | None = None,
) -> Manifest:
    """Write ``request`` to ``target`` and its manifest beside it; the audit trail says so.

    ``recipient``: a valid public key, empty for none. ``progress`` gets the number of decisions
    seen so far and may raise. Raises InputError or StoreError, and then nothing is left of it.
    """
    if request.identifiers and not recipient:
        raise IdentifiersNeedRecipient
    with _translated(target):
        if target.exists():
            raise TargetTaken(path=target)
        unfinished(target).unlink(missing_ok=True)
        try:
            manifest = _written(store, request, target, recipient, approval, progress)
            _publish(store, target, manifest)
        finally:
            for path in (target, manifest_file(target)):
                unfinished(path).unlink(missing_ok=True)
    return manifest


def _publish(store: FeedbackStore, target: Path, manifest: Manifest) -> None:
    """Give manifest and file their names, in this order; neither where one cannot have its own."""
    if target.exists():  # somebody else's, since this began: its manifest is theirs too
        raise TargetTaken(path=target)
    try:
        replace_file(manifest_file(target), manifest.as_bytes())
        store.note(Event.EXPORTED, **_told(manifest))
        rename_new(target)
    except BaseException:
        manifest_file(target).unlink(missing_ok=True)
        raise


def _written(
    store: FeedbackStore,
    request: Request,
    target: Path,
    recipient: str,
    approval: Approval,
    progress: Callable[[int], None] | None,
) -> Manifest:
    counting, inner, outer = Counting(progress), _Digest(), _Digest()
    rows = counting.rows(export_rows(store, request))
    with os.fdopen(create_private(unfinished(target)), "wb") as file:

        def write(data: bytes) -> int:
            outer.add(data)
            return file.write(data)

        chunks = inner.passing(encoded(request.form, rows))
        if recipient:
            sealed.encrypt(chunks, write, recipient)
        else:
            for chunk in chunks:
                write(chunk)
        file.flush()
        os.fsync(file.fileno())
    review = counting.review()
    if not review.rows:
        raise NothingToExport(chosen=review.decisions)
    if approval.code != code_of(request, review):
        raise ReviewOutdated
    return _manifest(request, review, recipient, approval, inner, outer)


class _Digest:
    """Counts and hashes bytes that go by."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self.size = 0

    def add(self, data: bytes) -> None:
        self._sha256.update(data)
        self.size += len(data)

    def passing(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.add(chunk)
            yield chunk

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()


def _manifest(
    request: Request,
    review: Review,
    recipient: str,
    approval: Approval,
    inner: _Digest,
    outer: _Digest,
) -> Manifest:
    return Manifest(
        form=request.form.value,
        decisions=review.decisions,
        rows=review.rows,
        dropped=review.dropped,
        filters=request.selection.described(),
        identifiers=request.identifiers,
        first=review.first,
        last=review.last,
        models=review.models,
        replaced=review.replaced,
        distinct_strings=len(review.groups),
        kept_by_reviewer=len(request.corrections.keep),
        added_by_reviewer=len(request.corrections.replace),
        sample_read=len(review.sample),
        reviewed_by=approval.name,
        residual_risk=WITH_IDENTIFIERS_RISK if request.identifiers else RESIDUAL_RISK,
        recipient=recipient,
        size=outer.size,
        sha256=outer.sha256,
        data_size=inner.size,
        data_sha256=inner.sha256,
        rows_sha256=review.rows_sha256,
        station=approval.station,
        app_version=__version__,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _told(manifest: Manifest) -> dict[str, str | int | bool]:
    """Return what the audit trail says: no filter, no path and no reviewer's own words."""
    return {
        "form": manifest.form,
        "decisions": manifest.rows,
        "identifiers": manifest.identifiers,
        "recipient": manifest.recipient,
        "sha256": manifest.sha256,
    }


@contextmanager
def _translated(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExportNotWritten(path=target, reason=reason) from error
