"""An evaluation as Markdown for people and as JSON for programs: the same numbers.

No text of a report is in either; the values of the columns that group are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from radvaluer_desktop import __version__
from radvaluer_desktop.evaluation.checking import WRONG_KINDS
from radvaluer_desktop.evaluation.estimates import RESAMPLES, SEED, Estimate
from radvaluer_desktop.evaluation.measure import Cell, Group, Grouping
from radvaluer_desktop.evaluation.reports import ReportSet
from radvaluer_desktop.evaluation.run import Evaluation
from radvaluer_desktop.evaluation.slices import Slice
from radvaluer_desktop.evaluation.writers import WriterKind

_LONGEST_LABEL = 60
_SLICES = {
    Slice.ALL: "All reports",
    Slice.UNSEEN: "Impression not seen in training",
    Slice.ABNORMAL: "Abnormal",
}
# Title of a column, its figure, decimals, whether with its interval.
_LIKENESS = (
    ("ROUGE-1", "rouge1", 1, False),
    ("ROUGE-2", "rouge2", 1, False),
    ("ROUGE-L (95 %)", "rougeL", 1, True),
    ("BLEU", "bleu", 1, False),
    ("chrF", "chrf", 1, False),
    ("exact %", "exact", 1, False),
    ("length", "length", 2, False),
    ("consistency (95 %)", "consistency", 1, True),
)
_ERRORS = (
    ("any of five (95 %)", "issues", 1, True),
    *((kind.value, kind.value, 1, False) for kind in WRONG_KINDS),
    ("numbers beyond", "numbers_beyond", 1, False),
    ("sides beyond", "sides_beyond", 1, False),
)
_NEW_WORDS = (
    ("new words", "new_words_count", 0, False),
    ("copied % (95 %)", "new_words", 1, True),
)
_BY_GROUP = (
    ("ROUGE-L", "rougeL"),
    ("Exact, %", "exact"),
    ("Consistency", "consistency"),
    ("Drafts with an issue of the five kinds, %", "issues"),
)


def as_dictionary(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation for JSON."""
    training = evaluation.training
    return {
        "version": __version__,
        "data": _set(evaluation.data),
        "training": _set(training) if training else None,
        "seen_findings": evaluation.seen_findings,
        "seen_impressions": evaluation.seen_impressions,
        "models": [
            {
                "name": one.writer.name,
                "id": one.model,
                "sha256": one.sha256,
                "prompt": one.prompt,
                "refused": one.refused,
                "candidates": one.candidates,
            }
            for one in evaluation.models
        ],
        "resamples": RESAMPLES,
        "seed": SEED,
        "cells": [
            {
                "slice": cell.slice.value,
                "group": dict(cell.group),
                "writer": cell.writer,
                "kind": cell.kind.value,
                "n": cell.count,
                "figures": {name: asdict(figure) for name, figure in cell.figures.items()},
            }
            for cell in evaluation.cells
        ],
    }


def _set(reports: ReportSet) -> dict[str, Any]:
    return {
        "name": reports.name,
        "sha256": reports.sha256,
        "reports": len(reports.reports),
        "left_out": reports.left_out,
        "unknown": dict(reports.unknown),
    }


def as_markdown(evaluation: Evaluation) -> str:
    """Return the evaluation as a page."""
    lines = [f"# Evaluation on {_text(evaluation.data.name)}", "", *_notes(evaluation)]
    whole = [cell for cell in evaluation.cells if not cell.group]
    for part, title in _SLICES.items():
        cells = [cell for cell in whole if cell.slice is part]
        if cells:
            lines += ["", f"## {title}: {max(cell.count for cell in cells)}", *_main_tables(cells)]
    for grouping in evaluation.groupings:
        lines += ["", f"## By {' and '.join(grouping)}", *_group_tables(evaluation, grouping)]
    return "\n".join(lines) + "\n"


def _notes(evaluation: Evaluation) -> Iterator[str]:
    yield _set_note(evaluation.data)
    training = evaluation.training
    if training:
        yield f"- training, for the floors and for what is unseen: {_set_note(training)[2:]}"
        yield (
            f"- of the {len(evaluation.data.reports)} reports, {evaluation.seen_findings} have "
            f"findings and {evaluation.seen_impressions} an impression that stand in training too"
        )
    for one in evaluation.models:
        how = f"chosen of {one.candidates} by the checks" if one.candidates > 1 else "greedy"
        refused = f"; {one.refused} refused, counted as empty" if one.refused else ""
        yield (
            f"- {_text(one.writer.name)}: SHA-256 {one.sha256[:12]}…, prompt {one.prompt}, "
            f"{how}{refused}"
        )
    yield (
        f"- in brackets 95 % intervals, percentile bootstrap over reports, {RESAMPLES} resamples, "
        f"seed {SEED}; radvaluer {__version__}"
    )


