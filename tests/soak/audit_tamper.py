"""Random tamperings with the audit trail and what it answers for: ``make audit-tamper``.

The one who tampers has the database's own key, takes the triggers away and puts them back, and
knows how rows are signed, but has not the trail's key: so he signs with one of his own. Each time a
fresh copy of a store is changed in one way, and ``verify_trail`` must find it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.feedback.audit.chain import AuditRow, mac_of, rows
from radvaluer_desktop.feedback.audit.head import Head, head_file, write_head
from radvaluer_desktop.feedback.audit.opening import begin_trail
from radvaluer_desktop.feedback.audit.trail import Trail, head_now
from radvaluer_desktop.feedback.audit.verify import verify_trail
from radvaluer_desktop.feedback.connection import create_database, open_database
from radvaluer_desktop.feedback.migrations import newest_version, upgrade
from radvaluer_desktop.feedback.store import FeedbackStore
from tests.soak.provenance import provenance
from tests.unit.feedback.samples import CHECKS, decision

if TYPE_CHECKING:
    from sqlite_utils import Database

KEY, AUDIT_KEY = bytes(range(32)), bytes(range(32, 64))
ANOTHER = bytes(32)  # the key of the one who tampers
DECISIONS = 40

Chance = random.Random
Tampering = Callable[["Database", Path, Chance], None]


def make_store(path: Path, decisions: int = DECISIONS) -> None:
    """Make a store at ``path`` as the program does, with ``decisions`` in it."""
    database = create_database(path, KEY)
    upgrade(database, path)
    trail = Trail(database, path, AUDIT_KEY)
    begin_trail(database, path, trail, newest_version())
    with FeedbackStore(database, path, trail=trail) as store:
        for number in range(decisions):
            store.keep(decision(checks=CHECKS if number % 3 == 0 else ()))


def change(database: Database, path: Path, chance: Chance) -> None:
    """Another value in one column of one row, the row's digest with it or not."""
    row = chance.choice(list(rows(database)))
    name = chance.choice(("at", "zone", "event", "user", "station", "detail", "mac"))
    if name == "mac":
        mac = bytearray(row.mac)
        mac[chance.randrange(32)] ^= 1 << chance.randrange(8)
        row = replace(row, mac=bytes(mac))
    else:
        row = replace(row, **{name: getattr(row, name) + chance.choice((" ", "x", "0"))})
        if chance.random() < 0.5:
            row = replace(row, mac=mac_of(ANOTHER, chance.randbytes(32), row))
    _put(database, row)


def remove(database: Database, path: Path, chance: Chance) -> None:
    """One row or some in the middle gone, the rest numbered anew or not."""
    kept = list(rows(database))
    first = chance.randrange(len(kept) - 1)
    last = min(first + chance.choice((1, 1, 2, 5)), len(kept) - 1)
    rest = kept[:first] + kept[last:]
    if chance.random() < 0.5:
        rest = [replace(row, seq=number) for number, row in enumerate(rest, 1)]
    _replace_all(database, rest)


def reorder(database: Database, path: Path, chance: Chance) -> None:
    """Two rows change places."""
    kept = list(rows(database))
    one, other = sorted(chance.sample(range(len(kept)), 2))
    kept[one], kept[other] = (
        replace(kept[other], seq=kept[one].seq),
        replace(kept[one], seq=kept[other].seq),
    )
    _replace_all(database, kept)


def insert(database: Database, path: Path, chance: Chance) -> None:
    """A row more, at the end or in between: a forged one, or one that was there already."""
    kept = list(rows(database))
    at = chance.randrange(1, len(kept) + 1)
    new = chance.choice(kept)
    if chance.random() < 0.5:
        new = replace(new, event="viewed", mac=mac_of(ANOTHER, kept[at - 1].mac, new))
    kept.insert(at, new)
    _replace_all(database, [replace(row, seq=number) for number, row in enumerate(kept, 1)])


