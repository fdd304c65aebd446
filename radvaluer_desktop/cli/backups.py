"""``radvaluer feedback backup|backups|restore|erase``: copies of the store, and what leaves it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from radvaluer_desktop.cli.store import (
    NotMeant,
    StorePlace,
    alone,
    confirm,
    opened,
    store_place,
    warn_of_place,
)
from radvaluer_desktop.errors import InputError, StoreError
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.backup_files import Backup
from radvaluer_desktop.feedback.backup_files import backups as made_backups
from radvaluer_desktop.feedback.backup_folders import (
    default_folder,
    forget_folder,
    remembered_folders,
)
from radvaluer_desktop.feedback.copies import erase_in_copies
from radvaluer_desktop.feedback.forgetting import Forgotten
from radvaluer_desktop.feedback.keys import find_key, keys_of_copy, newest_keys
from radvaluer_desktop.feedback.restore import Lost, preview, replaced_stores
from radvaluer_desktop.feedback.restore import restore as restore_store


class NoBackup(InputError):
    """There is nothing to restore from."""

    what = "There is no backup in {folder}. Nothing was changed."
    next_step = "Name the file of a backup: 'radvaluer feedback restore FILE'."


class CopiesNotErased(StoreError):
    """Some copies of the store still hold what was erased elsewhere."""

    what = (
        "It was erased in the store, but not in {number} of its copies: {names}. They are as they "
        "were."
    )
    next_step = "Where they can be used by nobody, delete these files by hand."


class FoldersNotReached(StoreError):
    """Backups were written to a folder that is not there now, as on a disk that was taken out."""

    what = (
        "It was erased in the store and in all of its copies that are there. Backups were written "
        "to these folders too, which hold none now: {folders}."
    )
    next_step = (
        "Put back the disk and repeat the command; where a folder is gone for good, 'radvaluer "
        "feedback backups --forget FOLDER' strikes it out."
    )


class FolderNotKnown(InputError):
    """No backup was written there."""

    what = "No backup of this store was written to {folder}. Nothing was changed."
    next_step = "'radvaluer feedback backups' names the folders."


@click.command()
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Another folder.")
def backup(folder: Path | None) -> None:
    """Make an encrypted backup of the store, open it anew and check all of it.

    Older backups in the folder are thinned: one a day for a week, one a week for five, one a month
    for twelve. The window may be open.
    """
    place = store_place()
    folder = folder or place.backups
    warn_of_place(folder)
    with opened(place) as store:
        key = find_key(place.database, place.keyring)
        made = back_up(place.database, key, folder)
        store.note(Event.BACKED_UP, file=made.path.name, decisions=made.contents.decisions)
    click.echo(f"{made.path}: {_decisions(made.contents.decisions)}, checked")
    if made.removed:
        click.echo(f"{made.removed} older backups were removed.")


@click.command()
@click.option(
    "--forget",
    "gone",
    type=click.Path(path_type=Path),
    help="This folder is gone for good, with the backups in it: 'erase' need not ask for it.",
)
def backups(gone: Path | None) -> None:
    """List the backups in the backup folder, and in others that any were written to.

    In each folder the newest first; last those that are dated later than now.
    """
    place = store_place()
    if gone is not None:
        _forget(place, gone)
        return
    for folder in backup_folders(place):
        made = made_backups(folder, place.database)
        for each in made:
            click.echo(f"{each.made_at:%Y-%m-%d %H:%M:%S} UTC  {each.path}{_remarks(each)}")
        if not made and folder != place.backups:
            click.echo(f"{folder}: no backup of this store is there now")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def restore(file: Path | None, *, yes: bool) -> None:
    """Put a backup in the place of the store, the newest where FILE is not given.

    Says first what would be lost. The store that is there now stays beside the new one, under
    another name.
    """
    place = store_place()
    file = file or _newest(place)
    with alone(place.locations):
        key = keys_of_copy(file, place.database, place.keyring).data
        keys = newest_keys(place.database, place.keyring)
        seen = preview(place.database, keys, file, key)
        click.echo(f"{file}: {_decisions(seen.backup.decisions)}, whole")
        for line in _lost_lines(seen.lost):
            click.echo(line)
        confirm("restore", yes=yes)
        aside = restore_store(place.database, keys, file, key, place.rules.actor)
    click.echo(f"Restored. {f'The store as it was: {aside}' if aside else ''}".rstrip())


@click.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def erase(names: tuple[str, ...], *, yes: bool) -> None:
    """Erase everything about the studies NAMES, in the store, its backups and its other copies.

    A name is what was typed into the field Study, or the pseudonym that the store gave it. With -
    the names are read from standard input, a line each, so that no shell remembers them; that
    needs --yes.
    """
    if names == ("-",):
        if not yes:
            raise NotMeant(word="erase", done="changed")
        names = tuple(filter(None, (line.strip() for line in sys.stdin)))
    place = store_place()
    with alone(place.locations), opened(place) as store:
        found = {each: made_backups(each, place.database) for each in backup_folders(place)}
        copies = [each.path for made in found.values() for each in made]
        copies += replaced_stores(place.database)
        absent = absent_folders(place)
        click.echo(f"In the store: {_forgotten(store.about(names))}. Copies of it: {len(copies)}.")
        confirm("erase", yes=yes)
        gone = store.erase_studies(names)
        in_copies, untouched = erase_in_copies(copies, names, place.database, place.keyring)
        store.note(
            Event.ERASED,
            decisions=0,
            copies=len(copies) - len(untouched),
            left=len(untouched),
            folders_absent=len(absent),
        )
    click.echo(f"Erased in the store: {_forgotten(gone)}.")
    click.echo(f"Erased in its copies: {_forgotten(in_copies)}.")
    if untouched:
        names_of_files = ", ".join(path.name for path in untouched)
        raise CopiesNotErased(number=len(untouched), names=names_of_files)
    if absent:
        raise FoldersNotReached(folders=", ".join(map(str, absent)))


def backup_folders(place: StorePlace) -> list[Path]:
    """Return the backup folder, the one beside the store, and what was written to besides."""
    folders = [place.backups.absolute()]
    if default_folder(place.database).is_dir():
        folders.append(default_folder(place.database).absolute())
    return list(dict.fromkeys([*folders, *remembered_folders(place.database)]))


def absent_folders(place: StorePlace) -> list[Path]:
    """Return the folders that backups were written to and that hold none now."""
    known = remembered_folders(place.database)
    return [each for each in known if not made_backups(each, place.database)]


def _forget(place: StorePlace, folder: Path) -> None:
    if not forget_folder(place.database, folder):
        raise FolderNotKnown(folder=folder)
    click.echo(f"Forgotten: {folder}.")


def _remarks(backup: Backup) -> str:
    later = (
        "dated later than now: the clock was wrong then, or is now" if backup.dated_later else ""
    )
    return "".join(f"  {remark}" for remark in (backup.why, later) if remark)


def _newest(place: StorePlace) -> Path:
    made = made_backups(place.backups, place.database)
    if not made:
        raise NoBackup(folder=place.backups)
    return made[0].path


def _lost_lines(lost: Lost) -> list[str]:
    if not lost.readable:
        known = "an unknown number of" if lost.decisions is None else lost.decisions
        return [f"The store cannot be read. By what is known of it, {known} decisions are lost."]
    if not (lost.decisions or lost.drafts):
        lines = ["No decision would be lost."]
    else:
        lines = [f"Would be lost: {_decisions(lost.decisions or 0)}, {lost.drafts} drafts"]
        if lost.first and lost.last:
            lines.append(f"  decided between {lost.first[:19]} and {lost.last[:19]} UTC")
    if lost.typed:
        lines.append("What is typed and not decided would be replaced by what the backup holds.")
    return lines


def _decisions(number: int) -> str:
    return f"{number} decision{'' if number == 1 else 's'}"


def _forgotten(gone: Forgotten) -> str:
    return f"{_decisions(gone.decisions)}, {gone.drafts} drafts, {gone.studies} studies"
