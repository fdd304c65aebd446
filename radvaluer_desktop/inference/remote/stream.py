"""Reads what a server streams, believing none of it.

Events as of the HTML standard, section 9.2 (server-sent events), each with one JSON object as of
the OpenAI API's chat completion chunks, and ``[DONE]`` at the end. Bytes are strict UTF-8: a broken
character is no text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from radvaluer_desktop.inference.messages import FailureKind, StopReason

_LONGEST_LINE = 1 << 20  # bytes; an event holds a word or two
_DATA = b"data:"
_END = "[DONE]"
_HIGH = range(0xD800, 0xDC00)  # the first half of a character beyond the basic plane
_REASONS = {"length": StopReason.MAX_TOKENS}


class ServerFault(Exception):
    """What a server did wrong; ``detail`` is a number or a word of ours, never of the server."""

    def __init__(self, kind: FailureKind, detail: str = "", retry_after_s: float = 0.0) -> None:
        super().__init__(kind.value, detail)
        self.kind, self.detail, self.retry_after_s = kind, detail, retry_after_s


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that came, and, where the server tells, why it ended and how many tokens there were."""

    text: str = ""
    stop_reason: StopReason | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0


def pieces(chunks: Iterable[bytes]) -> Iterator[Piece]:
    """Yield what the events in ``chunks`` say, whole characters alone. Raises ServerFault.

    A stream that ends without saying why the text ended was cut, also where ``[DONE]`` comes:
    llama-cpp-python's server sends that when another request takes its place.
    """
    held, ended = "", False
    for data in _events(chunks):
        if data == _END:
            break
        piece = _piece_of(data)
        text = held + piece.text
        held = ""
        if text and ord(text[-1]) in _HIGH:
            text, held = text[:-1], text[-1]
        ended = ended or piece.stop_reason is not None
        yield Piece(_whole(text), piece.stop_reason, piece.prompt_tokens, piece.completion_tokens)
    if not ended:
        raise ServerFault(FailureKind.SERVER_CUT)
    if held:
        yield Piece(_whole(held))


def _whole(text: str) -> str:
    """Join halves of characters that JSON escapes one by one; a half alone becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _events(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the data of each event; comments and other fields are left out."""
    buffer = b""
    for chunk in chunks:
        buffer += chunk
        *lines, buffer = buffer.replace(b"\r\n", b"\n").split(b"\n")
        if len(buffer) > _LONGEST_LINE:
            raise ServerFault(FailureKind.SERVER_STRANGE, "line")
        for line in lines:
            if line.startswith(_DATA):
                yield _decoded(line.removeprefix(_DATA)).strip()
    if buffer.startswith(_DATA):
        yield _decoded(buffer.removeprefix(_DATA)).strip()


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise ServerFault(FailureKind.SERVER_STRANGE, "utf-8") from None


def _piece_of(data: str) -> Piece:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise ServerFault(FailureKind.SERVER_STRANGE, "json") from None
    if not isinstance(value, dict):
        raise ServerFault(FailureKind.SERVER_STRANGE, "json")
    if value.get("error"):
        raise ServerFault(FailureKind.SERVER_FAILED, "error")
    usage = value.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    text, reason = _choice(value.get("choices"))
    prompt, completion = counts.get("prompt_tokens"), counts.get("completion_tokens")
    return Piece(text, reason, _number(prompt), _number(completion))


def _choice(choices: Any) -> tuple[str, StopReason | None]:  # noqa: ANN401 - of JSON
    if not choices:  # the last event holds the usage alone
        return "", None
    first = choices[0] if isinstance(choices, list) else None
    delta = first.get("delta") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(delta, dict):
        raise ServerFault(FailureKind.SERVER_STRANGE, "choices")
    text = delta.get("content") or ""
    if not isinstance(text, str):
        raise ServerFault(FailureKind.SERVER_STRANGE, "content")
    reason = first.get("finish_reason")
    return text, None if reason is None else _REASONS.get(str(reason), StopReason.END)


def _number(value: Any) -> int:  # noqa: ANN401 - of JSON
    return value if type(value) is int and value >= 0 else 0
