"""Erases the store and its key, for good: no copy of the file can be read afterwards.

The rule: whatever stands in the way is found before anything is touched. The files go first, then
the key, then the reference that names it; a process killed between any two leaves what a second
run finishes. A store that cannot be opened any more (its key lost, its pages damaged) is erased
like another, because nobody could use it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, StoreError
from radvaluer_desktop.feedback.audit.head import head_file
from radvaluer_desktop.feedback.audit.journal import journal_file
from radvaluer_desktop.feedback.backup_files import backups
from radvaluer_desktop.feedback.backup_folders import (
    default_folder,
    folders_file,
    remembered_folders,
)
from radvaluer_desktop.feedback.connection import require_alone, translated
from radvaluer_desktop.feedback.failures import (
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreKeyWrong,
)
from radvaluer_desktop.feedback.files import discard_unfinished, remove_lock, side_files, store_lock
from radvaluer_desktop.feedback.key_failures import (
    KeyGone,
    KeyReferenceDamaged,
    KeyReferenceMissing,
    KeyReferenceNewer,
)
from radvaluer_desktop.feedback.key_reference import (
    KeyReference,
    read_reference,
    reference_file,
)
from radvaluer_desktop.feedback.keys import find_key
from radvaluer_desktop.feedback.restore import replaced_stores

_ALONE_WITHIN_S = 5.0
_BEYOND_USE = (NotAStore, StoreDamaged, StoreKeyWrong)


class StoreIsLink(StoreError):
    """Removing a link would leave the decisions where it leads to."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "{path} is a link to another place. Nothing was erased, because removing the link would "
        "leave what it leads to.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Put the file itself in the place of the link, then retry."
    )


@dataclass(frozen=True, slots=True)
class ErasedStore:
    """What became of the key; ``left_in`` names the keyring that may still hold it."""

    key_erased: bool
    left_in: str | None = None


def store_files(database: Path) -> list[Path]:
    """Return what there is of the store: the file, its journals, what names its key."""
    files = [head_file(database), database, *side_files(database), reference_file(database)]
    files += [journal_file(database), folders_file(database), *copies_of(database)]
    return [file for file in files if file.exists() or file.is_symlink()]


def copies_of(database: Path, folder: Path | None = None) -> list[Path]:
    """Return what restoring put aside, and the backups, each with what names its key.

    Those in ``folder``, by default beside the store, and wherever else any were written to.
    """
    copies = []
    for aside in replaced_stores(database):
        copies += [aside, *side_files(aside)]
    folders = [folder or default_folder(database), *remembered_folders(database)]
    for each in (each for place in dict.fromkeys(folders) for each in backups(place, database)):
        copies += [each.path, reference_file(each.path)]
    return [copy for copy in copies if copy.exists()]


def erase_store(database: Path, keyring: Keyring, folder: Path | None = None) -> ErasedStore:
    """Remove the store ``database``, everything beside it that belongs to it, and its key.

    ``folder``: where its backups lie, where that is not beside it.

    Waits five seconds for other programs to let go of it. Raises StoreError; where the keyring is
    locked, the store held or a file a link, nothing was touched.
    """
    if not database.parent.is_dir():
        return ErasedStore(key_erased=False)
    with translated(database), store_lock(database):
        _refuse_links(database)
        reference = _reference(database)
        left_in = _close_for_all(database, reference, keyring) if reference else None
        head_file(database).unlink(missing_ok=True)  # first: what is left of a store names it
        database.unlink(missing_ok=True)
        journal_file(database).unlink(missing_ok=True)
        for copy in copies_of(database, folder):
            copy.unlink(missing_ok=True)
        folders_file(database).unlink(missing_ok=True)
        for file in side_files(database):
            file.unlink(missing_ok=True)
        discard_unfinished(database)
        discard_unfinished(reference_file(database))
        erased = reference is not None and left_in is None
        if reference and erased:
            for entry in reference.keys:
                keyring.delete_key(entry.key_id)
        reference_file(database).unlink(missing_ok=True)
        remove_lock(database)
        return ErasedStore(erased, left_in)


def _refuse_links(database: Path) -> None:
    for file in store_files(database):
        if file.is_symlink():
            raise StoreIsLink(path=file)


def _reference(database: Path) -> KeyReference | None:
    try:
        return read_reference(database)
    except (KeyReferenceMissing, KeyReferenceDamaged, KeyReferenceNewer):
        return None


def _close_for_all(database: Path, reference: KeyReference, keyring: Keyring) -> str | None:
    """Wait until nobody has the store open; return the keyring that has its key, if not this one.

    Raises StoreBusy, or why the keyring does not answer.
    """
    try:
        key = find_key(database, keyring)
    except _BEYOND_USE:
        return None
    except KeyGone:
        return None if keyring.backend == reference.backend else reference.backend
    until = time.monotonic() + _ALONE_WITHIN_S
    while database.exists():
        try:
            require_alone(database, key)
        except _BEYOND_USE:
            break
        except StoreBusy:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            break
    return None
