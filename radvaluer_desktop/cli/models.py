"""``radvaluer models``: which models there are, which there could be, and how they get here."""

from __future__ import annotations

import json
import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import click

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.catalogue.approved import APPROVED
from radvaluer_desktop.catalogue.entries import Entry
from radvaluer_desktop.catalogue.failures import LicenceNotAgreed
from radvaluer_desktop.catalogue.getting import Getting, Got, Order
from radvaluer_desktop.catalogue.suggest import suggest as suggest_models
from radvaluer_desktop.catalogue.this_machine import this_machine
from radvaluer_desktop.cli.model_lines import (
    entry_values,
    info_lines,
    info_values,
    installed_values,
    list_lines,
    progress_line,
    suggestion_line,
    suggestion_values,
)
from radvaluer_desktop.session.devices import gpu_in_words

_ROW = "{:<16} {}"
_as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
_sha256 = click.option(
    "--sha256", default="", help="The SHA-256 that the file must have, as its page shows it."
)


@click.group()
def models() -> None:
    """List, get, import, verify, choose and remove models. Only 'pull' opens a connection."""


@models.command("list")
@_as_json
def list_(*, as_json: bool) -> None:
    """List the models that are there, and those of the catalogue that could be got."""
    application = _application()
    library, used = application.library, application.models.in_use
    there = library.installed()
    names = {model.id for model in there}
    others = [entry for entry in library.entries() if entry.id not in names]
    if as_json:
        rows = [installed_values(model, used) for model in there]
        rows += [entry_values(entry) for entry in others]
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    for line in list_lines(there, others, used):
        click.echo(line)


@models.command()
@click.argument("reference", metavar="ID")
@_as_json
def info(reference: str, *, as_json: bool) -> None:
    """Say all that is known of a model: the file's header, the catalogue, and what it needs."""
    application = _application()
    library = application.library
    model = next((each for each in library.installed() if each.id == reference), None)
    entry = library.entry_of(model) if model else library.entry(reference)
    header = library.header(model) if model else None
    machine = this_machine()
    settings = application.settings
    if as_json:
        values = info_values(model, header, entry, settings, machine, application.models.in_use)
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    for name, value in info_lines(model, header, entry, settings, machine):
        click.echo(_ROW.format(name, value))


@models.command()
@_as_json
def suggest(*, as_json: bool) -> None:
    """Say which models of the catalogue suit this computer, and why the others do not."""
    application = _application()
    machine = this_machine()
    found = suggest_models(application.library.entries(), machine)
    if as_json:
        for each in found:
            click.echo(json.dumps(suggestion_values(each), ensure_ascii=False))
        return
    memory, cores = machine.memory_bytes >> 20, machine.cores
    click.echo(_ROW.format("computer", f"{memory} MiB of memory, {cores} cores"))
    click.echo(_ROW.format("gpu", gpu_in_words(machine)))
    for each in found:
        click.echo(suggestion_line(each))
    click.echo(
        "Rules of thumb; 'radvaluer bench --model ID' measures. None of these was shown to be fit "
        "for clinical use."
    )


@models.command("pull")
@click.argument("reference", metavar="ID")
@_sha256
@click.option("--agree-licence", is_flag=True, help="You have read its licence and agree to it.")
def pull(reference: str, sha256: str, *, agree_licence: bool) -> None:
    """Fetch a model of the catalogue from its hub. Stopped or killed, it goes on where it was."""
    library = _application().library
    entry = library.entry(reference)
    order = Order(entry, sha256, agreed=agree_licence)
    try:
        library.must_be_ready(order)
    except LicenceNotAgreed:
        order = Order(entry, sha256, agreed=_agrees(entry))
        library.must_be_ready(order)
    _show(library.pull(order))


@models.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "identifier", default="", help="Its id here; without it the file's name.")
@_sha256
def import_(file: Path, identifier: str, sha256: str) -> None:
    """Copy a model from FILE, on a disk or a share, into your folder of models, and check it."""
    _show(_application().library.import_file(file, identifier, sha256))


@models.command()
@click.argument("reference", metavar="ID")
def verify(reference: str) -> None:
    """Read a model to its last byte: header, SHA-256, architecture. Exit code 3: not usable."""
    application = _application()
    found = application.library.verify(reference)
    model = application.library.installed_named(reference)
    known = model.record is not None or model.is_verified
    click.echo(f"sha256 {found.sha256}")
    if found.frame:
        click.echo(f"frame of its chat template {found.frame}")
    if known:
        click.echo(f"'{reference}' is whole, and the file that was verified.")
    else:
        click.echo(f"'{reference}' is whole; no SHA-256 is known to compare it with.")


@models.command()
@click.argument("reference", metavar="ID|FILE")
def use(reference: str) -> None:
    """Draft with this model from now on, once it has passed the checks (setting 'model')."""
    application = _application()
    found = application.library.usable(reference)
    is_id = reference in {model.id for model in application.library.installed()}
    application.save_setting("model", reference if is_id else str(found.adapter or found.path))
    click.echo(f"'{found.id}' is used from now on; an open window follows when it starts next.")
    if application.settings.model == APPROVED:
        click.echo("What is approved is not followed now; 'settings unset model' returns to that.")


@models.command()
@click.argument("reference", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def remove(reference: str, *, yes: bool) -> None:
    """Delete a model from your own folder."""
    library = _application().library
    model = library.installed_named(reference)
    if not yes:
        click.confirm(f"Delete {model.path} ({model.bytes >> 20} MiB)?", abort=True)
    library.remove(reference)
    click.echo(f"'{reference}' was deleted.")


def _agrees(entry: Entry) -> bool:
    """Show the licence and ask; without a terminal to ask on, no."""
    click.echo(f"'{entry.id}' comes under the {entry.licence}: {entry.licence_link}", err=True)
    if not sys.stdin.isatty():
        return False
    return click.confirm("Have you read it, and do you agree?", err=True)


def _show(events: Generator[Getting | Got, None, None]) -> None:
    """Print how far it is on standard error, and at the end what came of it."""
    on_terminal = sys.stderr.isatty()
    with closing(events):
        for event in events:
            if isinstance(event, Got):
                if on_terminal:
                    click.echo(err=True)
                click.echo(f"'{event.id}' is there: {event.path}")
                click.echo(f"sha256 {event.record.sha256}")
                if not event.record.compared:
                    click.echo("No SHA-256 was known to compare it with.")
            elif on_terminal:
                click.echo(f"\r{progress_line(event):<70}", nl=False, err=True)


def _application() -> Application:
    return build_application(click.get_current_context().obj.locations)