def cut(database: Database, path: Path, chance: Chance) -> None:
    """The end gone; in half of the cases the decisions with it, and the counts put right."""
    kept = list(rows(database))
    left = kept[: -chance.choice((1, 1, 2, 3, 10, len(kept) - 1))]
    _replace_all(database, left)
    if chance.random() < 0.5:
        known = {str(row.details.get("id")) for row in left if row.event == "decided"}
        for (identifier,) in database.execute("SELECT id FROM decisions").fetchall():
            if identifier not in known:
                database.execute("DELETE FROM decisions WHERE id = ?", [identifier])
    match chance.randrange(4):
        case 0:
            head_file(path).unlink()
        case 1:
            write_head(path, ANOTHER, head_now(database))
        case 2:
            data = bytearray(head_file(path).read_bytes())
            data[chance.randrange(64)] ^= 1
            head_file(path).write_bytes(data)


def replace_trail(database: Database, path: Path, chance: Chance) -> None:
    """A whole trail of one's own, well chained, with a head."""
    before, forged = bytes(32), []
    for row in rows(database):
        row = replace(row, user="nobody", mac=b"")
        before = mac_of(ANOTHER, before, row)
        forged.append(replace(row, mac=before))
    _replace_all(database, forged)
    write_head(path, ANOTHER, Head(forged[-1].seq, before.hex(), {}))


def change_decision(database: Database, path: Path, chance: Chance) -> None:
    """Another text in a decision."""
    (serial,) = chance.choice(database.execute("SELECT serial FROM decisions").fetchall())
    column = chance.choice(("findings", "draft", "final", "verdict", "radiologist_id"))
    value = "rejected" if column == "verdict" else "changed"
    sql = f"UPDATE decisions SET {column} = ? WHERE serial = ?"  # noqa: S608
    database.execute(sql, [value, serial])


def remove_decision(database: Database, path: Path, chance: Chance) -> None:
    """A decision gone, the count put right."""
    (serial,) = chance.choice(database.execute("SELECT serial FROM decisions").fetchall())
    database.execute("DELETE FROM decisions WHERE serial = ?", [serial])


def insert_decision(database: Database, path: Path, chance: Chance) -> None:
    """A decision that nobody made."""
    with_it = FeedbackStore(database, path)
    with_it.keep(decision())


TAMPERINGS: dict[str, Tampering] = {
    "change": change,
    "remove": remove,
    "reorder": reorder,
    "insert": insert,
    "cut the tail": cut,
    "replace all": replace_trail,
    "change a decision": change_decision,
    "remove a decision": remove_decision,
    "insert a decision": insert_decision,
}


def found_after(store: Path, name: str, chance: Chance) -> bool:
    """Tamper with a copy of ``store``; return whether that is found, and nothing before it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / store.name
        shutil.copy(store, path)
        shutil.copy(head_file(store), head_file(path))
        with closing(open_database(path, KEY)) as database:
            assert not verify_trail(database, path, AUDIT_KEY).findings
            triggers = database.execute(_TRIGGERS).fetchall()
            for trigger, _sql in triggers:
                database.execute(f"DROP TRIGGER {trigger}")
            TAMPERINGS[name](database, path, chance)
            for _trigger, sql in triggers:
                database.execute(sql)
            database.conn.commit()
        with closing(open_database(path, KEY)) as database:
            return bool(verify_trail(database, path, AUDIT_KEY).findings)


_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"


def _put(database: Database, row: AuditRow) -> None:
    database.execute("DELETE FROM audit WHERE seq = ?", [row.seq])
    _add(database, row)


def _replace_all(database: Database, all_rows: list[AuditRow]) -> None:
    database.execute("DELETE FROM audit")
    for row in all_rows:
        _add(database, row)


def _add(database: Database, row: AuditRow) -> None:
    values = [getattr(row, name) for name in AuditRow.__slots__]
    database.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def tamper(times: int, seed: int) -> tuple[Counter[str], Counter[str]]:
    """Tamper ``times`` times; return how often each way was tried, and how often it was found."""
    chance = random.Random(seed)  # noqa: S311 - what is changed, not a secret
    tried, found = Counter[str](), Counter[str]()
    names = list(TAMPERINGS)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "feedback.db"
        make_store(store)
        for number in range(times):
            name = names[number % len(names)]
            tried[name] += 1
            found[name] += found_after(store, name, chance)
    return tried, found


def main() -> None:
    """Tamper, and print what was found; exit code 1 where something was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20260301)
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    tried, found = tamper(asked.times, asked.seed)
    for name, times in tried.items():
        print(f"{found[name]:6} of {times:6} found: {name}")
    print(f"{found.total():6} of {tried.total():6} found")
    raise SystemExit(found != tried)


if __name__ == "__main__":
    main()
