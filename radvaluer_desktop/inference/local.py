"""The parent's end of the worker: starts it, talks to it, watches over it, stops it.

Stopping has three stages: the worker's receiver raises an interrupt that the decode loop and
llama.cpp itself read; if no closing event comes within the grace time the process is killed; the
next request starts another one and loads the same model again.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from radvaluer_desktop.child import PipeEnd
from radvaluer_desktop.inference.exits import DEATHS, kills_for_memory, why_it_ended
from radvaluer_desktop.inference.messages import (
    Adapt,
    Adapted,
    AheadRead,
    Beat,
    Cancel,
    Done,
    EngineSettings,
    Event,
    Failed,
    FailureKind,
    Generate,
    Load,
    Probe,
    Probed,
    ReadAhead,
    Ready,
    Remember,
    Remembered,
    Request,
    Sampling,
    Segment,
    StopReason,
    Timings,
    Token,
)
from radvaluer_desktop.inference.watch import Patience, Watch
from radvaluer_desktop.inference.worker import run_worker

# Cooperative stopping takes milliseconds; a person is promised 1 s in all.
GRACE_S = 0.7
_EXIT_WAIT_S = 5.0
_REMEMBERED = 1000  # texts that a new worker is told
_CLOSING = (Ready, AheadRead, Remembered, Adapted, Done, Failed, Probed)
_NOTHING = Timings(0, 0, 0.0, 0.0, 0.0)


class LocalEngine:
    """Runs a GGUF model in a child process; see ``Engine`` for what the methods promise.

    One request runs at a time: a second caller waits until the first has its closing event, so
    whoever wants the newest to win cancels first. ``cancel`` may be called from any thread.
    """

    def __init__(
        self,
        worker: Callable[[PipeEnd], None] = run_worker,
        grace_s: float = GRACE_S,
        patience: Patience = Patience(),  # noqa: B008 - frozen
    ) -> None:
        self._worker = worker
        self._grace_s = grace_s
        self._patience = patience
        self._heard = False
        self._kills_before = 0
        self._ids = itertools.count(1)
        self._turn_lock = threading.Lock()
        self._state = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: PipeEnd | None = None
        self._turn = 0
        self._running = False
        self._cancelled = False
        self._loaded: tuple[Path, EngineSettings] | None = None
        self._holds_model = False  # this worker; a load may have been stopped in the middle
        self._texts: tuple[str, ...] = ()
        self._wake_reader, self._wake_writer = multiprocessing.Pipe(duplex=False)

    @property
    def worker_pid(self) -> int | None:
        """Process id of the worker, None where none runs."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def load(self, path: Path, settings: EngineSettings) -> Iterator[Event]:
        """Load the model at ``path``: Progress events, then Ready or Failed."""
        with self._one_turn():
            yield from self._load(path, settings)

    def read_ahead(self, segments: tuple[Segment, ...], most_tokens: int) -> Iterator[Event]:
        """Read on in a prompt that may still grow: AheadRead or Failed."""
        with self._one_turn():
            yield from self._with_model(
                lambda identifier: ReadAhead(identifier, segments, most_tokens)
            )

    def remember(self, texts: tuple[str, ...]) -> Iterator[Event]:
        """Propose tokens from ``texts`` too, also after the worker was started anew."""
        with self._one_turn():
            known_at_load = not self._holds_model
            self._texts = (self._texts + texts)[-_REMEMBERED:]
            if known_at_load:  # whoever loads the model hands it all that is known
                yield from self._with_model(lambda identifier: Remember(identifier, ()))
            else:
                yield from self._with_model(lambda identifier: Remember(identifier, texts))

    def adapt(self, path: Path | None, scale: float = 1.0) -> Iterator[Event]:
        """Apply another loaded adapter, or none, also after the worker was started anew."""
        with self._one_turn():
            for event in self._with_model(lambda identifier: Adapt(identifier, path, scale)):
                if isinstance(event, Adapted) and self._loaded is not None:
                    model, settings = self._loaded
                    self._loaded = model, replace(settings, adapter=path, adapter_scale=scale)
                yield event

    def generate(
        self,
        segments: tuple[Segment, ...],
        sampling: Sampling,
        reserve_tokens: int = 1,
        *,
        dictated: str | None = None,
        small_prompt: tuple[Segment, ...] = (),
        others: tuple[Sampling, ...] = (),
    ) -> Iterator[Event]:
        """Continue the prompt: Progress and Token events, then Done or Failed."""
        with self._one_turn():
            yield from self._with_model(
                lambda identifier: Generate(
                    identifier, segments, sampling, reserve_tokens, dictated, small_prompt, others
                )
            )

    def probe(self) -> Iterator[Event]:
        """Ask what the engine is: Probed or Failed."""
        with self._one_turn():
            yield from self._exchange(Probe(next(self._ids)))

    def cancel(self) -> None:
        """Stop the request that is running, if any."""
        with self._state:
            if not self._running or self._cancelled:
                return
            self._cancelled = True
            self._wake_writer.send_bytes(b"cancel")
            timer = threading.Timer(self._grace_s, self._kill_turn, (self._turn,))
        timer.daemon = True
        timer.start()

    def close(self) -> None:
        """Stop what runs and end the worker: closing the pipe is its sign to go."""
        self.cancel()
        if not self._turn_lock.acquire(timeout=2 * self._grace_s):
            self._kill()  # an iterator was left in the middle, perhaps by this very thread
            return
        try:
            if self._connection is not None:
                self._connection.close()
            if self._process is not None:
                self._process.join(self._grace_s)
                self._process.kill()
            self._bury()
        finally:
            self._turn_lock.release()

    @contextlib.contextmanager
    def _one_turn(self) -> Iterator[None]:
        """Serve one caller at a time; a cancel counts for the whole of a turn."""
        with self._turn_lock:
            with self._state:
                self._turn += 1
                self._running, self._cancelled = True, False
            if self._process is not None and not self._process.is_alive():
                self._bury()  # asked once a turn: while a process dies it may be both
            try:
                yield
            finally:
                with self._state:
                    self._running = False
                    while self._wake_reader.poll():
                        self._wake_reader.recv_bytes()

    def _load(self, path: Path, settings: EngineSettings) -> Iterator[Event]:
        self._loaded, self._holds_model = None, False
        for event in self._exchange(Load(next(self._ids), path, settings)):
            if isinstance(event, Ready):
                # A worker that is started anew need not measure again, and knows nothing yet.
                self._holds_model = True
                self._loaded = (path, replace(settings, decode_costs=event.model.decode_costs))
                if self._texts:
                    deque(self._exchange(Remember(next(self._ids), self._texts)), maxlen=0)
            yield event

    def _with_model(self, make: Callable[[int], Request]) -> Iterator[Event]:
        """Run a request that needs the model; once more where the worker was dying already.

        A killed process holds its pipe open until its last thread has ended: a request that is sent
        meanwhile meets silence and then the end of the pipe, and has lost nothing yet.
        """
        was_there, answered = self._process is not None, False
        for event in self._with_model_once(make):
            died = isinstance(event, Failed) and event.kind in DEATHS
            if died and was_there and not answered and not self._cancelled:
                yield from self._with_model_once(make)
                return
            answered = True
            yield event

    def _with_model_once(self, make: Callable[[int], Request]) -> Iterator[Event]:
        """Run a request that needs the model, loading it again where the worker died since."""
        if not self._holds_model and self._loaded is not None:
            spec = self._loaded
            for event in self._load(*spec):
                if isinstance(event, Failed):
                    self._loaded = spec  # the next request tries again
                    yield event
                    return
                if not isinstance(event, Ready):
                    yield event
        yield from self._exchange(make(next(self._ids)))

    def _exchange(self, request: Request) -> Iterator[Event]:
        """Send ``request`` and yield its events up to the closing one."""
        written: list[str] = []
        finished = False
        try:
            for event in self._events(request):
                if isinstance(event, Token):
                    written.append(event.text)
                finished = isinstance(event, _CLOSING)
                yield self._as_cancelled(request, event, written) if finished else event
        finally:
            if not finished:  # the caller walked away in the middle
                self._kill()
                self._bury()  # now, lest the next request is sent to a process that is dying

    def _events(self, request: Request) -> Iterator[Event]:
        if self._cancelled:
            yield Failed(request.request_id, FailureKind.CANCELLED)
            return
        try:
            connection = self._ensure_worker()
        except OSError as error:
            detail = type(error).__name__
            yield Failed(request.request_id, FailureKind.WORKER_NOT_STARTED, detail)
            return
        try:
            self._send(connection, request)
            yield from self._answers(connection, request)
        except (EOFError, OSError):
            yield self._bury(request)

    def _send(self, connection: PipeEnd, request: Request) -> None:
        """Send ``request``; a worker that stopped reading is killed, lest we wait for ever."""
        patience = self._patience
        guard = threading.Timer(patience.tick_s * patience.start_ticks, self._kill)
        guard.daemon = True
        guard.start()
        try:
            connection.send(request)
        finally:
            guard.cancel()

    def _answers(self, connection: PipeEnd, request: Request) -> Iterator[Event]:
        """Yield what comes for ``request``, up to its closing event or the end of our patience."""
        watch = Watch(self._patience, self._settings_of(request).stall_s, self._heard)
        while True:
            ready = wait([connection, self._wake_reader], self._patience.tick_s)
            if self._wake_reader in ready:
                self._wake_reader.recv_bytes()
                connection.send(Cancel(request.request_id))
            if connection in ready:
                event: Event | Beat = connection.recv()
                verdict = watch.hear(event)
                self._heard = True
                if not isinstance(event, Beat) and event.request_id == request.request_id:
                    yield event
                    if isinstance(event, _CLOSING):
                        return
            elif not ready:
                verdict = watch.silence()
            else:
                continue
            if verdict is not None:
                kind, seconds = verdict
                self._kill()
                self._bury(request)
                yield Failed(request.request_id, kind, str(seconds))
                return

    def _settings_of(self, request: Request) -> EngineSettings:
        if isinstance(request, Load):
            return request.settings
        return self._loaded[1] if self._loaded else EngineSettings()

    def _as_cancelled(self, request: Request, event: Event, written: list[str]) -> Event:
        """Call a death that followed a cancel what it is to the caller: the request was stopped."""
        if not (isinstance(event, Failed) and self._cancelled):
            return event
        if isinstance(request, Generate):
            text = "".join(written).rstrip()
            return Done(request.request_id, text, StopReason.CANCELLED, _NOTHING)
        return Failed(request.request_id, FailureKind.CANCELLED)

    def _ensure_worker(self) -> PipeEnd:
        if self._connection is not None:
            return self._connection
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=self._worker, args=(theirs,), name="radvaluer-engine", daemon=True
        )
        process.start()
        theirs.close()  # else the death of the child would never end the pipe
        self._process, self._connection = process, ours
        self._heard, self._kills_before = False, kills_for_memory()
        self._holds_model = False
        return ours

    def _kill_turn(self, turn: int) -> None:
        with self._state:
            if self._running and self._turn == turn:
                self._kill()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _bury(self, request: Request | None = None) -> Failed:
        """Clear away a dead worker; return what that means for ``request``."""
        code = None
        if self._process is not None:
            self._process.join(_EXIT_WAIT_S)
            code = self._process.exitcode
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None
        self._holds_model = False
        ran_out = kills_for_memory() > self._kills_before
        kind, detail = why_it_ended(code, heard=self._heard, memory_ran_out=ran_out)
        if request is None:
            return Failed(0, kind, detail)
        if kind is FailureKind.MEMORY_CAP:
            detail = str(self._settings_of(request).memory_mb)
        return Failed(request.request_id, kind, detail)
