"""A server that misbehaves in every way, on this computer's own network: one sentence each."""

from __future__ import annotations

import json
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from radvaluer_desktop.app import build_application
from radvaluer_desktop.inference.messages import (
    Done,
    EngineSettings,
    Event,
    Failed,
    FailureKind,
    Sampling,
    Segment,
    StopReason,
    Token,
)
from radvaluer_desktop.inference.remote.address import ServerSettings, server_address
from radvaluer_desktop.inference.remote.engine import RemoteEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.draft import Drafted
from radvaluer_desktop.session.server_failures import server_failure
from radvaluer_desktop.settings.policy import PolicySource
from tests.model_server import free_port

FINDINGS = "Patchy opacity in the right lower lobe, canary-4711."
PROMPT = (Segment("Write.", special=True, storable=True), Segment(FINDINGS))
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as the test says."""

    answer: Answer

    def do_GET(self) -> None:
        self.head(200, "application/json")
        self.wfile.write(json.dumps({"data": [{"id": "m", "max_model_len": 999}]}).encode())

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).answer(self)

    def head(self, status: int, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def say(self, text: str) -> None:
        value = {"choices": [{"delta": {"content": text}}]}
        self.wfile.write(f"data: {json.dumps(value)}\n\n".encode())

    def end(self) -> None:
        value = {"choices": [{"delta": {}, "finish_reason": "stop"}]}
        self.wfile.write(f"data: {json.dumps(value)}\n\ndata: [DONE]\n\n".encode())

    def log_message(self, *_arguments: Any) -> None:
        """Print nothing."""


@pytest.fixture
def serve(loopback: None) -> Iterator[Callable[..., str]]:
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Answer, context: ssl.SSLContext | None = None) -> str:
        handler: Any = type("Scripted", (Handler,), {"answer": answer})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        server.daemon_threads = True
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http{'s' if context else ''}://localhost:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def engine(address: str, **more: Any) -> RemoteEngine:
    return RemoteEngine(ServerSettings(server_address(address), model="m", **more))


def drafted(address: str, **more: Any) -> list[Event]:
    remote = engine(address, **more)
    try:
        return list(remote.generate(PROMPT, Sampling(max_tokens=50)))
    finally:
        remote.close()


def status(number: int, body: str = "{}", **headers: str) -> Answer:
    def answer(handler: Handler) -> None:
        handler.head(number, "application/json", **headers)
        handler.wfile.write(body.encode())

    return answer


def html(handler: Handler) -> None:
    handler.head(200, "text/html")
    handler.wfile.write(b"<html><body>Log in to the hospital's network</body></html>")


def garbage(handler: Handler) -> None:
    handler.head(200)
    handler.say("Opacity")
    handler.wfile.write(b"data: \xff\xfe garbage\n\n")


def half(handler: Handler) -> None:
    handler.head(200)
    handler.wfile.write('data: {"choices": [{"delta": {"content": "肺'.encode()[:-1] + b"\n\n")


def cut(handler: Handler) -> None:
    handler.head(200)
    handler.say("Opacity")


def interrupted(handler: Handler) -> None:
    handler.head(200)
    handler.say("Opacity")
    handler.wfile.write(b"data: [DONE]\n\n")


def stall(handler: Handler) -> None:
    handler.head(200)
    handler.say("Opacity")
    for _ in range(40):
        handler.wfile.write(b": ping\n\n")  # a comment that keeps the connection is no word
        time.sleep(0.1)


def silent(handler: Handler) -> None:
    time.sleep(4)


_TOO_LONG = json.dumps({"error": {"code": "context_length_exceeded", "message": FINDINGS}})


@pytest.mark.row("server-refuses", "server-html", "server-stalls", "server-fails")
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (status(401), FailureKind.SERVER_REFUSED),
        (status(403), FailureKind.SERVER_REFUSED),
        (status(404), FailureKind.SERVER_HAS_NOT),
        (status(429), FailureKind.SERVER_BUSY),
        (status(503), FailureKind.SERVER_BUSY),
        (status(500, FINDINGS), FailureKind.SERVER_FAILED),
        (status(400, FINDINGS), FailureKind.SERVER_FAILED),
        (status(400, _TOO_LONG), FailureKind.SERVER_TOO_LONG),
        (status(302, Location="http://127.0.0.1:9/elsewhere"), FailureKind.SERVER_STRANGE),
        (status(200), FailureKind.SERVER_STRANGE),
        (html, FailureKind.SERVER_STRANGE),
        (garbage, FailureKind.SERVER_STRANGE),
        (half, FailureKind.SERVER_STRANGE),
        (interrupted, FailureKind.SERVER_CUT),
        (cut, FailureKind.SERVER_CUT),
        (stall, FailureKind.SERVER_STALLED),
        (silent, FailureKind.SERVER_STALLED),
    ],
)
def test_one_plain_sentence_each(
    serve: Callable[..., str], answer: Answer, kind: FailureKind
) -> None:
    last = drafted(serve(answer), stall_s=1)[-1]
    assert isinstance(last, Failed)
    assert last.kind is kind
    sentence = str(server_failure(last, "gpu.example"))
    assert "gpu.example" in sentence
    assert "4711" not in sentence


@pytest.mark.row("server-gone")
def test_nobody_there(loopback: None) -> None:
    last = drafted(f"http://127.0.0.1:{free_port()}")[-1]
    assert isinstance(last, Failed)
    assert last.kind is FailureKind.SERVER_UNREACHABLE


def test_a_busy_server_is_asked_again_where_there_is_time(serve: Callable[..., str]) -> None:
    turns: list[int] = []

    def answer(handler: Handler) -> None:
        turns.append(1)
        if len(turns) < 3:
            status(429, Retry_After="0")(handler)
            return
        handler.head(200)
        handler.say("Opacity.")
        handler.end()

    last = drafted(serve(answer), tries=3)[-1]
    assert isinstance(last, Done)
    assert (last.text, len(turns)) == ("Opacity.", 3)


@pytest.mark.parametrize("answer", [stall, silent], ids=["while it writes", "before a word"])
def test_a_stop_takes_no_longer_than_a_second(serve: Callable[..., str], answer: Answer) -> None:
    remote = engine(serve(answer), stall_s=30)
    threading.Timer(0.5, remote.cancel).start()
    began = time.monotonic()
    last = list(remote.generate(PROMPT, Sampling()))[-1]
    assert time.monotonic() - began < 1.5
    assert isinstance(last, Done)
    assert last.stop_reason is StopReason.CANCELLED
    remote.close()


def test_a_server_that_never_ends_is_left(serve: Callable[..., str]) -> None:
    def answer(handler: Handler) -> None:
        handler.head(200)
        while True:
            handler.say("no end " * 20)

    events = drafted(serve(answer))
    assert isinstance(events[-1], Done)
    assert events[-1].stop_reason is StopReason.MAX_TOKENS
    assert len(events[-1].text) < 50 * 64 + 200


def test_nothing_that_steers_a_terminal_comes_through(serve: Callable[..., str]) -> None:
    def answer(handler: Handler) -> None:
        handler.head(200)
        handler.say("\x1b[2J1. Opa\x00city\n\u202e2. None")
        handler.end()

    events = drafted(serve(answer))
    assert "".join(each.text for each in events if isinstance(each, Token)) == (
        "[2J1. Opacity\n2. None"
    )


def test_what_the_settings_know_of_the_house_is_looked_for(
    serve: Callable[..., str], tmp_path: Path
) -> None:
    sent: list[str] = []

    def answer(handler: Handler) -> None:
        sent.append(handler.body.decode("unicode_escape"))
        handler.head(200)
        handler.say("As [NAME 1] says.")
        handler.end()

    named = {"institution": "Brannoc Fold", "station": "ws-0412", "radiologist": "Quistorp"}
    application = build_application(
        locations(tmp_path), policy=(PolicySource("p", lambda: named),), server=serve(answer)
    )
    try:
        assert application.served
        text = "Opacity, seen by Quistorp at Brannoc Fold on WS-0412."
        last = list(application.served.draft(StudyHeader(), text))[-1]
    finally:
        application.close_engines()
    assert "Opacity, seen by [NAME 1] at [INSTITUTION 1] on [OTHER 1]." in sent[0]
    assert isinstance(last, Drafted)
    assert last.draft.impression == "As Quistorp says."


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost that nobody vouches for, its key in the same file."""
    key, made = tmp_path / "key.pem", tmp_path / "cert.pem"
    line = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    line += f" -addext subjectAltName=DNS:localhost -keyout {key} -out {made}"
    subprocess.run(line.split(), check=True, capture_output=True)
    both = tmp_path / "both.pem"
    both.write_bytes(key.read_bytes() + made.read_bytes())
    return both


