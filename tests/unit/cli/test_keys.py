"""``radvaluer keys`` on a real store and a real keyring."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from radvaluer_desktop.cli.keys import FileNotWritten, NoDepartmentKey, keys
from radvaluer_desktop.cli.old_keys import CopiesOutOfReach
from radvaluer_desktop.cli.store import NothingKept, NotMeant, StoreInUse
from radvaluer_desktop.credentials import KeyMissing, Keyring
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.backup_files import remove_backup
from radvaluer_desktop.feedback.failures import StoreBusy
from radvaluer_desktop.feedback.key_failures import (
    PrivateKeyUnusable,
    RecoveryGroupMistyped,
    RecoveryKeyCut,
    WrongRecoveryKey,
)
from radvaluer_desktop.feedback.keys import find_keys, read_reference, reference_file
from radvaluer_desktop.feedback.recovery import keep_recovery, make_recovery
from radvaluer_desktop.feedback.recovery_key import new_recovery_key, read_recovery_key
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import Locations, locations
from radvaluer_desktop.settings import machine_policy, save_setting
from tests.keyring_session import forget_keys
from tests.unit.feedback.samples import decision

KEY = new_recovery_key()
RECOVERY = make_recovery(KEY)


@dataclass(frozen=True)
class Context:
    locations: Locations


@pytest.fixture
def places(tmp_path: Path, unlocked_keyring: object) -> Locations:
    return locations(tmp_path / "base")


@pytest.fixture
def database(places: Locations) -> Path:
    """A store with one decision, closed, without a second way."""
    with open_store(places.feedback_database, Keyring()) as store:
        store.keep(decision())
    return places.feedback_database


def run(places: Locations, *arguments: object, text: str = "") -> Result:
    return CliRunner().invoke(keys, list(map(str, arguments)), input=text, obj=Context(places))


def failed(result: Result, error: type[Exception]) -> str:
    assert isinstance(result.exception, error), result.output
    return str(result.exception)


def status(places: Locations) -> dict[str, object]:
    result = run(places, "status", "--json")
    assert result.exit_code == 0
    values: dict[str, object] = json.loads(result.stdout)
    return values


@pytest.mark.parametrize("command", ["new-recovery", "verify-recovery", "recover", "rotate"])
def test_without_a_store_nothing_is_made(places: Locations, command: str) -> None:
    failed(run(places, command, text=f"{KEY.text}\n"), NothingKept)
    assert run(places, "status").stdout.split()[-3:] == ["nothing", "kept", "yet"]
    assert not places.data.exists()


def test_status_says_what_there_is_and_no_secret(places: Locations, database: Path) -> None:
    told = status(places)
    assert told["opens"] is True
    assert told["recorded"] == told["keyring"] == Keyring().backend
    assert told["recovery"] is None
    assert "new-recovery" in run(places, "status").stdout
    keep_recovery(database, Keyring(), KEY, RECOVERY)
    text = run(places, "status").stdout
    assert "number" in text
    assert find_keys(database, Keyring()).data.hex() not in text
    forget_keys(database)
    assert status(places)["problem"] == "KeyringEmptied"
    result = run(places, "status")
    assert result.exit_code == 0
    assert "no, with the key in the keyring" in result.stdout
    assert "radvaluer keys recover" in result.stdout


def test_a_recovery_key_is_shown_once_and_counts_when_confirmed(
    places: Locations, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reference_file(database).read_bytes()
    sheet = tmp_path / "sheet.txt"
    failed(run(places, "new-recovery", "--sheet", sheet, text="\n"), RecoveryGroupMistyped)
    assert reference_file(database).read_bytes() == before
    assert not sheet.exists()
    monkeypatch.setattr("radvaluer_desktop.cli.keys.new_recovery_key", lambda: KEY)
    result = run(places, "new-recovery", "--sheet", sheet, text=f"{KEY.groups[-1].lower()}\n")
    assert result.exit_code == 0, result.output
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert KEY.groups[0] in sheet.read_text("utf-8")
    failed(run(places, "new-recovery", "--sheet", sheet), FileNotWritten)
    words = result.stdout.split()
    at = words.index(KEY.groups[0])
    assert read_recovery_key(" ".join(words[at : at + 8])) == KEY
    result = run(places, "verify-recovery", text=f"{KEY.text}\n")
    assert "opens the store" in result.stdout


@pytest.mark.row("recovery-wrong", "recovery-mistyped")
def test_recover_names_what_was_typed_wrong_and_then_opens(
    places: Locations, database: Path
) -> None:
    keep_recovery(database, Keyring(), KEY, RECOVERY)
    forget_keys(database)
    failed(run(places, "recover", text="\n"), RecoveryKeyCut)
    swapped = " ".join([KEY.groups[1], KEY.groups[0], *KEY.groups[2:]])
    assert "group 1, 2" in failed(run(places, "recover", text=swapped), RecoveryGroupMistyped)
    failed(run(places, "recover", text=new_recovery_key().text), WrongRecoveryKey)
    result = run(places, "recover", text=f"{KEY.text}\n")
    assert result.exit_code == 0, result.output
    assert status(places)["opens"] is True


@pytest.mark.row("rotate-open")
def test_rotate_makes_a_new_key_unless_the_store_is_open(places: Locations, database: Path) -> None:
    before = find_keys(database, Keyring())
    with open_store(database, Keyring()):
        failed(run(places, "rotate", "--yes"), StoreBusy)
    assert run(places, "rotate", text="n\n").exit_code == 1
    with FileLock(places.window_lock):  # a window that is about to open it
        failed(run(places, "rotate", "--yes"), StoreInUse)
    assert find_keys(database, Keyring()) == before
    assert run(places, "rotate", "--yes").exit_code == 0
    assert find_keys(database, Keyring()).data != before.data
    assert len(read_reference(database).keys) == 2


@pytest.mark.row("forget-old")
def test_old_keys_go_when_no_copy_needs_them(
    places: Locations, database: Path, tmp_path: Path
) -> None:
    old, elsewhere = find_keys(database, Keyring()), tmp_path / "elsewhere"
    made = back_up(database, old.data, elsewhere)
    assert run(places, "rotate", "--yes").exit_code == 0
    new, before = find_keys(database, Keyring()), read_reference(database)
    assert failed(run(places, "forget-old"), NotMeant)
    assert "Removed: 0. Still needed: 1." in run(places, "forget-old", "--yes").stdout
    elsewhere.rename(tmp_path / "unplugged")
    assert str(elsewhere) in failed(run(places, "forget-old", "--yes"), CopiesOutOfReach)
    assert read_reference(database) == before
    (tmp_path / "unplugged").rename(elsewhere)
    back_up(database, new.data, elsewhere)
    remove_backup(made.path)
    assert "Removed: 1. Still needed: 0." in run(places, "forget-old", "--yes").stdout
    assert [each.key_id for each in read_reference(database).keys] == [before.key_id]
    with pytest.raises(KeyMissing):
        Keyring().read_key(before.keys[1].key_id)
    assert find_keys(database, Keyring()) == new
    with open_store(database, Keyring()) as store:
        assert store.count() == 1
        assert "old_forgotten" in [row.details.get("change") for row in store.events()]
        assert store.verify_trail().findings == ()


@pytest.mark.row("escrow-none")
def test_escrow_seals_to_the_department_and_its_private_key_opens(
    places: Locations, database: Path, tmp_path: Path
) -> None:
    failed(run(places, "escrow"), NoDepartmentKey)
    lead = tmp_path / "lead.pem"
    result = run(places, "escrow", "--new-pair", lead, text="secret\nsecret\n")
    name, line = result.stdout.strip().split(" = ")
    assert name == "escrow_public_key"
    save_setting(places.settings_file, name, line.strip('"'), machine_policy())
    result = run(places, "escrow")
    assert result.exit_code == 0, result.output
    assert str(status(places)["escrow"]) in result.stdout
    forget_keys(database)
    failed(run(places, "recover", "--private-key", lead, text="wrong\n"), PrivateKeyUnusable)
    assert run(places, "recover", "--private-key", lead, text="secret\n").exit_code == 0
    assert status(places)["opens"] is True


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_a_pair_of_openssl_will_do(places: Locations, database: Path, tmp_path: Path) -> None:
    lead = tmp_path / "lead.pem"
    make = ["openssl", "genpkey", "-algorithm", "X25519", "-out", str(lead)]
    subprocess.run(make, check=True, capture_output=True)
    show = ["openssl", "pkey", "-in", str(lead), "-pubout"]
    shown = subprocess.run(show, check=True, capture_output=True, text=True).stdout
    line = shown.splitlines()[1]
    save_setting(places.settings_file, "escrow_public_key", line, machine_policy())
    assert run(places, "escrow").exit_code == 0
    forget_keys(database)
    assert run(places, "recover", "--private-key", lead, text="\n").exit_code == 0
