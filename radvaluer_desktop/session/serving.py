"""Whether texts go to a department's server, and to which: what policy, person and command say.

By default none. A policy may name one, forbid any (by naming none) and say that it is trusted; a
person may agree to one in the window; a command may name one for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.inference.remote.address import (
    ServerAddress,
    ServerSettings,
    server_address,
)
from radvaluer_desktop.prompting.templates import PromptTemplate
from radvaluer_desktop.safety.deid.beside import DeidentifyBeside
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.known import Known
from radvaluer_desktop.session.served import ChooseExamples, ServedSession
from radvaluer_desktop.settings import Configuration, Settings
from radvaluer_desktop.settings.layers import Layer


class ServerForbidden(InputError):
    """The policy allows another server, or none."""

    what = QT_TRANSLATE_NOOP(
        "errors", "This computer's policy does not allow texts to go to {server}. Nothing was sent."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Ask your administrator; {source} decides.")


@dataclass(frozen=True, slots=True)
class ServerChoice:
    """A server that texts may go to; ``trusted``: with what identifies a person."""

    address: ServerAddress
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """How hard a command works a server: requests at once, and tries of each."""

    in_flight: int = 1
    tries: int = 1


def choose_server(configuration: Configuration, asked: str | None = None) -> ServerChoice | None:
    """Return the server that texts go to; None where nobody wants one, or not yet.

    ``asked``: what a command names, which is consent enough. Raises ServerAddressInvalid or
    ServerForbidden.
    """
    choice = configuration.choices["server"]
    configured, by_policy = str(choice.value), choice.layer is Layer.POLICY
    wanted = configured if asked is None else asked
    if not wanted:
        return None
    address = server_address(wanted)
    agreed = by_policy or asked is not None or str(configuration.settings.server_consent) == wanted
    if not agreed:
        return None
    if by_policy:
        allowed = server_address(configured).base if configured else ""
        if address.base != allowed:
            raise ServerForbidden(server=address.host, source=choice.source)
    trust = configuration.choices["server_trusted"]
    trusted = by_policy and trust.layer is Layer.POLICY and trust.value == "yes"
    return ServerChoice(address, trusted)


def known_here(settings: Settings) -> Known:
    """Return what the settings know that tells who and where: it may stand in any report."""
    return Known(
        {
            Kind.PERSON: (settings.radiologist_id,),
            Kind.INSTITUTION: (settings.institution,),
            Kind.OTHER: (settings.station_id,),
        }
    )


class Serving:
    """The server that is in use, if any; nothing is sent before the first draft."""

    def __init__(
        self,
        configuration: Configuration,
        template: PromptTemplate,
        key_of: Callable[[str], str],
        examples: ChooseExamples,
        asked: str | None = None,
        load: Load = Load(),
    ) -> None:
        """``key_of`` gives the key of a host. Raises ServerAddressInvalid or ServerForbidden."""
        self._template, self._key_of, self._examples = template, key_of, examples
        self._load = load
        self._deidentify = DeidentifyBeside(max(1, min(load.in_flight, 4)))
        self.session: ServedSession | None = None
        self.choose(configuration, asked)

    def choose(self, configuration: Configuration, asked: str | None = None) -> None:
        """Follow what was decided since. Raises as above; then no server is in use."""
        before, self.session = self.session, None
        if before is not None:
            before.close()
        choice = choose_server(configuration, asked)
        if choice is None:
            return
        # Where no server is in use, its libraries are not loaded.
        from radvaluer_desktop.inference.remote.engine import RemoteEngine

        settings, host = configuration.settings, choice.address.host
        engine = RemoteEngine(
            ServerSettings(
                address=choice.address,
                model=settings.server_model,
                authority=Path(settings.server_authority) if settings.server_authority else None,
                stall_s=settings.server_stall_s,
                tries=self._load.tries,
                in_flight=self._load.in_flight,
            ),
            lambda: self._key_of(host),
        )
        self.session = ServedSession(
            engine,
            host,
            self._template,
            None if choice.trusted else self._deidentify,
            known_here(settings),
            self._examples,
        )

    def stop(self) -> None:
        """Stop what the server writes."""
        session = self.session
        if session is not None:
            session.stop()

    def close(self) -> None:
        """Close connections and processes."""
        if self.session is not None:
            self.session.close()
        self._deidentify.close()
