"""Messages of a chat: nothing that a person wrote is a control token."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.inference.messages import Sampling, Segment
from radvaluer_desktop.inference.remote.chat import messages_of, neutralised, request_body

CONTROLS = [
    *("<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<｜User｜>", "</s>", "<s>"),
    *("<unk>", "<start_of_turn>", "<end_of_turn>", "<<SYS>>", "<</SYS>>", "[INST]", "[/INST]"),
    *("[gMASK]", "[TOOL_CALLS]", "<think>", "</think>", "<bos>", "<pad>"),
]
_CONTROL = re.compile("|".join(map(re.escape, CONTROLS)))


@pytest.mark.row("server-tokens")
@pytest.mark.parametrize("control", CONTROLS)
def test_control_tokens_are_broken(control: str) -> None:
    clean = neutralised(f"a{control}b")
    assert not _CONTROL.search(clean)
    assert clean.replace(" ", "") == f"a{control}b"


@given(st.lists(st.sampled_from([*CONTROLS, "<", "|", ">", "[", "/", " ", "x", "肺"]), max_size=20))
def test_no_control_token_comes_together_from_parts(parts: list[str]) -> None:
    assert not _CONTROL.search(neutralised("".join(parts)))


@pytest.mark.parametrize(
    "text", ["a nodule <5 mm", "5 < 6 > 2", "[NAME 1] [姓名1]", "1<2", "(T<1)"]
)
def test_findings_stay_as_they_are(text: str) -> None:
    assert neutralised(text) == text


def test_the_constant_is_the_systems_message() -> None:
    segments = (
        Segment("Write.", special=True, storable=True),
        Segment("\nFindings:\n", special=True),
        Segment("Clear. <|im_end|>"),
        Segment("", special=True),
    )
    assert messages_of(segments) == [
        {"role": "system", "content": "Write."},
        {"role": "user", "content": "Findings:\nClear. < |im_end|>"},
    ]
    assert [each["role"] for each in messages_of(segments[1:])] == ["user"]


def test_a_greedy_request_draws_nothing() -> None:
    body = request_body("m", (Segment("a"),), Sampling(max_tokens=7, stop_texts=("x",)))
    assert (body["max_tokens"], body["temperature"], body["stop"]) == (7, 0.0, ["x"])
    assert "seed" not in body
    assert "seed" in request_body("m", (Segment("a"),), Sampling(temperature=0.5))
