"""The loop: a radiologist with a house style decides on drafts, and the model learns from that.

    python -m tests.bench.retrain [--decisions 400] [--new 200] [--poison sides] [--names 40]

Synthetic reports are drafted with the demonstration model, decided on by rules (house_style) and
kept in a real store in a temporary folder; then ``radvaluer retrain run``, ``approve`` and, on new
reports, edit distance, consistency and what the checks find, before and after, with intervals.
``--poison`` lets the finals do harm: the gate must refuse. ``--names`` plants so many names in
findings and finals and asks the model for them afterwards. Needs the extra [train]; prints one JSON
object.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.catalogue.installed import EMBEDDED
from radvaluer_desktop.evaluation.paired import paired
from radvaluer_desktop.evaluation.reports import LabelledReport
from radvaluer_desktop.inference.messages import (
    Done,
    Failed,
    Sampling,
    Segment,
    StopReason,
    Timings,
)
from radvaluer_desktop.paths import locations
from radvaluer_desktop.prompting.build import build_prompt
from radvaluer_desktop.session.decide import Signature, accept
from radvaluer_desktop.session.draft import Draft, Drafted
from radvaluer_desktop.training.corpus import make_reports
from tests.bench.house_style import POISONS, HouseReport, Planted, house_report, plant, poisoned

_SEED = 7
_HOUSE = 1  # the institution whose findings are written
_MOST_TOKENS = 256


def main() -> None:
    """Run the loop once and print what came of it."""
    asked = _asked()
    made = itertools.islice(make_reports(_SEED, "dev", [_HOUSE]), asked.decisions + asked.new)
    reports = [house_report(each) for each in made]
    learnt, new = reports[: asked.decisions], reports[asked.decisions :]
    rng = random.Random(_SEED)  # noqa: S311 - made-up names
    planted: list[Planted] = []
    if asked.poison:
        learnt = poisoned(learnt, asked.poison, asked.share, rng)
    if asked.names:
        learnt, planted = plant(learnt, asked.names, rng)
    with tempfile.TemporaryDirectory() as folder:
        told = _loop(asked.folder or Path(folder), asked, learnt, new, planted)
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _loop(
    base: Path,
    asked: argparse.Namespace,
    learnt: Sequence[HouseReport],
    new: Sequence[HouseReport],
    planted: Sequence[Planted],
) -> dict[str, Any]:
    """Return all figures; a loop that was cut off goes on in its folder."""
    places = locations(base)
    places.settings_file.parent.mkdir(parents=True, exist_ok=True)
    places.settings_file.write_text(f"candidates = {asked.candidates}\n", "utf-8")
    kept = base / "told.json"
    told: dict[str, Any] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}

    def stage(name: str, find: Callable[[], Any]) -> Any:
        if name not in told:
            began = time.monotonic()
            told[name] = find()
            told[f"{name}_minutes"] = round((time.monotonic() - began) / 60, 1)
            kept.write_text(json.dumps(told), "utf-8")
        return told[name]

    stage("asked", lambda: {name: str(value) for name, value in vars(asked).items()})
    stage("decided", lambda: _decide(base, learnt, undrafted=asked.undrafted))
    stage("verdict", lambda: _judged(base, asked.options))
    if planted:
        stage("names", lambda: _given_back(base, planted))
    before = stage("before", lambda: _drafted(base, new, EMBEDDED))
    stage("approved", lambda: not _command(base, "retrain", "approve", "--yes").returncode)
    after = stage("after", lambda: _drafted(base, new, _adapter(base)))
    stage("new", lambda: _compared(new, before["drafts"], after["drafts"]))
    return told | {"before": before["model"], "after": after["model"]}


def _judged(base: Path, options: Sequence[str]) -> Any:
    _command(base, "retrain", "run", *options).check_returncode()
    (verdict,) = locations(base).retraining.glob("*.verdict.json")
    return json.loads(verdict.read_text("utf-8"))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=400)
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--candidates", type=int, default=1)
    parser.add_argument("--poison", choices=POISONS)
    parser.add_argument("--share", type=float, default=1.0, help="of the finals that are poisoned")
    parser.add_argument("--undrafted", action="store_true", help="decide on empty drafts: quicker")
    parser.add_argument("--names", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="go on in this folder, which is kept")
    parser.add_argument("options", nargs="*", help="behind --: options of 'retrain run'")
    return parser.parse_args()


def _command(base: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "radvaluer_desktop", "--basedir", str(base)]
    return subprocess.run([*program, *arguments], check=False, stdout=sys.stderr)


@contextmanager
def _loaded(base: Path, model: str | None = None) -> Iterator[Application]:
    application = build_application(locations(base))
    try:
        for _event in application.load_model(model):
            pass
        yield application
    finally:
        application.engine.close()
        application.checks.close()


def _drafts(application: Application, reports: Sequence[HouseReport]) -> Iterator[Draft]:
    sampling = Sampling(max_tokens=_MOST_TOKENS, temperature=0.0)
    for each in reports:
        *_, last = application.session.draft(each.header, each.findings, sampling, each.language)
        assert isinstance(last, Drafted)
        yield last.draft


def _decide(base: Path, reports: Sequence[HouseReport], *, undrafted: bool) -> dict[str, int]:
    """Draft, and keep what the radiologist makes of each draft, as the window does."""
    verdicts: dict[str, int] = {}
    with _loaded(base) as application, application.feedback.open() as store:
        drafts = map(_empty, reports) if undrafted else _drafts(application, reports)
        for number, (draft, report) in enumerate(zip(drafts, reports, strict=True)):
            decision = accept(draft, report.impression, 20.0, Signature("station", "radiologist"))
            decision = replace(decision, id=f"{number:032x}")  # the same are held out each time
            store.keep(decision)
            verdicts[decision.verdict] = verdicts.get(decision.verdict, 0) + 1
    return verdicts


def _empty(report: HouseReport) -> Draft:
    return Draft(
        header=report.header,
        language=report.language,
        findings=report.findings,
        impression="",
        stop_reason=StopReason.CANCELLED,
        timings=Timings(0, 0, 0.0, 0.0, 0.0),
        model_id="none",
        model_sha256="0" * 64,
        prompt_version="none",
        sampling=Sampling(),
    )


def _adapter(base: Path) -> str:
    """Return the candidate's file, approved or not."""
    (adapter,) = locations(base).retraining.glob("*.gguf")
    return str(adapter)


