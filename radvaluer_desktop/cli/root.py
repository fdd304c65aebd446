"""The ``radvaluer`` command: global options, the window without a subcommand, errors in words."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path
from typing import Any

import click

from radvaluer_desktop import __version__
from radvaluer_desktop.cli.writing import ReaderGone, written_out
from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.log import describe_exception
from radvaluer_desktop.paths import Locations, locations
from radvaluer_desktop.processor import require_processor

_COMMANDS = (
    "draft",
    "batch",
    "check",
    "deid",
    "score",
    "evaluate",
    "bench",
    "feedback",
    "audit",
    "doctor",
    "settings",
    "models",
    "server",
    "data",
    "keys",
    "corpus",
    "pretrain",
    "train",
    "retrain",
)
_INTERNAL_ERROR = 1
_READER_GONE = 141  # as the shell shows it of a program that SIGPIPE ended

OpenWindow = Callable[..., int | None]


@dataclass(frozen=True, slots=True)
class CommandContext:
    """What every subcommand gets as ``ctx.obj``."""

    locations: Locations


class LazyCommands(click.Group):
    """Imports a subcommand when it is asked for, and prints errors as one plain sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the file of the subcommand; None where there is none."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"radvaluer_desktop.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run; what went wrong becomes a sentence and an exit code."""
        try:
            require_processor()
            with written_out():
                return super().invoke(ctx)
        except WorldError as error:
            click.echo(f"radvaluer: {_on_one_line(error)}", err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except ReaderGone:
            ctx.exit(_READER_GONE)
        except Exception as error:
            getLogger(__name__).exception("a command failed")
            place = describe_exception(error).splitlines()[-1].strip()
            click.echo(
                f"radvaluer: internal error ({type(error).__name__} {place}). "
                "Nothing was sent anywhere; please report this line.",
                err=True,
            )
            ctx.exit(_INTERNAL_ERROR)


def _on_one_line(error: WorldError) -> str:
    """Return the sentence without what a file's name could write on the terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(error))


@click.group(
    cls=LazyCommands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--basedir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep everything of this run (settings, store, logs) in this folder.",
)
@click.option("--example", is_flag=True, help="Open the window on a synthetic example report.")
@click.version_option(__version__)
@click.pass_context
def radvaluer(ctx: click.Context, basedir: Path | None, *, example: bool) -> None:
    """Draft radiology impressions from findings, on this workstation.

    Without a subcommand the window opens.
    """
    open_window: OpenWindow = ctx.obj
    places = locations(basedir)
    ctx.obj = CommandContext(places)
    if ctx.invoked_subcommand is not None:
        return
    code = open_window(places, example=example)
    if code is None:
        click.echo("No display was found, so the example report is drafted here instead.")
        click.echo("For your own: radvaluer draft FILE\n")
        from radvaluer_desktop.cli.draft import draft_example

        draft_example(places)
        code = 0
    ctx.exit(code)
