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

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET of unshare(2); Python has it from 3.12 on
_GET_FLAGS, _SET_FLAGS, _SET_ADDRESS, _UP = 0x8913, 0x8914, 0x8916, 1


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
        _turn(on=True)
    except PermissionError:
        pytest.skip("the loopback is off, and this user may not turn it on")
    try:
        yield
    finally:
        _turn(on=False)


@pytest.fixture
def hub(loopback: None) -> Iterator[HubServer]:
    """A hub without files, well-behaved until it is told otherwise."""
    server = HubServer()
    yield server
    server.close()


def _turn(*, on: bool) -> None:
    """Turn the loopback on or off; off without its address, or what it is sent gets no answer."""
    fcntl = importlib.import_module("fcntl")  # Windows has none
    with closing(socket.socket()) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        flags: int = struct.unpack("16sh14x", fcntl.ioctl(any_socket, _GET_FLAGS, request))[1]
        if not on:
            none = struct.pack("16sHH4s8x", b"lo", socket.AF_INET, 0, bytes(4))
            fcntl.ioctl(any_socket, _SET_ADDRESS, none)
        wanted = flags | _UP if on else flags & ~_UP
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", wanted))
