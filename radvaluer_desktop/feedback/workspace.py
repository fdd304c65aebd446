"""What is being typed and was not decided yet, kept in slots that the next typing replaces."""

from __future__ import annotations

from radvaluer_desktop.feedback.open_file import OpenFile
from radvaluer_desktop.feedback.records import WorkspaceText
from radvaluer_desktop.feedback.rows import workspace_of, workspace_row

CURRENT = "current"  # the slot of a study that is in no list


class TypedText(OpenFile):
    """The part of the store that what is typed goes through."""

    def save_workspace(self, text: WorkspaceText, slot: str = CURRENT) -> None:
        """Keep what has been typed, in the place of what ``slot`` held."""
        with self._writing():
            self._clear(slot)
            self._insert("workspace", workspace_row(slot, text))

    def workspace(self, slot: str = CURRENT) -> WorkspaceText | None:
        """Return what was typed last and neither decided nor cleared; None where there is none."""
        rows = list(self._read("SELECT * FROM workspace WHERE slot = ?", slot))
        return workspace_of(rows[0]) if rows else None

    def set_aside(self, slot: str = CURRENT) -> None:
        """Keep what ``slot`` holds where newer typing cannot replace it."""
        with self._writing():
            self._database.execute(
                "UPDATE workspace SET slot = 'aside ' || hex(randomblob(8)) WHERE slot = ?",
                [slot],
            )

    def bring_back(self, slot: str = CURRENT) -> None:
        """Put what was set aside last into ``slot``, where that is empty."""
        with self._writing():
            self._database.execute(
                "UPDATE workspace SET slot = :slot WHERE rowid = "
                "(SELECT max(rowid) FROM workspace WHERE slot LIKE 'aside %') "
                "AND NOT EXISTS (SELECT 1 FROM workspace WHERE slot = :slot)",
                {"slot": slot},
            )

    def clear_workspace(self, slot: str = CURRENT) -> None:
        """Forget what ``slot`` holds."""
        with self._writing():
            self._clear(slot)

    def _clear(self, slot: str = CURRENT) -> None:
        """The same in the open transaction."""
        self._database.execute("DELETE FROM workspace WHERE slot = ?", [slot])