@pytest.mark.row("server-untrusted")
def test_tls_needs_somebody_who_vouches(serve: Callable[..., str], certificate: Path) -> None:
    def answer(handler: Handler) -> None:
        handler.head(200)
        handler.say("Opacity.")
        handler.end()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    address = serve(answer, context)
    last = drafted(address)[-1]
    assert isinstance(last, Failed)
    assert last.kind is FailureKind.SERVER_UNTRUSTED
    last = drafted(address, authority=certificate.with_name("cert.pem"))[-1]
    assert isinstance(last, Done)
    last = drafted(address, authority=certificate.with_name("missing.pem"))[-1]
    assert isinstance(last, Failed)
    assert last.kind is FailureKind.SERVER_AUTHORITY
    last = drafted(address.replace("localhost", "127.0.0.1"), authority=certificate)[-1]
    assert isinstance(last, Failed)  # another name than the certificate's
    assert last.kind is FailureKind.SERVER_UNTRUSTED


def test_the_models_that_a_server_lists(serve: Callable[..., str]) -> None:
    address = serve(cut)
    (ready,) = engine(address).load(Path(), EngineSettings())
    assert not isinstance(ready, Failed)
    assert ready.model.context_tokens == 999  # type: ignore[union-attr]
    other = RemoteEngine(ServerSettings(server_address(address), model="other"))
    (failed,) = other.load(Path(), EngineSettings())
    assert isinstance(failed, Failed)
    assert failed.kind is FailureKind.SERVER_HAS_NOT
