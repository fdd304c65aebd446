"""FeedbackStore: keeps decisions, the drafts that were shown, and what has been typed.

A store belongs to the thread that opened it, which in the window is the one thread of an executor;
SQLite refuses every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from radvaluer_desktop.feedback.audit.chain import AuditRow
from radvaluer_desktop.feedback.audit.chain import rows as audit_rows
from radvaluer_desktop.feedback.audit.events import Actor, Event
from radvaluer_desktop.feedback.audit.system_log import SystemLog
from radvaluer_desktop.feedback.audit.trail import Trail
from radvaluer_desktop.feedback.audit.verify import Fault, Finding, TrailReport, verify_trail
from radvaluer_desktop.feedback.browsing import Browsing
from radvaluer_desktop.feedback.changes import NoticingChanges
from radvaluer_desktop.feedback.connection import translated
from radvaluer_desktop.feedback.figures import Figuring, note_figures
from radvaluer_desktop.feedback.forgetting import Forgetting
from radvaluer_desktop.feedback.integrity import require_whole
from radvaluer_desktop.feedback.listed import ListingStudies
from radvaluer_desktop.feedback.migrations import schema_version
from radvaluer_desktop.feedback.pseudonyms import pseudonymous
from radvaluer_desktop.feedback.records import (
    CheckOutcome,
    Decision,
    PastReport,
    ShownDraft,
    Verdict,
)
from radvaluer_desktop.feedback.rows import (
    Row,
    decision_of,
    decision_row,
    draft_of,
    draft_row,
    past_report_of,
    storable,
    study_row,
)
from radvaluer_desktop.feedback.search import index_decision, question
from radvaluer_desktop.feedback.selecting import Selecting
from radvaluer_desktop.feedback.signed import TakingSigned
from radvaluer_desktop.feedback.workspace import CURRENT, TypedText
from radvaluer_desktop.report.study import Language, StudyHeader

if TYPE_CHECKING:
    from sqlite_utils import Database

_NEWEST = (1 << 63) - 1
_PAGE = "SELECT * FROM decisions WHERE serial < ? ORDER BY serial DESC LIMIT ?"
_FOUND = """
    SELECT decisions.* FROM decision_search JOIN decisions ON serial = decision_search.rowid
    WHERE decision_search.rowid < ? AND decision_search MATCH ?
    ORDER BY decision_search.rowid DESC LIMIT ?
"""
_DRAFTS = """
    SELECT drafts.*, header, language, models.id AS model_id, template AS prompt
    FROM drafts JOIN studies ON studies.id = study_id
    JOIN models ON sha256 = model_sha256 JOIN prompts ON version = prompt_version
    WHERE study_id = ? ORDER BY drafts.serial
"""
_KNOWN_ALREADY = """
    ON CONFLICT (id) DO UPDATE SET
    pseudonym = excluded.pseudonym, header = excluded.header, language = excluded.language
