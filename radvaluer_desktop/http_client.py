"""The HTTP client of this program, and what its failures mean; alone knows httpx2 and truststore.

TLS goes by the operating system's trust store and is never off. Nothing here decides whether a
connection may be opened: hubs of models and a department's server do, each for itself, and what
either makes of a failure is its own affair.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

import httpx2
import truststore

Client = httpx2.Client
Response = httpx2.Response
Timeout = httpx2.Timeout

_REDIRECTS_MOST = 5


class Failure(Enum):
    """How a request failed."""

    UNREACHABLE = auto()  # no connection came about
    UNTRUSTED = auto()  # its certificate is not one that this computer trusts
    NO_TLS = auto()  # TLS failed for another reason
    SILENT = auto()  # connected, and then no word for too long
    CUT = auto()
    UNREADABLE = auto()  # compressed, and not as it was said
    ASTRAY = auto()  # it sends from one address to another, or to none


class HttpFailure(Exception):
    """A request failed; ``detail`` is the name of a class, never a word of the other side."""

    def __init__(self, failure: Failure, detail: str) -> None:
        super().__init__(failure.name, detail)
        self.failure, self.detail = failure, detail


def new_client(
    timeout: Timeout, *, authority: Path | None = None, proxies: bool, redirects: bool
) -> Client:
    """Return a client; whoever made it closes it, and may give it a base and headers.

    ``authority``: certificates to trust instead of the operating system's; raises OSError or
    ValueError where there are none in it. ``proxies``: follow HTTPS_PROXY, HTTP_PROXY and NO_PROXY,
    or the system's own settings on Windows and macOS.
    """
    return Client(
        verify=_trust(authority),
        timeout=timeout,
        trust_env=proxies,
        follow_redirects=redirects,
        max_redirects=_REDIRECTS_MOST,
        limits=httpx2.Limits(max_connections=None),
    )


@contextmanager
def failures_told_apart() -> Iterator[None]:
    """Turn what httpx2 raises into HttpFailure."""
    try:
        yield
    except httpx2.TransportError as error:
        raise HttpFailure(_of_transport(error), type(_root(error)).__name__) from error
    except httpx2.DecodingError as error:
        raise HttpFailure(Failure.UNREADABLE, type(error).__name__) from error
    except (httpx2.TooManyRedirects, httpx2.InvalidURL) as error:
        raise HttpFailure(Failure.ASTRAY, type(error).__name__) from error
    except httpx2.StreamError as error:
        raise HttpFailure(Failure.CUT, type(error).__name__) from error


def _of_transport(error: httpx2.TransportError) -> Failure:
    if isinstance(error, httpx2.UnsupportedProtocol):
        return Failure.ASTRAY
    if isinstance(error, httpx2.ConnectTimeout):
        return Failure.UNREACHABLE
    if isinstance(error, httpx2.TimeoutException):
        return Failure.SILENT
    root = _root(error)
    if isinstance(root, ssl.SSLCertVerificationError):
        return Failure.UNTRUSTED
    if isinstance(error, httpx2.ConnectError):
        return Failure.NO_TLS if isinstance(root, ssl.SSLError) else Failure.UNREACHABLE
    return Failure.CUT


def _trust(authority: Path | None) -> ssl.SSLContext:
    if authority is None:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return ssl.create_default_context(cafile=str(authority))


def _root(error: BaseException) -> BaseException:
    """Return what was at the bottom of it: a certificate, a name, a socket."""
    seen = {id(error)}
    while (below := error.__cause__ or error.__context__) is not None and id(below) not in seen:
        error = below
        seen.add(id(error))
    return error
