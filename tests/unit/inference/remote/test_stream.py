"""What a server streams, cut anywhere and broken in every way."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.inference.messages import FailureKind, StopReason
from radvaluer_desktop.inference.remote.stream import ServerFault, pieces


def event(content: str | None = None, reason: str | None = None, **more: Any) -> bytes:
    delta = {} if content is None else {"content": content}
    value = {"choices": [{"delta": delta, "finish_reason": reason}], **more}
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode("utf-8", "surrogatepass")


DONE = event(None, "stop") + b"data: [DONE]\n\n"


def text_of(stream: bytes, size: int = 7) -> str:
    chunks = [stream[at : at + size] for at in range(0, len(stream), size)]
    return "".join(piece.text for piece in pieces(chunks))


@given(st.lists(st.text(alphabet="a 肺😀\n\u2028é", max_size=8), max_size=6), st.integers(1, 40))
def test_cut_anywhere_the_text_is_whole(parts: list[str], size: int) -> None:
    stream = b": ping\n\n" + b"".join(map(event, parts)) + DONE
    assert text_of(stream, size) == "".join(parts)
    assert text_of(stream.replace(b"\n", b"\r\n"), size) == "".join(parts)


def test_reason_and_counts() -> None:
    usage = {"usage": {"prompt_tokens": 12, "completion_tokens": 3}, "choices": []}
    last = f"data: {json.dumps(usage)}\n\n".encode()
    came = list(pieces([event("a"), event(None, "length"), last, DONE]))
    assert [piece.stop_reason for piece in came] == [
        None,
        StopReason.MAX_TOKENS,
        None,
        StopReason.END,
    ]
    assert (came[2].prompt_tokens, came[2].completion_tokens) == (12, 3)


@pytest.mark.row("server-half-character")
def test_halves_of_a_character_are_joined_and_one_alone_is_marked() -> None:
    def half(escape: str) -> bytes:
        return b'data: {"choices": [{"delta": {"content": "%s"}}]}\n\n' % escape.encode()

    assert text_of(half("a\\ud83d") + half("\\ude00b") + DONE) == "a😀b"
    assert text_of(half("a\\ud83d") + DONE) == "a�"
    assert text_of(half("\\ude00b") + DONE) == "�b"


@pytest.mark.row("server-garbage")
@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        (b"", FailureKind.SERVER_CUT),
        (event("a"), FailureKind.SERVER_CUT),
        (event("a") + b"data: [DONE]\n\n", FailureKind.SERVER_CUT),
        (event("a")[:-9], FailureKind.SERVER_STRANGE),
        (b"<html>no</html>", FailureKind.SERVER_CUT),
        (b"data: <html>\n\n", FailureKind.SERVER_STRANGE),
        (b"data: 17\n\n", FailureKind.SERVER_STRANGE),
        (b"data: \xe8\x82\n\n", FailureKind.SERVER_STRANGE),
        (b"data: " + b"[" * 100_000 + b"\n\n", FailureKind.SERVER_STRANGE),
        (b"x" * (2 << 20), FailureKind.SERVER_STRANGE),
        (b'data: {"choices": 5}\n\n', FailureKind.SERVER_STRANGE),
        (b'data: {"choices": [{"delta": {"content": 5}}]}\n\n', FailureKind.SERVER_STRANGE),
        (b'data: {"error": {"message": "out of memory"}}\n\n', FailureKind.SERVER_FAILED),
    ],
)
def test_what_is_no_answer(stream: bytes, kind: FailureKind) -> None:
    with pytest.raises(ServerFault) as caught:
        text_of(stream, 4096)
    assert caught.value.kind is kind
    assert "memory" not in str(caught.value)


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with contextlib.suppress(ServerFault):
        text_of(b"data: " + data)
