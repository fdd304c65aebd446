"""What ``draft`` and ``batch`` share: their options, and a session with its model loaded."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import click

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.cli.header import choice_of
from radvaluer_desktop.inference.messages import Sampling
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.report.study import BodySystem, Language
from radvaluer_desktop.safety.process import ChecksNotRunning, TextChecks
from radvaluer_desktop.session.loading import WithoutAdapter
from radvaluer_desktop.session.served import ServedSession
from radvaluer_desktop.session.serving import Load

_Function = TypeVar("_Function", bound=Callable[..., Any])


class _Range(click.FloatRange):
    """A number within bounds, which "nan" is not, although it is beyond neither of them."""

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's own signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Return the number; a usage error where it is none."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


def engine_options(command: _Function) -> _Function:
    """Add the options that choose the model and how it writes."""
    for option in (
        click.option("--temperature", type=_Range(0, 5), default=0.0, show_default=True),
        click.option("--max-tokens", type=click.IntRange(1), default=256, show_default=True),
        click.option("--model", metavar="PATH|ID", help="A GGUF file, or an installed model."),
        click.option(
            "--load-anyway",
            is_flag=True,
            help="Load the model although the engine ended while it loaded it before.",
        ),
        click.option(
            "--lang", type=choice_of(Language), help="Language; told from the text if not."
        ),
        click.option("--system", type=choice_of(BodySystem), help="Body system."),
    ):
        command = option(command)
    return command


def server_options(command: _Function) -> _Function:
    """Add the options that send many reports to a server."""
    return server_option(
        click.option(
            "--in-flight",
            type=click.IntRange(1, 256),
            default=8,
            show_default=True,
            help="How many reports the server drafts at a time.",
        )(command)
    )


def server_load(in_flight: int) -> Load:
    """Return how hard a server is worked; one that is busy for a while is asked again."""
    return Load(in_flight, tries=6)


def server_option(command: _Function) -> _Function:
    """Add the option that names a server."""
    return click.option(
        "--server",
        metavar="URL",
        help="Let the server at this address draft: texts of reports are sent there.",
    )(command)


def sampling_of(values: dict[str, Any]) -> Sampling:
    """Return how tokens are chosen, from the values of the options."""
    return Sampling(max_tokens=values["max_tokens"], temperature=values["temperature"])


@contextmanager
def loaded_application(
    places: Locations,
    model: str | None,
    *,
    anyway: bool = False,
    server: str | None = None,
    load: Load = Load(),  # noqa: B008 - frozen
) -> Iterator[Application]:
    """Give an application whose model is loaded; its engine ends with the block.

    With a ``server`` no model is loaded here before it is needed.
    """
    application = build_application(places, server=server or "", load=load)
    for unknown in application.configuration.unknown:
        click.echo(f"radvaluer: {unknown}", err=True)
    try:
        if application.served is not None:
            _warn_of(application.served)
            yield application
            return
        for event in application.load_model(model, anyway=anyway):
            if isinstance(event, WithoutAdapter):
                warn_of_adapter(event)
        if application.session.candidates > 1:
            threading.Thread(target=_start, args=(application.checks,), daemon=True).start()
        yield application
    finally:
        application.close_engines()
        application.checks.close()


def warn_of_adapter(event: WithoutAdapter) -> None:
    """Say on standard error that the model drafts alone, and why."""
    click.echo(f"radvaluer: setting 'adapter': {event.reason} The model drafts alone.", err=True)


def _warn_of(served: ServedSession) -> None:
    told = "as they are" if served.is_trusted else "without the identifiers that rules find"
    click.echo(f"Texts of reports are sent to {served.host}, {told}.", err=True)


def _start(checks: TextChecks) -> None:
    """Be ready to check while drafts are still being written; who checks says what is wrong."""
    with suppress(ChecksNotRunning):
        checks.start()
