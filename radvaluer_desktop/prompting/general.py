"""What any instruction model is told, in each language: ``resources/prompts/general/*.toml``.

The form is ours and versioned; how good the drafts of a given model are, nobody has shown here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from radvaluer_desktop.report.study import BodySystem, Language

MOST_EXAMPLES = 16


@dataclass(frozen=True, slots=True)
class Example:
    """A report that the radiologist accepted earlier."""

    findings: str = field(repr=False)
    impression: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class GeneralPrompt:
    """The words around the parts of a prompt in one language.

    ``system`` is the same for every patient; ``systems`` holds guidance by body system, which
    follows the exam header. ``styles``: what one radiologist's style asks for, by its codes;
    ``phrase`` is said of each phrase of the house; ``instruction`` before what the radiologist asks
    of one draft, which comes last.
    """

    language: Language
    version: int
    system: str
    exam: str
    guidance: str
    examples: str
    example_findings: str
    example_impression: str
    findings: str
    phrase: str
    instruction: str
    styles: Mapping[str, str]
    systems: Mapping[str, str]

    def guidance_for(self, system: BodySystem | None) -> str:
        """Return what a model is told of this region, empty where nothing is."""
        told = self.systems.get(system or "", "")
        return f"{self.guidance}{told}" if told else ""


def load_general(folder: Path) -> tuple[GeneralPrompt, ...]:
    """Read the prompts of every language, in the order of their names."""
    return tuple(_read(path) for path in sorted(folder.glob("*.toml")))


def _read(path: Path) -> GeneralPrompt:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return GeneralPrompt(**data | {"language": Language(data["language"])})
