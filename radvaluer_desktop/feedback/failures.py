"""What can go wrong with the feedback store, in words. No sentence holds a text or a key."""

from __future__ import annotations

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, StoreError


class StoreKeyWrong(StoreError):
    """SQLCipher cannot decrypt the first page: another key, or damage there; it cannot tell."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The feedback store {path} cannot be opened with its key: it was written with another "
        "key, or its beginning is damaged. The file was left untouched.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Restore it with 'radvaluer feedback restore', which says first what would be lost and "
        "keeps this file; or put back the store and its .key.json file together, if they were "
        "parted. Drafting works without it.",
    )


class NotAStore(StoreError):
    """The file is something else, or is cut off."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "{path} is no feedback store: it is empty, cut off, not encrypted or another kind of "
        "file. It was left untouched.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Put the store back from a backup; move this file away only if you are sure that it holds "
        "nothing. Drafting works without it.",
    )


class StoreMissing(StoreError):
    """The database is gone while its journal is still there."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The feedback store {path} is gone, but its journal {journal} is still there and may hold "
        "decisions. Nothing was created or changed.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Put the store back beside its journal, or restore both from a backup."
    )


class StoreGone(StoreError):
    """The database is gone while what was written about it outside is still there."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The feedback store {path} is gone, but {head}, which was written beside it, is still "
        "there: it was moved or deleted. No new store was made.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Put the file back, or restore it with 'radvaluer feedback restore'. 'radvaluer data "
        "erase' begins anew. Drafting works without the store.",
    )


class StoreDamaged(StoreError):
    """A page of the file is damaged."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The feedback store {path} is damaged: part of it cannot be decrypted. Nothing was "
        "written over.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Restore it with 'radvaluer feedback restore', which says first what would be lost and "
        "keeps the damaged file beside the new one. Drafting works without it.",
    )


class StoreBusy(StoreError):
    """Another process holds a lock for too long."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "Another program is using the feedback store {path} and did not let go of it. The store "
        "was left untouched and nothing of this step was kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Close other windows of this program and backups that read the file, then retry."
    )


class StoreDiskFull(StoreError):
    """There is no room left."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "There is no room left for the feedback store {path}. What was kept before is safe; "
        "nothing of this step was kept.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Free some space on that disk, then retry.")


class StoreNotWritable(StoreError):
    """The file or its folder cannot be opened for writing."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The feedback store {path} or its folder cannot be opened for writing ({reason}). "
        "Everything was left untouched and nothing of this step was kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check the permissions of the folder and of the file, then retry."
    )


class StorePathTooLong(StoreError):
    """SQLite takes paths of 512 bytes at most, and adds to them."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The path of the feedback store {path} has {bytes} bytes, and SQLite opens none of more "
        "than {limit}. Nothing was created.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Name a folder with a shorter path. Drafting works without the store."
    )


class StoreDiskFailed(StoreError):
    """The disk refused to read or write."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The disk failed while the feedback store {path} was in use ({reason}). What was kept "
        "before is not written over; nothing of this step was kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check the disk and the space left on it, then start the program again."
    )


class StoreNewer(StoreError):
    """A newer version of the program wrote the file."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The feedback store {path} was written by a newer version of this program ({step}). It "
        "was left untouched.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Use the newer version of the program.")


class StoreOlder(StoreError):
    """An earlier version of the program wrote the file, and reading it upgrades nothing."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The feedback store {path} was written by an earlier version of this program and lacks "
        "what this needs. It was left untouched.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Open the window once, which brings the store up to date, then retry."
    )
