"""The options of the exam header, apart from drafting: who only checks imports no engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from radvaluer_desktop.report.study import BodySystem, Modality, Sex, Side, StudyHeader

_Function = TypeVar("_Function", bound=Callable[..., Any])


def header_options(command: _Function) -> _Function:
    """Add the options of the exam header, all of which may be missing."""
    for option in (
        click.option("--prior", help="Prior examination, in words."),
        click.option("--indication", help="Why the examination was made."),
        click.option("--order", help="The examination as ordered."),
        click.option("--age", type=click.IntRange(0, 130), help="Age in years."),
        click.option("--sex", type=choice_of(Sex)),
        click.option("--side", type=choice_of(Side), help="Side that was ordered."),
        click.option("--modality", type=choice_of(Modality)),
    ):
        command = option(command)
    return command


def choice_of(kind: type[Any]) -> click.Choice[str]:
    """Return the type of an option whose value is one of an enum's."""
    return click.Choice([member.value for member in kind], case_sensitive=False)


def header_of(values: dict[str, Any]) -> StudyHeader:
    """Return the exam header from the values of the options."""
    return StudyHeader(
        order=values.get("order"),
        modality=Modality(values["modality"]) if values.get("modality") else None,
        body_system=BodySystem(values["system"]) if values.get("system") else None,
        side=Side(values["side"]) if values.get("side") else None,
        sex=Sex(values["sex"]) if values.get("sex") else None,
        age=values.get("age"),
        indication=values.get("indication"),
        prior=values.get("prior"),
    )
