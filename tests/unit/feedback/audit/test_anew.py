"""A keyring from before the audit key, where there is a trail: refused; a way on that is told."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from radvaluer_desktop.cli.audit import TrailBroken, audit
from radvaluer_desktop.credentials import Keyring, KeyringFailed
from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.feedback.accepting import begin_trail_anew
from radvaluer_desktop.feedback.audit.verify import Fault
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.connection import open_database
from radvaluer_desktop.feedback.key_failures import AuditKeyGone
from radvaluer_desktop.feedback.keys import find_keys, keys_of_copy, newest_keys, read_reference
from radvaluer_desktop.feedback.recovery import keep_recovery, make_recovery
from radvaluer_desktop.feedback.recovery_key import new_recovery_key
from radvaluer_desktop.feedback.rotation import rotate
from radvaluer_desktop.feedback.store import StoreRules, open_store, read_store
from radvaluer_desktop.paths import Locations, locations
from tests.unit.cli.test_keys import Context
from tests.unit.feedback.conftest import tree
from tests.unit.feedback.samples import decision


@pytest.fixture
def places(tmp_path: Path, unlocked_keyring: object) -> Locations:
    return locations(tmp_path / "base")


@pytest.fixture
def outdated(places: Locations) -> Path:
    """A store with two decisions, whose keyring was put back from before the audit key."""
    path = places.feedback_database
    with open_store(path, Keyring()) as store:
        store.keep(decision())
        store.keep(decision())
    keys = find_keys(path, Keyring())
    Keyring().keep_key(keys.data, read_reference(path).key_id)
    return path


def run(places: Locations, *arguments: str) -> Result:
    return CliRunner().invoke(audit, arguments, obj=Context(places))


@pytest.mark.row("audit-key-gone")
def test_it_is_refused_and_nothing_is_changed(outdated: Path) -> None:
    held = Keyring().read_key(read_reference(outdated).key_id)
    before = tree(outdated)
    key = new_recovery_key()
    for attempt in (
        lambda: open_store(outdated, Keyring()),
        lambda: read_store(outdated, Keyring(), as_it_is=True),
        lambda: keep_recovery(outdated, Keyring(), key, make_recovery(key)),
        lambda: rotate(outdated, Keyring()),
        lambda: newest_keys(outdated, Keyring()),
    ):
        with pytest.raises(AuditKeyGone, match="audit accept"):
            attempt()
    assert tree(outdated) == before
    assert Keyring().read_key(read_reference(outdated).key_id) == held


def test_without_its_head_the_trail_is_seen_in_the_store_and_in_a_backup(outdated: Path) -> None:
    outdated.with_name("feedback.audit.head").unlink()
    data = Keyring().read_key(read_reference(outdated).key_id)
    backup = back_up(outdated, data, outdated.parent / "backups").path
    for attempt in (
        lambda: open_store(outdated, Keyring()),
        lambda: keys_of_copy(backup, outdated, Keyring()),
    ):
        with pytest.raises(AuditKeyGone):
            attempt()


def test_a_store_without_a_trail_gets_its_audit_key(outdated: Path) -> None:
    """As one that an earlier version made, or that was killed before its first event."""
    with closing(open_database(outdated, Keyring().read_key(read_reference(outdated).key_id))) as d:
        d.execute("DROP TRIGGER audit_is_not_deleted")
        d.execute("DELETE FROM audit")
        d.conn.commit()
    outdated.with_name("feedback.audit.head").unlink()
    open_store(outdated, Keyring()).close()
    assert len(Keyring().read_key(read_reference(outdated).key_id)) == 64


def test_a_new_trail_begins_where_somebody_asks_for_it(places: Locations, outdated: Path) -> None:
    with pytest.raises(AuditKeyGone):
        raise run(places, "verify").exception or AssertionError
    told = run(places, "accept", "--yes")
    assert told.exit_code == 0, told.output
    assert "Nobody answers for 5 events and 2 decisions" in told.output
    with open_store(outdated, Keyring()) as store:
        store.keep(decision())
        names = [row.event for row in store.events()]
        assert names.count("trail_begun_anew") == 1
        assert names.index("trail_begun_anew") == 5
        store.erase_studies(["S-0123456789ABCDEF0123"])
        store.keep(decision())
    verified = run(places, "verify")
    assert verified.exit_code == 0, verified.output
    assert "first 5 events were signed with a key that is lost" in verified.output
    report = json.loads(run(places, "verify", "--json").output)
    assert (report["unanswered"], report["events"], report["decisions"]) == (5, 10, 1)
    assert "Nothing is missing." in run(places, "accept", "--yes").output


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE audit SET user = 'x' WHERE seq = 2", Fault.EARLIER_CHANGED),
        ("UPDATE audit SET user = 'x' WHERE seq = 6", Fault.ROW_CHANGED),
        ("DELETE FROM audit WHERE seq = 3", Fault.ROW_MISSING),
        ("DELETE FROM decisions WHERE serial = 1", Fault.DECISION_MISSING),
        ("UPDATE decisions SET final = 'x' WHERE serial = 3", Fault.DECISION_CHANGED),
    ],
)
def test_what_is_changed_from_then_on_is_found(outdated: Path, sql: str, fault: Fault) -> None:
    begin_trail_anew(outdated, Keyring(), StoreRules())
    with open_store(outdated, Keyring()) as store:
        store.keep(decision())
        for trigger in ("audit_is_not_changed", "audit_is_not_deleted"):
            store._database.execute(f"DROP TRIGGER {trigger}")
        store._database.execute(sql)
        store._database.conn.commit()
        assert fault in [each.fault for each in store.verify_trail().findings]


def test_killed_before_the_keyring_has_the_key_it_is_asked_for_again(
    places: Locations, outdated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> str:
        raise KeyringFailed(backend="x", reason="x")

    with monkeypatch.context() as patch:
        patch.setattr(Keyring, "keep_key", fail)
        with pytest.raises(KeyringFailed):
            begin_trail_anew(outdated, Keyring(), StoreRules())
    with pytest.raises(AuditKeyGone):
        open_store(outdated, Keyring())
    assert begin_trail_anew(outdated, Keyring(), StoreRules()).events == 6
    with open_store(outdated, Keyring()) as store:
        assert store.verify_trail().findings == ()


def test_no_new_trail_where_the_key_is_not_lost(places: Locations) -> None:
    open_store(places.feedback_database, Keyring()).close()
    with pytest.raises(InternalError):
        begin_trail_anew(places.feedback_database, Keyring(), StoreRules())
    with open_store(places.feedback_database, Keyring()) as store:
        assert store.verify_trail().findings == ()


def test_a_row_of_a_new_trail_without_its_key_excuses_nothing(places: Locations) -> None:
    """Somebody with the store's key alone copies such a row from a store of his own."""
    path = places.feedback_database
    with open_store(path, Keyring()) as store:
        store.keep(decision())
        detail = '{"decisions":0,"earlier":"00","events":4,"last_serial":0}'
        store._database.execute(
            "INSERT INTO audit SELECT max(seq) + 1, at, zone, 'trail_begun_anew', user, station, "
            "?, mac FROM audit",
            [detail],
        )
        store._database.conn.commit()
        report = store.verify_trail()
    assert Fault.ROW_CHANGED in [each.fault for each in report.findings]
    assert report.unanswered == 0
    assert isinstance(run(places, "verify").exception, TrailBroken)
