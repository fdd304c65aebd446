"""Goes on with a store that is not as it was left, if somebody asks for it; the trail says so."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.audit.anew import Unanswered, begin_anew
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.audit.head import read_head, replace_head
from radvaluer_desktop.feedback.audit.opening import Missing, missing
from radvaluer_desktop.feedback.audit.trail import Trail, head_now, recording
from radvaluer_desktop.feedback.connection import open_database, translated
from radvaluer_desktop.feedback.decisions import StoreRules
from radvaluer_desktop.feedback.files import store_lock
from radvaluer_desktop.feedback.keys import find_keys, keys_without_audit


def accept_loss(database: Path, keyring: Keyring, rules: StoreRules) -> Missing | None:
    """Go on with a store whose end is missing; return what is given up, None where nothing is.

    Raises StoreError: AuditKeyGone where ``begin_trail_anew`` is what helps.
    """
    keys = find_keys(database, keyring)
    with (
        store_lock(database),
        closing(open_database(database, keys.data)) as connection,
        translated(database),
    ):
        lost = missing(connection, read_head(database, keys.audit))
        if lost is None:
            return None
        trail = Trail(connection, database, keys.audit, rules.actor, rules.log, publishes=False)
        with recording(connection, database, trail):
            trail.append(Event.LOSS_ACCEPTED, events=lost.events, decisions=lost.decisions)
        replace_head(database, keys.audit, head_now(connection))
        return lost


def begin_trail_anew(database: Path, keyring: Keyring, rules: StoreRules) -> Unanswered:
    """Go on with a store whose audit key is lost, in a new trail with a new key.

    The row that says so is written before the keyring has the key: a process that is killed in
    between leaves a store that asks for the same again. Raises StoreError.
    """
    with translated(database), store_lock(database):
        entry, keys = keys_without_audit(database, keyring)
        with closing(open_database(database, keys.data)) as connection:
            trail = Trail(connection, database, keys.audit, rules.actor, rules.log, publishes=False)
            unanswered = begin_anew(connection, database, trail)
            keyring.keep_key(keys.data + keys.audit, entry.key_id)
            replace_head(database, keys.audit, head_now(connection))
        return unanswered
