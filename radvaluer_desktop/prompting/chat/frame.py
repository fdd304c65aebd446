"""Learns the frame of a chat template from sentinels, and keeps its literal pieces.

The template is rendered once, when its model comes; of what it writes around two sentinels the
literal pieces are kept and hashed. Drafting uses the pieces alone: no report ever meets a template.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from radvaluer_desktop.modelfile.header import ModelHeader
from radvaluer_desktop.prompting.chat.limited import render_limited
from radvaluer_desktop.prompting.chat.render import Refusal, Rendered, RenderRequest

_DIGITS = 12
_GAP = "\n\n"  # between what is said and the report, where a template knows no system's message

Render = Callable[[RenderRequest], Rendered | Refusal]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before the system's message, between it and the user's, and after that."""

    before: str
    between: str
    closing: str

    @property
    def digest(self) -> str:
        """Twelve digits of the pieces' SHA-256."""
        pieces = json.dumps([self.before, self.between, self.closing])
        return sha256(pieces.encode()).hexdigest()[:_DIGITS]


def frame_of(
    header: ModelHeader, folder: Path, render: Render = render_limited, *, again: bool = False
) -> Frame | Refusal:
    """Return the frame of a model's own template, which it must have.

    What was learnt before is read from ``folder``; a file there that was changed is not believed,
    and, where it is to be tried ``again``, neither is a refusal.
    """
    file = folder / f"{_name_of(header)}.json"
    known = _read(file)
    if known is not None and not (again and isinstance(known, Refusal)):
        return known
    learnt = learn(header, render)
    with suppress(OSError):  # then it is learnt again the next time
        _write(file, learnt)
    return learnt


def learn(header: ModelHeader, render: Render = render_limited) -> Frame | Refusal:
    """Render the template on sentinels, twice, and return the pieces that stayed the same."""
    pairs = [_sentinels(), _sentinels()]
    conversations: list[tuple[tuple[str, str], ...]] = []
    for system, user in pairs:
        conversations.append((("system", system), ("user", user)))
        conversations.append((("user", f"{system}{_GAP}{user}"),))
    begin = "" if header.adds_begin_token else header.begin_token
    request = RenderRequest(header.chat_template, tuple(conversations), begin, header.end_token)
    rendered = render(request)
    if isinstance(rendered, Refusal):
        return rendered
    if all(text is None for text in rendered):
        return Refusal.FORBIDDEN
    for way in (0, 1):  # with a system's message, else without
        frames = [_cut(rendered[2 * at + way], *pair) for at, pair in enumerate(pairs)]
        if frames[0] is not None and frames[0] == frames[1]:
            return _without_begin(frames[0], header)
    return Refusal.CHANGED


def _cut(text: str | None, system: str, user: str) -> Frame | None:
    if text is None or text.count(system) != 1 or text.count(user) != 1:
        return None
    before, rest = text.split(system)
    if user not in rest:
        return None
    between, closing = rest.split(user)
    return Frame(before, between, closing)


def _without_begin(frame: Frame, header: ModelHeader) -> Frame:
    """Leave out a beginning token that the tokenizer adds by itself."""
    if not header.adds_begin_token or not header.begin_token:
        return frame
    before = frame.before.removeprefix(header.begin_token)
    return Frame(before, frame.between, frame.closing)


def _sentinels() -> tuple[str, str]:
    return f"Rv{secrets.token_hex(12)}s", f"Rv{secrets.token_hex(12)}u"


def _name_of(header: ModelHeader) -> str:
    told = [header.chat_template, header.begin_token, header.end_token, header.adds_begin_token]
    return sha256(json.dumps(told).encode()).hexdigest()


def _write(file: Path, learnt: Frame | Refusal) -> None:
    if isinstance(learnt, Refusal):
        value: dict[str, str] = {"refused": learnt.value}
    else:
        value = {**asdict(learnt), "digest": learnt.digest}
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(json.dumps(value, indent=2), encoding="utf-8")
    new.replace(file)


def _read(file: Path) -> Frame | Refusal | None:
    try:
        value = json.loads(file.read_bytes())
        if "refused" in value:
            return Refusal(value["refused"])
        digest = value.pop("digest")
        frame = Frame(**value)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
        return None
    return frame if frame.digest == digest else None
