"""The lanes: what runs beside the window, and how its results come back."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from radvaluer_desktop.gui.tasks import Lane


@pytest.fixture
def lane(qapp: QCoreApplication) -> Iterator[Lane]:
    parent = QObject()
    made = Lane("test", parent)
    yield made
    made.shut_down()


def test_streams_come_whole_and_in_order_and_make_nothing_of_qt(qtbot: QtBot, lane: Lane) -> None:
    """A connection made for one stream may be taken apart on the lane's thread: that crashes."""
    heard: list[int] = []
    timers: set[int] = set()
    threads: set[bool] = set()
    ended: list[int] = []

    def hear(events: list[int]) -> None:
        heard.extend(events)
        timers.add(len(lane.findChildren(QTimer)))
        threads.add(QThread.currentThread() is lane.thread())

    for number in range(50):
        first = number * 100
        lane.run_stream(
            lambda first=first: iter(range(first, first + 100)),  # type: ignore[misc]
            hear,
            lambda _, number=number: ended.append(number),  # type: ignore[misc]
            lambda error: pytest.fail(repr(error)),
        )
    qtbot.waitUntil(lambda: len(ended) == 50, timeout=10_000)
    assert heard == list(range(5000))
    assert ended == list(range(50))
    assert timers == {1}
    assert threads == {True}


def test_what_came_before_a_failure_is_delivered_first(qtbot: QtBot, lane: Lane) -> None:
    said: list[object] = []

    def events() -> Iterator[int]:
        yield 1
        yield 2
        raise ValueError

    lane.run_stream(events, said.extend, said.append, lambda error: said.append(type(error)))
    qtbot.waitUntil(lambda: ValueError in said, timeout=10_000)
    assert said == [1, 2, ValueError]


def test_what_a_task_holds_is_let_go_on_the_painting_thread(qtbot: QtBot, lane: Lane) -> None:
    let_go: list[threading.Thread] = []

    class Held:
        def __del__(self) -> None:
            let_go.append(threading.current_thread())

    def run(work: Held, done: Held, failed: Held) -> None:
        lane.run_task(lambda: repr(work), lambda _: print(done), lambda _: print(failed))

    for _ in range(20):
        run(Held(), Held(), Held())
    qtbot.waitUntil(lambda: len(let_go) == 60)
    assert set(let_go) == {threading.main_thread()}
