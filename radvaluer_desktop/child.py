"""A child process of ours: what each does first of all, and the type of the pipe to its parent.

Start-up order: forbid core dumps, print nothing, take a name, lower our priority, ignore Ctrl-C
(the parent decides).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys

import psutil

from radvaluer_desktop.core_dumps import forbid_core_dumps

if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection as PipeEnd
else:
    from multiprocessing.connection import Connection as PipeEnd

__all__ = ["CHECKER_NAME", "DEID_NAME", "ENGINE_NAME", "PipeEnd", "begin_child"]

# What an administrator reads in a list of processes; Linux shows 15 characters.
ENGINE_NAME = "radvaluer-model"
CHECKER_NAME = "radvaluer-check"
DEID_NAME = "radvaluer-deid"

_NICENESS = 5
_SET_NAME = 15  # PR_SET_NAME of prctl(2)


def begin_child(name: str) -> None:
    """Do what a child process does first; ``name`` is the process's own."""
    forbid_core_dumps()
    _silence()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_NAME, name.encode("ascii"), 0, 0, 0)
    _yield_to_others()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _yield_to_others() -> None:
    """Let the PACS viewer and the window go first."""
    with contextlib.suppress(psutil.Error, OSError):
        process = psutil.Process()
        if sys.platform == "win32":
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            process.nice(process.nice() + _NICENESS)


def _silence() -> None:
    """Send what is printed nowhere: text on a terminal or in a journal is a leak."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
