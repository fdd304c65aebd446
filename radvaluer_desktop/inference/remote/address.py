"""Where a server is: an address that is checked before anything is sent there."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError

_API = "/v1"  # where llama-server, vLLM and Ollama have their OpenAI-compatible endpoints


class ServerAddressInvalid(InputError):
    """The address is none that text of reports may be sent to."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The address of the server cannot be used: {problem}. Nothing was sent."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Write it as https://server.example:8000, without a name, password or question."
    )


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """``base``: the address of the API, such as ``https://gpu.example:8000/v1``."""

    base: str
    host: str

    @property
    def is_encrypted(self) -> bool:
        """Whether TLS protects what is sent."""
        return self.base.startswith("https:")


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How a server is asked.

    ``model``: its name there; empty: the first that the server lists. ``authority``: a file of
    certificates to trust instead of the operating system's. ``stall_s``: seconds without a word
    after which it is given up. ``tries``: how often a request that was not yet answered is made
    where the server is busy or out of reach. ``in_flight``: most requests at once.
    """

    address: ServerAddress
    model: str = ""
    authority: Path | None = None
    stall_s: int = 60
    tries: int = 1
    in_flight: int = 1


def server_address(text: str) -> ServerAddress:
    """Return the address that ``text`` is. Raises ServerAddressInvalid.

    Without TLS only this computer itself is accepted: elsewhere others could read along.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ServerAddressInvalid(problem="it is no address") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ServerAddressInvalid(problem="it does not begin with https:// and a name")
    if parts.username is not None or parts.query or parts.fragment:
        raise ServerAddressInvalid(problem="it holds more than a name, a port and a path")
    if parts.scheme == "http" and not _is_this_computer(host):
        raise ServerAddressInvalid(problem="without https others could read what is sent")
    name = f"[{host}]" if ":" in host else host
    place = name if port is None else f"{name}:{port}"
    return ServerAddress(f"{parts.scheme}://{place}{parts.path.rstrip('/') or _API}", place)


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
