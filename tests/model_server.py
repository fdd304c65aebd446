"""A department's server, small: llama-cpp-python's own, or llama.cpp's where it is at hand."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.soak.random_model import write_random_model

KEY = "sk-loopback-4711"
_START_S = 60.0
_FRAME = "<|report|>{% for each in messages %}{{ each.content }}\n{% endfor %}<|impression|>"


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running_server(
    model: Path, *options: object, key: str = KEY
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start a server for ``model`` that wants ``key``; give its process and its address."""
    pytest.importorskip("starlette_context", reason="needs llama-cpp-python[server]")
    port = free_port()
    line = [sys.executable, "-m", "llama_cpp.server", "--model", model, "--host", "127.0.0.1"]
    line += ["--port", port, "--model_alias", "department", *options]
    line += ["--interrupt_requests", "false"]  # else the newest request ends the others
    line += ["--api_key", key] if key else []
    with _started(line, port) as server:
        yield server


@contextmanager
def llama_server(
    program: Path, model: Path, slots: int, context: int
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start llama.cpp's ``llama-server``, which writes for ``slots`` requests in one batch.

    Each has ``context`` tokens. The demonstration model brings no chat template: it gets the frame
    in which it was taught.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "frame.jinja"
        template.write_text(_FRAME, encoding="utf-8")
        line = [program, "--model", model, "--host", "127.0.0.1", "--port", port]
        line += ["--alias", "department", "--parallel", slots, "--ctx-size", slots * context]
        line += ["--jinja", "--chat-template-file", template, "--no-webui"]
        with _started(line, port) as server:
            yield server


@contextmanager
def _started(line: Sequence[object], port: int) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    with subprocess.Popen(
        list(map(str, line)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process)
            yield process, address
        finally:
            process.kill()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{address}/v1/models", headers={"Authorization": f"Bearer {KEY}"}
    )
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(request, timeout=1).close()  # noqa: S310 - loopback
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


@pytest.fixture
def model_server(loopback: None, demo_model: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server for the demonstration model."""
    with running_server(demo_model, "--n_ctx", 1024, "--n_threads", 1) as server:
        yield server


@pytest.fixture(scope="session")
def slow_writer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random weights that write letters without an end, some hundred a second."""
    path = tmp_path_factory.mktemp("writer") / "slow.gguf"
    write_random_model(path, width=512, layers=8, letters=True)
    return path


@pytest.fixture
def slow_server(loopback: None, slow_writer: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server whose drafts take seconds, and come letter by letter."""
    with running_server(slow_writer, "--n_ctx", 4096, "--n_threads", 1) as server:
        yield server
