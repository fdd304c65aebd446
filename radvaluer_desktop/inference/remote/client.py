"""One connection pool to one server, and what its refusals mean.

Nothing of the environment is followed: a proxy that somebody set for the web is no way for reports.
"""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx2
import truststore

from radvaluer_desktop.inference.messages import FailureKind
from radvaluer_desktop.inference.remote.address import ServerSettings
from radvaluer_desktop.inference.remote.stream import ServerFault

_CONNECT_S, _WRITE_S = 5.0, 30.0
_MOST_OF_A_REFUSAL = 1 << 16  # bytes that are read of it
_MOST_OF_A_LIST = 1 << 22
_LONGEST_REST_S = 60.0
_TOO_LONG = "context_length_exceeded"  # the code of the OpenAI API
_OF_STATUS = {
    401: FailureKind.SERVER_REFUSED,
    403: FailureKind.SERVER_REFUSED,
    404: FailureKind.SERVER_HAS_NOT,
    429: FailureKind.SERVER_BUSY,
    503: FailureKind.SERVER_BUSY,
}
_OK, _REDIRECT, _ERROR, _FAULT = 200, 300, 400, 500


class ServerClient:
    """Speaks HTTP. No socket is opened before the first request; threads may share it."""

    def __init__(self, settings: ServerSettings, key: str = "") -> None:
        """``key`` is sent as a bearer token, and nowhere else. Raises ServerFault."""
        self._stall_s = settings.stall_s
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        timeout = httpx2.Timeout(settings.stall_s, connect=_CONNECT_S, write=_WRITE_S, pool=None)
        self._client = httpx2.Client(
            base_url=settings.address.base,
            headers=headers,
            verify=_context(settings),
            trust_env=False,
            follow_redirects=False,
            timeout=timeout,
            limits=httpx2.Limits(max_connections=settings.in_flight + 1),
        )

    def models(self) -> list[dict[str, object]]:
        """Return what the server lists at ``/models``. Raises ServerFault."""
        with self._answer("GET", "/models", None) as answer:
            value = _json(_beginning(answer, _MOST_OF_A_LIST))
        listed = value.get("data") if isinstance(value, dict) else None
        if not isinstance(listed, list):
            raise ServerFault(FailureKind.SERVER_STRANGE, "models")
        return [each for each in listed if isinstance(each, dict)]

    @contextmanager
    def chat(self, body: dict[str, object]) -> Iterator[Conversation]:
        """Ask for a completion that is streamed. Raises ServerFault."""
        with self._answer("POST", "/chat/completions", body) as answer:
            kind = answer.headers.get("content-type", "")
            if not kind.startswith("text/event-stream"):
                raise ServerFault(FailureKind.SERVER_STRANGE, "content-type")
            yield Conversation(answer, self._stall_s)

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    @contextmanager
    def _answer(
        self, method: str, place: str, body: dict[str, object] | None
    ) -> Iterator[httpx2.Response]:
        with (
            _translated(self._stall_s),
            self._client.stream(method, place, json=body) as answer,
        ):
            if answer.status_code != _OK:
                raise _refusal(answer)
            yield answer


class Conversation:
    """An answer that is being streamed."""

    def __init__(self, answer: httpx2.Response, stall_s: int) -> None:
        self._answer, self._stall_s = answer, stall_s

    def chunks(self) -> Iterator[bytes]:
        """Yield bytes as they come. Raises ServerFault."""
        with _translated(self._stall_s):
            yield from self._answer.iter_bytes()

    def hang_up(self) -> None:
        """End it from another thread: whoever waits for bytes wakes, and the server stops."""
        stream = self._answer.extensions.get("network_stream")
        line = stream.get_extra_info("socket") if stream is not None else None
        with suppress(OSError, ValueError):
            if isinstance(line, socket.socket):
                line.shutdown(socket.SHUT_RDWR)


def _context(settings: ServerSettings) -> ssl.SSLContext:
    if settings.authority is None:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return ssl.create_default_context(cafile=str(settings.authority))
    except (OSError, ValueError) as error:  # no such file; no certificate in it
        raise ServerFault(FailureKind.SERVER_AUTHORITY, type(error).__name__) from error


@contextmanager
def _translated(stall_s: int) -> Iterator[None]:
    try:
        yield
    except httpx2.ConnectError as error:
        untrusted = isinstance(_root(error), ssl.SSLError)
        kind = FailureKind.SERVER_UNTRUSTED if untrusted else FailureKind.SERVER_UNREACHABLE
        raise ServerFault(kind, type(_root(error)).__name__) from error
    except httpx2.ConnectTimeout as error:
        raise ServerFault(FailureKind.SERVER_UNREACHABLE, "ConnectTimeout") from error
    except httpx2.TimeoutException as error:
        raise ServerFault(FailureKind.SERVER_STALLED, str(stall_s)) from error
    except httpx2.DecodingError as error:
        raise ServerFault(FailureKind.SERVER_STRANGE, "encoding") from error
    except (httpx2.TransportError, httpx2.StreamError) as error:
        raise ServerFault(FailureKind.SERVER_CUT, type(error).__name__) from error


def _root(error: BaseException) -> BaseException:
    """Return what was at the bottom of it: a certificate, a name, a socket."""
    while (below := error.__cause__ or error.__context__) is not None:
        error = below
    return error


def _refusal(answer: httpx2.Response) -> ServerFault:
    status = answer.status_code
    if status in _OF_STATUS:
        return ServerFault(_OF_STATUS[status], str(status), _rest(answer))
    if _REDIRECT <= status < _ERROR:
        return ServerFault(FailureKind.SERVER_STRANGE, str(status))
    if status >= _FAULT:
        return ServerFault(FailureKind.SERVER_FAILED, str(status))
    value = _json(_beginning(answer, _MOST_OF_A_REFUSAL))
    error = value.get("error") if isinstance(value, dict) else None
    if isinstance(error, dict) and error.get("code") == _TOO_LONG:
        return ServerFault(FailureKind.SERVER_TOO_LONG, str(status))
    return ServerFault(FailureKind.SERVER_FAILED, str(status))


def _rest(answer: httpx2.Response) -> float:
    """Return the seconds that the server asks to be left alone, as of RFC 9110, 10.2.3."""
    try:
        return min(max(float(answer.headers.get("retry-after", "0")), 0.0), _LONGEST_REST_S)
    except ValueError:  # a date: our own pause is as good
        return 0.0


def _beginning(answer: httpx2.Response, most: int) -> bytes:
    data = b""
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > most:
            raise ServerFault(FailureKind.SERVER_STRANGE, "size")
    return data


def _json(data: bytes) -> object:
    try:
        value: object = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value
