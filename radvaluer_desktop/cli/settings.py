"""``radvaluer settings``: shows and changes the settings, and says where each value comes from."""

from __future__ import annotations

import json
from pathlib import Path

import click

from radvaluer_desktop.paths import Locations
from radvaluer_desktop.settings import (
    Configuration,
    machine_policy,
    read_configuration,
    remove_setting,
    save_setting,
)
from radvaluer_desktop.settings.declaration import setting_named

_ROW = "{:<20} {:<24} {}"


@click.group()
def settings() -> None:
    """Show and change the settings of this user; a machine's policy goes before them."""


@settings.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def show(*, as_json: bool) -> None:
    """Show every setting: its value, and the file or policy that decides it."""
    configuration = _configuration()
    if not as_json:
        click.echo(_ROW.format("setting", "value", "from"))
    for name, choice in configuration.choices.items():
        value = json.dumps(choice.value, ensure_ascii=False)
        if as_json:
            row = {"setting": name, "value": choice.value, "layer": choice.layer.value}
            click.echo(json.dumps({**row, "source": choice.source}, ensure_ascii=False))
        else:
            source = f"{choice.layer.value} {choice.source}".strip()
            click.echo(_ROW.format(name, value, source))
    for unknown in configuration.unknown:
        click.echo(f"radvaluer: {unknown}", err=True)


@settings.command()
@click.argument("name")
def get(name: str) -> None:
    """Print the value of setting NAME."""
    setting_named(name)
    click.echo(_configuration().choices[name].value)


@settings.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("value")
def set_(name: str, value: str) -> None:
    """Set NAME to VALUE in the user's file; the window follows when it starts next."""
    is_number = isinstance(setting_named(name).default, int)
    save_setting(_file(), name, _number(value) if is_number else value, machine_policy())


@settings.command()
@click.argument("name")
def unset(name: str) -> None:
    """Take NAME out of the user's file, so that its default holds again."""
    remove_setting(_file(), name, machine_policy())


def _number(value: str) -> int | str:
    """Return the number that ``value`` is; what is none is left for the setting to refuse."""
    try:
        return int(value)
    except ValueError:  # of more digits than Python reads, too
        return value


def _configuration() -> Configuration:
    return read_configuration(_file(), machine_policy())


def _file() -> Path:
    places: Locations = click.get_current_context().obj.locations
    return places.settings_file
