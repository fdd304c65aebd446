"""Works with models and a department's server as an administrator would, on the loopback alone.

    python deliver.py PROGRAM [ARGUMENT…]

lists models, pulls one from a hub of the tests, imports one whose chat template must be rendered in
a process of its own, and drafts on a server, for which another process looks for identifiers. So
each library that speaks HTTP or starts a process is found in the frozen tree, or is missed here.
``check`` runs it with the source tree on the path.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import gguf
import numpy as np

from tests.hub_server import HubServer

MODEL = Path("resources") / "models" / "chatradio-demo.gguf"
FINDINGS = "There is a small right pleural effusion, seen by Dr. Quistorp."
_TEMPLATE = "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}<|assistant|>"
_ENTRY = """[[model]]
id = "delivered"
name = "Delivered"
languages = ["en"]
licence = "Apache-2.0"
purpose = {{ en = "for this check", zh = "-" }}
validated = {{ en = "no", zh = "-" }}
parameters = 1
quantisation = "Q8_0"
context = 2048
memory_mib = 93
prompt = "report"
minimum_version = "0.1"
repository = "org/models"
revision = "main"
file = "delivered.gguf"
bytes = {size}
sha256 = "{sha256}"
"""


class _Department(BaseHTTPRequestHandler):
    """A server whose model always writes the same; what it was sent is kept."""

    sent: list[bytes] = []  # noqa: RUF012 - of the one server

    def do_GET(self) -> None:
        """List the model."""
        self._answer("application/json", json.dumps({"data": [{"id": "large"}]}))

    def do_POST(self) -> None:
        """Write."""
        self.sent.append(self.rfile.read(int(self.headers["Content-Length"])))
        written = {"delta": {"content": "Small right pleural effusion."}}
        ended: dict[str, object] = {"delta": {}, "finish_reason": "stop"}
        ways: tuple[dict[str, object], ...] = ({**written}, ended)
        events = [f"data: {json.dumps({'choices': [way]})}\n\n" for way in ways]
        self._answer("text/event-stream", "".join(events) + "data: [DONE]\n\n")

    def log_message(self, *_arguments: object) -> None:
        """Print nothing."""

    def _answer(self, kind: str, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())


@contextmanager
def department() -> Iterator[str]:
    """Run the server; give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Department)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def asked(program: Sequence[str], *arguments: str, text: str = "") -> str:
    """Return what a command prints, which must succeed."""
    done = subprocess.run(
        [*program, *arguments],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    if done.returncode != 0:
        sys.exit(f"deliver: {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def must(condition: bool, what: str) -> None:
    """End with ``what`` where it is not so."""
    if not condition:
        sys.exit(f"deliver: {what}")


def with_template(path: Path) -> Path:
    """Write a file that says to be a model and has a chat template."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_chat_template(_TEMPLATE)
    writer.add_tensor("w", np.zeros(8, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def models(program: Sequence[str], served: Path, folder: Path) -> None:
    """List, pull, verify, import, use and remove."""
    must("chatradio-demo" in asked(program, "models", "list"), "the model that came is not listed")
    hub = HubServer()
    hub.files["delivered.gguf"] = served
    site = folder / "site.toml"
    digest = hashlib.sha256(served.read_bytes()).hexdigest()
    site.write_text(_ENTRY.format(size=served.stat().st_size, sha256=digest), encoding="utf-8")
    asked(program, "settings", "set", "model_hub", hub.address)
    asked(program, "settings", "set", "model_catalogue", str(site))
    must(digest in asked(program, "models", "pull", "delivered"), "another file was pulled")
    hub.close()
    asked(program, "models", "use", "delivered")
    must(bool(asked(program, "draft", "-", text=FINDINGS).strip()), "the pulled model is silent")
    asked(program, "settings", "unset", "model")
    asked(program, "models", "remove", "delivered", "--yes")
    asked(program, "models", "import", str(with_template(folder / "general.gguf")))
    frame = asked(program, "models", "verify", "general")
    must("frame of its chat template" in frame, "the chat template was not looked at")
    print("deliver: models were listed, pulled, used, removed, imported and verified")


def server(program: Sequence[str]) -> None:
    """Ask a server for its model, and draft there."""
    with department() as address:
        must("large" in asked(program, "server", "check", address), "the server has no model")
        drafted = asked(program, "draft", "-", "--server", address, text=FINDINGS)
    must("Small right pleural effusion." in drafted, "the server drafted something else")
    body = b"".join(_Department.sent)
    must(b"effusion" in body and b"Quistorp" not in body, "a name went to the server")
    print("deliver: a server was asked, and drafted without a name")


def main() -> None:
    """Work with the program that the command line names."""
    for name in [name for name in os.environ if name.startswith(("PYTHON", "RADVALUER", "HF_"))]:
        del os.environ[name]
    program = sys.argv[1:]
    source = Path(__file__).resolve().parents[2]
    models(program, source / MODEL, Path.cwd())
    server(program)


if __name__ == "__main__":
    main()
