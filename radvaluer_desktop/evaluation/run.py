"""One evaluation: which reports, which models, which floors, and what is noted beside the figures.

The order: each model's drafts (one model loaded at a time), floors and ceiling, then the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.errors import InputError
from radvaluer_desktop.evaluation.drafting import ModelDrafts, Tell, draft_reports
from radvaluer_desktop.evaluation.measure import GROUPINGS, Cell, Grouping, measure
from radvaluer_desktop.evaluation.reports import ReportSet
from radvaluer_desktop.evaluation.writers import Writer, floors_and_ceiling
from radvaluer_desktop.report.cleaning import normalised
from radvaluer_desktop.session.drafts import Drafts

OpenSession = Callable[[str | None], AbstractContextManager[Drafts]]


class GroupUnknown(InputError):
    """--group names a column by which nothing is grouped."""

    what = "Reports cannot be grouped by '{name}'."
    next_step = f"Known are {', '.join(GROUPINGS)}; a comma parts groupings, a plus combines them."


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that an evaluation says.

    ``seen_findings``, ``seen_impressions``: how many reports have findings or an impression that,
    normalised, stand in ``training`` too; None without one.
    """

    data: ReportSet
    training: ReportSet | None
    models: tuple[ModelDrafts, ...]
    seen_findings: int | None
    seen_impressions: int | None
    groupings: tuple[Grouping, ...]
    cells: tuple[Cell, ...]


def groupings_of(text: str) -> tuple[Grouping, ...]:
    """Return what ``system,institution,system+language`` asks for. Raises GroupUnknown."""
    groupings = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        columns = tuple(column.strip().lower() for column in part.split("+"))
        for column in columns:
            if column not in GROUPINGS:
                raise GroupUnknown(name=column)
        groupings.append(columns)
    return tuple(dict.fromkeys(groupings))


def evaluate(
    data: ReportSet,
    training: ReportSet | None,
    models: Sequence[str | None],
    open_session: OpenSession,
    *,
    groupings: tuple[Grouping, ...] = (),
    drafts: Path | None = None,
    tell: Tell,
    in_flight: int = 1,
) -> Evaluation:
    """Draft ``data`` with each of ``models`` and measure their drafts beside the floors.

    ``open_session`` gives a session in which a model (None: the configured one) is loaded.
    ``drafts``: folder for the drafts, which holds report text; None keeps none. ``tell`` gets lines
    about the progress, without report text. Raises what ``draft_reports`` raises.
    """
    reports = data.reports
    written: list[ModelDrafts] = []
    for reference in models:
        with open_session(reference) as session:
            name = _name(session, written)
            written.append(draft_reports(session, reports, drafts, name, tell, in_flight))
    floors = floors_and_ceiling(reports, training.reports if training else ())
    writers: list[Writer] = [one.writer for one in written] + list(floors)
    known = {normalised(one.impression) for one in training.reports} if training else None
    findings = {normalised(one.findings) for one in training.reports} if training else set()
    return Evaluation(
        data=data,
        training=training,
        models=tuple(written),
        seen_findings=sum(normalised(r.findings) in findings for r in reports)
        if training
        else None,
        seen_impressions=None
        if known is None
        else sum(normalised(r.impression) in known for r in reports),
        groupings=groupings,
        cells=tuple(measure(reports, writers, known, groupings, tell)),
    )


def _name(session: Drafts, written: Sequence[ModelDrafts]) -> str:
    """Return the model's id; with a piece of its digest where another has the same."""
    if session.model is None:
        return ""
    taken = {one.writer.name for one in written}
    name = session.model.id
    return f"{name} {session.model.sha256[:8]}" if name in taken else name
