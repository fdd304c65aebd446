"""``radvaluer retrain``: from this store's decisions to a better model, gated and approved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.catalogue.approved import APPROVED, Approvals, read_approvals
from radvaluer_desktop.cli.corrections import corrections_option, read_corrections
from radvaluer_desktop.cli.drafting import loaded_application
from radvaluer_desktop.cli.store import confirm, opened, store_place
from radvaluer_desktop.cli.training import device_option, training_or_why_not
from radvaluer_desktop.errors import InputError
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.export.failures import IdentifiersNotAllowed
from radvaluer_desktop.feedback.export.leaving import Gate, LeavingKeys
from radvaluer_desktop.feedback.export.policy import export_policy
from radvaluer_desktop.retraining import approval
from radvaluer_desktop.retraining.alone import only_run, remove_parts
from radvaluer_desktop.retraining.lessons import lessons_of
from radvaluer_desktop.retraining.places import Places
from radvaluer_desktop.retraining.verdict import lines_of, read_verdict
from radvaluer_desktop.session.reporting import ReportingSession


class OfTheMachine(InputError):
    """An administrator decides for everybody here."""

    what = "{path} decides for everybody on this computer. Nothing was changed."
    next_step = "Let the administrator change it, or remove it so that each user approves."


@click.group()
def retrain() -> None:
    """Teach the model what was kept of its drafts; approve what is better, or go back."""


@retrain.command()
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    help="Train at most this long.",
)
@click.option(
    "--epochs",
    type=click.IntRange(min=1),
    default=6,
    show_default=True,
    help="Read every report at most this many times.",
)
@click.option(
    "--test-most",
    "most_tested",
    type=click.IntRange(min=50),
    default=400,
    show_default=True,
    help="Draft at most so many held-out reports with each model.",
)
@click.option(
    "--with-identifiers", is_flag=True, help="Learn names and numbers too; by policy alone."
)
@corrections_option
@device_option
def run(
    most_tested: int,
    device: str,
    corrections: Path | None,
    *,
    with_identifiers: bool,
    **options: Any,  # noqa: ANN401
) -> None:
    """Train an adapter on the decisions, test it on those held out, and judge it.

    What identifies people is replaced as in exports; the review of 'feedback export --format sft'
    shows what --corrections should say. Needs the extra [train]. Nothing is used before it is
    approved. Run again after an interruption, training goes on from its checkpoint.
    """
    training_or_why_not()
    from radvaluer_desktop.retraining.loop import Order, retrain
    from radvaluer_desktop.training.means import means_of

    if with_identifiers and corrections:
        raise click.UsageError("--corrections and --with-identifiers exclude each other.")
    means, corrected = means_of(device), read_corrections(corrections)
    place, application = store_place(), _application()
    if with_identifiers and not export_policy(application.configuration).identifiers:
        raise IdentifiersNotAllowed
    with opened(place) as store:
        lessons = lessons_of(store.decisions())
        keys = LeavingKeys(store.export_key(), store.pseudonym_key())
        store.note(
            Event.EXPORTED,
            decisions=len(lessons),
            purpose="retraining",
            identifiers="kept" if with_identifiers else "replaced",
        )
    gate = None if with_identifiers else Gate(keys, corrected)
    order = Order(gate, means=means, most_tested=most_tested, **options)
    click.echo(
        "The candidate will remember parts of these reports: it is patient data, as is the folder "
        f"{_places(application).folder}."
    )
    places = _places(application)
    with only_run(places):
        judged = retrain(
            lessons,
            application.models.find_adapted(),
            application.model_folders,
            places,
            order,
            _session,
            click.echo,
        )
    with opened(place) as store:
        approval.note_verdict(store, judged.verdict, judged.sha256, judged.learnt)
    for line in lines_of(judged.verdict):
        click.echo(line)


@retrain.command()
@click.argument("candidate", required=False)
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def approve(candidate: str | None, *, yes: bool) -> None:
    """Use CANDIDATE, the newest without a name, from now on, if its verdict permits it."""
    application = _application()
    with _station(application) as station:
        places = _places(application)
        verdict, sha256 = approval.chosen(places, candidate)
        station.require_approver()
        for line in lines_of(verdict):
            click.echo(line)
        if verdict.passed:
            confirm("approve", yes=yes)
        present = application.models.find_adapted()
        approvals = approval.approve(verdict, sha256, places, present, station)
    _tell(approvals, application)


@retrain.command()
@click.argument("model", required=False)
@click.option("--release", is_flag=True, help="Use the newest approved model again.")
def pin(model: str | None, *, release: bool) -> None:
    """Stay with an approved MODEL, the one in use without a name, whatever is approved later."""
    application = _application()
    with _station(application) as station:
        _tell(approval.release(station) if release else approval.pin(station, model), application)


@retrain.command()
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def rollback(*, yes: bool) -> None:
    """Return to the model before the newest approved one."""
    application = _application()
    with _station(application) as station:
        confirm("rollback", yes=yes)
        _tell(approval.roll_back(station), application)


@retrain.command()
@click.argument("candidate", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def status(candidate: str | None, *, as_json: bool) -> None:
    """Show what is approved and in use, and the candidates; of CANDIDATE the whole verdict."""
    application = _application()
    places = _places(application)
    if candidate:
        verdict, _ = approval.chosen(places, candidate)
        lines = [places.verdict(candidate).read_text("utf-8")] if as_json else lines_of(verdict)
        for line in lines:
            click.echo(line)
        return
    approvals = read_approvals(application.approvals)
    verdicts = [read_verdict(places.verdict(id_))[0] for id_ in places.judged()]
    if as_json:
        judged = {each.candidate.id: each.passed for each in verdicts}
        click.echo(json.dumps(asdict(approvals) | {"candidates": judged}))
        return
    for each in approvals.approved:
        used = " (in use)" if each == approvals.current else ""
        click.echo(f"approved   {each.id}  {each.at} by {each.by}{used}")
    for verdict in verdicts:
        broken = ", ".join(rule.figure for rule in verdict.broken)
        answer = f"refused: {broken}" if broken else "passed"
        click.echo(f"candidate  {verdict.candidate.id}  {answer}")
    _tell(approvals, application)


def _application() -> Application:
    """Build the application; what a killed command of retraining left half-written goes."""
    application = build_application(click.get_current_context().obj.locations)
    remove_parts(_places(application), application.locations.models)
    return application


def _places(application: Application) -> Places:
    return Places(application.locations.retraining)


@contextmanager
def _session(reference: str) -> Iterator[ReportingSession]:
    with loaded_application(click.get_current_context().obj.locations, reference) as application:
        yield application.session


@contextmanager
def _station(application: Application) -> Iterator[approval.Station]:
    """Open the store, whose trail is to say what is changed. Raises OfTheMachine or StoreError."""
    file = application.approvals
    if file.parent == application.locations.machine_models:
        raise OfTheMachine(path=file)
    place = store_place()
    names = application.settings.model_approvers.split(",")
    approvers = frozenset(name.strip() for name in names if name.strip())
    with opened(place) as store:
        yield approval.Station(file, store, place.rules.actor, approvers)


def _tell(approvals: Approvals, application: Application) -> None:
    current = approvals.current
    pinned = " (pinned)" if current and approvals.pinned else ""
    click.echo(f"In use: {current.id if current else 'the demonstration model'}{pinned}.")
    adapter = application.settings.adapter
    if adapter and not (current and current.base):
        click.echo(f"Beside it the adapter '{adapter}', which the setting 'adapter' names.")
    chosen = application.settings.model
    if chosen != APPROVED:
        click.echo(f"But the setting 'model' is '{chosen}', which goes before what is approved.")
