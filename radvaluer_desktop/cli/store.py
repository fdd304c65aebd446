"""What the commands that work with the feedback store share: settings, keyring, being alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from filelock import FileLock, Timeout

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import InputError, WindowError
from radvaluer_desktop.feedback.places import PlaceWarning, place_warning
from radvaluer_desktop.feedback.store import FeedbackStore, StoreRules, read_store
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.settings import machine_policy, read_configuration
from radvaluer_desktop.store_access import backup_folder, store_rules

PLACES = {
    PlaceWarning.NETWORK: "lies on another computer's disk",
    PlaceWarning.SYNCED: "is synchronised with other computers",
}


class StoreInUse(WindowError):
    """The window works with what is to be changed."""

    what = "The window of this program is open. Nothing was {done}."
    next_step = "Close it, then retry."


class NothingKept(InputError):
    """There is no store."""

    what = "There is no feedback store {path} yet, so there is nothing to do."
    next_step = (
        "It is made when the window is first opened with a keyring; or name another folder with "
        "--basedir."
    )


class NotMeant(InputError):
    """Nobody said that it is meant."""

    what = "Nothing was {done}: it was not confirmed."
    next_step = "Type '{word}' when asked, or add --yes in a script."


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Where the store of this run lies, and what its site decided."""

    locations: Locations
    keyring: Keyring
    rules: StoreRules
    backups: Path

    @property
    def database(self) -> Path:
        """The store's file."""
        return self.locations.feedback_database


def store_place() -> StorePlace:
    """Return the store of this command line."""
    locations: Locations = click.get_current_context().obj.locations
    settings = read_configuration(locations.settings_file, machine_policy()).settings
    rules, folder = store_rules(settings, locations), backup_folder(settings, locations)
    return StorePlace(locations, Keyring(), rules, folder)


@contextmanager
def opened(place: StorePlace) -> Iterator[FeedbackStore]:
    """Open the store, which must be there; the trail says so. Raises NothingKept or StoreError."""
    store = read_store(place.database, place.keyring, place.rules)
    if store is None:
        raise NothingKept(path=place.database)
    with store:
        yield store


@contextmanager
def alone(locations: Locations, done: str = "changed") -> Iterator[None]:
    """Keep the window closed, or say what was not ``done``. Raises StoreInUse or OSError."""
    if not locations.window_lock.parent.is_dir():
        yield
        return
    lock = FileLock(locations.window_lock, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreInUse(done=done) from error
    try:
        yield
    finally:
        lock.release()


def confirm(word: str, *, yes: bool, done: str = "changed") -> None:
    """Ask for ``word``; ``done``: what would be done then. Raises NotMeant."""
    if yes:
        return
    try:
        answer = click.prompt(f"Type '{word}' to go on", default="", show_default=False)
    except click.Abort:  # no terminal, or Ctrl+C
        answer = ""
    if answer.strip().lower() != word:
        raise NotMeant(word=word, done=done)


def warn_of_place(folder: Path) -> None:
    """Say on standard error where a folder is no place for patients' data."""
    warning = place_warning(folder)
    if warning is not None:
        click.echo(
            f"radvaluer: warning: {folder} {PLACES[warning]}. Use a folder on a local disk.",
            err=True,
        )
