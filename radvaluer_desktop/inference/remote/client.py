"""One connection pool to one server, and what its refusals mean.

Nothing of the environment is followed: a proxy that somebody set for the web is no way for reports.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from radvaluer_desktop.http_client import (
    Client,
    Failure,
    HttpFailure,
    Response,
    Timeout,
    failures_told_apart,
    new_client,
)
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
_KINDS = {
    Failure.UNREACHABLE: FailureKind.SERVER_UNREACHABLE,
    Failure.UNTRUSTED: FailureKind.SERVER_UNTRUSTED,
    Failure.NO_TLS: FailureKind.SERVER_UNTRUSTED,
    Failure.SILENT: FailureKind.SERVER_STALLED,
    Failure.CUT: FailureKind.SERVER_CUT,
    Failure.UNREADABLE: FailureKind.SERVER_STRANGE,
    Failure.ASTRAY: FailureKind.SERVER_STRANGE,
}
_DETAILS = {Failure.UNREADABLE: "encoding", Failure.ASTRAY: "address"}


class ServerClient:
    """Speaks HTTP. No socket is opened before the first request; threads may share it."""

    def __init__(self, settings: ServerSettings, key: str = "") -> None:
        """``key`` is sent as a bearer token, and nowhere else. Raises ServerFault."""
        self._stall_s = settings.stall_s
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = _client_of(settings)
        self._client.base_url = settings.address.base
        self._client.headers.update(headers)

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
    ) -> Iterator[Response]:
        with (
            _translated(self._stall_s),
            self._client.stream(method, place, json=body) as answer,
        ):
            if answer.status_code != _OK:
                raise _refusal(answer)
            yield answer


class Conversation:
    """An answer that is being streamed."""

    def __init__(self, answer: Response, stall_s: int) -> None:
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


def _client_of(settings: ServerSettings) -> Client:
    timeout = Timeout(settings.stall_s, connect=_CONNECT_S, write=_WRITE_S, pool=None)
    try:
        return new_client(timeout, authority=settings.authority, proxies=False, redirects=False)
    except (OSError, ValueError) as error:  # no such file; no certificate in it
        raise ServerFault(FailureKind.SERVER_AUTHORITY, type(error).__name__) from error


@contextmanager
def _translated(stall_s: int) -> Iterator[None]:
    try:
        with failures_told_apart():
            yield
    except HttpFailure as error:
        detail = _DETAILS.get(error.failure, error.detail)
        detail = str(stall_s) if error.failure is Failure.SILENT else detail
        raise ServerFault(_KINDS[error.failure], detail) from error


def _refusal(answer: Response) -> ServerFault:
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


def _rest(answer: Response) -> float:
    """Return the seconds that the server asks to be left alone, as of RFC 9110, 10.2.3."""
    try:
        return min(max(float(answer.headers.get("retry-after", "0")), 0.0), _LONGEST_REST_S)
    except ValueError:  # a date: our own pause is as good
        return 0.0


def _beginning(answer: Response, most: int) -> bytes:
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
