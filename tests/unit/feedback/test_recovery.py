"""The second way to a store: the recovery key and the department's key, on a real keyring."""

from __future__ import annotations

import base64
import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring as library
import pytest

from radvaluer_desktop.credentials import SERVICE, KeyMissing, Keyring, KeyringLocked
from radvaluer_desktop.feedback import profile
from radvaluer_desktop.feedback.audit.head import head_file
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.failures import StoreKeyWrong
from radvaluer_desktop.feedback.key_failures import (
    EscrowKeyUnusable,
    KeyGone,
    KeyReferenceDamaged,
    KeyReferenceMissing,
    KeyringChanged,
    KeyringEmptied,
    KeyringOutdated,
    NoEscrow,
    NoRecoveryKey,
    PrivateKeyUnusable,
    ProfileMoved,
    ProfileNotKept,
    WrongPrivateKey,
    WrongRecoveryKey,
)
from radvaluer_desktop.feedback.key_reference import read_reference, reference_file, write_reference
from radvaluer_desktop.feedback.key_status import key_status
from radvaluer_desktop.feedback.keys import find_keys, keys_of_copy, newest_keys
from radvaluer_desktop.feedback.profile import Profile, is_passing
from radvaluer_desktop.feedback.recovery import (
    keep_recovery,
    make_recovery,
    recover,
    recovery_number,
    verify_recovery,
    with_private_key,
    with_recovery_key,
)
from radvaluer_desktop.feedback.recovery_key import RecoveryKey, new_recovery_key
from radvaluer_desktop.feedback.restore import restore
from radvaluer_desktop.feedback.sealing import new_pair
from radvaluer_desktop.feedback.store import FeedbackStore, StoreRules, open_store, read_store
from tests.keyring_session import KeyringSession, another_keyring, forget_keys
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import decision

KEY = new_recovery_key()
RECOVERY = make_recovery(KEY)


@pytest.fixture
def kept(store: FeedbackStore, path: Path) -> Path:
    """A closed store with one decision and a recovery key."""
    store.keep(decision())
    store.close()
    keep_recovery(path, Keyring(), KEY, RECOVERY)
    return path


def refused(path: Path, error: type[Exception], match: str = ".") -> None:
    """Opening must fail in these words and change nothing."""
    before = tree(path)
    with pytest.raises(error, match=match):
        open_store(path, Keyring())
    assert tree(path) == before


def one_decision(path: Path) -> None:
    with open_store(path, Keyring()) as store:
        assert store.count() == 1


def test_a_recovery_key_is_verified_without_a_keyring(
    kept: Path, own_keyring: KeyringSession
) -> None:
    own_keyring.lock()
    before = tree(kept)
    assert verify_recovery(kept, KEY) == RECOVERY
    assert tree(kept) == before


def test_nothing_of_the_keys_stands_in_the_reference(kept: Path) -> None:
    text, keys = reference_file(kept).read_text(), find_keys(kept, Keyring())
    for secret in (keys.data, keys.audit, KEY.text.encode(), "".join(KEY.groups).encode()):
        assert secret.hex() not in text
        assert base64.b64encode(secret).decode().rstrip("=") not in text
    assert KEY.text not in text
    assert KEY.groups[0] not in text


def test_a_wrong_recovery_key_is_named_with_the_number_of_the_right_one(kept: Path) -> None:
    before, other = tree(kept), new_recovery_key()
    with pytest.raises(WrongRecoveryKey, match=recovery_number(RECOVERY)):
        verify_recovery(kept, other)
    with pytest.raises(WrongRecoveryKey):
        recover(kept, Keyring(), with_recovery_key(other))
    assert tree(kept) == before


@pytest.mark.row("keyring-emptied", "recovery-wrong")
def test_an_emptied_keyring_is_named_and_recovered_from(kept: Path) -> None:
    keys = find_keys(kept, Keyring())
    forget_keys(kept)
    refused(kept, KeyringEmptied, "SecretService")
    with pytest.raises(WrongRecoveryKey):
        recover(kept, Keyring(), with_recovery_key(new_recovery_key()))
    refused(kept, KeyringEmptied)
    recover(kept, Keyring(), with_recovery_key(KEY))
    one_decision(kept)
    assert find_keys(kept, Keyring()) == keys  # the audit key too


@pytest.mark.row("keyring-locked")
def test_a_locked_keyring_is_named_and_takes_no_key(
    path: Path, own_keyring: KeyringSession
) -> None:
    with open_store(path, Keyring()) as store:
        store.keep(decision())
    keep_recovery(path, Keyring(), KEY, RECOVERY)
    own_keyring.lock()
    refused(path, KeyringLocked)
    before = tree(path)
    with pytest.raises(KeyringLocked):
        recover(path, Keyring(), with_recovery_key(KEY))
    assert tree(path) == before


