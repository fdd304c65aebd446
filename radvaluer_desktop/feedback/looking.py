"""Lets somebody look at decisions, and lets the audit trail know it.

What is read comes through a connection that cannot write; the trail is written through another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.browsing import Asked, Line
from radvaluer_desktop.feedback.decisions import FeedbackStore
from radvaluer_desktop.feedback.records import Decision


class Looking:
    """Reads lines and decisions; each list and each decision is noted before it is handed on.

    Of a list the first lines are noted at once and how many more were read when it is left, so
    that a killed program leaves a note of it too. Belongs to one thread. Raises StoreError.
    """

    def __init__(self, reader: FeedbackStore, writer: FeedbackStore) -> None:
        self._reader, self._writer = reader, writer
        self._asked = Asked()
        self._begun = False
        self._more = 0

    def begin(self, asked: Asked) -> None:
        """Another list is looked at from now on."""
        self.settle()
        self._asked, self._begun = asked, False

    def lines(self, numbers: Sequence[int]) -> dict[int, Line]:
        """Return the lines of decisions by number; those that are gone have none."""
        found = self._reader.lines(numbers)
        if not found:
            return found
        if self._begun:
            self._more += len(found)
        else:
            self._note(len(found))
            self._begun = True
        return found

    def whole(self, number: int) -> Decision | None:
        """Return one decision; None where it is gone."""
        decision = self._reader.whole(number)
        if decision is not None:
            self._writer.note(Event.VIEWED, decisions=1, id=decision.id)
        return decision

    def complete(self, may_go_on: Callable[[], None]) -> int:
        """Make the figures that are missing, by which lists are made; return how many there were.

        Counts a million rows, so a list is shown before. ``may_go_on`` may raise between two
        batches; what was made is kept.
        """
        return self._writer.fill_figures(may_go_on)

    def settle(self) -> None:
        """Note what was read of the list since it was begun."""
        more, self._more = self._more, 0
        if more:
            self._note(more)

    def close(self) -> None:
        """Note what was read, and close both connections."""
        try:
            self.settle()
        finally:
            self._reader.close()
            self._writer.close()

    def _note(self, decisions: int) -> None:
        searched, filtered = bool(self._asked.words.strip()), self._asked.is_filtered
        self._writer.note(Event.VIEWED, decisions=decisions, searched=searched, filtered=filtered)


def look_into(read: Callable[[], FeedbackStore], write: Callable[[], FeedbackStore]) -> Looking:
    """Open both connections. Raises StoreError."""
    writer = write()
    try:
        return Looking(read(), writer)
    except BaseException:
        writer.close()
        raise
