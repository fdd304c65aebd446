"""Renders a template that nobody here has written, in a process that may do nothing else.

It runs in a throw-away child: Jinja's sandbox keeps it from Python, the system's limits from time,
memory and files, and the parent's clock from all that they let through. The only import of jinja2.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from enum import StrEnum

from radvaluer_desktop.child import PipeEnd, begin_child
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP

MEMORY_BYTES = 256 << 20
CPU_S = 2
_LONGEST = 1 << 16  # characters of what it renders
_NAME = "radvaluer-form"


class Refusal(StrEnum):
    """Why a template is not used. The values stand in files."""

    TIME = QT_TRANSLATE_NOOP("reasons", "it takes too long")
    MEMORY = QT_TRANSLATE_NOOP("reasons", "it takes too much memory")
    LENGTH = QT_TRANSLATE_NOOP("reasons", "it writes too much")
    FORBIDDEN = QT_TRANSLATE_NOOP("reasons", "it asks for what a template may not have, or is none")
    CHANGED = QT_TRANSLATE_NOOP("reasons", "it changes, repeats or leaves out what it is given")
    ENDED = QT_TRANSLATE_NOOP("reasons", "it ended its process")


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """A template, and conversations to render, each a tuple of roles and contents."""

    template: str
    conversations: tuple[tuple[tuple[str, str], ...], ...]
    begin_token: str = ""
    end_token: str = ""


Rendered = tuple[str | None, ...]  # of each conversation; None: the template does not want it


def run_renderer(connection: PipeEnd) -> None:
    """Answer the one request that comes through ``connection``: Rendered or a Refusal."""
    begin_child(_NAME)
    request: RenderRequest = connection.recv()

    _warm_up()
    connection.send(True)  # from now on the clock runs
    _limit()
    answer: Rendered | Refusal
    try:
        answer = render(request)
    except MemoryError:
        answer = Refusal.MEMORY
    except Exception:  # noqa: BLE001 - a template may raise whatever Python can
        answer = Refusal.FORBIDDEN
    if not isinstance(answer, Refusal) and any(len(text or "") > _LONGEST for text in answer):
        answer = Refusal.LENGTH
    connection.send(answer)


def render(request: RenderRequest) -> Rendered:
    """Render each conversation, with what Hugging Face's ``apply_chat_template`` gives a template.

    Without a clock: what is kept would grow old. Raises whatever the template raises.
    """
    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def raise_exception(_message: str) -> None:
        raise TemplateError

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.loopcontrols"],
        autoescape=False,
    )
    template = environment.from_string(request.template)
    texts: list[str | None] = []
    for conversation in request.conversations:
        try:
            text = template.render(
                messages=[{"role": role, "content": text} for role, text in conversation],
                add_generation_prompt=True,
                enable_thinking=False,
                bos_token=request.begin_token,
                eos_token=request.end_token,
                raise_exception=raise_exception,
            )
        except TemplateError:  # it does not want such a conversation, or was caught reaching out
            text = None
        texts.append(text)
    return tuple(texts)


def _warm_up() -> None:
    """Import what Jinja imports late: afterwards no file can be opened, its own modules neither."""
    import jinja2.debug  # noqa: F401 - of templates that raise

    sample = "{% for m in messages %}{{ (m.content + '\\n') | trim | tojson }}{% endfor %}"
    for end in ("{{ 1 + }}", "{{ raise_exception('') }}"):
        with contextlib.suppress(Exception):
            render(RenderRequest(sample + end, ((("user", "a"),),)))


def _limit() -> None:
    """Let the system end what takes too much; where it cannot, the parent watches alone."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + CPU_S
        for what, most in (
            (resource.RLIMIT_AS, MEMORY_BYTES),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_NOFILE, 0),
            (resource.RLIMIT_FSIZE, 0),
        ):
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(what, (most, most))