"""


@dataclass(frozen=True, slots=True)
class StoreRules:
    """What a site decided about its store.

    ``names_as_typed``: studies keep their names. ``actor`` and ``log``: whom the audit trail names,
    and where its rows go besides. ``backups``: where a copy goes before the schema changes; None:
    beside the store. ``escrow``: the department's public key (``sealing.public_line``), which the
    store's keys are sealed to; empty: none.
    """

    names_as_typed: bool = False
    actor: Actor = field(default_factory=Actor)
    log: SystemLog | None = None
    backups: Path | None = None
    escrow: str = ""


@dataclass(frozen=True, slots=True)
class NumberedDecision:
    """A decision and its place in the order in which decisions were kept."""

    serial: int
    decision: Decision


class FeedbackStore(
    TypedText,
    ListingStudies,
    Forgetting,
    NoticingChanges,
    Selecting,
    Figuring,
    Browsing,
    TakingSigned,
):
    """An open store. What a method wrote is on the disk when it returns.

    Every method raises StoreError where the file, the disk or another process stands in the way.
    """

    def __init__(
        self,
        database: Database,
        path: Path,
        rules: StoreRules | None = None,
        trail: Trail | None = None,
    ) -> None:
        super().__init__(database, path, trail)
        self._rules = rules or StoreRules()

    @property
    def schema_version(self) -> int:
        """How many schema steps the file has seen."""
        with translated(self._path):
            return schema_version(self._database, self._path)

    def note_draft(self, draft: ShownDraft) -> None:
        """Keep a draft that was shown, with its study, model and prompt."""
        with self._writing():
            self._note_study(draft.study_id, draft.header, draft.language, draft.shown_at)
            self._note_used("models", sha256=draft.model_sha256, id=draft.model_id)
            self._note_used("prompts", version=draft.prompt_version, template=draft.prompt)
            self._insert("drafts", draft_row(draft))
            self._append(Event.DRAFT_SHOWN, id=draft.id, model=draft.model_sha256)

    def drafts(self, study_id: str) -> Iterator[ShownDraft]:
        """Yield the drafts of a study in the order in which they were shown."""
        for row in self._read(_DRAFTS, study_id):
            yield draft_of(row)

    def keep(
        self, decision: Decision, *, of_what_was_typed: bool = False, slot: str = CURRENT
    ) -> None:
        """Keep ``decision``, whole or not at all, and let it be found by its words.

        ``of_what_was_typed``: it holds what is being typed into ``slot``, which is forgotten in
        the same moment.
        """
        with self._writing():
            self._keep(decision)
            if of_what_was_typed:
                self._clear(slot)

    def merge(self, decisions: Iterable[Decision], source: str) -> int:
        """Keep those of ``decisions`` whose ids are not there, all or none; return how many.

        Of one that is there, what was signed since is kept. ``source``: the SHA-256 of the file
        that they came in, for the audit trail.
        """
        new = 0
        with self._writing():
            for decision in decisions:
                if not self._is_there(decision):
                    row = self._keep_row(decision)
                    digest = self._trail.digest(row) if self._trail else ""
                    self._append(Event.MERGED, id=decision.id, digest=digest, source=source)
                    if decision.signed is not None:
                        self._note_signed(row)
                    new += 1
        return new

    def _keep(self, decision: Decision) -> None:
        self._tell(decision, self._keep_row(decision))

    def _keep_row(self, decision: Decision) -> Row:
        header = self._named(decision.header)
        if decision.study_id is not None:
            self._note_study(decision.study_id, header, decision.language, decision.decided_at)
        row = storable(decision_row(replace(decision, header=header)))
        serial = self._insert("decisions", row)
        index_decision(self._database, serial, row)
        note_figures(self._database, serial, row)
        return row

    def decisions(self, limit: int | None = None) -> Iterator[Decision]:
        """Yield decisions, the one that was kept last first, at most ``limit``.

        Not by their time: a clock may jump.
        """
        sql = "SELECT * FROM decisions ORDER BY rowid DESC LIMIT ?"
        for row in self._read(sql, -1 if limit is None else limit):
            yield decision_of(row)

    def page(
        self, limit: int, *, before: int | None = None, words: str | None = None
    ) -> list[NumberedDecision]:
        """Return at most ``limit`` decisions, the newest first, of those older than ``before``.

        ``words``: only such as hold all of them, in any of their texts.
        """
        asked = None if words is None else question(words)
        if words is not None and asked is None:
            return []
        sql = _PAGE if asked is None else _FOUND
        values = [_NEWEST if before is None else before, *([asked] if asked else []), limit]
        rows = self._read(sql, *values)
        return [NumberedDecision(row["serial"], decision_of(row)) for row in rows]

    def accepted(self, radiologist: str, most: int) -> tuple[PastReport, ...]:
        """Return the reports that a radiologist accepted last, the newest at the end."""
        rows = self._read(
            "SELECT header, language, findings, final FROM decisions "
            "WHERE radiologist_id = ? AND verdict != ? ORDER BY rowid DESC LIMIT ?",
            radiologist,
            Verdict.REJECTED.value,
            most,
        )
        return tuple(map(past_report_of, rows))[::-1]

    def count(self) -> int:
        """Return how many decisions are kept."""
        (row,) = self._read("SELECT count(*) AS n FROM decisions")
        return int(row["n"])

    def events(self) -> Iterator[AuditRow]:
        """Yield the audit trail from its beginning."""
        with translated(self._path):
            yield from audit_rows(self._database)

    def verify_trail(self) -> TrailReport:
        """Look through the whole audit trail and every decision.

        Raises StoreDamaged where a page of the file was changed.
        """
        require_whole(self._database, self._path)
        if self._trail is None:
            return TrailReport(0, 0, None, None, (Finding(Fault.TRAIL_EMPTY),))
        with translated(self._path):
            return verify_trail(self._database, self._path, self._trail.key)

    def _tell(self, decision: Decision, row: Row) -> None:
        """Let the trail say what was decided, and what was accepted against the checks."""
        if self._trail is None:
            return
        digest = self._trail.digest(row)
        self._append(Event.DECIDED, id=decision.id, verdict=decision.verdict, digest=digest)
        if decision.signed is not None:
            signed = self._trail.signed_digest(row)
            self._append(Event.SIGNED, id=decision.id, digest=signed)
        overridden = [n for n in decision.checks if n.outcome is CheckOutcome.OVERRIDDEN]
        if overridden:
            kinds = ",".join(sorted({note.kind for note in overridden}))
            self._append(Event.OVERRIDDEN, id=decision.id, checks=len(overridden), kinds=kinds)

    def _named(self, header: StudyHeader) -> StudyHeader:
        as_typed = self._rules.names_as_typed
        return header if as_typed else pseudonymous(self._database, header)

    def _note_study(
        self, study_id: str, header: StudyHeader, language: Language, moment: datetime
    ) -> None:
        """Keep the study, or what is known of it by now."""
        row = study_row(study_id, self._named(header), language, moment)
        self._insert("studies", row, and_then=_KNOWN_ALREADY)

    def _note_used(self, table: str, **row: str) -> None:
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        self._insert(table, {**row, "first_used_at": moment}, and_then="ON CONFLICT DO NOTHING")
