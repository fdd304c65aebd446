"""What was signed: put beside its decision, counted, kept once, and looked after by the trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.audit.verify import Fault, Finding
from radvaluer_desktop.feedback.backup import back_up
from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.feedback.keys import find_keys
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.restore import restore
from radvaluer_desktop.feedback.signed import Reconciliation, SignedReport
from radvaluer_desktop.feedback.store import FeedbackStore, StoreRules, open_store
from tests.unit.feedback.samples import FINAL, HEADER, decision

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
ADDED = f"{FINAL} No pneumothorax."


def _about(accession: str, **changes: object) -> Decision:
    return decision(header=replace(HEADER, pseudonym=accession), **changes)


def _numbers(found: Reconciliation) -> dict[str, int]:
    names = (
        *("matched", "unmatched", "new", "known", "replaced", "outdated", "unchanged", "changed"),
        *("after_rejection", "waiting"),
    )
    return {name: getattr(found, name) for name in names if getattr(found, name)}


def _events(store: FeedbackStore) -> list[str]:
    return [row.event for row in store.events() if row.event == Event.SIGNED]


def test_each_report_finds_its_decision(store: FeedbackStore) -> None:
    for number in range(4):
        store.keep(_about(f"ACC-{number}"))
    store.keep(_about("ACC-4", verdict=Verdict.REJECTED, final=""))
    store.keep(decision(header=replace(HEADER, pseudonym=None)))
    found = store.take_signed(
        [
            SignedReport("ACC-0", f"  {FINAL}\n"),
            SignedReport(" ACC-1 ", ADDED, AT),
            SignedReport("ACC-2", FINAL.replace("  ", " ")),
            SignedReport("ACC-4", "Normal."),
            SignedReport("ACC-9", "of another station"),
        ]
    )
    assert _numbers(found) == {
        "matched": 4, "unmatched": 1, "new": 4, "unchanged": 2, "changed": 1,
        "after_rejection": 1, "waiting": 1,
    }  # fmt: skip
    kept = {each.final + (each.signed or ""): each for each in store.decisions()}
    changed = kept[FINAL + ADDED]
    assert (changed.signed_or_final, changed.signed_at) == (ADDED, AT)
    assert kept["Normal."].signed_or_final == "Normal."
    assert kept[FINAL].signed_or_final == FINAL
    assert len(_events(store)) == 4
    assert store.verify_trail().findings == ()


def test_how_far_it_was_changed_is_counted(store: FeedbackStore) -> None:
    for number in range(3):
        store.keep(_about(f"ACC-{number}"))
    found = store.take_signed(
        SignedReport(f"ACC-{number}", FINAL + number * " new") for number in range(3)
    )
    assert found.changed_words is not None
    assert (found.changed_words.number, found.changed_words.median.value) == (2, 1.5)
    changes = [each.signed_change for each in store.outcomes(Chosen())]
    assert changes[0] == 0
    assert changes[1] is not None
    assert changes[2] is not None
    assert 0 < changes[1] < changes[2]
    before = list(store.outcomes(Chosen()))
    store._database.execute("DELETE FROM figures")
    store.fill_figures()
    assert list(store.outcomes(Chosen())) == before


def test_a_second_time_nothing_changes(store: FeedbackStore) -> None:
    store.keep(_about("ACC-1"))
    reports = [SignedReport("ACC-1", ADDED, AT), SignedReport("ACC-2", ADDED)]
    store.take_signed(reports)
    events, kept = len(list(store.events())), list(store.decisions())
    again = store.take_signed(reports)
    assert _numbers(again) == {"matched": 1, "unmatched": 1, "known": 1}
    assert (len(list(store.events())), list(store.decisions())) == (events, kept)


def test_what_was_signed_later_stays(store: FeedbackStore) -> None:
    store.keep(_about("ACC-1"))
    later = SignedReport("ACC-1", "Addendum.", AT + timedelta(hours=1))
    found = store.take_signed([later, SignedReport("ACC-1", ADDED, AT)])
    assert _numbers(found) == {"matched": 2, "new": 1, "outdated": 1, "changed": 1}
    found = store.take_signed([SignedReport("ACC-1", "No time said.")])
    assert _numbers(found) == {"matched": 1, "replaced": 1, "changed": 1}
    (kept,) = store.decisions()
    assert kept.signed == "No time said."
    assert store.verify_trail().findings == ()


def test_of_several_decisions_about_a_study_the_newest_has_it(store: FeedbackStore) -> None:
    store.keep(_about("ACC-1"))
    store.keep(_about("ACC-1"))
    store.take_signed([SignedReport("ACC-1", ADDED)])
    assert [each.signed for each in store.decisions()] == [ADDED, None]


def test_names_as_they_were_typed_are_found_too(store: FeedbackStore) -> None:
    store.close()
    with open_store(store.path, Keyring(), StoreRules(names_as_typed=True)) as typed:
        typed.keep(_about("ACC-1"))
        assert typed.take_signed([SignedReport("ACC-1", ADDED)]).matched == 1


def test_nothing_of_other_studies_is_kept(store: FeedbackStore) -> None:
    store.take_signed([SignedReport("ACC-1", "复查见新发结节")])
    store.keep(_about("ACC-1"))
    assert next(store.decisions()).signed is None


def test_halves_of_a_pair_do_not_stop_the_rest(store: FeedbackStore) -> None:
    store.keep(_about("ACC-1"))
    report = SignedReport("ACC-1", "broken \ud83d paste")
    assert store.take_signed([report]).new == 1
    assert store.take_signed([report]).known == 1


def test_more_reports_than_a_transaction_holds(store: FeedbackStore) -> None:
    store.keep(_about("ACC-1199"))
    assert store.take_signed(_many(1200)).unmatched == 1199


def _many(number: int) -> Iterator[SignedReport]:
    return (SignedReport(f"ACC-{at}", ADDED) for at in range(number))


def test_a_signed_text_that_somebody_changed_is_found(store: FeedbackStore) -> None:
    store.keep(_about("ACC-1"))
    store.keep(_about("ACC-2"))
    store.take_signed([SignedReport("ACC-1", ADDED, AT)])
    for change in (
        "UPDATE decisions SET signed = 'Poison.' WHERE serial = 1",
        "UPDATE decisions SET signed = NULL WHERE serial = 1",
        "UPDATE decisions SET signed = 'Poison.' WHERE serial = 2",
    ):
        store._database.execute("SAVEPOINT before")
        store._database.execute(change)
        store._database.execute("RELEASE before")
        faults = [finding.fault for finding in _findings(store)]
        assert faults == [Fault.DECISION_CHANGED]
        store._database.execute("UPDATE decisions SET signed = ? WHERE serial = 1", [ADDED])
        store._database.execute("UPDATE decisions SET signed = NULL WHERE serial = 2")
        store._database.conn.commit()
        assert _findings(store) == ()


def _findings(store: FeedbackStore) -> tuple[Finding, ...]:
    store._database.conn.commit()
    return store.verify_trail().findings


def test_a_restored_store_may_know_less_of_what_was_signed(store: FeedbackStore) -> None:
    store.keep(_about("ACC-1"))
    keys = find_keys(store.path, Keyring())
    made = back_up(store.path, keys.data, store.path.parent / "backups").path
    store.take_signed([SignedReport("ACC-1", ADDED)])
    store.close()
    restore(store.path, keys, made, keys.data)
    with open_store(store.path, Keyring()) as restored:
        assert next(restored.decisions()).signed is None
        assert restored.verify_trail().findings == ()
        restored.take_signed([SignedReport("ACC-1", ADDED)])
        assert restored.verify_trail().findings == ()
