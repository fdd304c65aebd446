"""Counts decisions in a process of its own: a million would keep the window's lock too long."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from pathlib import Path

from radvaluer_desktop.child import PipeEnd, begin_child
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import InternalError, RadValuerError
from radvaluer_desktop.feedback.export.failures import NoStoreYet
from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.feedback.statistics import Statistics, statistics_of
from radvaluer_desktop.feedback.store import read_store

COUNTER_NAME = "radvaluer-count"
_LOOK_S = 0.1
_END_S = 5.0


class CountingFailed(InternalError):
    """The process that counts ended, or could not."""


def counted_beside(
    database: Path,
    chosen: Chosen,
    by: Sequence[str],
    least: int,
    may_go_on: Callable[[], None],
) -> Statistics:
    """Return what ``statistics_of`` does, of the store ``database``, whose figures are all there.

    ``may_go_on`` may raise, and then the process ends. Raises CountingFailed.
    """
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(
        target=_count, args=(theirs, database, chosen, tuple(by), least), daemon=True
    )
    process.start()
    theirs.close()
    try:
        while not ours.poll(_LOOK_S):
            may_go_on()
        found = ours.recv()
    except EOFError as error:
        raise CountingFailed("the process that counts ended") from error
    finally:
        ours.close()
        process.kill()
        process.join(_END_S)
    if isinstance(found, Statistics):
        return found
    raise CountingFailed(str(found))


def _count(pipe: PipeEnd, database: Path, chosen: Chosen, by: Sequence[str], least: int) -> None:
    begin_child(COUNTER_NAME)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        store = read_store(database, Keyring())
        if store is None:
            raise NoStoreYet(path=database)
        with store:
            pipe.send(statistics_of(store, chosen, by, least))
    except RadValuerError as error:
        pipe.send(type(error).__name__)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
