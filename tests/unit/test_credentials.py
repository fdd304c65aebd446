"""The keyring: a real Secret Service, unlocked, locked, silent, absent; weak ones refused."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import keyring
import pytest

from radvaluer_desktop.credentials import (
    KEY_BYTES,
    SERVICE,
    KeyMissing,
    Keyring,
    KeyringAbsent,
    KeyringFailed,
    KeyringLocked,
    KeyringRefused,
    KeyringSilent,
)
from tests.keyring_session import KeyringSession

KEY = bytes(range(KEY_BYTES))
SECRET_SERVICE = "keyring.backends.SecretService.Keyring"


@pytest.mark.usefixtures("unlocked_keyring")
@pytest.mark.parametrize("key", [KEY, KEY + KEY])
def test_a_key_is_kept_and_read_by_another_object(key: bytes) -> None:
    key_id = Keyring().keep_key(key)
    assert Keyring().read_key(key_id) == key
    assert keyring.get_password(SERVICE, key_id) == key.hex()


@pytest.mark.usefixtures("unlocked_keyring")
def test_every_key_has_an_id_of_its_own_unless_it_is_named() -> None:
    ring = Keyring()
    ids = [ring.keep_key(KEY) for _ in range(3)]
    assert len(set(ids)) == 3
    assert ring.keep_key(bytes(KEY_BYTES), ids[0]) == ids[0]
    assert ring.read_key(ids[0]) == bytes(KEY_BYTES)
    assert ring.read_key(ids[1]) == KEY


@pytest.mark.usefixtures("unlocked_keyring")
def test_a_missing_key_is_said_by_id() -> None:
    with pytest.raises(KeyMissing, match="0123abc"):
        Keyring().read_key("0123abc")


@pytest.mark.usefixtures("unlocked_keyring")
@pytest.mark.parametrize("kept", ["", "not hexadecimal", "00" * 31, "00" * 33, "00" * 65])
def test_what_is_no_key_counts_as_missing_and_is_not_shown(kept: str) -> None:
    keyring.set_password(SERVICE, "odd", kept)
    with pytest.raises(KeyMissing) as raised:
        Keyring().read_key("odd")
    assert not kept or kept not in str(raised.value)


def test_the_backend_is_named(own_keyring: KeyringSession) -> None:
    assert Keyring().backend == SECRET_SERVICE


def test_a_locked_keyring_is_said_at_once(own_keyring: KeyringSession) -> None:
    key_id = Keyring().keep_key(KEY)
    own_keyring.lock()
    began = time.monotonic()
    with pytest.raises(KeyringLocked, match="SecretService"):
        Keyring().read_key(key_id)
    with pytest.raises(KeyringLocked, match="SecretService"):
        Keyring().keep_key(KEY)
    assert time.monotonic() - began < 20


def test_a_silent_keyring_is_given_up(own_keyring: KeyringSession) -> None:
    ring = Keyring(answer_within_s=0.3)
    assert ring.backend == SECRET_SERVICE
    with own_keyring.silent(), pytest.raises(KeyringSilent, match=r"0\.3 seconds"):
        ring.keep_key(KEY)


def test_a_process_whose_keyring_is_silent_still_ends(own_keyring: KeyringSession) -> None:
    with own_keyring.silent():
        ended = _python("Keyring(answer_within_s=0.3).keep_key(bytes(32))")
    assert ended.returncode == 1
    assert "KeyringSilent" in ended.stderr


@pytest.mark.usefixtures("no_session_bus")
def test_without_a_session_bus_there_is_no_keyring() -> None:
    assert _error("Keyring().keep_key(bytes(32))") == KeyringAbsent.__name__


@pytest.mark.usefixtures("own_keyring")
def test_a_bus_that_went_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Keyring()
    assert ring.backend == SECRET_SERVICE
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    with pytest.raises(KeyringFailed):
        ring.keep_key(KEY)


@pytest.mark.row("keyring-weak")
@pytest.mark.parametrize(
    ("backend", "error"),
    [
        ("keyring.backends.null.Keyring", KeyringRefused),
        ("keyring.backends.fail.Keyring", KeyringAbsent),
        ("keyrings.alt.file.PlaintextKeyring", KeyringFailed),  # is not installed
        ("tests.unit.weak_keyring.PlainKeyring", KeyringRefused),
    ],
)
def test_a_weak_keyring_is_refused_by_name(
    backend: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    ended = _python("Keyring().keep_key(bytes(32))")
    assert f"{error.__name__}: " in ended.stderr
    assert backend in ended.stderr.splitlines()[-1]


def test_of_a_chain_the_first_accepted_one_is_used(own_keyring: KeyringSession) -> None:
    ended = _python(
        "import tests.unit.weak_keyring, keyring.backends.chainer as chainer, keyring as k;"
        "k.set_keyring(chainer.ChainerBackend());"
        "assert len(chainer.ChainerBackend.backends) > 1;"
        "print(Keyring().backend)"
    )
    assert ended.stdout.strip() == SECRET_SERVICE, ended.stderr


@pytest.mark.usefixtures("unlocked_keyring")
def test_no_key_is_in_a_repr() -> None:
    ring = Keyring()
    key = ring.read_key(ring.keep_key(KEY))
    assert key.hex() not in repr(ring) + repr(vars(ring))


def _error(code: str) -> str:
    """Return the name of the class of the error that ``code`` ends with in a fresh process."""
    return _python(code).stderr.splitlines()[-1].partition(":")[0].rpartition(".")[2]


def _python(code: str) -> subprocess.CompletedProcess[str]:
    code = f"from radvaluer_desktop.credentials import Keyring;{code}"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
