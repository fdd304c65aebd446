"""The child process that runs llama.cpp.

Three threads: one receives, one works, one beats. The receiver sees a Cancel, a newer request, or
the end of the pipe while llama.cpp is busy in C: it raises the interrupt, or ends the process at
once when the parent is gone. The heart tells the parent every second that a busy worker lives, and
ends a worker that takes more memory than it may.

Start-up order: what every child does first, start the receiver, import ``llama_cpp``, start the
heart, work. Loading a library holds Python's lock, for long on a cold disk: a heart that had begun
before would seem to stop.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from typing import TYPE_CHECKING

import psutil

from radvaluer_desktop.child import ENGINE_NAME, PipeEnd, begin_child
from radvaluer_desktop.inference.exits import EXIT_MEMORY_CAP, EXIT_NO_LIBRARY
from radvaluer_desktop.inference.messages import (
    Adapt,
    Adapted,
    AheadRead,
    Beat,
    Cancel,
    Done,
    Event,
    Failed,
    FailureKind,
    Generate,
    Load,
    Progress,
    ReadAhead,
    Ready,
    Remember,
    Remembered,
    Request,
    Token,
)

if TYPE_CHECKING:
    from radvaluer_desktop.inference.native.holder import Holder
    from radvaluer_desktop.inference.native.interrupt import Interrupt

_PER_MILLE = 1000
_BEAT_S = 1.0
_MIB = 2**20


def run_worker(connection: PipeEnd) -> None:
    """Serve requests from ``connection`` until the parent closes it; the process then ends."""
    begin_child(ENGINE_NAME)
    inbox, outbox = _Inbox(connection), _Outbox(connection)
    threading.Thread(target=inbox.receive_forever, name="receiver", daemon=True).start()
    interrupt = inbox.interrupt = _start_llama()
    threading.Thread(target=_beat_forever, args=(inbox, outbox), name="heart", daemon=True).start()
    worker = _Worker(outbox, interrupt)
    while True:
        request = inbox.next()
        if inbox.begin(request):
            worker.answer(request)
        else:
            outbox.send(Failed(request.request_id, FailureKind.CANCELLED))
        inbox.end()


def _start_llama() -> Interrupt:
    """Import llama.cpp and start it; where it cannot be loaded, the exit code says so."""
    try:
        from radvaluer_desktop.inference.native.interrupt import Interrupt
        from radvaluer_desktop.inference.native.library import start_library

        start_library()
        return Interrupt()
    except Exception:  # noqa: BLE001 - llama_cpp raises whatever its loader raised
        os._exit(EXIT_NO_LIBRARY)


def _beat_forever(inbox: _Inbox, outbox: _Outbox) -> None:
    """Beat while there is work (nobody reads the pipe at rest), and watch the memory."""
    process = psutil.Process()
    while True:
        inbox.wait_for_work()
        cap = inbox.memory_cap
        if cap and process.memory_info().rss > cap:
            os._exit(EXIT_MEMORY_CAP)
        outbox.send(Beat())
        time.sleep(_BEAT_S)


class _Outbox:
    """The way up, for two threads: one writes at a time. The process ends where nobody reads."""

    def __init__(self, connection: PipeEnd) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def send(self, event: Event | Beat) -> None:
        with self._lock:
            try:
                self._connection.send(event)
            except OSError:
                os._exit(0)


class _Inbox:
    """Requests in their order, and which of them must stop. The newest request wins."""

    def __init__(self, connection: PipeEnd) -> None:
        self._connection = connection
        self._requests: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._running: int | None = None
        self._stop_up_to = 0
        self._waiting = 0
        self._work = threading.Event()
        self.memory_cap = 0
        self.interrupt: Interrupt | None = None

    def receive_forever(self) -> None:
        while True:
            try:
                request: Request = self._connection.recv()
            except (EOFError, OSError):
                os._exit(0)  # the parent is gone; nothing here is worth finishing
            self._stop_older(request)
            if isinstance(request, Load):
                self.memory_cap = request.settings.memory_mb * _MIB
            if not isinstance(request, Cancel):
                with self._lock:
                    self._waiting += 1
                    self._work.set()
                self._requests.put(request)

    def _stop_older(self, request: Request) -> None:
        newest_stopped = request.request_id - (0 if isinstance(request, Cancel) else 1)
        with self._lock:
            self._stop_up_to = max(self._stop_up_to, newest_stopped)
            if self._running is not None and self._running <= self._stop_up_to and self.interrupt:
                self.interrupt.set()

    def next(self) -> Request:
        return self._requests.get()

    def begin(self, request: Request) -> bool:
        """Mark ``request`` as running; False where it was stopped before it began."""
        with self._lock:
            self._running = request.request_id
            if self.interrupt:
                self.interrupt.clear()
            return request.request_id > self._stop_up_to

    def end(self) -> None:
        with self._lock:
            self._running = None
            self._waiting -= 1
            if not self._waiting:
                self._work.clear()

    def wait_for_work(self) -> None:
        """Return once there is a request that is not answered yet."""
        self._work.wait()


class _Worker:
    """Holds the model and answers one request after the other."""

    def __init__(self, outbox: _Outbox, interrupt: Interrupt) -> None:
        self._send = outbox.send
        self._interrupt = interrupt
        self._holder: Holder | None = None

    def answer(self, request: Request) -> None:
        """Answer with one closing event, whatever happens."""
        from radvaluer_desktop.inference.native.failures import DoesNotFit, NativeFailure

        identifier = request.request_id
        try:
            self._send(self._closing_event(request))
        except DoesNotFit as failure:
            needed, available = failure.needed_mb, failure.available_mb
            kind = failure.kind
            self._send(Failed(identifier, kind, needed_mb=needed, available_mb=available))
        except NativeFailure as failure:
            self._send(Failed(identifier, failure.kind, failure.detail))
        except Exception as error:  # noqa: BLE001 - its text could quote a report: only its type leaves
            self._send(Failed(identifier, FailureKind.DECODE_FAILED, type(error).__name__))

    def _closing_event(self, request: Request) -> Event:
        match request:
            case Load():
                return self._load(request)
            case ReadAhead():
                return self._read_ahead(request)
            case Remember():
                self._loaded().remember(request.texts)
                return Remembered(request.request_id)
            case Adapt():
                self._loaded().adapt(request.path, request.scale)
                return Adapted(request.request_id)
            case Generate():
                return self._generate(request)
            case _:
                from radvaluer_desktop.inference.native.probe import probe

                return probe(request.request_id)

    def _loaded(self) -> Holder:
        from radvaluer_desktop.inference.native.failures import NativeFailure

        if self._holder is None:
            raise NativeFailure(FailureKind.NOT_LOADED)
        return self._holder

    def _load(self, request: Load) -> Ready:
        from radvaluer_desktop.inference.native.holder import Holder
        from radvaluer_desktop.inference.native.model import LoadHooks

        start = time.perf_counter()
        if self._holder is not None:
            self._holder.close()
            self._holder = None

        def progress(fraction: float) -> None:
            done = int(fraction * _PER_MILLE)
            self._send(Progress(request.request_id, "load", done, _PER_MILLE))

        hooks = LoadHooks(self._interrupt, progress)
        self._holder = Holder(request.path, request.settings, hooks)
        elapsed = (time.perf_counter() - start) * 1000
        return Ready(request.request_id, self._holder.describe(), elapsed)

    def _read_ahead(self, request: ReadAhead) -> AheadRead:
        done, total = self._loaded().read_ahead(request.segments, request.most_tokens)
        return AheadRead(request.request_id, done, total)

    def _generate(self, request: Generate) -> Done | Failed:
        from radvaluer_desktop.inference.native.decode import Listener

        holder, identifier = self._loaded(), request.request_id
        prompt = holder.prompt(request.segments)
        if len(prompt) + request.reserve_tokens > holder.context_tokens:
            return Failed(
                identifier,
                FailureKind.PROMPT_TOO_LONG,
                prompt_tokens=len(prompt),
                context_tokens=holder.context_tokens,
            )
        listener = Listener(
            on_prompt=lambda done, total: self._send(Progress(identifier, "prompt", done, total)),
            on_text=lambda text: self._send(Token(identifier, text)),
        )
        (first, *others), timings = holder.write(prompt, request, listener)
        return Done(identifier, first.text, first.stop_reason, timings, tuple(others))
