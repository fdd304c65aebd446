"""Drafts the reports of an evaluation, the way ``radvaluer batch`` does.

Where a folder is given, a model's drafts lie there in a file of their own, named by the model and
its digest, with the record of the run beside it (``session/batch_run.py``): stopped, the same
evaluation goes on there. Without one, drafts are in memory alone.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.evaluation.reports import LabelledReport
from radvaluer_desktop.evaluation.writers import Writer, WriterKind
from radvaluer_desktop.inference.messages import Sampling
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.batch import (
    REFUSED,
    Answer,
    Row,
    answer_row,
    draft_rows,
    finished_rows,
    writing,
)
from radvaluer_desktop.session.batch_run import BatchRun, check_run, digest_of, exclusive
from radvaluer_desktop.session.drafts import DraftingModel, Drafts
from radvaluer_desktop.session.in_flight import answers as in_order

MAX_TOKENS = 256  # as draft and batch
_TELL_EVERY_S = 10.0
_DIGITS = 12

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ModelDrafts:
    """What a model wrote; ``refused``: findings it was not given, as they were too long.

    ``candidates``: of so many drafts the checks chose each, 1 for greedy ones.
    """

    model: str
    sha256: str
    prompt: str
    refused: int
    candidates: int
    writer: Writer


def draft_reports(
    session: Drafts,
    reports: Sequence[LabelledReport],
    folder: Path | None,
    name: str,
    tell: Tell,
    in_flight: int = 1,
) -> ModelDrafts:
    """Draft every report with the loaded model, greedily; ``name`` is the writer's.

    ``in_flight``: how many at a time, where the model is on a server.

    Raises EngineError, OutputUnwritable, or, where ``folder`` holds drafts of this model for other
    reports, BatchOfAnother. Findings that are refused count as drafts without a word.
    """
    model = session.model
    if model is None:
        raise InternalError("an evaluation was asked for before a model was loaded")
    rows = [Row(one.id, one.findings, one.header, one.language) for one in reports]
    if folder is None:
        answers = list(_in_memory(session, rows, name, tell, in_flight))
    else:
        answers = _in_a_file(session, rows, _file_for(folder, model), name, tell, in_flight)
    return ModelDrafts(
        model=model.id,
        sha256=model.sha256,
        prompt=session.prompt_version or "",
        refused=sum(reason == REFUSED for _, reason in answers),
        candidates=session.candidates,
        writer=Writer(name, WriterKind.MODEL, tuple(text for text, _ in answers)),
    )


def _file_for(folder: Path, model: DraftingModel) -> Path:
    plain = re.sub(r"[^\w.-]+", "-", model.id).strip("-")  # a server's names are anything
    digest = model.sha256 if model.sha256.isalnum() else sha256(model.sha256.encode()).hexdigest()
    return folder / f"{plain}-{digest[:_DIGITS]}.jsonl"


def _sampling() -> Sampling:
    return Sampling(max_tokens=MAX_TOKENS, temperature=0.0)


def _in_memory(
    session: Drafts, rows: Sequence[Row], name: str, tell: Tell, in_flight: int
) -> Iterator[tuple[str, str]]:
    def one(row: Row) -> Answer:
        return answer_row(session, row, StudyHeader(), _sampling(), None)

    with _pace(name, len(rows), tell) as count:
        for answer in in_order(rows, one, in_flight, session.stop):
            draft = answer.draft
            yield (draft.impression, draft.stop_reason.value) if draft else ("", REFUSED)
            count(answer)


def _in_a_file(
    session: Drafts, rows: list[Row], output: Path, name: str, tell: Tell, in_flight: int
) -> list[tuple[str, str]]:
    with writing(output):
        output.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(output):
        done, _ = finished_rows(output, rows)
        check_run(output, _run_of(session, rows), done)
        if done:
            tell(f"{name}: {done} of {len(rows)} drafts are in {output} already")
        with _pace(name, len(rows) - done, tell) as count:
            made = draft_rows(session, rows, output, StudyHeader(), _sampling(), None, in_flight)
            for answer in made:
                count(answer)
        return _read(output)


def _run_of(session: Drafts, rows: Sequence[Row]) -> BatchRun:
    sampling = _sampling()
    options = {
        "prompt": session.prompt_version,
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "candidates": session.candidates,
    }
    return BatchRun(digest_of(rows), session.model.sha256 if session.model else None, options)


def _read(output: Path) -> list[tuple[str, str]]:
    with writing(output):
        lines = output.read_bytes().splitlines()
    values = [json.loads(line) for line in lines]
    return [(str(value["impression"]), str(value["stop_reason"])) for value in values]


@contextmanager
def _pace(name: str, count: int, tell: Tell) -> Iterator[Callable[[Answer], None]]:
    """Give a function to call with each answer.

    The pace is told now and then and at the end, and the first reason for which one was refused.
    """
    started = told = time.monotonic()
    done = 0
    refused = False

    def one_more(answer: Answer) -> None:
        nonlocal done, told, refused
        done += 1
        if answer.draft is None and not refused:
            refused = True
            tell(f"{name}: findings are refused. The first: {answer.problem}")
        if time.monotonic() - told > _TELL_EVERY_S:
            told = time.monotonic()
            tell(f"{name}: {done} of {count} drafted, {done / (told - started):.1f} a second")

    yield one_more
    seconds = max(time.monotonic() - started, 1e-9)
    if count:
        tell(f"{name}: {done} drafts in {seconds:.1f} s, {done / seconds:.1f} a second")
