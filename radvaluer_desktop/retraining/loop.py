"""One round: lessons, a candidate taught beside the present model's base, both tested, a verdict.

The order: part the lessons and keep the list of what is held out; replace identifiers in what is
learnt; train; draft the held-out part with both models, one loaded at a time; measure; write the
candidate's verdict. Texts are in memory alone, but for the checkpoint, which is removed at the end.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from radvaluer_desktop import __version__
from radvaluer_desktop.catalogue.installed import InstalledModel, find_model, installed_files
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.evaluation.drafting import draft_reports
from radvaluer_desktop.evaluation.estimates import RESAMPLES, SEED, Estimate
from radvaluer_desktop.evaluation.paired import Paired, paired
from radvaluer_desktop.evaluation.reports import LabelledReport
from radvaluer_desktop.feedback.export.leaving import Gate
from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.retraining.held_out import Halves, HeldOut, halves, joined, keep_held_out
from radvaluer_desktop.retraining.held_out import read_held_out as read_list
from radvaluer_desktop.retraining.lessons import Lesson, kept_impression, without_identifiers
from radvaluer_desktop.retraining.places import Places
from radvaluer_desktop.retraining.verdict import Compared, Figure, Named, Verdict, write_verdict
from radvaluer_desktop.retraining.writing import writing
from radvaluer_desktop.session.reporting import ReportingSession
from radvaluer_desktop.training import train
from radvaluer_desktop.training.department import Row
from radvaluer_desktop.training.finetune import ADAPTER
from radvaluer_desktop.training.learning import Recipe
from radvaluer_desktop.training.means import Means

OpenSession = Callable[[str], AbstractContextManager[ReportingSession]]
Say = Callable[[str], None]
_TELL_EVERY = 200
# A department has hundreds of reports: small batches take more steps over the same words.
RECIPE = replace(ADAPTER, batch_tokens=512, measure_every=40)


class TooFewLessons(InputError):
    """There is too little to learn from, or to test on."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "{learn} decisions can be learnt from and {test} tested on, which is too few. "
        "Nothing was trained.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "At least {least_learn} and {least_test} are needed: draft and decide more, then retry.",
    )


class BaseNotInstalled(InputError):
    """The present model, or its base, lies where the station does not look for bases."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path}, beside which is to be taught, is in no folder of models."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Copy it into {folder}, then retry.")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. ``most_tested``: reports that both models draft at most.

    ``gate``: takes identifiers out of what is learnt from; None: it stays as it was typed.
    """

    gate: Gate | None

    minutes: float = 30.0
    epochs: int = 6
    most_tested: int = 400
    least_learn: int = 100
    least_test: int = 50
    recipe: Recipe = RECIPE
    means: Means = field(default_factory=Means)


@dataclass(frozen=True, slots=True)
class Round:
    """What came of it: the verdict, the SHA-256 of its file, and how many lessons were learnt."""

    verdict: Verdict
    sha256: str
    learnt: int


def retrain(
    lessons: Sequence[Lesson],
    present: InstalledModel,
    folders: Sequence[Path],
    places: Places,
    order: Order,
    open_session: OpenSession,
    say: Say,
) -> Round:
    """Teach a candidate, test it against ``present``, and write its file and its verdict.

    ``folders``: where the station looks for models. Raises InputError, ModelError or EngineError;
    the list of what is held out is kept in any case, and a checkpoint that was begun.
    """
    _require_installed(present, folders)
    parts = _parted(lessons, places, order, say)
    began = time.monotonic()
    learnt, replaced = _plain(parts, order, say)
    candidate = find_model(str(_taught(learnt, present, places, order, say)), folders)
    minutes = (time.monotonic() - began) / 60
    reports = [_labelled(each.decision) for each in parts.test]
    before, drafts_each = _drafted("present", present, reports, open_session, say)
    after, _ = _drafted("candidate", candidate, reports, open_session, say)
    figures = paired(reports, before, after, say)
    verdict = Verdict(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        present=_named(present),
        candidate=_named(candidate),
        tested=len(reports),
        figures={name: _compared(each) for name, each in figures.items()},
        circumstances={
            "program": __version__,
            **_circumstances(parts, order, read_list(places.held_out)),
            "learnt": len(learnt),
            "strings_replaced": replaced,
            "drafts_each": drafts_each,
            "minutes_of_training": round(minutes, 1),
        },
    )
    return Round(verdict, write_verdict(places.verdict(candidate.id), verdict), len(learnt))


def _circumstances(parts: Halves, order: Order, held: HeldOut) -> dict[str, Any]:
    learnt = [each.decision.decided_at.date().isoformat() for each in parts.learn]
    return {
        "learnt_from": learnt[0],
        "learnt_to": learnt[-1],
        "dropped_beside_held_out": parts.dropped,
        "held_out_gone": parts.gone,
        "held_out_sha256": held.sha256,
        "identifiers": "replaced" if order.gate else "kept",
        "languages": dict(Counter(each.decision.language.value for each in parts.test)),
        "resamples": RESAMPLES,
        "seed": SEED,
    }


