"""Notices, by what was so last time, that settings, the model or the keys are others now.

So a change is told of also where the program that made it was killed before it could tell.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from radvaluer_desktop.feedback.audit.chain import Value
from radvaluer_desktop.feedback.audit.events import Event, KeyChange
from radvaluer_desktop.feedback.key_reference import KeyReference
from radvaluer_desktop.feedback.open_file import OpenFile
from radvaluer_desktop.feedback.recovery import recovery_number
from radvaluer_desktop.feedback.sealing import fingerprint

_SETTINGS, _MODEL, _KEYS = "settings_seen", "model_seen", "keys_seen"


class NoticingChanges(OpenFile):
    """The part of the store that the audit trail learns of changes from, whoever made them."""

    def note_settings(self, values: Mapping[str, Value]) -> None:
        """Let the trail say which settings are others than last time.

        Numbers and switches with their values, texts by their names alone: a text may be a path,
        which may hold anybody's name.
        """
        text = json.dumps(values, sort_keys=True)
        with self._writing():
            before = self._seen(_SETTINGS, text)
            if before is None or before == text:
                return
            old: dict[str, Value] = json.loads(before)
            changed = sorted(name for name in {*old, *values} if old.get(name) != values.get(name))
            self._append(
                Event.SETTINGS_CHANGED,
                settings=",".join(changed),
                **{
                    name: f"{old.get(name)} -> {values.get(name)}"
                    for name in changed
                    if not isinstance(values.get(name), str)
                },
            )

    def note_model(self, model_id: str, sha256: str) -> None:
        """Let the trail say that another model drafts from now on."""
        with self._writing():
            before = self._seen(_MODEL, sha256)
            if before != sha256:
                self._append(Event.MODEL_CHANGED, id=model_id, sha256=sha256, before=before)

    def note_keys(self, reference: KeyReference) -> None:
        """Let the trail say what became of the keys; of a key its id or fingerprint, no secret."""
        facts = _key_facts(reference)
        text = json.dumps(facts, sort_keys=True)
        with self._writing():
            before = self._seen(_KEYS, text)
            old: Mapping[str, str] = _FIRST if before is None else json.loads(before)
            if before is None:
                self._append(Event.KEY_CHANGED, change=KeyChange.CREATED, which=reference.key_id)
            for change, now in facts.items():
                if now and now != old.get(change, now):
                    self._append(Event.KEY_CHANGED, change=change, which=now)

    def _seen(self, name: str, value: str) -> str | None:
        """Remember ``value``; return what it was before."""
        sql = "SELECT value FROM store_values WHERE name = ?"
        row = self._database.execute(sql, [name]).fetchone()
        if row is None or row[0] != value:
            self._database.execute(
                "INSERT INTO store_values VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [name, value],
            )
        return None if row is None else str(row[0])


# Of a store that nothing was seen of yet.
_FIRST: Mapping[str, str] = {
    KeyChange.RECOVERED: "",
    KeyChange.RECOVERY_KEY_MADE: "",
    KeyChange.ESCROWED: "",
}


def _key_facts(reference: KeyReference) -> dict[str, str]:
    """Return what each change would make different."""
    recovery, escrow = reference.recovery, reference.escrow
    return {
        KeyChange.ROTATED: reference.key_id,
        KeyChange.KEYRING_CHANGED: reference.backend,
        KeyChange.RECOVERED: reference.recovered,
        KeyChange.RECOVERY_KEY_MADE: recovery_number(recovery) if recovery else "",
        KeyChange.ESCROWED: fingerprint(escrow) if escrow else "",
    }
