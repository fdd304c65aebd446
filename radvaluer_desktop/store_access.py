"""Opens the feedback store of one user, its keys and its backups, as the settings say.

Slow things wait for a keyring's owner or copy a database: each on a thread of its caller's choice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.audit.events import Actor
from radvaluer_desktop.feedback.audit.system_log import system_log
from radvaluer_desktop.feedback.backup import MadeBackup, back_up
from radvaluer_desktop.feedback.backup_files import backups, is_due
from radvaluer_desktop.feedback.export.failures import NoStoreYet
from radvaluer_desktop.feedback.key_reference import Recovery
from radvaluer_desktop.feedback.key_status import KeyStatus, key_status
from radvaluer_desktop.feedback.keys import find_key
from radvaluer_desktop.feedback.looking import Looking, look_into
from radvaluer_desktop.feedback.recovery import (
    keep_recovery,
    make_recovery,
    recover,
    recovery_number,
    verify_recovery,
    with_recovery_key,
)
from radvaluer_desktop.feedback.recovery_key import RecoveryKey, new_recovery_key
from radvaluer_desktop.feedback.store import (
    FeedbackStore,
    StoreRules,
    note_keys,
    open_store,
    read_store,
)
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class StoreAccess:
    """The ways to the store; holds nothing open."""

    locations: Locations
    settings: Settings

    def open(self) -> FeedbackStore:
        """Open the feedback store, or create it where there is none. Raises StoreError."""
        return open_store(self._database, Keyring(), self._rules)

    def read(self) -> FeedbackStore:
        """Open the feedback store once more, for reading. Raises NoStoreYet or StoreError."""
        store = read_store(self._database, Keyring(), self._rules)
        if store is None:
            raise NoStoreYet(path=self._database)
        return store

    def reader(self) -> FeedbackStore:
        """Open the store so that nothing can be written. Raises NoStoreYet or StoreError."""
        store = read_store(self._database, Keyring())
        if store is None:
            raise NoStoreYet(path=self._database)
        return store

    def look_into(self) -> Looking:
        """Open the store to look through its decisions. Raises NoStoreYet or StoreError."""
        return look_into(self.reader, self.read)

    def key_status(self) -> KeyStatus:
        """Say how the keys of the store stand; changes nothing."""
        return key_status(self._database, Keyring())

    def make_recovery(self) -> tuple[RecoveryKey, Recovery]:
        """Return a new recovery key, which opens nothing before ``keep_recovery``."""
        key = new_recovery_key()
        return key, make_recovery(key)

    def keep_recovery(self, key: RecoveryKey, recovery: Recovery) -> str:
        """Let ``key`` open the store from now on; return its number. Raises StoreError."""
        keyring = Keyring()
        keep_recovery(self._database, keyring, key, recovery)
        note_keys(self._database, keyring, self._rules)
        return recovery_number(recovery)

    def verify_recovery(self, key: RecoveryKey) -> None:
        """See whether ``key`` opens the store. Raises StoreError where it does not."""
        verify_recovery(self._database, key, self._rules.actor)

    def recover_keys(self, key: RecoveryKey) -> None:
        """Put the keys of the store back into the keyring. Raises StoreError."""
        recover(self._database, Keyring(), with_recovery_key(key), self._rules.actor)

    @property
    def backups(self) -> Path:
        """Where backups of the store go."""
        return backup_folder(self.settings, self.locations)

    def back_up(self, may_go_on: Callable[[], None]) -> MadeBackup | None:
        """Make a backup of the store, where one is due; else None. Raises StoreError.

        Opens the store a second time, so that whoever writes need not wait. ``may_go_on`` may
        raise, and then there is none.
        """
        made = backups(self.backups, self._database)
        if not is_due(made, self.settings.backup_hours, datetime.now(UTC)):
            return None
        key = find_key(self._database, Keyring())
        return back_up(self._database, key, self.backups, may_go_on=may_go_on)

    @property
    def _database(self) -> Path:
        return self.locations.feedback_database

    @property
    def _rules(self) -> StoreRules:
        return store_rules(self.settings, self.locations)


def store_rules(settings: Settings, locations: Locations) -> StoreRules:
    """Return what the settings say of the store."""
    return StoreRules(
        names_as_typed=settings.study_names == "as_typed",
        actor=Actor(station=settings.station_id),
        log=system_log(settings.audit_log),
        backups=backup_folder(settings, locations),
        escrow=settings.escrow_public_key,
    )


def backup_folder(settings: Settings, locations: Locations) -> Path:
    """Return where backups of the store go."""
    return Path(settings.backup_folder) if settings.backup_folder else locations.backups
