"""``radvaluer keys``: the keys of the feedback store, and the second way to them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from radvaluer_desktop.cli.key_lines import status_lines, status_values
from radvaluer_desktop.cli.old_keys import forget_old
from radvaluer_desktop.cli.store import NothingKept, StorePlace, alone, store_place
from radvaluer_desktop.errors import InputError
from radvaluer_desktop.feedback.files import create_private
from radvaluer_desktop.feedback.key_failures import RecoveryGroupMistyped
from radvaluer_desktop.feedback.key_status import key_status
from radvaluer_desktop.feedback.recovery import (
    Way,
    keep_recovery,
    make_recovery,
    recovery_number,
    with_private_key,
    with_recovery_key,
)
from radvaluer_desktop.feedback.recovery import (
    recover as recover_keys,
)
from radvaluer_desktop.feedback.recovery import (
    verify_recovery as verify,
)
from radvaluer_desktop.feedback.recovery_key import (
    RecoveryKey,
    new_recovery_key,
    read_recovery_key,
)
from radvaluer_desktop.feedback.rotation import rotate as rotate_keys
from radvaluer_desktop.feedback.sealing import fingerprint, new_pair, read_public_line
from radvaluer_desktop.feedback.sheet import recovery_sheet
from radvaluer_desktop.feedback.store import note_keys, open_store

_ROW = "{:<14} {}"


class NoDepartmentKey(InputError):
    """The settings name no key to seal to."""

    what = "No department's key is set, so nothing was sealed."
    next_step = "Set 'escrow_public_key' in the policy; --new-pair makes a pair of keys."


class FileNotWritten(InputError):
    """A file with a key cannot be written, or is there already."""

    what = "{path} was not written ({reason}). Nothing was changed."
    next_step = "Name a file that is not there yet, in a folder that you can write."


@click.group()
def keys() -> None:
    """See to the keys of the feedback store: recovery key, department's key, new data key."""


keys.add_command(forget_old)


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def status(*, as_json: bool) -> None:
    """Say where the keys are, whether they open the store, and what second way there is."""
    place = store_place()
    found = key_status(place.database, place.keyring)
    if as_json:
        click.echo(json.dumps(status_values(found), ensure_ascii=False))
        return
    for name, value in status_lines(found):
        click.echo(_ROW.format(name, value))
    if found.problem:
        click.echo(f"\nproblem        {found.problem}")


@keys.command("new-recovery")
@click.option(
    "--sheet", type=click.Path(path_type=Path), help="Write the sheet into this file too."
)
def new_recovery(sheet: Path | None) -> None:
    """Make a recovery key, show it once, and let it open the store once you have written it down.

    An earlier recovery key opens the store no more; copies of both files from before it still do.
    """
    place = _existing()
    place.keyring.must_answer()
    key = new_recovery_key()
    recovery = make_recovery(key)
    text = recovery_sheet(key, recovery)
    if sheet:
        _write(sheet, text.encode())
    try:
        click.echo(text)
        _confirm(key)
        keep_recovery(place.database, place.keyring, key, recovery)
    except BaseException:
        if sheet:  # the key in it opens nothing
            sheet.unlink(missing_ok=True)
        raise
    note_keys(place.database, place.keyring, place.rules)
    click.echo(f"Kept. Recovery key {recovery_number(recovery)} opens the store from now on.")


@keys.command("verify-recovery")
def verify_recovery() -> None:
    """Type the recovery key, to see that it opens the store. Needs no keyring, changes nothing."""
    place = _existing()
    found = verify(place.database, _ask_recovery_key(), place.rules.actor)
    number, made = recovery_number(found), found.created[:10]
    click.echo(f"Recovery key {number}, made on {made}, opens the store.")


@keys.command()
@click.option(
    "--private-key",
    type=click.Path(path_type=Path),
    help="Use the department's private key in this PEM file, not a recovery key.",
)
def recover(private_key: Path | None) -> None:
    """Put the keys back into this session's keyring, from the recovery key or a private key."""
    place = _existing()
    place.keyring.must_answer()
    recover_keys(place.database, place.keyring, _way(private_key), place.rules.actor)
    note_keys(place.database, place.keyring, place.rules)
    click.echo(f"The store opens again: its keys are in the keyring {place.keyring.backend}.")


@keys.command()
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def rotate(*, yes: bool) -> None:
    """Encrypt the store anew with a new data key. Close the window before.

    The recovery key and the department's key stay as they are. Copies made before keep their key.
    """
    place = _existing()
    if not yes:
        click.confirm("Encrypt the whole store anew?", abort=True)
    with alone(place.locations), click.progressbar(length=100, label="Encrypting anew") as bar:

        def show(done: int, of: int) -> None:
            bar.update(done * 100 // of - bar.pos)

        rotate_keys(place.database, place.keyring, show, place.rules.actor)
        note_keys(place.database, place.keyring, place.rules)
    click.echo("Done: the store has a new data key.")


@keys.command()
@click.option(
    "--new-pair",
    "pair",
    type=click.Path(path_type=Path),
    help="Make a pair of keys: the private one goes into this file, the public one is printed.",
)
def escrow(pair: Path | None) -> None:
    """Seal the keys to the department's public key (setting escrow_public_key) now.

    The window does this whenever it opens the store. A pair of keys can also be made by 'openssl
    genpkey -algorithm X25519'; the setting then is the middle line of 'openssl pkey -pubout'.
    """
    if pair:
        _make_pair(pair)
        return
    if not store_place().rules.escrow:
        raise NoDepartmentKey
    place = _existing()
    open_store(place.database, place.keyring, place.rules).close()
    found = key_status(place.database, place.keyring)
    click.echo(f"The keys of the store are sealed to the department's key {found.escrow}.")


def _make_pair(file: Path) -> None:
    passphrase = click.prompt(
        "Passphrase for the private key (empty: none)",
        default="",
        show_default=False,
        hide_input=True,
        confirmation_prompt=True,
        err=True,
    )
    private, public = new_pair(passphrase.encode())
    _write(file, private)
    click.echo(f'escrow_public_key = "{public}"')
    number = fingerprint(read_public_line(public))
    click.echo(f"Fingerprint {number}. The private key is in {file}.", err=True)


def _way(private_key: Path | None) -> Way:
    if private_key is None:
        return with_recovery_key(_ask_recovery_key())
    passphrase = click.prompt(
        "Passphrase of the private key (empty: none)",
        default="",
        show_default=False,
        hide_input=True,
        err=True,
    )
    return with_private_key(private_key, passphrase)


def _ask_recovery_key() -> RecoveryKey:
    return read_recovery_key(click.prompt("Recovery key", default="", show_default=False, err=True))


def _confirm(key: RecoveryKey) -> None:
    """Let the last group be typed, so that nobody goes on without having the key."""
    place = len(key.groups)
    question = f"Write it down, or print it; then type group {place} (the last)"
    typed = click.prompt(question, default="", show_default=False, err=True)
    if typed.strip().upper() != key.groups[-1]:
        raise RecoveryGroupMistyped(group=place)


def _write(file: Path, data: bytes) -> None:
    """Create ``file`` for its owner alone. Raises FileNotWritten."""
    try:
        with os.fdopen(create_private(file), "wb") as new:
            new.write(data)
    except OSError as error:
        raise FileNotWritten(path=file, reason=error.strerror) from error


def _existing() -> StorePlace:
    """Return the store of this command line, which must be there. Raises NothingKept."""
    place = store_place()
    if not place.database.exists():
        raise NothingKept(path=place.database)
    return place