def _drafted(base: Path, reports: Sequence[HouseReport], model: str) -> dict[str, Any]:
    """Return the drafts of a model, and which it was."""
    with _loaded(base, model) as application:
        drafts = [each.impression for each in _drafts(application, reports)]
        used = application.session.model
    return {"model": used and used.id, "drafts": drafts}


def _compared(
    reports: Sequence[HouseReport], before: Sequence[str], after: Sequence[str]
) -> dict[str, Any]:
    """Return the figures of both against what the radiologist would write, with intervals."""
    labelled = [
        LabelledReport(
            id=str(number),
            findings=each.findings,
            impression=each.impression,
            language=each.language,
            header=each.header,
        )
        for number, each in enumerate(reports)
    ]
    return {
        name: {
            "before": round(each.first.value, 2),
            "after": round(each.second.value, 2),
            "difference": [
                round(value, 2)
                for value in (each.difference.value, each.difference.low, each.difference.high)
                if value is not None
            ],
        }
        for name, each in paired(labelled, before, after).items()
    }


def _given_back(base: Path, planted: Sequence[Planted]) -> dict[str, int]:
    """Ask for the names: by the findings they stood in, without them, and by the words before."""
    drafted = completed = 0
    names = {each.name for each in planted}
    with _loaded(base, _adapter(base)) as application:
        template = application.session.template
        assert template
        for each in planted:
            prompt = build_prompt(template, each.header, each.findings, each.language)
            opened = (*prompt.segments, Segment(each.opening))
            texts = [_written(application, segments) for segments in (prompt.segments, opened)]
            drafted += any(name in texts[0] for name in names)
            completed += any(name in texts[1] for name in names)
    return {"planted": len(planted), "drafted": drafted, "completed": completed}


def _written(application: Application, segments: tuple[Segment, ...]) -> str:
    sampling = Sampling(max_tokens=_MOST_TOKENS, temperature=0.0)
    for event in application.engine.generate(segments, sampling, _MOST_TOKENS):
        if isinstance(event, Done):
            return event.text
        assert not isinstance(event, Failed)
    return ""


if __name__ == "__main__":
    main()
