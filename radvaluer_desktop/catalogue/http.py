"""How this program speaks to hubs: through the system's proxies, never from TLS to plain text.

What goes wrong becomes a sentence, or Interrupted where trying again may help.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from radvaluer_desktop.catalogue.failures import HubNotTrusted, HubWrong
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, RadValuerError
from radvaluer_desktop.http_client import (
    Client,
    Failure,
    HttpFailure,
    Timeout,
    failures_told_apart,
    new_client,
)

CONNECT_WITHIN_S, SILENT_MOST_S = 15.0, 30.0
_LONGEST_PAUSE_S = 60.0


class Interrupted(RadValuerError):
    """The connection failed, or the server asks to come again later: to be tried again.

    ``pause_s``: how long it asks to wait, 0 where it does not; ``for_good``: no use to try.
    """

    def __init__(self, reason: str, *, pause_s: float = 0.0, for_good: bool = False) -> None:
        super().__init__(reason)
        self.pause_s, self.for_good = pause_s, for_good


def hub_client(silent_most_s: float = SILENT_MOST_S) -> Client:
    """Return a client; whoever made it closes it."""
    timeout = Timeout(silent_most_s, connect=CONNECT_WITHIN_S)
    return new_client(timeout, proxies=True, redirects=True)


@contextmanager
def translated(hub: str, identifier: str) -> Iterator[None]:
    """Turn what fails into Interrupted, HubNotTrusted or HubWrong."""
    try:
        with failures_told_apart():
            yield
    except HttpFailure as error:
        match error.failure:
            case Failure.SILENT:
                raise Interrupted(
                    QT_TRANSLATE_NOOP("reasons", "it was silent for too long")
                ) from error
            case Failure.ASTRAY:
                reason = QT_TRANSLATE_NOOP("reasons", "it sends from one address to another")
                raise HubWrong(hub=hub, id=identifier, reason=reason) from error
            case Failure.UNTRUSTED:
                raise HubNotTrusted(hub=hub) from error
            case _:
                raise Interrupted(
                    QT_TRANSLATE_NOOP("reasons", "the connection failed or was cut off")
                ) from error


def must_be_encrypted(url: str, endpoint: str) -> None:
    """Raise HubWrong where ``url`` is not https although ``endpoint`` is, or is no address."""
    scheme = urlsplit(url).scheme
    if scheme not in ("http", "https") or (scheme == "http" and endpoint.startswith("https:")):
        reason = QT_TRANSLATE_NOOP("reasons", "an address without encryption, or none at all")
        raise HubWrong(hub=endpoint, id=url.rpartition("/")[2], reason=reason)


def pause_asked_for(retry_after: str | None) -> float:
    """Return the seconds of a Retry-After header, at most a minute; 0 for a date or none."""
    text = retry_after or ""
    return min(float(text), _LONGEST_PAUSE_S) if text.isdecimal() else 0.0
