"""The worklist as it is kept: studies in their order, their states, what was typed into each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from radvaluer_desktop.feedback.open_file import OpenFile
from radvaluer_desktop.feedback.records import WorkspaceText
from radvaluer_desktop.feedback.rows import Row, header_from, utc, workspace_of
from radvaluer_desktop.report.worklist import ListedStudy, StudyState

_SLOT = "study "


def slot_of(study_id: str) -> str:
    """Return the slot of the workspace that holds what is typed into a listed study."""
    return f"{_SLOT}{study_id}"


class ListingStudies(OpenFile):
    """The part of the store that the worklist goes through."""

    def worklist(self) -> tuple[ListedStudy, ...]:
        """Return the listed studies in their order."""
        return tuple(map(_study_of, self._read("SELECT * FROM worklist ORDER BY place")))

    def typed_in_listed(self) -> dict[str, WorkspaceText]:
        """Return what was typed into listed studies and not decided, by their ids."""
        rows = self._read("SELECT * FROM workspace WHERE slot LIKE ?", f"{_SLOT}%")
        return {row["slot"].removeprefix(_SLOT): workspace_of(row) for row in rows}

    def list_studies(self, studies: Iterable[ListedStudy]) -> None:
        """Add ``studies`` behind those that are listed, all or none."""
        moment = utc(datetime.now(UTC))
        with self._writing():
            for study in studies:
                self._insert("worklist", _row_of(study) | {"listed_at": moment})

    def note_state(self, study_id: str, state: StudyState) -> None:
        """Keep how far a listed study is."""
        with self._writing():
            self._database.execute(
                "UPDATE worklist SET state = ? WHERE id = ?", [state.value, study_id]
            )

    def unlist(self, ids: Sequence[str]) -> None:
        """Take studies off the list, with what was typed into them; decisions stay."""
        with self._writing():
            for study_id in ids:
                self._database.execute("DELETE FROM worklist WHERE id = ?", [study_id])
                sql = "DELETE FROM workspace WHERE slot = ?"
                self._database.execute(sql, [slot_of(study_id)])


def _row_of(study: ListedStudy) -> Row:
    return {
        "id": study.id,
        "source": study.source,
        "accession": study.accession,
        "header": json.dumps(asdict(study.header), ensure_ascii=False),
        "findings": study.findings,
        "state": study.state.value,
    }


def _study_of(row: Row) -> ListedStudy:
    return ListedStudy(
        id=row["id"],
        source=row["source"],
        findings=row["findings"],
        header=header_from(row["header"]),
        accession=row["accession"],
        state=StudyState(row["state"]),
    )
