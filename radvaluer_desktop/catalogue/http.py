"""The HTTP client of downloads: the operating system's trust store, its proxies, no plain text.

httpx2 is what huggingface_hub itself speaks through. Proxies come from HTTPS_PROXY, HTTP_PROXY and
NO_PROXY, or the system's own settings on Windows and macOS.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx2
import truststore

from radvaluer_desktop.catalogue.failures import HubNotTrusted, HubWrong
from radvaluer_desktop.errors import RadValuerError

CONNECT_WITHIN_S, SILENT_MOST_S = 15.0, 30.0
_LONGEST_PAUSE_S = 60.0


class Interrupted(RadValuerError):
    """The connection failed, or the server asks to come again later: to be tried again.

    ``pause_s``: how long it asks to wait, 0 where it does not; ``for_good``: no use to try.
    """

    def __init__(self, reason: str, *, pause_s: float = 0.0, for_good: bool = False) -> None:
        super().__init__(reason)
        self.pause_s, self.for_good = pause_s, for_good


def new_client(silent_most_s: float = SILENT_MOST_S) -> httpx2.Client:
    """Return a client; whoever made it closes it."""
    timeout = httpx2.Timeout(silent_most_s, connect=CONNECT_WITHIN_S)
    return httpx2.Client(
        verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        timeout=timeout,
        follow_redirects=True,
        max_redirects=5,
    )


@contextmanager
def translated(hub: str, identifier: str) -> Iterator[None]:
    """Turn what httpx2 raises into Interrupted, HubNotTrusted or HubWrong."""
    try:
        yield
    except httpx2.TimeoutException as error:
        raise Interrupted("it was silent for too long") from error
    except (httpx2.TooManyRedirects, httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
        reason = "it sends from one address to another"
        raise HubWrong(hub=hub, id=identifier, reason=reason) from error
    except httpx2.TransportError as error:
        if _is_about_trust(error):
            raise HubNotTrusted(hub=hub) from error
        raise Interrupted("the connection failed or was cut off") from error


def must_be_encrypted(url: str, endpoint: str) -> None:
    """Raise HubWrong where ``url`` is not https although ``endpoint`` is, or is no address."""
    scheme = urlsplit(url).scheme
    if scheme not in ("http", "https") or (scheme == "http" and endpoint.startswith("https:")):
        reason = "an address without encryption, or none at all"
        raise HubWrong(hub=endpoint, id=url.rpartition("/")[2], reason=reason)


def pause_asked_for(retry_after: str | None) -> float:
    """Return the seconds of a Retry-After header, at most a minute; 0 for a date or none."""
    text = retry_after or ""
    return min(float(text), _LONGEST_PAUSE_S) if text.isdecimal() else 0.0


def _is_about_trust(error: BaseException | None) -> bool:
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error, seen = error.__cause__ or error.__context__, seen + 1
    return False
