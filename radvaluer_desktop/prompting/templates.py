"""Prompt templates as data: ``resources/prompts/*.toml``, one file a template.

A template is chosen by the control tokens of the model's vocabulary: the one whose tokens are all
there and are most. The plain template asks for none, so there is always one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.errors import InternalError

PIECES = ("constant", "exam", "findings", "closing")


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """The fixed text around the parts of a prompt, in the order in which they are evaluated."""

    id: str
    version: int
    tokens: tuple[str, ...]
    stop_texts: tuple[str, ...]
    constant: str
    exam: str
    findings: str
    closing: str

    @property
    def name(self) -> str:
        """Id and version, as kept with every decision: ``report-1``."""
        return f"{self.id}-{self.version}"


def load_templates(folder: Path) -> tuple[PromptTemplate, ...]:
    """Read every template of ``folder``, in the order of their names."""
    return tuple(_read(path) for path in sorted(folder.glob("*.toml")))


def _read(path: Path) -> PromptTemplate:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    pieces = {name: data["pieces"][name] for name in PIECES}
    return PromptTemplate(
        id=data["id"],
        version=data["version"],
        tokens=tuple(data["tokens"]),
        stop_texts=tuple(data["stop_texts"]),
        **pieces,
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
