"""RemoteEngine: the engine protocol over a server's chat endpoint.

Each request runs on a thread of its own, so that a caller hears of a stop at once, whatever the
network does; the connection is then hung up, which tells the server to write no further.
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from radvaluer_desktop.inference.messages import (
    Adapted,
    AheadRead,
    Done,
    EngineSettings,
    Event,
    Failed,
    FailureKind,
    LoadedModel,
    Offload,
    Probed,
    Ready,
    Remembered,
    Sampling,
    Segment,
    StopReason,
    Timings,
    Token,
)
from radvaluer_desktop.inference.native.text import TextStream
from radvaluer_desktop.inference.remote.address import ServerSettings
from radvaluer_desktop.inference.remote.chat import request_body
from radvaluer_desktop.inference.remote.client import Conversation, ServerClient
from radvaluer_desktop.inference.remote.stream import Piece, ServerFault, pieces

_PASSING = (FailureKind.SERVER_BUSY, FailureKind.SERVER_UNREACHABLE)
_FIRST_REST_S = 1.0  # before a request is made again; doubled each time
_LONGEST_TOKEN = 64  # characters; a server that writes more than was asked for is not believed


class RemoteEngine:
    """Runs the model of a server; see ``Engine``. Any number of threads may generate at once.

    ``load`` asks which models there are; nothing is sent before. Nothing is read ahead there and
    nothing remembered: what a server keeps of its prompts is its own affair.
    """

    def __init__(self, settings: ServerSettings, key: Callable[[], str] = str) -> None:
        """``key`` gives the server's key, empty where it needs none; asked once, at first use."""
        self._settings, self._key = settings, key
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._client: ServerClient | None = None
        self._model = settings.model
        self._running: set[_Request] = set()

    def load(self, path: Path, settings: EngineSettings) -> Iterator[Event]:
        """See which model the server has: Ready or Failed. ``path`` is not looked at."""
        del path
        number, began = next(self._ids), time.perf_counter()
        try:
            listed = self._ensure().models()
            chosen = self._choose(listed)
        except ServerFault as fault:
            yield Failed(number, fault.kind, fault.detail)
            return
        self._model = str(chosen["id"])
        model = LoadedModel(
            path=Path(self._model),
            description=f"{self._model}, {self._settings.address.host}",
            parameters=0,
            context_tokens=_context_of(chosen) or settings.context_tokens,
            offload=Offload(),
            threads=0,
        )
        yield Ready(number, model, (time.perf_counter() - began) * 1000)

    def read_ahead(self, segments: tuple[Segment, ...], most_tokens: int) -> Iterator[Event]:
        """Send nothing: findings leave this computer when a draft is asked for, not before."""
        del segments, most_tokens
        yield AheadRead(next(self._ids), 0, 0)

    def remember(self, texts: tuple[str, ...]) -> Iterator[Event]:
        """Send nothing."""
        del texts
        yield Remembered(next(self._ids))

    def adapt(self, path: Path | None, scale: float = 1.0) -> Iterator[Event]:
        """Change nothing: a server applies adapters of its own, by the model's name."""
        del path, scale
        yield Adapted(next(self._ids))

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
        """Send the prompt and yield what the server writes: Token events, then Done or Failed.

        One draft alone; whether the prompt fits is for the server to say.
        """
        del reserve_tokens, dictated, small_prompt, others
        number = next(self._ids)
        try:
            client = self._ensure()
        except ServerFault as fault:
            yield Failed(number, fault.kind, fault.detail)
            return
        request = _Request(client, request_body(self._model, segments, sampling), self._settings)
        with self._lock:
            self._running.add(request)
        try:
            yield from _events(number, request, sampling)
        finally:
            request.stop()
            with self._lock:
                self._running.discard(request)

    def probe(self) -> Iterator[Event]:
        """Say that it is elsewhere."""
        host = self._settings.address.host
        yield Probed(next(self._ids), host, (), (), "server", gpu_offload=False)

    def cancel(self) -> None:
        """Stop every request that runs."""
        with self._lock:
            running = list(self._running)
        for request in running:
            request.stop()

    def close(self) -> None:
        """Stop, and close the connections; a later request opens others."""
        self.cancel()
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _ensure(self) -> ServerClient:
        with self._lock:
            if self._client is None:
                self._client = ServerClient(self._settings, self._key())
            return self._client

    def _choose(self, listed: list[dict[str, object]]) -> dict[str, object]:
        """Return the model that is asked for, or the first. Raises ServerFault."""
        named = [each for each in listed if isinstance(each.get("id"), str)]
        wanted = [each for each in named if self._model in ("", each["id"])]
        if not wanted:
            raise ServerFault(FailureKind.SERVER_HAS_NOT, "model")
        return wanted[0]


