"""What crosses the pipe: values that survive the way."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path

import pytest

from radvaluer_desktop.inference import messages
from radvaluer_desktop.inference.messages import (
    Adapt,
    Adapted,
    AheadRead,
    Beat,
    Cancel,
    Done,
    EngineSettings,
    Failed,
    FailureKind,
    Generate,
    Load,
    LoadedModel,
    Offload,
    Probe,
    Probed,
    Progress,
    ReadAhead,
    Ready,
    Remember,
    Remembered,
    Sampling,
    Segment,
    StopReason,
    Timings,
    Token,
)
from radvaluer_desktop.session.failures import FindingsTooLong

MODEL = LoadedModel(Path("模型.gguf"), "llama", 3, 4096, Offload(), 1)
ALL = [
    Load(1, Path("模型.gguf"), EngineSettings()),
    Generate(2, (Segment("肺", special=True),), Sampling(stop_texts=("a",)), 128),
    ReadAhead(2, (Segment("肺"),), 64),
    Remember(2, ("肺",)),
    AheadRead(2, 3, 4),
    Remembered(2),
    Adapt(2, Path("接.gguf"), 0.5),
    Adapted(2),
    Beat(),
    Cancel(3),
    Probe(4),
    Ready(5, MODEL, 1.5),
    Progress(6, "load", 1, 2),
    Token(7, "肺"),
    Done(8, "肺", StopReason.END, Timings(1, 2, 3.0, 4.0, 5.0)),
    Failed(9, FailureKind.WORKER_DIED, "SIGKILL"),
    Probed(10, "1", ("CPU",), ("AVX",), "haswell", gpu_offload=False),
]


@pytest.mark.parametrize("message", ALL, ids=lambda message: type(message).__name__)
def test_a_message_crosses_the_pipe_unchanged_and_is_frozen(message: Cancel) -> None:
    assert pickle.loads(pickle.dumps(message)) == message  # noqa: S301 - our own bytes
    with pytest.raises((FrozenInstanceError, TypeError)):
        message.request_id = 0  # type: ignore[misc]


def test_every_message_with_an_id_is_among_them() -> None:
    with_id = {
        kind
        for kind in vars(messages).values()
        if is_dataclass(kind) and "request_id" in {field.name for field in fields(kind)}
    }
    assert with_id == {type(message) for message in ALL}


def test_errors_can_be_handed_between_processes() -> None:
    error = FindingsTooLong(prompt_tokens=5, reserve=2, context_tokens=6)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), str(again)) == (FindingsTooLong, str(error))
