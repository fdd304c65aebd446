"""Workers that hang, stall, end or take too much, as their callers see them."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from pathlib import Path

import psutil
import pytest

from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import (
    EngineSettings,
    Failed,
    FailureKind,
    Probed,
    Ready,
    Sampling,
    Segment,
    Token,
)
from radvaluer_desktop.inference.watch import Patience
from radvaluer_desktop.session.failures import failure
from tests.integration.test_engine import wait_until
from tests.integration.workers import (
    beats_only,
    leaves_at_once,
    meets_an_unknown_instruction,
    never_answers,
    starts_slowly,
)

SETTINGS = EngineSettings()
IMPATIENT = Patience(tick_s=0.1, silent_ticks=20, start_ticks=100)
ENDLESS = Sampling(max_tokens=100_000)
SHORT = (Segment("x" * 8),)


def words_of(engine: LocalEngine, model: Path, settings: EngineSettings = SETTINGS) -> str:
    """What a person reads of a load that fails."""
    failed = list(engine.load(model, settings))[-1]
    assert isinstance(failed, Failed)
    assert engine.worker_pid is None
    engine.close()
    return str(failure(failed, model))


@pytest.mark.row("worker-hangs")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")
def test_a_stopped_worker_is_ended_and_replaced(slow_model: Path) -> None:
    engine = LocalEngine(patience=IMPATIENT)
    list(engine.load(slow_model, SETTINGS))
    hung = engine.worker_pid
    assert hung is not None
    events = []
    for event in engine.generate(SHORT, ENDLESS):
        events.append(event)
        if isinstance(event, Token):
            psutil.Process(hung).suspend()
    assert events[-1] == Failed(events[-1].request_id, FailureKind.WORKER_HUNG, "2")
    assert not psutil.pid_exists(hung)
    assert "no sign of life for 2 s" in str(failure(events[-1], slow_model))
    again = list(engine.generate(SHORT, Sampling(max_tokens=2)))
    assert not isinstance(again[-1], Failed)
    engine.close()


def test_a_worker_that_takes_no_request_is_ended(demo_model: Path) -> None:
    """It was stopped at rest: a long prompt fills the pipe, and sending it would block for ever."""
    engine = LocalEngine(patience=Patience(tick_s=0.1, silent_ticks=10, start_ticks=50))
    list(engine.load(demo_model, SETTINGS))
    hung = engine.worker_pid
    assert hung is not None
    psutil.Process(hung).suspend()
    wait_until(lambda: psutil.Process(hung).status() == psutil.STATUS_STOPPED)
    long = (Segment("x" * 1_000_000),)
    closing = list(engine.generate(long, Sampling(max_tokens=1)))[-1]
    assert isinstance(closing, Failed)  # of the second try, which met a worker that works
    assert closing.kind is FailureKind.PROMPT_TOO_LONG
    engine.close()


def test_a_worker_that_never_speaks_is_ended(demo_model: Path) -> None:
    engine = LocalEngine(never_answers, patience=Patience(0.1, 10, 10))
    assert "no sign of life for 1 s" in words_of(engine, demo_model)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no usleep")
def test_a_library_that_is_slow_to_load_is_waited_for(demo_model: Path) -> None:
    engine = LocalEngine(starts_slowly, patience=Patience(0.1, silent_ticks=10, start_ticks=300))
    assert isinstance(list(engine.load(demo_model, SETTINGS))[-1], Ready)
    engine.close()


@pytest.mark.row("worker-stalls")
def test_a_worker_that_gets_nowhere_is_ended(demo_model: Path) -> None:
    engine = LocalEngine(beats_only)
    words = words_of(engine, demo_model, EngineSettings(stall_s=7))
    assert "no progress for 7 s" in words
    assert "engine_stall_s" in words


def test_a_worker_that_is_slow_is_left_alone(slow_model: Path) -> None:
    """Its heart beats while llama.cpp works in C, so that short patience is enough."""
    engine = LocalEngine(patience=IMPATIENT)
    list(engine.load(slow_model, SETTINGS))
    closing = list(engine.generate((Segment("x" * 900),), Sampling(max_tokens=1)))[-1]
    assert not isinstance(closing, Failed)
    engine.close()


@pytest.mark.row("worker-ends-early")
def test_a_worker_that_leaves_is_named(demo_model: Path) -> None:
    words = words_of(LocalEngine(leaves_at_once), demo_model)
    assert "ended without an answer (exit code 0)" in words


@pytest.mark.row("worker-illegal-instruction")
@pytest.mark.skipif(sys.platform == "win32", reason="a signal")
def test_an_illegal_instruction_is_named(demo_model: Path) -> None:
    words = words_of(LocalEngine(meets_an_unknown_instruction), demo_model)
    assert f"another kind of processor than this computer has ({signal.SIGILL.name})" in words


@pytest.mark.row("worker-cannot-start")
def test_a_worker_that_cannot_start_is_named(
    demo_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = LocalEngine()  # the resource tracker, which needs Python as well, then runs
    list(first.probe())
    first.close()
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", str(tmp_path / "gone").encode())
    engine = LocalEngine()
    assert "could not be started" in words_of(engine, demo_model)
    monkeypatch.undo()
    assert isinstance(list(engine.probe())[-1], Probed)
    engine.close()


@pytest.mark.row("worker-no-library")
def test_a_library_that_cannot_be_loaded_is_named(
    demo_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(tmp_path))
    words = words_of(LocalEngine(), demo_model)
    assert "The engine's library cannot be loaded" in words


@pytest.mark.row("worker-memory-cap")
def test_a_worker_that_takes_more_than_it_may_ends(slow_model: Path) -> None:
    engine = LocalEngine()
    words = words_of_draft(engine, slow_model, EngineSettings(memory_mb=20))
    assert "more than the 20 MiB of memory that 'engine_memory_mb' allows" in words
    assert isinstance(list(engine.load(slow_model, SETTINGS))[-1], Ready)
    engine.close()


def words_of_draft(engine: LocalEngine, model: Path, settings: EngineSettings) -> str:
    """What a person reads of a load and a draft, of which one fails."""
    closing = list(engine.load(model, settings))[-1]
    if not isinstance(closing, Failed):
        closing = list(engine.generate(SHORT, ENDLESS))[-1]
    assert isinstance(closing, Failed)
    return str(failure(closing, model))
