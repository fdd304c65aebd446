"""What was signed in the end: impressions from the reporting system, put beside their decisions.

Only the impression of a study that was decided here is kept; of any other nothing is. Reports are
taken in transactions of some hundred, each with what the audit trail says of it, so that a run
that was stopped can be made again: what is kept already is only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.figures import signed_change
from radvaluer_desktop.feedback.open_file import OpenFile
from radvaluer_desktop.feedback.pseudonyms import pseudonym_of
from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.feedback.rows import Row, storable, utc
from radvaluer_desktop.metrics.edit_distance import edit_distance
from radvaluer_desktop.metrics.outcomes import MEASURES
from radvaluer_desktop.metrics.tally import Spread, spread_of

_BATCH = 500
# The newest of a study's decisions: what it led to is what was signed.
_NEWEST = """
    SELECT serial, id, verdict, final, signed, signed_at FROM decisions
    WHERE pseudonym IN (?, ?) ORDER BY serial DESC LIMIT 1
"""
_THERE = "SELECT serial, id, verdict, final, signed, signed_at FROM decisions WHERE id = ?"
_WAITING = """
    SELECT count(*) AS n FROM decisions WHERE signed IS NULL AND pseudonym IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class SignedReport:
    """The impression of one study as it was signed; ``signed_at`` is timezone-aware."""

    accession: str = field(repr=False)
    impression: str = field(repr=False)
    signed_at: datetime | None = None


@dataclass(slots=True)
class Reconciliation:
    """How what was signed agrees with what was decided here, in numbers of reports.

    ``matched`` belong to a decision: they were ``new``, ``known`` already, ``replaced`` another
    text, or were ``outdated``, which is older than what is kept. Of the new and replacing ones,
    ``unchanged`` are what was accepted, ``changed`` are not, and ``after_rejection`` had nothing to
    agree with. ``waiting``: decisions about a named study of which nothing signed is known.
    """

    matched: int = 0
    unmatched: int = 0
    new: int = 0
    known: int = 0
    replaced: int = 0
    outdated: int = 0
    unchanged: int = 0
    changed: int = 0
    after_rejection: int = 0
    waiting: int = 0
    words: Counter[int] = field(default_factory=Counter, repr=False)
    fractions: Counter[int] = field(default_factory=Counter, repr=False)

    @property
    def changed_words(self) -> Spread | None:
        """How many words were changed, where any were."""
        return spread_of(self.words, MEASURES["edits"], least=2)

    @property
    def changed_fraction(self) -> Spread | None:
        """How far changed ones are from what was accepted, 0 to 1."""
        return spread_of(self.fractions, MEASURES["signed_change"], least=2)


class TakingSigned(OpenFile):
    """The part of the store that learns what was signed."""

    def take_signed(self, reports: Iterable[SignedReport]) -> Reconciliation:
        """Keep what was signed beside the newest decision of each study; say how they agree.

        Reports stream: memory does not grow with them. Of two of one study the one that was signed
        later stays, and where that is not said the one that comes later. Raises StoreOlder.
        """
        self._require_current()
        found = Reconciliation()
        waiting = iter(reports)
        while batch := list(islice(waiting, _BATCH)):
            with self._writing():
                for report in batch:
                    self._take(report, found)
        (row,) = self._read(_WAITING)
        found.waiting = int(row["n"])
        return found

    def _take(self, report: SignedReport, found: Reconciliation) -> None:
        row = self._decision_of(report.accession.strip())
        if row is None:
            found.unmatched += 1
            return
        found.matched += 1
        text = report.impression.strip().encode("utf-8", "replace").decode()
        at = None if report.signed_at is None else utc(report.signed_at)
        if row["signed"] is not None and at and row["signed_at"] and at < row["signed_at"]:
            found.outdated += 1
        elif (row["signed"], row["signed_at"]) == (text, at):
            found.known += 1
        else:
            found.new += row["signed"] is None
            found.replaced += row["signed"] is not None
            self._keep_signed(row | {"signed": text, "signed_at": at}, found)

    def _keep_signed(self, row: Row, found: Reconciliation) -> None:
        change = signed_change(row)
        if row["verdict"] == Verdict.REJECTED:
            found.after_rejection += 1
        elif change:
            found.changed += 1
            found.fractions[round(change * MEASURES["signed_change"])] += 1
            found.words[edit_distance(row["final"], row["signed"]).edits] += 1
        else:
            found.unchanged += 1
        self._database.execute(
            "UPDATE decisions SET signed = :signed, signed_at = :signed_at WHERE serial = :serial",
            {name: row[name] for name in ("signed", "signed_at", "serial")},
        )
        self._database.execute(
            "UPDATE figures SET signed_change = ? WHERE serial = ?", [change, row["serial"]]
        )
        self._note_signed(row)

    def _note_signed(self, row: Row) -> None:
        """Let the trail know what a row of table ``decisions`` has as signed."""
        if self._trail is not None:
            digest = self._trail.signed_digest(row)
            self._append(Event.SIGNED, id=row["id"], digest=digest)

    def _is_there(self, decision: Decision) -> bool:
        """Whether it is kept already; then what was signed of it since, or later, is kept too."""
        kept = next(self._read(_THERE, decision.id), None)
        if kept is None:
            return False
        text, before = decision.signed, kept["signed_at"]
        at = None if decision.signed_at is None else utc(decision.signed_at)
        if text is not None and (kept["signed"] is None or (at and before and at > before)):
            row = storable(kept | {"signed": text, "signed_at": at})
            self._keep_signed(row, Reconciliation())
        return True

    def _decision_of(self, accession: str) -> Row | None:
        """Return the newest decision about a study, by its name as the store may hold it."""
        names = (accession, pseudonym_of(self._database, accession))
        return next(self._read(_NEWEST, *names), None)
