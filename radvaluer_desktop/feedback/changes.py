"""Notices, by what was so last time, that settings or the model are others now."""

from __future__ import annotations

import json
from collections.abc import Mapping

from radvaluer_desktop.feedback.audit.chain import Value
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.open_file import OpenFile

_SETTINGS, _MODEL = "settings_seen", "model_seen"


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
