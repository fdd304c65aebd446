"""Says the same findings in another order, so that a small model learns what and not where.

A department has thousands of reports, of which a model of millions of parameters learns the order
of sentences by heart within some epochs. Nothing is left out and nothing added: what the impression
says must still stand in the findings.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.training.reports import PlainReport, Report

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？；])|\n+")


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Shares of the reports that are varied.

    ``reorder``: sentences change places. ``bare``: the header loses its body system, which is not
    always known when a report is drafted.
    """

    reorder: float = 0.5
    bare: float = 0.5


def augmented(report: Report, how: Augmentation, rng: random.Random) -> PlainReport:
    """Return a variation of ``report``."""
    header = report.header
    if rng.random() < how.bare:
        header = replace(header, body_system=None)
    findings = report.findings
    if rng.random() < how.reorder:
        findings = _reordered(findings, rng)
    return PlainReport(header or StudyHeader(), findings, report.impression, report.language)


def _reordered(findings: str, rng: random.Random) -> str:
    """Turn the text at one or two sentences, or shuffle them all."""
    sentences = [part.strip() for part in _SENTENCE_END.split(findings) if part and part.strip()]
    if len(sentences) < 2:
        return findings
    gap = " " if findings.isascii() or " " in findings else ""
    if rng.random() < 0.5:
        at = rng.randrange(1, len(sentences))
        return gap.join(sentences[at:] + sentences[:at])
    return gap.join(rng.sample(sentences, len(sentences)))
