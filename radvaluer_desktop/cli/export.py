"""``radvaluer feedback export|verify|merge``: what leaves the store, and what a lead gathers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import click

from radvaluer_desktop.cli.corrections import corrections_option, read_corrections
from radvaluer_desktop.cli.store import opened, store_place
from radvaluer_desktop.errors import InputError
from radvaluer_desktop.feedback.export.failures import TargetTaken
from radvaluer_desktop.feedback.export.forms import Form
from radvaluer_desktop.feedback.export.manifest import manifest_file
from radvaluer_desktop.feedback.export.merge import Merged, merge_export
from radvaluer_desktop.feedback.export.policy import export_policy
from radvaluer_desktop.feedback.export.review import Review, code_of, make_review, pinned_by
from radvaluer_desktop.feedback.export.rows import Request
from radvaluer_desktop.feedback.export.verify import read_secrets, verify_export
from radvaluer_desktop.feedback.export.workers import usual_workers
from radvaluer_desktop.feedback.export.writing import (
    WITH_IDENTIFIERS_RISK,
    Approval,
    write_export,
)
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.feedback.selecting import Selection
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import locations
from radvaluer_desktop.report.study import BodySystem, Language
from radvaluer_desktop.safety.deid.deidentify import RESIDUAL_RISK
from radvaluer_desktop.settings import machine_policy, read_configuration


class ReviewCodeInvalid(InputError):
    """What was given as the code of a review is none."""

    what = "What was given as the review's code is none. Nothing was written."
    next_step = "Run the same command without --reviewed-by; it ends with the code."


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice([each.value for each in Form]),
    required=True,
    help="What to write.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The new file."
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Up to this day, inclusive.")
@click.option(
    "--system", type=click.Choice([each.value for each in BodySystem]), help="Body system."
)
@click.option(
    "--language",
    type=click.Choice([each.value for each in Language]),
    help="Language of the report.",
)
@click.option(
    "--verdict",
    type=click.Choice([each.value for each in Verdict]),
    help="What became of the draft.",
)
@click.option("--radiologist", metavar="ID", help="As it is kept with the decisions.")
@click.option("--model", metavar="ID", help="Id of a model, or the beginning of its SHA-256.")
@click.option("--recipient", metavar="age1…", help="Encrypt to this public key (age).")
@click.option("--with-identifiers", is_flag=True, help="Replace nothing; by policy alone.")
@corrections_option
@click.option("--reviewed-by", metavar="NAME", help="Who read the review; with --review-code.")
@click.option("--review-code", metavar="CODE", help="What the review ended with.")
@click.option(
    "--processes",
    type=click.IntRange(0, 64),
    help="Processes that de-identify; without it all cores but one, up to 8.",
)
def export(
    *,
    form: str,
    out: Path,
    since: datetime | None,
    until: datetime | None,
    system: str | None,
    language: str | None,
    verdict: str | None,
    radiologist: str | None,
    model: str | None,
    recipient: str | None,
    with_identifiers: bool,
    corrections: Path | None,
    reviewed_by: str | None,
    review_code: str | None,
    processes: int | None,
) -> None:
    """Write decisions to a file, without what identifies a person, after somebody has reviewed it.

    Run once, it writes nothing: it prints what would be replaced and a sample to read, and a code.
    Run again with --reviewed-by and --review-code, it writes exactly what was reviewed, and beside
    it a manifest. What it prints holds identifiers.
    """
    if (reviewed_by is None) != (review_code is None):
        raise click.UsageError("--reviewed-by and --review-code go together.")
    if out.exists():  # now, not when all was read
        raise TargetTaken(path=out)
    place = store_place()
    configuration = read_configuration(place.locations.settings_file, machine_policy())
    policy = export_policy(configuration)
    to = policy.recipient_for(recipient, identifiers=with_identifiers)
    request = Request(
        form=Form(form),
        selection=Selection(
            since=since and since.astimezone(),
            until=until and (until + timedelta(days=1)).astimezone(),
            system=BodySystem(system) if system else None,
            language=Language(language) if language else None,
            verdict=Verdict(verdict) if verdict else None,
            radiologist=radiologist,
            model=model,
        ),
        identifiers=with_identifiers,
        corrections=read_corrections(corrections),
        workers=usual_workers() if processes is None else processes,
    )
    with opened(place) as store:
        if reviewed_by is None or review_code is None:
            _show_review(*make_review(store, request))
            return
        approval = Approval(reviewed_by, review_code.strip().upper(), place.rules.actor.station)
        manifest = write_export(store, _pinned(request, approval), out, to, approval)
    click.echo(f"Written: {out} ({manifest.rows} rows), beside it {manifest_file(out).name}.")
    click.echo(f"SHA-256 {manifest.sha256}")
    click.echo(manifest.residual_risk)


def _pinned(request: Request, approval: Approval) -> Request:
    """Return ``request`` up to the decision that the review ended with. Raises InputError."""
    last = pinned_by(approval.code)
    if last is None:
        raise ReviewCodeInvalid
    return replace(request, selection=replace(request.selection, last=last))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--identity",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Your secret key (age), to look inside an encrypted export too.",
)
def verify(file: Path, identity: Path | None) -> None:
    """Look whether an export is whole and unchanged, by its manifest."""
    manifest = verify_export(file, None if identity is None else read_secrets(identity))
    encrypted = f", encrypted to {manifest.recipient}" if manifest.recipient else ""
    click.echo(f"{file}: whole; {manifest.rows} rows of the format {manifest.form}{encrypted}.")
    click.echo(f"Made {manifest.made_at} at {manifest.station}, read by {manifest.reviewed_by}.")
    if manifest.recipient and identity is None:
        click.echo("What is inside was not looked at; give your secret key with --identity.")
    elif manifest.recipient:
        click.echo("What is inside is whole too.")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder of the lead's store, as for --basedir; it is made where it is not there.",
)
@click.option(
    "--identity",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Your secret key (age), for encrypted exports.",
)
def merge(files: tuple[Path, ...], into: Path, identity: Path | None) -> None:
    """Take the decisions of exports (format jsonl) into one store, each of them once.

    Every file is verified before anything is taken. After an interruption run it again.
    """
    place = store_place()
    secrets = None if identity is None else read_secrets(identity)
    for file in files:
        verify_export(file, secrets)
    total = Merged()
    database = locations(into).feedback_database
    with open_store(database, place.keyring, place.rules) as store:
        for file in files:
            merged = merge_export(store, file, secrets)
            click.echo(f"{file}: {_counts(merged)}")
            total += merged
        click.echo(f"Together: {_counts(total)}; {store.count()} decisions in {database}")
    if total.refused:
        click.echo("What was refused is no decision; export anew where it came from.")


def _counts(merged: Merged) -> str:
    return f"{merged.new} new, {merged.there} there already, {merged.refused} refused"


def _show_review(review: Review, request: Request) -> None:
    for line in _review_lines(review, request):
        click.echo(line)


def _review_lines(review: Review, request: Request) -> Iterator[str]:
    dropped = ", ".join(f"{reason} {count}" for reason, count in review.dropped.items())
    yield f"{review.decisions} decisions chosen, {review.rows} rows"
    if dropped:
        yield f"No row: {dropped}"
    if review.groups:
        yield "\nReplaced, by string:"
    for group in review.groups:
        original = " ".join(group.original.split())
        yield f"  {group.kind.value:<12} {original}  ({group.rule.value}, {group.places})"
    if not request.identifiers and review.sample:
        yield "\nTo read, the likeliest to name somebody first:"
        for number, decision in enumerate(review.sample, 1):
            yield f"--- {number}"
            header = decision.header
            texts = (header.order, header.indication, header.prior, decision.findings)
            more = (decision.draft, decision.final, decision.signed, decision.reject_reason)
            own = (decision.own_impression,)
            yield from (text for text in (*texts, *more, *own) if text)
    yield "\n" + (WITH_IDENTIFIERS_RISK if request.identifiers else RESIDUAL_RISK)
    yield "Nothing was written. If it may leave like this, run the same command again with"
    yield f"  --reviewed-by NAME --review-code {code_of(request, review)}"