def _set_note(reports: ReportSet) -> str:
    note = (
        f"- {_text(reports.name)}: {len(reports.reports)} reports, SHA-256 {reports.sha256[:12]}…"
    )
    if reports.left_out:
        note += f"; {reports.left_out} rows without findings or impression left out"
    strange = [f"{column} {number}" for column, number in reports.unknown.items() if number]
    return note + (f"; values not known: {', '.join(strange)}" if strange else "")


def _main_tables(cells: Sequence[Cell]) -> Iterator[str]:
    like = [cell for cell in cells if cell.kind is not WriterKind.REFERENCE]
    yield from ("", *_figure_table(like, _LIKENESS))
    columns = [*_ERRORS]
    if any("new_words" in cell.figures for cell in cells):
        columns += _NEW_WORDS
    yield from ("", "Drafts with what their findings do not bear out, %:", "")
    yield from _figure_table(cells, columns)


def _figure_table(
    cells: Sequence[Cell], columns: Sequence[tuple[str, str, int, bool]]
) -> Iterator[str]:
    yield from _head(["", "n", *(title for title, *_ in columns)])
    for cell in cells:
        figures = (
            _figure(cell.figures.get(name), decimals, bracket=bracket)
            for _, name, decimals, bracket in columns
        )
        yield _line([_text(cell.writer), str(cell.count), *figures])


def _group_tables(evaluation: Evaluation, grouping: Grouping) -> Iterator[str]:
    """Yield a table a figure: a row for each group, a column for each writer, over all reports."""
    cells = [
        cell
        for cell in evaluation.cells
        if cell.slice is Slice.ALL and tuple(column for column, _ in cell.group) == grouping
    ]
    groups = list(dict.fromkeys(cell.group for cell in cells))
    for title, name in _BY_GROUP:
        own_words = name == "issues"
        told = [cell for cell in cells if own_words or cell.kind is not WriterKind.REFERENCE]
        values = {(cell.group, cell.writer): cell.figures.get(name) for cell in told}
        yield from ("", f"{title}:", "", *_crossed(groups, told, values))
    yield from _ceiling_table(cells)


def _ceiling_table(cells: Sequence[Cell]) -> Iterator[str]:
    """Yield how near each comes to the ceiling, in groups where each report has one."""
    ceilings = {cell.group: cell for cell in cells if cell.kind is WriterKind.CEILING}
    told = [
        cell
        for cell in cells
        if cell.kind in (WriterKind.MODEL, WriterKind.FLOOR)
        and cell.group in ceilings
        and cell.count == ceilings[cell.group].count
    ]
    if told:
        shares = {(cell.group, cell.writer): _share(cell, ceilings[cell.group]) for cell in told}
        groups = list(dict.fromkeys(cell.group for cell in told))
        yield from ("", "ROUGE-L, % of the ceiling's:", "", *_crossed(groups, told, shares))


def _crossed(
    groups: Sequence[Group],
    cells: Sequence[Cell],
    values: Mapping[tuple[Group, str], Estimate | None],
) -> Iterator[str]:
    """Yield a table: a row for each group, a column for each writer of ``cells``."""
    writers = dict.fromkeys(cell.writer for cell in cells)
    yield from _head(["", "n", *map(_text, writers)])
    for group in groups:
        count = max(cell.count for cell in cells if cell.group == group)
        figures = (_figure(values.get((group, writer)), 1) for writer in writers)
        yield _line([_group_name(group), str(count), *figures])


def _share(cell: Cell, ceiling: Cell) -> Estimate | None:
    highest = ceiling.figures["rougeL"].value
    return Estimate(100 * cell.figures["rougeL"].value / highest) if highest else None


def _group_name(group: Group) -> str:
    return ", ".join(_text(value) for _, value in group)


def _figure(figure: Estimate | None, decimals: int, *, bracket: bool = False) -> str:
    if figure is None:
        return "–"
    text = f"{figure.value:.{decimals}f}"
    if bracket and figure.low is not None and figure.high is not None:
        text += f" ({figure.low:.{decimals}f}–{figure.high:.{decimals}f})"
    return text


def _head(titles: Sequence[str]) -> tuple[str, str]:
    return _line(titles), "|---|" + "---:|" * (len(titles) - 1)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(name: str) -> str:
    """Return ``name`` so that it stays in its cell."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in name)
    short = plain if len(plain) <= _LONGEST_LABEL else plain[: _LONGEST_LABEL - 1] + "…"
    return short.replace("\\", "\\\\").replace("|", "\\|")
