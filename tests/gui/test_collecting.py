"""A closed dialog that hangs in a cycle is destroyed on the painting thread, whoever allocates."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui.collecting import Collecting


class _Cyclic(QDialog):
    """Refers to itself, as what is connected to its own signals does."""

    def __init__(self, destroyed_on: list[int]) -> None:
        super().__init__()
        self.itself = self
        note = lambda: destroyed_on.append(threading.get_ident())  # noqa: E731
        self.destroyed.connect(note, Qt.ConnectionType.DirectConnection)


def _allocate_elsewhere() -> None:
    """Allocate on another thread, until Python would collect every generation."""
    kept: list[list[int]] = []
    thread = threading.Thread(target=lambda: kept.extend([] for _ in range(200_000)))
    thread.start()
    thread.join()


@pytest.fixture
def _as_python_does() -> Iterator[None]:
    """Collecting as Python does it by itself, and back."""
    gc.enable()
    yield
    gc.disable()


@pytest.mark.usefixtures("_as_python_does")
def test_python_by_itself_destroys_widgets_on_any_thread() -> None:
    destroyed_on: list[int] = []
    _Cyclic(destroyed_on)
    _allocate_elsewhere()
    assert destroyed_on
    assert destroyed_on != [threading.get_ident()]


def test_widgets_are_destroyed_on_the_painting_thread(qtbot: QtBot, collecting: Collecting) -> None:
    destroyed_on: list[int] = []
    _Cyclic(destroyed_on)
    _allocate_elsewhere()
    assert destroyed_on == []
    qtbot.waitUntil(lambda: bool(destroyed_on), timeout=20_000)
    assert destroyed_on == [threading.get_ident()]


def test_what_is_old_is_collected_too(collecting: Collecting) -> None:
    destroyed_on: list[int] = []
    old = _Cyclic(destroyed_on)
    gc.collect()  # moves it to the oldest generation
    del old
    for _look in range(150):  # the thresholds multiply: 11 looks for the middle, 121 for the old
        collecting.collect()
    assert destroyed_on == [threading.get_ident()]
