"""This computer's own network, for tests that start a server; the suite runs without any other."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator

import pytest


def _works() -> bool:
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), 1).close()
    except OSError:
        return False
    return True


def _set(state: str) -> None:
    if shutil.which("ip"):
        subprocess.run(["ip", "link", "set", "lo", state], check=False, capture_output=True)


@pytest.fixture
def loopback() -> Iterator[None]:
    """127.0.0.1, where this machine permits it; as it was before, after the test."""
    if _works():
        yield
        return
    _set("up")
    try:
        if not _works():
            pytest.skip("this machine permits no network of its own (ip link set lo up)")
        yield
    finally:
        _set("down")


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