def test_the_keyring_of_another_user_gets_the_keys_by_the_recovery_key_alone(
    kept: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write_reference(kept, replace(read_reference(kept), user="somebody"))
    keys = find_keys(kept, Keyring())
    with another_keyring(tmp_path_factory.mktemp("keyring")):
        refused(kept, ProfileMoved, "made by somebody")
        recover(kept, Keyring(), with_recovery_key(KEY))
        assert find_keys(kept, Keyring()) == keys
        one_decision(kept)
    one_decision(kept)  # the first user's keyring still has them


def test_a_deleted_keyring_is_named_and_a_new_one_gets_the_keys(
    path: Path, own_keyring: KeyringSession, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_store(path, Keyring()) as store:
        store.keep(decision())
    keep_recovery(path, Keyring(), KEY, RECOVERY)
    own_keyring.delete()
    refused(path, KeyringLocked, "was never set up")
    before = tree(path)
    with pytest.raises(KeyringLocked):
        recover(path, Keyring(), with_recovery_key(KEY))
    assert tree(path) == before
    with another_keyring(tmp_path_factory.mktemp("keyring")):
        refused(path, KeyringEmptied)
        recover(path, Keyring(), with_recovery_key(KEY))
        one_decision(path)


@pytest.mark.row("keyring-changed")
def test_another_backend_is_named_and_recovered_into(kept: Path) -> None:
    forget_keys(kept)
    wallet = "keyring.backends.kwallet.DBusKeyring"
    write_reference(kept, replace(read_reference(kept), backend=wallet))
    refused(kept, KeyringChanged, r"kwallet.*SecretService")
    recover(kept, Keyring(), with_recovery_key(KEY))
    one_decision(kept)
    assert read_reference(kept).backend == Keyring().backend


@pytest.mark.row("profile-moved")
@pytest.mark.parametrize("whose", [Profile("somebody", "ct-9"), Profile(computer="ct-9")])
def test_files_of_another_profile_are_named_and_recovered(kept: Path, whose: Profile) -> None:
    forget_keys(kept)
    moved = replace(read_reference(kept), user=whose.user, computer=whose.computer)
    write_reference(kept, moved)
    refused(kept, ProfileMoved, f"made by {whose.user} on ct-9")
    recover(kept, Keyring(), with_recovery_key(KEY))
    one_decision(kept)
    assert read_reference(kept).user == Profile().user


@pytest.mark.row("profile-passing")
def test_a_keyring_that_loses_its_keys_again_is_named(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_keys(kept)
    recover(kept, Keyring(), with_recovery_key(KEY))
    forget_keys(kept)
    refused(kept, ProfileNotKept)
    long_ago = (datetime.now(UTC) - timedelta(days=30)).isoformat()
    write_reference(kept, replace(read_reference(kept), recovered=long_ago))
    refused(kept, KeyringEmptied)
    monkeypatch.setattr(profile, "_file_system", lambda _folder: "tmpfs")
    refused(kept, ProfileNotKept)
    recover(kept, Keyring(), with_recovery_key(KEY))
    one_decision(kept)


IN_MEMORY = Path("/dev/shm")  # noqa: S108 - nothing is written there


@pytest.mark.skipif(not IN_MEMORY.is_dir(), reason="no file system in memory")
def test_a_folder_in_memory_is_a_passing_one() -> None:
    assert is_passing(IN_MEMORY / "not" / "there")
    assert not is_passing(Path.cwd())


@pytest.mark.row("recovery-none")
def test_without_a_second_way_that_is_said(store: FeedbackStore, path: Path) -> None:
    store.close()
    assert not read_reference(path).has_second_way
    forget_keys(path)
    with pytest.raises(NoRecoveryKey):
        recover(path, Keyring(), with_recovery_key(KEY))
    refused(path, KeyringEmptied)


def test_a_new_recovery_key_replaces_the_old(kept: Path) -> None:
    other = new_recovery_key()
    keep_recovery(kept, Keyring(), other, make_recovery(other))
    verify_recovery(kept, other)
    with pytest.raises(WrongRecoveryKey):
        verify_recovery(kept, KEY)


def test_a_key_that_does_not_belong_to_what_is_written_is_not_kept(kept: Path) -> None:
    before = tree(kept)
    with pytest.raises(WrongRecoveryKey):
        keep_recovery(kept, Keyring(), new_recovery_key(), make_recovery(new_recovery_key()))
    assert tree(kept) == before


def test_damage_in_what_is_sealed_is_damage_and_not_a_wrong_key(kept: Path) -> None:
    fields = json.loads(reference_file(kept).read_bytes())
    sealed = bytearray(base64.b64decode(fields["keys"][0]["sealed"]["recovery"]))
    sealed[-1] ^= 1
    fields["keys"][0]["sealed"]["recovery"] = base64.b64encode(sealed).decode()
    reference_file(kept).write_text(json.dumps(fields))
    with pytest.raises(KeyReferenceDamaged):
        verify_recovery(kept, KEY)
    forget_keys(kept)
    refused(kept, KeyGone)


def test_keys_of_another_database_are_not_put_into_the_keyring(kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "feedback.db"
    open_store(other, Keyring()).close()
    kept.write_bytes(other.read_bytes())
    head_file(kept).write_bytes(head_file(other).read_bytes())
    before, key_id = tree(kept), read_reference(kept).key_id
    for attempt in (
        lambda: verify_recovery(kept, KEY),
        lambda: keep_recovery(kept, Keyring(), KEY, RECOVERY),
    ):
        with pytest.raises(StoreKeyWrong):
            attempt()
    forget_keys(kept)
    with pytest.raises(StoreKeyWrong):
        recover(kept, Keyring(), with_recovery_key(KEY))
    with pytest.raises(KeyMissing):
        Keyring().read_key(key_id)
    assert tree(kept) == before


def test_a_keyring_from_before_the_audit_key_is_named_and_recovered_from(kept: Path) -> None:
    keys, key_id = find_keys(kept, Keyring()), read_reference(kept).key_id
    Keyring().keep_key(keys.data, key_id)  # as an old copy of the keyring has it
    refused(kept, KeyringOutdated, "older state")
    with pytest.raises(KeyringOutdated):
        read_store(kept, Keyring(), as_it_is=True)
    assert Keyring().read_key(key_id) == keys.data
    recover(kept, Keyring(), with_recovery_key(KEY))
    with open_store(kept, Keyring()) as opened:
        assert opened.verify_trail().findings == ()


def test_a_store_with_a_damaged_beginning_gets_its_keys_back_and_a_backup(kept: Path) -> None:
    keys = find_keys(kept, Keyring())
    backup = back_up(kept, keys.data, kept.parent / "backups").path
    forget_keys(kept)
    with kept.open("r+b") as file:
        file.seek(100)
        file.write(bytes(50))
    damaged = kept.read_bytes()
    with pytest.raises(StoreKeyWrong, match="beginning is damaged"):
        recover(kept, Keyring(), with_recovery_key(KEY))
    assert kept.read_bytes() == damaged
    store = newest_keys(kept, Keyring())
    assert store == keys
    aside = restore(kept, store, backup, keys_of_copy(backup, kept, Keyring()).data)
    assert aside is not None
    assert aside.read_bytes() == damaged
    one_decision(kept)


def test_without_the_reference_the_keyring_in_use_is_named_all_the_same(kept: Path) -> None:
    reference_file(kept).unlink()
    found = key_status(kept, Keyring())
    assert isinstance(found.problem, KeyReferenceMissing)
    assert found.in_use == Keyring().backend


def test_keys_that_neither_open_the_store_nor_signed_its_head_stay_sealed(
    kept: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "feedback.db"
    open_store(other, Keyring()).close()
    kept.write_bytes(other.read_bytes())
    head_file(kept).write_bytes(head_file(other).read_bytes())
    forget_keys(kept)
    with pytest.raises(StoreKeyWrong):
        recover(kept, Keyring(), with_recovery_key(KEY))
    with pytest.raises(KeyMissing):
        Keyring().read_key(read_reference(kept).key_id)


@pytest.mark.parametrize("recovery_key_first", [False, True])
def test_a_store_from_before_gets_an_audit_key_and_a_recovery_key(
    path: Path, unlocked_keyring: object, *, recovery_key_first: bool
) -> None:
    lay_old_store(path)
    if recovery_key_first:  # as by the command, before the window opens the store anew
        keep_recovery(path, Keyring(), KEY, RECOVERY)
    with open_store(path, Keyring()) as opened:
        assert opened.count() == 2
    now = find_keys(path, Keyring())
    assert now.data == bytes(range(32))
    assert find_keys(path, Keyring()) == now
    if not recovery_key_first:
        keep_recovery(path, Keyring(), KEY, RECOVERY)
    forget_keys(path)
    recover(path, Keyring(), with_recovery_key(KEY))
    assert find_keys(path, Keyring()) == now
    with open_store(path, Keyring()) as opened:
        assert opened.verify_trail().findings == ()


def lay_old_store(path: Path) -> None:
    """Lay a store there from before there were audit keys, its key in the keyring."""
    path.parent.mkdir()
    shutil.copy(Path(__file__).parents[2] / "data" / "feedback-v2.db", path)
    library.set_password(SERVICE, "0" * 32, bytes(range(32)).hex())
    old = {"service": SERVICE, "key_id": "0" * 32, "created": "2026-01-01T00:00:00"}
    reference_file(path).write_text(json.dumps(old | {"backend": Keyring().backend}))


class TestEscrow:
    @pytest.fixture
    def lead(self, tmp_path: Path) -> tuple[Path, str]:
        """The file of a private key with a passphrase, and the public key."""
        pem, line = new_pair(b"secret")
        file = tmp_path / "lead.pem"
        file.write_bytes(pem)
        return file, line

    def test_a_station_needs_no_words_and_the_lead_opens_it(
        self, path: Path, unlocked_keyring: object, lead: tuple[Path, str]
    ) -> None:
        with open_store(path, Keyring(), StoreRules(escrow=lead[1])) as store:
            store.keep(decision())
        keys = find_keys(path, Keyring())
        reference = read_reference(path)
        assert reference.has_second_way
        assert reference.recovery is None
        forget_keys(path)
        recover(path, Keyring(), with_private_key(lead[0], "secret"))
        one_decision(path)
        assert find_keys(path, Keyring()) == keys

    def test_a_store_that_is_there_is_sealed_when_it_opens_next(
        self, kept: Path, lead: tuple[Path, str]
    ) -> None:
        with pytest.raises(NoEscrow):
            recover(kept, Keyring(), with_private_key(lead[0], "secret"))
        open_store(kept, Keyring(), StoreRules(escrow=lead[1])).close()
        once = reference_file(kept).read_bytes()
        open_store(kept, Keyring(), StoreRules(escrow=lead[1])).close()
        open_store(kept, Keyring()).close()  # the policy went: what is sealed stays
        assert reference_file(kept).read_bytes() == once
        verify_recovery(kept, KEY)
        forget_keys(kept)
        recover(kept, Keyring(), with_private_key(lead[0], "secret"))

    def test_a_wrong_private_key_is_named_by_fingerprint(
        self, kept: Path, lead: tuple[Path, str], tmp_path: Path
    ) -> None:
        open_store(kept, Keyring(), StoreRules(escrow=lead[1])).close()
        other = tmp_path / "other.pem"
        other.write_bytes(new_pair(b"")[0])
        with pytest.raises(WrongPrivateKey, match=r"[0-9A-F]{4}-.* but .*other\.pem"):
            recover(kept, Keyring(), with_private_key(other, ""))
        for file, passphrase in ((lead[0], "wrong"), (lead[0], ""), (other, "none needed")):
            with pytest.raises(PrivateKeyUnusable):
                recover(kept, Keyring(), with_private_key(file, passphrase))
        for content in (b"", b"-----BEGIN PRIVATE KEY-----\n", lead[1].encode()):
            other.write_bytes(content)
            with pytest.raises(PrivateKeyUnusable):
                recover(kept, Keyring(), with_private_key(other, ""))
        with pytest.raises(PrivateKeyUnusable):
            recover(kept, Keyring(), with_private_key(tmp_path / "missing.pem", ""))

    @pytest.mark.row("escrow-unusable")
    @pytest.mark.parametrize(
        "line",
        [
            "nonsense",
            "AAAA",
            "MCowBQYDK2VuAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",  # seals nothing
            "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",  # Ed25519
        ],
    )
    def test_what_is_no_public_key_opens_and_creates_nothing(
        self, path: Path, unlocked_keyring: object, line: str
    ) -> None:
        with pytest.raises(EscrowKeyUnusable):
            open_store(path, Keyring(), StoreRules(escrow=line))
        assert tree(path).keys() <= {"feedback.db.lock"}

    def test_openssl_makes_keys_that_fit(self) -> None:
        from cryptography.hazmat.primitives.serialization import load_der_public_key

        line = new_pair(b"")[1]
        assert load_der_public_key(base64.b64decode(line))
        assert len(line) == 60


def test_a_recovery_key_does_not_show_itself() -> None:
    assert KEY.groups[3] not in f"{KEY!r} {with_recovery_key(KEY)!r}"
    assert isinstance(KEY, RecoveryKey)
