"""The parent's end of rendering: a child for each template, a clock, and a look at its memory."""

from __future__ import annotations

import multiprocessing
import signal
import time
from multiprocessing.context import SpawnProcess

import psutil

from radvaluer_desktop.prompting.chat.render import (
    MEMORY_BYTES,
    Refusal,
    Rendered,
    RenderRequest,
    run_renderer,
)

_START_S = 30.0  # until the child has imported what it needs; a disk may be cold
_LOOK_S = 0.02
_WALL_S = 1.9  # looking and ending it come on top: after two seconds it is gone
_GONE_S = 1.0  # within which a process whose pipe closed has ended


def render_limited(request: RenderRequest, wall_s: float = _WALL_S) -> Rendered | Refusal:
    """Render in a child process that is killed after ``wall_s`` seconds or 256 MiB."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=run_renderer, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        ours.send(request)
        if not ours.poll(_START_S):
            return Refusal.ENDED
        ours.recv()
        end = time.monotonic() + wall_s
        watched = psutil.Process(process.pid)
        while not ours.poll(_LOOK_S):
            if time.monotonic() > end:
                return Refusal.TIME
            if watched.memory_info().rss > MEMORY_BYTES:
                return Refusal.MEMORY
        answer: Rendered | Refusal = ours.recv()
    except (EOFError, OSError, psutil.Error):
        return Refusal.TIME if _used_its_time(process) else Refusal.ENDED
    finally:
        process.kill()
        process.join()
        ours.close()
    return answer


def _used_its_time(process: SpawnProcess) -> bool:
    """Whether the system ended a process for its limit of processor time: RLIMIT_CPU kills."""
    process.join(_GONE_S)
    return process.exitcode == -getattr(signal, "SIGKILL", 0)