class _Request:
    """One request on a thread of its own; what it says comes through ``next``."""

    def __init__(
        self, client: ServerClient, body: dict[str, object], settings: ServerSettings
    ) -> None:
        self._client, self._body, self._settings = client, body, settings
        self._said: queue.SimpleQueue[Piece | ServerFault | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._conversation: Conversation | None = None
        self._lock = threading.Lock()
        self._answered = False
        threading.Thread(target=self._run, name="server", daemon=True).start()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody stopped it."""
        return self._stopped.is_set()

    def next(self) -> Piece | None:
        """Return what came next, None at the end. Raises ServerFault, also after a long silence.

        Comments that keep a connection open are silence too.
        """
        tries = max(self._settings.tries, 1)
        patience = self._settings.stall_s if self._answered else self._settings.stall_s * tries * 2
        try:
            said = self._said.get(timeout=patience)
        except queue.Empty:
            raise ServerFault(FailureKind.SERVER_STALLED, str(self._settings.stall_s)) from None
        if isinstance(said, ServerFault):
            raise said
        self._answered = True
        return said

    def stop(self) -> None:
        """Write no further; whoever waits in ``next`` is told that this is the end."""
        self._stopped.set()
        with self._lock:
            conversation = self._conversation
        if conversation is not None:
            conversation.hang_up()
        self._said.put(None)

    def _run(self) -> None:
        rest = _FIRST_REST_S
        for left in range(max(self._settings.tries, 1) - 1, -1, -1):
            try:
                self._converse()
                self._said.put(None)
            except ServerFault as fault:
                if left and fault.kind in _PASSING and not self._stopped.is_set():
                    self._stopped.wait(max(rest, fault.retry_after_s))
                    rest *= 2
                    continue
                self._said.put(fault)
            except Exception as error:  # noqa: BLE001 - a connection that was hung up fails anyhow
                self._said.put(ServerFault(FailureKind.SERVER_CUT, type(error).__name__))
            return

    def _converse(self) -> None:
        if self._stopped.is_set():
            return
        with self._client.chat(self._body) as conversation:
            with self._lock:
                self._conversation = conversation
            chunks = conversation.chunks()
            try:
                for piece in pieces(chunks):
                    if self._stopped.is_set():
                        return
                    self._said.put(piece)
            finally:
                with self._lock:
                    self._conversation = None
            self._said.put(None)
            for _ in chunks:  # read to its end a connection serves the next request too
                pass


def _events(number: int, request: _Request, sampling: Sampling) -> Iterator[Event]:
    began = time.perf_counter()
    first = 0.0
    stream = TextStream(sampling.stop_texts)
    told: StopReason | None = None
    prompt, completion, came = 0, 0, 0
    try:
        while (piece := request.next()) is not None:
            told = piece.stop_reason or told
            prompt, completion = (
                piece.prompt_tokens or prompt,
                piece.completion_tokens or completion,
            )
            came += bool(piece.text)
            shown = stream.push(_plain(piece.text).encode())
            if shown:
                first = first or time.perf_counter() - began
                yield Token(number, shown)
            if stream.stopped or len(stream.text) > sampling.max_tokens * _LONGEST_TOKEN:
                told = StopReason.STOP_TEXT if stream.stopped else StopReason.MAX_TOKENS
                break
    except ServerFault as fault:
        if not request.is_stopped:
            yield Failed(number, fault.kind, fault.detail)
            return
    rest = stream.push(b"", final=True)
    if rest:
        yield Token(number, rest)
    if request.is_stopped:
        told = StopReason.CANCELLED
    seconds = time.perf_counter() - began
    written = completion or came
    pace = written / max(seconds - first, 1e-6)
    timings = Timings(prompt, written, first * 1000, first * 1000, pace)
    yield Done(number, stream.text.rstrip(), told or StopReason.END, timings)


def _plain(text: str) -> str:
    """Return ``text`` without what would steer a terminal or a window."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")


def _context_of(model: dict[str, object]) -> int:
    """Return what vLLM and llama-server tell of a model's context, 0 where nothing is told."""
    meta = model.get("meta")
    told = model.get("max_model_len") or (meta.get("n_ctx") if isinstance(meta, dict) else None)
    return told if isinstance(told, int) and told > 0 else 0
