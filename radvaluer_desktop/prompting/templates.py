"""Prompt templates as data: ``resources/prompts/*.toml``, one file a template.

A template is chosen by the control tokens of the model's vocabulary: the one whose tokens are all
there and are most. The plain template asks for none, so there is always one. A general template is
a frame of control tokens around what ``general`` says to any instruction model.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.prompting.chat.frame import Frame
from radvaluer_desktop.prompting.general import GeneralPrompt, load_general
from radvaluer_desktop.report.study import Language

_GENERAL = "general"


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """The fixed text around the parts of a prompt, in the order in which they are evaluated.

    ``general``: what is said in this frame, by language; ``between`` then parts what is the same
    for every patient from what is not, and ``exam`` and ``findings`` are empty.
    """

    id: str
    version: int | str
    tokens: tuple[str, ...]
    stop_texts: tuple[str, ...]
    constant: str
    closing: str
    exam: str = ""
    findings: str = ""
    between: str = ""
    general: tuple[GeneralPrompt, ...] = ()

    @property
    def name(self) -> str:
        """Id and version, as kept with every decision: ``report-1``, ``chatml-2+general-1``."""
        name = f"{self.id}-{self.version}"
        if not self.general:
            return name
        return f"{name}+general-{max(each.version for each in self.general)}"

    @property
    def is_taught(self) -> bool:
        """Whether models are taught on it: none is given another."""
        return bool(self.tokens) and not self.general

    def words(self, language: Language) -> GeneralPrompt | None:
        """Return what is said in ``language``; None where the template says it itself."""
        told = (each for each in self.general if each.language is language)
        return next(told, self.general[0] if self.general else None)


def load_templates(folder: Path) -> tuple[PromptTemplate, ...]:
    """Read every template of ``folder``, in the order of their names."""
    general = load_general(folder / _GENERAL)
    return tuple(_read(path, general) for path in sorted(folder.glob("*.toml")))


def chat_template(general: tuple[GeneralPrompt, ...]) -> PromptTemplate:
    """Return the template for a server, which puts a frame around the messages itself."""
    return PromptTemplate("server", 1, (), (), "", "", general=general)


def own_template(frame: Frame, general: tuple[GeneralPrompt, ...]) -> PromptTemplate:
    """Return ``frame``, which came with a model, with what is said in it."""
    return PromptTemplate(
        id="own",
        version=frame.digest,
        tokens=(),
        stop_texts=(),
        constant=frame.before,
        between=frame.between,
        closing=frame.closing,
        general=general,
    )


def _read(path: Path, general: tuple[GeneralPrompt, ...]) -> PromptTemplate:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return PromptTemplate(
        id=data["id"],
        version=data["version"],
        tokens=tuple(data["tokens"]),
        stop_texts=tuple(data["stop_texts"]),
        general=general if data.get("general") else (),
        **data["pieces"],
    )


def choose_template(
    templates: Sequence[PromptTemplate], control_tokens: Collection[str]
) -> PromptTemplate:
    """Return the template with most tokens, all of which the model's vocabulary has."""
    known = set(control_tokens)
    fitting = [template for template in templates if known.issuperset(template.tokens)]
    if not fitting:
        raise InternalError("no prompt template fits a model without control tokens")
    return max(fitting, key=lambda template: len(template.tokens))
