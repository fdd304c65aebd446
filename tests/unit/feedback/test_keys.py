"""No key and no database is ever made beside one that cannot be opened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import keyring as library
import pytest

from radvaluer_desktop.credentials import (
    SERVICE,
    Keyring,
    KeyringAbsent,
    KeyringLocked,
)
from radvaluer_desktop.feedback.audit.head import head_file
from radvaluer_desktop.feedback.failures import StoreMissing
from radvaluer_desktop.feedback.key_failures import (
    KeyReferenceDamaged,
    KeyReferenceMissing,
    KeyReferenceNewer,
    KeyringChanged,
    KeyringEmptied,
)
from radvaluer_desktop.feedback.keys import find_keys, read_reference, reference_file
from radvaluer_desktop.feedback.store import FeedbackStore, open_store, read_store
from tests.keyring_session import KeyringSession
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import decision


def test_the_reference_names_the_key_and_holds_no_secret(store: FeedbackStore, path: Path) -> None:
    reference = json.loads(reference_file(path).read_bytes())
    assert reference_file(path).name == "feedback.key.json"
    assert reference["service"] == SERVICE
    assert reference["backend"] == Keyring().backend
    (entry,) = reference["keys"]
    assert entry["sealed"] == {}
    keys = Keyring().read_key(entry["key_id"])
    found = find_keys(path, Keyring())
    assert keys == found.data + found.audit
    for key in (keys[:32], keys[32:]):
        assert key.hex() not in reference_file(path).read_text()


def test_the_key_is_made_once(store: FeedbackStore, path: Path) -> None:
    before = reference_file(path).read_bytes()
    open_store(path, Keyring()).close()
    assert reference_file(path).read_bytes() == before


def test_a_reference_without_a_database_keeps_its_key(store: FeedbackStore, path: Path) -> None:
    store.close()
    before = reference_file(path).read_bytes()
    path.unlink()
    head_file(path).unlink()  # what a creation leaves that was killed
    with open_store(path, Keyring()) as again:
        assert again.count() == 0
    assert reference_file(path).read_bytes() == before


def test_a_database_without_a_reference_is_refused(store: FeedbackStore, path: Path) -> None:
    store.close()
    reference_file(path).unlink()
    _refused_untouched(path, KeyReferenceMissing)


@pytest.mark.parametrize("with_database", [True, False])
def test_a_key_that_is_gone_is_refused(
    store: FeedbackStore, path: Path, with_database: bool
) -> None:
    store.close()
    library.delete_password(SERVICE, read_reference(path).key_id)
    if not with_database:
        path.unlink()
        head_file(path).unlink()
    _refused_untouched(path, KeyringEmptied)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 100_000,
        b'{"service": "x"}',
        b"\xff\xfe\x00",
        b'{"service": "", "key_id": 1, "backend": "", "created": ""}',
        b'{"format": "2"}',
        b'{"format": 2, "service": "", "backend": "", "user": "", "computer": "", "keys": []}',
    ],
)
def test_a_damaged_reference_is_refused(store: FeedbackStore, path: Path, damage: bytes) -> None:
    store.close()
    reference_file(path).write_bytes(damage)
    _refused_untouched(path, KeyReferenceDamaged)


@pytest.mark.parametrize(
    "change",
    [
        {"public_key": "AAAA"},
        {"salt": "AAAA"},
        {"memory_kib": 1 << 40},
        {"memory_kib": 8},
        {"passes": 0},
        {"lanes": True},
        {"created": None},
    ],
)
def test_a_recovery_key_that_could_not_be_stretched_is_damage(
    store: FeedbackStore, path: Path, change: dict[str, object]
) -> None:
    store.close()
    recovery = {
        "public_key": "A" * 43 + "=",
        "salt": "A" * 22 + "==",
        "memory_kib": 65536,
        "passes": 3,
        "lanes": 4,
        "created": "2026-01-01T00:00:00+00:00",
    }
    _record(path, recovery=recovery)
    assert read_reference(path).recovery is not None
    _record(path, recovery=recovery | change)
    _refused_untouched(path, KeyReferenceDamaged)


def test_a_reference_of_a_newer_version_is_refused(store: FeedbackStore, path: Path) -> None:
    store.close()
    _record(path, format=3)
    _refused_untouched(path, KeyReferenceNewer)


def test_another_backend_without_the_key_is_refused_by_name(
    store: FeedbackStore, path: Path
) -> None:
    store.close()
    entry = {"key_id": "0" * 32, "created": "", "sealed": {}}
    _record(path, backend="keyring.backends.kwallet.DBusKeyring", keys=[entry])
    _refused_untouched(path, KeyringChanged, match=r"kwallet.*SecretService")


def test_another_backend_that_yields_the_key_will_do(store: FeedbackStore, path: Path) -> None:
    store.keep(decision())
    store.close()
    _record(path, backend="keyring.backends.libsecret.Keyring")
    with open_store(path, Keyring()) as again:
        assert again.count() == 1


def test_the_journal_of_a_lost_database_is_not_mixed_with_a_new_one(
    store: FeedbackStore, path: Path
) -> None:
    store.keep(decision())
    files = tree(path)
    store.close()
    path.unlink()
    (path.parent / "feedback.db-wal").write_bytes(files["feedback.db-wal"])
    _refused_untouched(path, StoreMissing)


def test_a_locked_keyring_creates_nothing(path: Path, own_keyring: KeyringSession) -> None:
    own_keyring.lock()
    with pytest.raises(KeyringLocked):
        open_store(path, Keyring())
    assert tree(path).keys() <= {"feedback.db.lock"}


def test_no_keyring_creates_nothing(path: Path, no_session_bus: None) -> None:
    ended = _child(f"open_store(Path({str(path)!r}), Keyring())")
    assert f"{KeyringAbsent.__name__}: " in ended.stderr
    assert tree(path).keys() <= {"feedback.db.lock"}


def test_processes_that_start_at_once_agree_on_one_key(
    path: Path, unlocked_keyring: object
) -> None:
    code = _CHILD.format(
        code=f"print('ready', flush=True); input(); open_store(Path({str(path)!r}), Keyring())"
    )
    command = [sys.executable, "-c", code]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    children = [subprocess.Popen(command, text=True, **pipes) for _ in range(3)]  # type: ignore[call-overload]
    for child in children:
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.stdin.write("\n")
        child.stdin.flush()
    errors = [child.communicate(timeout=60)[1] for child in children]
    assert errors == [""] * 3
    with open_store(path, Keyring()) as store:
        assert store.count() == 0


_CHILD = """
from pathlib import Path
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import open_store
{code}
"""


def _child(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _CHILD.format(code=code)],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _record(path: Path, **changes: object) -> None:
    fields = json.loads(reference_file(path).read_bytes())
    reference_file(path).write_text(json.dumps(fields | changes))


def _refused_untouched(path: Path, error: type[Exception], match: str = ".") -> None:
    before = tree(path)
    with pytest.raises(error, match=match):
        open_store(path, Keyring())
    if path.exists():
        with pytest.raises(error, match=match):
            read_store(path, Keyring())
    assert tree(path) == before
