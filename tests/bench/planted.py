"""Names planted in findings and finals: what of them leaves in exports, and what a review finds.

    python -m tests.bench.planted [--decisions 400] [--names 40]

The reports, the house style and the names are those of ``tests.bench.retrain``: a third of the
names has a title, a third a label, a third no sign beside it. They are exported with nobody's
corrections. Then a reviewer reads, again and again, the sample that the review shows, knows every
name that still stands in it and has it replaced, until a sample shows none. Needs a keyring.
"""

from __future__ import annotations

import argparse
import itertools
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.decisions import FeedbackStore
from radvaluer_desktop.feedback.export.forms import Form, full_row
from radvaluer_desktop.feedback.export.leaving import Corrections
from radvaluer_desktop.feedback.export.manifest import manifest_file
from radvaluer_desktop.feedback.export.review import code_of, make_review
from radvaluer_desktop.feedback.export.rows import Request
from radvaluer_desktop.feedback.export.writing import Approval, write_export
from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.training.corpus import make_reports
from tests.bench.house_style import HouseReport, house_report, plant
from tests.soak.provenance import provenance
from tests.unit.feedback.samples import decision

_SEED = 7
_HOUSE = 1


def main() -> None:
    """Plant, export, review and export again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=400)
    parser.add_argument("--names", type=int, default=40)
    asked = parser.parse_args()
    print(f"{provenance()}; seed {_SEED}", flush=True)
    made = itertools.islice(make_reports(_SEED, "dev", [_HOUSE]), asked.decisions)
    rng = random.Random(_SEED)  # noqa: S311 - made-up names
    reports, planted = plant([house_report(each) for each in made], asked.names, rng)
    names = [each.name for each in planted]
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "feedback.db", Keyring()) as store,
    ):
        store.merge(map(_decision, range(len(reports)), reports), "")
        for form in (Form.SFT, Form.CSV, Form.JSONL):
            _told(form.value, _exported(store, Path(folder), Request(form)), names)
        corrections = _reviewed(store, names)
        request = Request(Form.JSONL, corrections=corrections)
        _told("jsonl, reviewed", _exported(store, Path(folder), request), names)


def _decision(number: int, report: HouseReport) -> Decision:
    return decision(
        id=f"{number:032x}",
        header=replace(report.header, pseudonym=f"ACC-{number}"),
        language=report.language,
        findings=report.findings,
        draft="",
        final=report.impression,
        checks=(),
    )


def _exported(store: FeedbackStore, folder: Path, request: Request) -> tuple[str, str]:
    """Return the text of an export and of its manifest."""
    review, request = make_review(store, request)
    target = folder / f"{request.form.value}-{len(request.corrections.replace)}"
    write_export(store, request, target, "", Approval("lead", code_of(request, review), "bench"))
    return target.read_text("utf-8"), manifest_file(target).read_text("utf-8")


def _told(what: str, texts: tuple[str, str], names: Sequence[str]) -> None:
    inside, beside = (sum(name in text for name in names) for text in texts)
    print(f"{what}: {inside} of {len(names)} names in the file, {beside} in its manifest")


def _reviewed(store: FeedbackStore, names: Sequence[str]) -> Corrections:
    """Return what a reviewer corrects who reads samples until one shows no name."""
    replaced: tuple[str, ...] = ()
    for turn in itertools.count(1):
        corrections = Corrections(replace=replaced)
        review, _ = make_review(store, Request(Form.JSONL, corrections=corrections))
        shown = " ".join(str(full_row(each)) for each in review.sample)
        seen = [name for name in names if name in shown]
        print(f"sample {turn}: {len(seen)} names in {len(review.sample)} decisions", flush=True)
        if not seen:
            break
        replaced += tuple(seen)
    return Corrections(replace=replaced)


if __name__ == "__main__":
    main()
