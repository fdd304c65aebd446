"""Which decisions a list holds, what their lines say, what ends it, and what the trail notes."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.browsing import _PIECES, Asked
from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.feedback.looking import Looking, look_into
from radvaluer_desktop.feedback.pseudonyms import radiologist_pseudonym
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.feedback.store import FeedbackStore, StoreRules, read_store
from radvaluer_desktop.report.study import BodySystem, Language
from tests.unit.feedback.samples import CHECKS, HEADER, decision

ALL = Asked()


class Stopped(Exception):
    """What a caller raises who waits no more."""


def go_on() -> None:
    """Nobody stops it."""


def listed(store: FeedbackStore, asked: Asked = ALL) -> list[int]:
    return [number for piece in store.listed(asked, go_on) for number in piece]


@pytest.fixture
def kept(store: FeedbackStore) -> FeedbackStore:
    """Five decisions, each unlike the others; their numbers are 1 to 5."""
    for changes in (
        {"decided_at": datetime(2026, 3, 1, tzinfo=UTC), "station_id": "mr-1"},
        {"decided_at": datetime(2026, 3, 2, tzinfo=UTC), "language": Language.ENGLISH},
        {
            "header": replace(HEADER, body_system=BodySystem.HEAD),
            "findings": "左侧基底节区陈旧性腔隙灶。",
            "institution": "North",
        },
        {"verdict": Verdict.REJECTED, "final": "", "radiologist_id": "r-18"},
        {"checked": True, "checks": CHECKS, "model_id": "other", "findings": "A fracture line."},
    ):
        store.keep(decision(**changes))
    return store


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (ALL, [5, 4, 3, 2, 1]),
        (Asked(Chosen(since=date(2026, 3, 2), until=date(2026, 3, 2))), [2]),
        (Asked(Chosen(system="head")), [3]),
        (Asked(Chosen(language="en")), [2]),
        (Asked(Chosen(institution="North")), [3]),
        (Asked(Chosen(model="other")), [5]),
        (Asked(verdict=Verdict.REJECTED), [4]),
        (Asked(station="mr-1"), [1]),
        (Asked(overridden=True), [5]),
        (Asked(words="腔隙"), [3]),
        (Asked(words="FRACTURE"), [5]),
        (Asked(words="磨玻璃", verdict=Verdict.REJECTED), [4]),
        (Asked(words="磨玻璃", station="mr-1"), [1]),
        (Asked(words="腔隙", verdict=Verdict.REJECTED), []),
        (Asked(words="。"), []),
        (Asked(station="nowhere"), []),
    ],
)
def test_a_list_holds_what_is_asked_for(
    kept: FeedbackStore, asked: Asked, numbers: list[int]
) -> None:
    assert listed(kept, asked) == numbers


@pytest.mark.parametrize("words", ["", "磨玻璃"])
def test_a_station_is_found_without_reading_a_text(kept: FeedbackStore, words: str) -> None:
    sql, values = kept._list_sql(Asked(station="mr-1", words=words))
    plan = kept._database.execute(f"EXPLAIN QUERY PLAN {sql}", [*values, 9, 9]).fetchall()
    (told,) = [row[-1] for row in plan if "SEARCH decisions " in row[-1]]
    assert told.endswith("COVERING INDEX decisions_station (station_id=? AND rowid=?)")


def test_a_radiologist_is_asked_for_by_pseudonym(kept: FeedbackStore) -> None:
    pseudonym = radiologist_pseudonym(kept._database, "r-18")
    assert listed(kept, Asked(radiologist=pseudonym)) == [4]
    assert listed(kept, Asked(radiologist="r-18")) == []


def test_what_there_is_to_choose_from(kept: FeedbackStore) -> None:
    choices = kept.choices(radiologists=False, may_go_on=go_on)
    assert choices.institutions == ("North",)
    assert choices.radiologists == ()
    named = kept.choices(radiologists=True, may_go_on=go_on).radiologists
    assert len(named) == 2
    assert all(name.startswith("R-") for name in named)
    assert kept.kept() == 5


def test_a_long_list_comes_in_pieces_the_first_one_small(store: FeedbackStore) -> None:
    number = _PIECES[0] + _PIECES[1] // 50
    with store._writing():
        for _ in range(number):
            store._keep(decision())
    pieces = list(store.listed(ALL, go_on))
    assert [len(piece) for piece in pieces] == [_PIECES[0], number - _PIECES[0]]
    assert isinstance(pieces[0], array)


def test_lines_say_what_is_kept(kept: FeedbackStore) -> None:
    lines = kept.lines([5, 4, 99])
    assert set(lines) == {4, 5}
    assert (lines[5].overridden, lines[5].model, lines[5].edits) == (1, "other", 7)
    assert lines[4].text.startswith("右肺上叶磨玻璃结节")  # of a rejected one the draft's beginning
    assert "磨玻璃" not in repr(lines[4])
    whole = kept.whole(5)
    assert whole is not None
    assert whole.checks == CHECKS
    assert kept.whole(99) is None


def test_whoever_waits_no_more_ends_a_list_and_nothing_is_left_of_that(
    kept: FeedbackStore,
) -> None:
    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        list(kept.listed(ALL, stop))
    assert listed(kept) == [5, 4, 3, 2, 1]


def test_a_statement_that_finds_nothing_can_be_stopped(kept: FeedbackStore) -> None:
    """It yields nothing at which anybody could look: SQLite itself has to ask."""
    calls = 0

    def stop() -> None:
        nonlocal calls
        calls += 1
        raise Stopped

    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) "
        "SELECT count(*) FROM n"
    )
    with pytest.raises(Stopped), kept._stoppable(stop):
        kept._database.execute(endless).fetchone()
    assert calls == 1
    assert kept.kept() == 5


@pytest.fixture
def looking(kept: FeedbackStore, path: Path) -> Iterator[Looking]:
    def reader() -> FeedbackStore:
        store = read_store(path, Keyring())
        assert store is not None
        return store

    def writer() -> FeedbackStore:
        store = read_store(path, Keyring(), StoreRules())
        assert store is not None
        return store

    made = look_into(reader, writer)
    yield made
    made.close()


def viewed(store: FeedbackStore) -> list[dict[str, Any]]:
    return [dict(row.details) for row in store.events() if row.event == Event.VIEWED]


def test_what_is_read_is_noted(kept: FeedbackStore, looking: Looking) -> None:
    looking.begin(Asked(words="腔隙"))
    assert set(looking.lines([3])) == {3}
    first = {"decisions": 1, "searched": True, "filtered": False}
    assert viewed(kept) == [first]  # before anything else happens
    looking.lines([2, 1])
    whole = looking.whole(3)
    assert whole is not None
    opened = {"decisions": 1, "id": whole.id}
    assert viewed(kept) == [first, opened]
    looking.begin(ALL)
    assert viewed(kept) == [first, opened, first | {"decisions": 2}]
    looking.lines([])
    looking.settle()
    assert len(viewed(kept)) == 3
    assert "腔隙" not in str(viewed(kept))


def test_nothing_can_be_written_through_what_reads(looking: Looking) -> None:
    with pytest.raises(WorldError):
        looking._reader.keep(decision())


def test_the_trail_of_a_decision_is_found(kept: FeedbackStore, looking: Looking) -> None:
    whole = looking.whole(5)
    assert whole is not None
    events = [row.event for row in kept.trail_of(whole, go_on)]
    assert events == [Event.DECIDED, Event.OVERRIDDEN, Event.VIEWED]
    assert kept.verify_trail().findings == ()


def test_figures_that_are_missing_are_made(kept: FeedbackStore, looking: Looking) -> None:
    with kept._writing():
        kept._database.execute("DELETE FROM figures WHERE serial > 2")
    assert listed(kept) == [2, 1]
    assert looking.complete(go_on) == 3
    assert listed(kept) == [5, 4, 3, 2, 1]
    assert looking.complete(go_on) == 0
