"""``radvaluer server``: looks at a department's server, and keeps its key."""

from __future__ import annotations

import sys

import click

from radvaluer_desktop.app import Application, build_application, server_key_name
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import InputError
from radvaluer_desktop.inference.remote.address import server_address
from radvaluer_desktop.session.served import ServedSession


class ServerNotNamed(InputError):
    """No server is configured, and none was named."""

    what = "No server was named, and none is in use by the settings."
    next_step = "Name its address, such as https://gpu.example:8000."


class KeyInvalid(InputError):
    """What was typed cannot be sent as a key."""

    what = "The key is empty, or holds more than plain letters, digits and signs. Nothing was kept."
    next_step = "Copy it once more from whoever gave it out."


_LONGEST = 10_000  # characters of a key


@click.group()
def server() -> None:
    """Look at the server that drafts for a department, and keep its key."""


@server.command()
@click.argument("address", required=False)
@click.pass_context
def check(ctx: click.Context, address: str | None) -> None:
    """Ask the server at ADDRESS, or the one in use, for its model. Sends no report."""
    application = build_application(ctx.obj.locations, server=address)
    try:
        served = _served(application)
        model = served.connect()
        click.echo(f"server       {served.host}")
        click.echo(f"model        {model.name}")
        click.echo(f"prompt       {served.prompt_version}")
        told = (
            "sent as they are: the policy trusts the server"
            if served.is_trusted
            else ("taken out before texts are sent, as far as rules find them")
        )
        click.echo(f"identifiers  {told}")
    finally:
        application.close_engines()


@server.command()
@click.argument("address")
@click.option("--forget", is_flag=True, help="Remove the key from the keyring.")
def key(address: str, *, forget: bool) -> None:
    """Keep the key of the server at ADDRESS in the keyring; it is asked for."""
    name = server_key_name(server_address(address).host)
    if forget:
        Keyring().delete_key(name)
        return
    if sys.stdin.isatty():
        secret = click.prompt("Key", hide_input=True, default="", show_default=False).strip()
    else:
        secret = sys.stdin.readline(_LONGEST).strip()
    if not secret or not secret.isascii() or not secret.isprintable() or " " in secret:
        raise KeyInvalid
    Keyring().keep_secret(name, secret)


def _served(application: Application) -> ServedSession:
    if application.served is None:
        raise ServerNotNamed
    return application.served
