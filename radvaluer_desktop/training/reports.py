"""What training learns from: a report with header, findings, impression and language.

The narrow seam between where reports come from (the synthetic corpus, a department's file) and
what is done with them. Nothing behind it knows how a report was made.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.training.corpus import make_reports

_DEVELOPMENT_SEED = 0


class Report(Protocol):
    """A report to learn from."""

    @property
    def header(self) -> StudyHeader:
        """What is known of the examination."""

    @property
    def findings(self) -> str:
        """Clean text without headings."""

    @property
    def impression(self) -> str:
        """What is to be drafted."""

    @property
    def language(self) -> Language:
        """Language of both."""


@dataclass(frozen=True, slots=True)
class PlainReport:
    """A report and nothing else."""

    header: StudyHeader
    findings: str
    impression: str
    language: Language


def synthetic_reports(seed: int, institutions: Sequence[int] = ()) -> Iterator[Report]:
    """Yield the training reports of ``seed`` without end, of ``institutions`` or of all."""
    return iter(make_reports(seed, "train", institutions or None))


def development_reports(count: int, institutions: Sequence[int] = ()) -> list[Report]:
    """Return synthetic reports that training never draws, to measure on while it runs."""
    made = make_reports(_DEVELOPMENT_SEED, "dev", institutions or None)
    return list(itertools.islice(made, count))
