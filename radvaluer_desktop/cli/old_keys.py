"""``radvaluer keys forget-old``: removes the keys that a new data key left behind."""

from __future__ import annotations

import click

from radvaluer_desktop.cli.backups import absent_folders, backup_folders
from radvaluer_desktop.cli.store import alone, confirm, opened, store_place
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.audit.events import Event, KeyChange
from radvaluer_desktop.feedback.backup_files import backups
from radvaluer_desktop.feedback.old_keys import forget_old_keys
from radvaluer_desktop.feedback.restore import replaced_stores


class CopiesOutOfReach(StoreError):
    """Backups may lie where nobody can look now, and need an old key."""

    what = (
        "Backups were written to folders that hold none now: {folders}. They may need an old key, "
        "so none was removed."
    )
    next_step = (
        "Put back the disk and repeat the command; where a folder is gone for good, 'radvaluer "
        "feedback backups --forget FOLDER' strikes it out."
    )


@click.command("forget-old")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def forget_old(*, yes: bool) -> None:
    """Remove old data keys from the keyring, but those that a backup or another copy needs.

    A copy that was taken elsewhere by hand is not known here: without its key only the recovery key
    or the department's opens it, with the .key.json beside it.
    """
    place = store_place()
    with alone(place.locations), opened(place) as store:
        if absent := absent_folders(place):
            raise CopiesOutOfReach(folders=", ".join(map(str, absent)))
        copies = [
            each.path
            for folder in backup_folders(place)
            for each in backups(folder, place.database)
        ]
        copies += replaced_stores(place.database)
        click.echo(f"Old keys that none of {len(copies)} copies of the store needs are removed.")
        confirm("forget", yes=yes)
        keys = forget_old_keys(place.database, place.keyring, copies)
        for key_id in keys.forgotten:
            store.note(Event.KEY_CHANGED, change=KeyChange.OLD_FORGOTTEN, which=key_id)
    click.echo(f"Removed: {len(keys.forgotten)}. Still needed: {len(keys.needed)}.")
