"""``radvaluer data``: what this program keeps of one user, and how to be rid of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import click

from radvaluer_desktop.catalogue.loading import marker_files
from radvaluer_desktop.cli.store import alone, confirm
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.credentials.pin import forget_pin
from radvaluer_desktop.errors import InputError, StoreError
from radvaluer_desktop.feedback.erase import ErasedStore, copies_of, erase_store, store_files
from radvaluer_desktop.feedback.store import StoreState, inspect_store
from radvaluer_desktop.log import log_files
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.retraining.alone import parts_of_approvals
from radvaluer_desktop.retraining.places import Places
from radvaluer_desktop.settings import machine_policy, read_configuration
from radvaluer_desktop.store_access import backup_folder

_DONE = "erased"


class FolderClosed(InputError):
    """This user may not look into a folder, or may change nothing in it."""

    what = "{path} cannot be looked at or changed ({reason}). Nothing was erased."
    next_step = "Correct that, then retry."


class FileStays(InputError):
    """The file system refuses to remove a file."""

    what = "{path} could not be removed ({reason}). What was erased before it stays erased."
    next_step = "Correct that, then repeat the command: it goes on from there."


@click.group()
def data() -> None:
    """Handle what this program keeps of you on this computer."""


@data.command()
@click.option("--settings", "with_settings", is_flag=True, help="Erase your settings too.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def erase(*, with_settings: bool, yes: bool) -> None:
    """Erase every decision, what is typed and not decided, their key, and the logs, for good.

    Copies of the store, backups too, cannot be read afterwards, because their key is gone from the
    keyring; unless somebody has the recovery key or the department's private key and a copy of
    feedback.key.json. Candidates and checkpoints of retraining go too. Models stay, approved ones
    among them, and so does what was exported or written by 'batch'.
    """
    locations: Locations = click.get_current_context().obj.locations
    keyring = Keyring()
    with ExitStack() as until_done:
        with _looking():
            until_done.enter_context(alone(locations, _DONE))
            plain = _plain_files(locations, with_settings=with_settings)
            store = bool(store_files(locations.feedback_database))
            copies = len(copies_of(locations.feedback_database, _backups(locations)))
        if not plain and not store:
            click.echo(f"There is nothing to erase in {locations.data} and {locations.logs}.")
        else:
            if not yes:
                state = inspect_store(locations.feedback_database, keyring)
                _say_what_goes(state, plain, store=store, copies=copies)
            confirm("erase", yes=yes, done=_DONE)
            erased = erase_store(locations.feedback_database, keyring, _backups(locations))
            if locations.lock_marker in plain:
                with suppress(StoreError):  # the store's key is gone already; this opens nothing
                    forget_pin(keyring)
            for file in plain:
                _remove(file)
            _tell(erased)
        _tidy(locations)


@contextmanager
def _looking() -> Iterator[None]:
    """Turn what the file system says, before anything was erased, into FolderClosed."""
    try:
        yield
    except OSError as error:
        raise FolderClosed(path=error.filename, reason=error.strerror) from error


def _plain_files(locations: Locations, *, with_settings: bool) -> list[Path]:
    """Return what lies there beside the store; what retraining keeps remembers reports."""
    files = [*log_files(locations.logs), *marker_files(locations.loading_markers)]
    files += Places(locations.retraining).files() + parts_of_approvals(locations.models)
    files += sorted(locations.frames.glob("*.json"))
    beside = (locations.decode_costs, locations.lock_marker)
    files += [each for each in beside if each.exists()]
    if with_settings and locations.settings_file.exists():
        files.append(locations.settings_file)
    return files


def _backups(locations: Locations) -> Path:
    settings = read_configuration(locations.settings_file, machine_policy()).settings
    return backup_folder(settings, locations)


def _say_what_goes(state: StoreState, plain: list[Path], *, store: bool, copies: int) -> None:
    click.echo("This erases, for good:")
    if store:
        kept = "decisions that cannot be read now" if state.decisions is None else _many(state)
        click.echo(f"  {state.path}: {kept}, and what is typed and not decided")
        if copies:
            click.echo(f"  {copies} files of its backups and other copies")
        click.echo("  the key in the keyring that opens it and every copy of it")
    for file in plain:
        click.echo(f"  {file}")


def _many(state: StoreState) -> str:
    return f"{state.decisions} decision{'' if state.decisions == 1 else 's'}"


def _tell(erased: ErasedStore) -> None:
    click.echo("Erased.")
    if erased.left_in:
        click.echo(f"The key may still be in the keyring {erased.left_in}, which was not asked.")


def _tidy(locations: Locations) -> None:
    """Remove locks and folders, where nobody has anything in them."""
    leftovers = [locations.window_socket]
    if os.name == "posix":  # Windows removes no file that is in use, as the lock is just now
        leftovers.append(locations.window_lock)
    for file in leftovers:
        with suppress(OSError):
            file.unlink()
    for folder in (
        *Places(locations.retraining).folders(),
        locations.loading_markers,
        locations.frames,
        locations.backups,
        locations.data,
        locations.logs,
        locations.config,
    ):
        with suppress(OSError):
            folder.rmdir()


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise FileStays(path=file, reason=error.strerror) from error
