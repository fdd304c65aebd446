"""Runs long work on the store in a process of its own, which does not hold the window's lock.

The process opens the store for itself, begins as every child does, and ends when its parent does or
waits no more. What it was writing then is kept whole or not at all, as after any kill.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from multiprocessing.connection import wait
from typing import Any, TypeVar

from radvaluer_desktop.child import PipeEnd, begin_child
from radvaluer_desktop.errors import InternalError, WorldError

_LOOK_S = 0.1
_END_S = 5.0
_Result = TypeVar("_Result")
Tell = Callable[[object], None]


class BesideFailed(InternalError):
    """The process ended, or met a defect."""


def run_beside(
    name: str,
    work: Callable[[Tell], _Result],
    told: Callable[[Any], None],
    may_go_on: Callable[[], None],
) -> _Result:
    """Return what ``work`` returns in a process called ``name``; hand on what it tells.

    ``work``, its result and what it tells are pickled. ``told`` and ``may_go_on``, which is called
    ten times a second, may raise, and then the process ends. Raises BesideFailed, or the WorldError
    that ``work`` raised.
    """
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_run, args=(theirs, name, work), daemon=True)
    process.start()
    theirs.close()
    try:
        while True:
            while not ours.poll(_LOOK_S):
                may_go_on()
            kind, value = ours.recv()
            if kind == "told":
                told(value)
            elif kind == "done":
                result: _Result = value
                return result
            else:
                raise value
    except EOFError as error:
        raise BesideFailed(f"the process {name} ended") from error
    finally:
        ours.close()
        process.kill()
        process.join(_END_S)


def _run(pipe: PipeEnd, name: str, work: Callable[[Tell], object]) -> None:
    begin_child(name)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        pipe.send(("done", work(lambda value: pipe.send(("told", value)))))
    except WorldError as error:
        pipe.send(("failed", error))
    except Exception as error:  # noqa: BLE001 - its text could quote a report: only its type leaves
        pipe.send(("failed", BesideFailed(type(error).__name__)))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
