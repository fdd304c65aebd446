"""What is opened later is imported once the window stands."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui import warming
from radvaluer_desktop.gui.warming import Warming


def test_everything_that_is_named_is_imported_and_told_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "_AFTER_MS", 0)
    told: list[bool] = []
    parent = QObject()
    warm = Warming(lambda: told.append(all(name in sys.modules for name in warming._LATER)), parent)
    qtbot.waitUntil(lambda: bool(told))
    warm.shut_down()
    assert told == [True]


def test_a_window_that_closes_at_once_waits_for_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "_AFTER_MS", 0)
    told: list[bool] = []
    warm = Warming(lambda: told.append(True), QObject())
    warm.shut_down()
    qtbot.wait(50)
    assert not told
