"""Workers that misbehave, and a parent that is killed; each runs in a process of its own."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

from radvaluer_desktop.child import PipeEnd
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import (
    Beat,
    EngineSettings,
    Progress,
    Sampling,
    Segment,
    Token,
)
from radvaluer_desktop.inference.worker import run_worker


def never_answers(connection: PipeEnd) -> None:
    """Take every request and answer none, not even a cancel."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.recv()


def leaves_at_once(connection: PipeEnd) -> None:
    """End well, without a word."""
    connection.close()


def beats_only(connection: PipeEnd) -> None:
    """Take every request, show life, and get nowhere."""
    with contextlib.suppress(EOFError, OSError):
        connection.recv()
        while True:
            connection.send(Beat())


def starts_slowly(connection: PipeEnd) -> None:
    """Work well, after two seconds in which a library is loaded and nothing of Python's runs."""
    from radvaluer_desktop.inference.native import library

    start = library.start_library

    def start_slowly() -> None:
        ctypes.PyDLL(None).usleep(2_000_000)
        start()

    library.start_library = start_slowly
    run_worker(connection)


def meets_an_unknown_instruction(connection: PipeEnd) -> None:
    """Beat once, then end as a processor ends a program that it cannot run."""
    connection.recv()
    connection.send(Beat())
    os.kill(os.getpid(), signal.SIGILL)


def draft_for_ever(model: Path, prompt: str) -> None:
    """Print the worker's id, then each stage that the draft reached; to be killed from outside."""
    engine = LocalEngine()
    for _event in engine.load(model, EngineSettings()):
        pass
    print(engine.worker_pid, flush=True)
    for event in engine.generate((Segment(prompt),), Sampling(max_tokens=100_000)):
        if isinstance(event, Progress) and event.done < event.total:
            print("prompt", flush=True)
        elif isinstance(event, Token):
            print("token", flush=True)


if __name__ == "__main__":
    draft_for_ever(Path(sys.argv[1]), "x" * int(sys.argv[2]))
