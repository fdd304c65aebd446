"""A prompt as the messages of a chat, in which nothing that a person wrote can be a control token.

Servers parse special tokens wherever they stand in a message: a report that holds one would speak
in another's place. They are broken by a space, which the eye hardly sees.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from radvaluer_desktop.inference.messages import Sampling, Segment

# <|im_end|>, <｜User｜>, </s>, <start_of_turn>, <<SYS>>, [INST], [/INST], [gMASK]; not "<5 mm".
_OPENING = re.compile(r"<(?=[|｜]|/?[A-Za-z][\w.-]*>|<+/?[A-Za-z])|\[(?=/?[A-Za-z_]{3,}\])")
Message = dict[str, str]


def neutralised(text: str) -> str:
    """Return ``text`` without anything that a chat template or tokenizer takes for a control."""
    return _OPENING.sub(r"\g<0> ", text)


def messages_of(segments: Sequence[Segment]) -> list[Message]:
    """Return the constant beginning as the system's message, all the rest as the user's."""
    constant = list(itertools.takewhile(lambda each: each.storable, segments))
    parts = (constant, segments[len(constant) :])
    texts = ["".join(map(_text_of, each)).strip() for each in parts]
    roles = ("system", "user")
    return [
        {"role": role, "content": text} for role, text in zip(roles, texts, strict=True) if text
    ]


def request_body(model: str, segments: Sequence[Segment], sampling: Sampling) -> dict[str, object]:
    """Return the body of a request to ``/chat/completions``; OpenAI API reference, Chat."""
    body: dict[str, object] = {
        "model": model,
        "messages": messages_of(segments),
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if sampling.temperature > 0:
        body |= {"top_p": sampling.top_p, "seed": sampling.seed}
    if sampling.stop_texts:
        body["stop"] = list(sampling.stop_texts)
    return body


def _text_of(segment: Segment) -> str:
    return segment.text if segment.special else neutralised(segment.text)
