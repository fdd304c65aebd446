"""Measures a model file on held-out synthetic reports, drafted greedily through the engine.

Run by ``radvaluer pretrain`` at its end, or for a file by itself with
``python -m radvaluer_desktop.training.evaluate FILE``. It needs neither PyTorch nor a network.
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import Done, EngineSettings, Failed, Ready, Sampling
from radvaluer_desktop.prompting.build import build_prompt
from radvaluer_desktop.prompting.templates import PromptTemplate, load_templates
from radvaluer_desktop.training.corpus import SyntheticReport, make_reports

# The test split shares no combination of findings with what training draws.
HELD_OUT_SEED = 2_000_000_011
_LIST_NUMBER = re.compile(r"^\d+\. ", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIDE = re.compile(r"\b(?:left|right|bilateral)\b|[左右双]", re.IGNORECASE)
# Words that a draft may use where the findings say the same in another way.
_SAME_SIDE = {"双": "两", "bilateral": "both"}


@dataclass(frozen=True, slots=True)
class Score:
    """What a model did on ``reports`` reports; counts of drafts."""

    reports: int
    exact: int
    normal: int
    normal_kept: int
    unsupported_number: int
    unsupported_side: int

    def describe(self) -> str:
        """Return the figures as lines of text."""
        return (
            f"{self.reports} held-out synthetic reports, greedy\n"
            f"drafts equal to the reference, word for word: {self.exact}\n"
            f"normal reports drafted as normal: {self.normal_kept} of {self.normal}\n"
            f"drafts with a number that the findings lack: {self.unsupported_number}\n"
            f"drafts with a side that the findings lack: {self.unsupported_side}"
        )


def evaluate(model: Path, count: int, seed: int = HELD_OUT_SEED) -> Score:
    """Draft ``count`` held-out reports with the model file and compare.

    Raises InternalError where the engine fails.
    """
    reports = list(itertools.islice(make_reports(seed, "test"), count))
    drafts = list(draft_all(model, reports))
    pairs = list(zip(reports, drafts, strict=True))
    normal = [(report, draft) for report, draft in pairs if report.normal]
    return Score(
        reports=len(pairs),
        exact=sum(draft == report.impression for report, draft in pairs),
        normal=len(normal),
        normal_kept=sum(draft == report.impression for report, draft in normal),
        unsupported_number=sum(bool(numbers_beyond(r.findings, draft)) for r, draft in pairs),
        unsupported_side=sum(bool(sides_beyond(r.findings, draft)) for r, draft in pairs),
    )


def draft_all(model: Path, reports: Iterable[SyntheticReport]) -> Iterator[str]:
    """Yield the impression that the model drafts for each report."""
    templates = load_templates(resource("prompts"))
    template = next(template for template in templates if template.id == "report")
    engine = LocalEngine()
    try:
        for event in engine.load(model, EngineSettings()):
            if isinstance(event, Failed):
                raise InternalError(f"the model was not loaded: {event.kind} {event.detail}")
            if isinstance(event, Ready):
                break
        for report in reports:
            yield _draft(engine, template, report)
    finally:
        engine.close()


def _draft(engine: LocalEngine, template: PromptTemplate, report: SyntheticReport) -> str:
    prompt = build_prompt(template, report.header, report.findings, report.language)
    text = ""
    for event in engine.generate(prompt.segments, Sampling(stop_texts=prompt.stop_texts)):
        if isinstance(event, Failed):
            raise InternalError(f"a draft failed: {event.kind}")
        if isinstance(event, Done):
            text = event.text
    return text


def numbers_beyond(findings: str, draft: str) -> set[str]:
    """Return the numbers of ``draft``, but for those of its list, that ``findings`` lack."""
    plain = _LIST_NUMBER.sub("", draft)
    return set(_NUMBER.findall(plain)) - set(_NUMBER.findall(findings))


def sides_beyond(findings: str, draft: str) -> set[str]:
    """Return the sides that ``draft`` names and ``findings`` do not."""
    said = {side.lower() for side in _SIDE.findall(draft)}
    found = findings.lower()
    return {side for side in said if side not in found and not _as_other_word(side, found)}


def _as_other_word(side: str, findings: str) -> bool:
    if side == "bilateral" and "bibasilar" in findings:
        return True
    return side in _SAME_SIDE and _SAME_SIDE[side] in findings


def main() -> None:
    """Print the figures of a model file."""
    parser = argparse.ArgumentParser(description="Score a model file on synthetic reports.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--reports", type=int, default=200)
    arguments = parser.parse_args()
    print(evaluate(arguments.model, arguments.reports).describe())


if __name__ == "__main__":
    main()
