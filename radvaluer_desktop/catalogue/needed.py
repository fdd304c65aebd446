"""Which models must stay because others need them: the bases of adapters, and what was approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from radvaluer_desktop.catalogue.approved import read_approvals
from radvaluer_desktop.catalogue.failures import BaseNeeded, ModelApproved
from radvaluer_desktop.catalogue.installed import path_of
from radvaluer_desktop.errors import ModelError
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.header import read_header


def must_not_be_needed(
    path: Path, sha256: str, used: Iterable[str], approvals: Path | None, folders: Sequence[Path]
) -> None:
    """Raise ModelApproved or BaseNeeded where others need the model file ``path``.

    ``sha256``: the file's, empty where it must be read for it. ``used``: what the settings name.
    Raises ApprovalsUnreadable.
    """
    approved = read_approvals(approvals).approved if approvals else ()
    if approvals and path.parent == approvals.parent and path.stem in {a.id for a in approved}:
        raise ModelApproved(id=path.stem)
    bases = dict(_bases(used, folders)) | {each.base: each.id for each in approved if each.base}
    if not bases:
        return
    with suppress(OSError):  # what cannot be read is nobody's base any more
        needing = bases.get(sha256 or sha256_of(path))
        if needing is not None:
            raise BaseNeeded(id=path.stem, adapter=needing)


def _bases(used: Iterable[str], folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Yield the hash of the base of each adapter that is used, and the adapter's name."""
    for reference in filter(None, used):
        with suppress(ModelError):  # it is not there, or damaged: nothing can need anything for it
            header = read_header(path_of(reference, folders))
            if header.adapter:
                yield header.base, reference