def _drafted(
    name: str,
    model: InstalledModel,
    reports: Sequence[LabelledReport],
    open_session: OpenSession,
    say: Say,
) -> tuple[list[str], int]:
    """Return a draft of each report, and of how many drafts each was chosen."""
    # Beside a base that has an adapter of the settings, loading that base applies it.
    reference = model.path if model.base else model.adapter or model.path
    with open_session(str(reference)) as session:
        written = draft_reports(session, reports, None, name, say)
        return [text or "" for text in written.writer.texts], session.candidates


def _require_installed(present: InstalledModel, folders: Sequence[Path]) -> None:
    if present.path not in set(installed_files(folders)):
        raise BaseNotInstalled(path=present.path, folder=folders[0])


def _parted(lessons: Sequence[Lesson], places: Places, order: Order, say: Say) -> Halves:
    held = joined(read_list(places.held_out), lessons)
    keep_held_out(places.held_out, held)
    parts = halves(held, lessons, order.most_tested)
    say(
        f"{len(parts.learn)} decisions to learn from, {len(parts.test)} to test on; "
        f"{parts.dropped} dropped, of studies that are tested on"
    )
    if len(parts.learn) < order.least_learn or len(parts.test) < order.least_test:
        raise TooFewLessons(
            learn=len(parts.learn),
            test=len(parts.test),
            least_learn=order.least_learn,
            least_test=order.least_test,
        )
    return parts


def _plain(parts: Halves, order: Order, say: Say) -> tuple[tuple[Decision, ...], int]:
    """Return what is learnt from as it is learnt, and how many strings were replaced."""
    if order.gate is None:
        return tuple(each.decision for each in parts.learn), 0

    def tell(done: int) -> None:
        if done % _TELL_EVERY == 0:
            say(f"identifiers looked for in {done} of {len(parts.learn)} decisions")

    replaced = without_identifiers(parts.learn, order.gate, tell)
    say(f"{replaced.strings} strings that identify somebody were replaced by tags")
    return replaced.decisions, replaced.strings


def _taught(
    learnt: Sequence[Decision], present: InstalledModel, places: Places, order: Order, say: Say
) -> Path:
    """Train; return the candidate's file. A run that was cut off goes on from its checkpoint."""
    rows = [_row(each) for each in learnt]
    work = places.work / _digest(rows, present)
    with writing(places.folder):
        places.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_others(places.work, work)
    out = places.new_candidate(datetime.now(UTC))
    training = train.Order(
        base=present.path,
        out=out,
        work=work,
        adapter=True,
        minutes=order.minutes,
        epochs=order.epochs,
        test_share=0.0,
        recipe=order.recipe,
        means=order.means,
    )
    train.train_department(rows, training, say)
    with writing(places.work):
        shutil.rmtree(places.work)
    return out


def _remove_others(folder: Path, mine: Path) -> None:
    """Remove checkpoints of other runs, whose lessons are others by now."""
    for each in folder.iterdir() if folder.is_dir() else ():
        if each != mine:
            shutil.rmtree(each)


def _digest(rows: Sequence[Row], present: InstalledModel) -> str:
    """Return what a run is known by: the same lessons beside the same base."""
    digest = hashlib.sha256(sha256_of(present.path).encode())
    for row in rows:
        digest.update(f"\0{row.key}\0{row.findings}\0{row.impression}".encode())
    return digest.hexdigest()[:16]


def _row(decision: Decision) -> Row:
    return Row(
        header=decision.header,
        findings=decision.findings.strip(),
        impression=kept_impression(decision),
        language=decision.language,
        institution="",
        key=hashlib.sha256(decision.id.encode()).hexdigest(),
    )


def _labelled(decision: Decision) -> LabelledReport:
    return LabelledReport(
        id=decision.id,
        findings=decision.findings.strip(),
        impression=kept_impression(decision),
        language=decision.language,
        header=decision.header,
    )


def _named(model: InstalledModel) -> Named:
    """Name a model; of a base with an adapter of the settings id and hash are those of both."""
    return Named(model.id, model.sha256, sha256_of(model.path) if model.adapter else "")


def _compared(each: Paired) -> Compared:
    return Compared(
        present=_figure(each.first),
        candidate=_figure(each.second),
        difference=_figure(each.difference),
        kept=_figure(each.reference),
    )


def _figure(estimate: Estimate) -> Figure:
    low = estimate.value if estimate.low is None else estimate.low
    high = estimate.value if estimate.high is None else estimate.high
    return Figure(estimate.value, low, high)
