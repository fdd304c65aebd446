"""Each change of the keys has its word in the trail, and each key that did not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.audit.events import Actor
from radvaluer_desktop.feedback.audit.journal import failed_unlocks
from radvaluer_desktop.feedback.key_failures import (
    KeyGone,
    WrongPrivateKey,
    WrongRecoveryKey,
)
from radvaluer_desktop.feedback.keys import find_keys, read_reference
from radvaluer_desktop.feedback.recovery import (
    keep_recovery,
    make_recovery,
    recover,
    recovery_number,
    verify_recovery,
    with_private_key,
    with_recovery_key,
)
from radvaluer_desktop.feedback.recovery_key import new_recovery_key
from radvaluer_desktop.feedback.rotation import rotate
from radvaluer_desktop.feedback.sealing import fingerprint, new_pair, read_public_line
from radvaluer_desktop.feedback.store import StoreRules, note_keys, open_store
from tests.keyring_session import forget_keys

KEY = new_recovery_key()
RECOVERY = make_recovery(KEY)

pytestmark = pytest.mark.usefixtures("unlocked_keyring")


def key_events(path: Path) -> list[tuple[object, object]]:
    with open_store(path, Keyring()) as store:
        assert store.verify_trail().findings == ()
        rows = [row.details for row in store.events() if row.event == "key_changed"]
    return [(row["change"], row["which"]) for row in rows]


def test_each_change_is_told_once(path: Path) -> None:
    open_store(path, Keyring()).close()
    first, audit = read_reference(path).key_id, find_keys(path, Keyring()).audit
    keep_recovery(path, Keyring(), KEY, RECOVERY)
    note_keys(path, Keyring(), StoreRules())
    line = new_pair(b"")[1]
    open_store(path, Keyring(), StoreRules(escrow=line)).close()
    rotate(path, Keyring())
    note_keys(path, Keyring(), StoreRules())
    forget_keys(path)
    recover(path, Keyring(), with_recovery_key(KEY))
    expected = [
        ("created", first),
        ("recovery_key_made", recovery_number(RECOVERY)),
        ("escrowed", fingerprint(read_public_line(line))),
        ("rotated", read_reference(path).key_id),
        ("recovered", read_reference(path).recovered),
    ]
    assert key_events(path) == expected
    assert key_events(path) == expected
    assert find_keys(path, Keyring()).audit == audit


def test_a_change_that_was_not_told_is_told_at_the_next_unlock(path: Path) -> None:
    """As after a kill between the new file and its event."""
    open_store(path, Keyring()).close()
    rotate(path, Keyring())
    assert key_events(path)[1:] == [("rotated", read_reference(path).key_id)]


def test_a_key_that_does_not_fit_waits_beside_the_store(path: Path, tmp_path: Path) -> None:
    rules = StoreRules(actor=Actor("r7", "ct-2"), escrow=new_pair(b"")[1])
    open_store(path, Keyring(), rules).close()
    keep_recovery(path, Keyring(), KEY, RECOVERY)
    other, pem = new_recovery_key(), tmp_path / "other.pem"
    pem.write_bytes(new_pair(b"")[0])
    forget_keys(path)
    with pytest.raises(KeyGone):
        open_store(path, Keyring(), rules)
    with pytest.raises(WrongRecoveryKey):
        verify_recovery(path, other, rules.actor)
    with pytest.raises(WrongRecoveryKey):
        recover(path, Keyring(), with_recovery_key(other), rules.actor)
    with pytest.raises(WrongPrivateKey):
        recover(path, Keyring(), with_private_key(pem, ""), rules.actor)
    reasons = ["KeyringEmptied", "WrongRecoveryKey", "WrongRecoveryKey", "WrongPrivateKey"]
    noted = failed_unlocks(path)
    assert [each["reason"] for each in noted][1:] == reasons[1:]
    assert {(each["user"], each["station"]) for each in noted} == {("r7", "ct-2")}
    text = "".join(map(str, noted))
    assert not any(group in text for group in (*other.groups, *KEY.groups))
    recover(path, Keyring(), with_recovery_key(KEY), rules.actor)
    with open_store(path, Keyring(), rules) as store:
        told = [row.details["reason"] for row in store.events() if row.event == "unlock_failed"]
        assert told == [each["reason"] for each in noted]
        assert store.verify_trail().findings == ()
    assert failed_unlocks(path) == []
