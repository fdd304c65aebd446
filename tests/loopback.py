"""A loopback interface for tests that speak to a server of their own, and to nothing else.

The tests run without any network (``installers/run_tests.sh``), the loopback included. Whoever may
set interfaces up in that name space gets it for the length of one test; the rest stays cut off.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.hub_server import HubServer

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 1
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET of unshare(2); Python has it from 3.12 on


def pytest_configure() -> None:
    """Give each process of a parallel run a network of its own: one loopback for each.

    Whoever may not do that may not turn a loopback on either.
    """
    if {"RADVALUER_TEST_OFFLINE", "PYTEST_XDIST_WORKER"} <= os.environ.keys():
        ctypes.CDLL(None).unshare(_NEW_NETWORK)


@pytest.fixture
def loopback() -> Iterator[None]:
    """127.0.0.1 can be reached; the test is skipped where that cannot be had."""
    if "RADVALUER_TEST_OFFLINE" not in os.environ:  # set on Linux alone
        yield
        return
    try:
        before = _change(None)
        _change(before | _UP)
    except PermissionError:
        pytest.skip("the loopback is off, and this user may not turn it on")
    try:
        yield
    finally:
        _change(before)


@pytest.fixture
def hub(loopback: None) -> Iterator[HubServer]:
    """A hub without files, well-behaved until it is told otherwise."""
    server = HubServer()
    yield server
    server.close()


def _change(flags: int | None) -> int:
    """Set the loopback's flags, or leave them; return those from before."""
    fcntl = importlib.import_module("fcntl")  # Windows has none
    with closing(socket.socket()) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        before: int = struct.unpack("16sh14x", fcntl.ioctl(any_socket, _GET_FLAGS, request))[1]
        if flags is not None:
            fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags))
        return before
