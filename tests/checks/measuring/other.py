"""Agreement with radiologists, time a report, and texts that mean nothing."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from typing import Any

from radvaluer_desktop.metrics.edit_distance import words
from radvaluer_desktop.metrics.rouge import rouge_l
from radvaluer_desktop.report.study import BodySystem, Modality, Sex, StudyHeader
from radvaluer_desktop.safety.checker import Checker
from radvaluer_desktop.safety.scoring import Scorer
from tests.checks.measuring.statistics import percentile, spearman
from tests.checks.planter import SEED, pairs
from tests.checks.planting.cases import Pair, seeded

LONG = 400
_TIMED = 200


def measure_agreement(scorer: Scorer, folder: Path) -> dict[str, Any]:
    """Return Spearman's correlation of scores with the mean rating of three radiologists."""
    reports = json.loads((folder / "radpref_dev.json").read_text("utf-8"))
    ratings, scores, rouges = [], [], []
    for report in reports:
        for candidate in report["candidates"]:
            ratings.append(sum(candidate["ratings"]) / len(candidate["ratings"]))
            scores.append(scorer.score(report["reference"], candidate["text"]).score)
            rouges.append(rouge_l(report["reference"], candidate["text"]))
    both = [(one + other) / 2 for one, other in zip(scores, rouges, strict=True)]
    return {
        "candidates": len(ratings),
        "score": spearman(scores, ratings),
        "rouge_l": spearman(rouges, ratings),
        "mean_of_both": spearman(both, ratings),
    }


def long_reports(language: str, seed: int = SEED) -> list[Pair]:
    """Return findings of 400 words and more, joined from several reports of one system."""
    rng = seeded(seed, "long", language)
    known = pairs(language)
    out: list[Pair] = []
    while known and len(out) < _TIMED:
        first = rng.choice(known)
        same = [pair for pair in known if pair.system == first.system]
        findings, impression = first.findings, first.impression
        while len(words(findings)) < LONG:
            more = rng.choice(same)
            gap = " " if language == "en" else ""
            findings, impression = (
                findings + gap + more.findings,
                impression + "\n" + more.impression,
            )
        out.append(Pair(first.source, language, first.system, first.header, findings, impression))
    return out


def measure_time(checker: Checker, languages: list[str]) -> list[dict[str, Any]]:
    """Return milliseconds a check of a long report; one before them is not timed."""
    rows = []
    for language in languages:
        reports = long_reports(language)
        if not reports:
            continue
        checker.check(reports[0].findings, reports[0].impression, reports[0].header)
        took = []
        for report in reports:
            start = time.perf_counter()
            checker.check(report.findings, report.impression, report.header)
            took.append((time.perf_counter() - start) * 1000)
        rows.append(
            {
                "language": language,
                "reports": len(took),
                "p50_ms": percentile(took, 0.5),
                "p99_ms": percentile(took, 0.99),
                "longest_ms": max(took),
            }
        )
    return rows


_CLINICAL = [
    "left", "right", "bilateral", "no", "without", "mass", "nodule", "effusion", "3.5", "cm",
    "12mm", "x", "×", "T12", "L4/5", "L4-L5", "may", "of", "and", "pneumothorax", "severe", "mild",
    "increased", "prior", "XXXX", "1.", "2)", "(", ")", "[", "]", ",", ".", ";", ":", "/", "-",
    "左", "右", "双侧", "未见", "见", "结节", "积液", "肺", "上叶", "S8段", "第5、6肋", "约", "，",
    "。", "；", "、", "（", "）", "可能", "不除外", "较前", "大小",
]  # fmt: skip
_STRANGE = [
    "\x00", "\x1b[0m", "\u202e", "\u200b", "\ufeff", "\ud83e", "👩‍⚕️", "ⅷ", "㎜", "٣", "é",
    "e\u0301", "\r\n", "\v", "\u2028", "𠮷", "ß", "İ", "½", "²", "ﬁ", "\\", "%s", "{0}", "{}",
    "(?", "*" * 9,
]  # fmt: skip


def random_text(rng: random.Random) -> str:
    """Return a text of one of several bad kinds; the size of most is small."""
    size = rng.choice([0, 1, 2, 5, 20, 80])
    kind = rng.randrange(7)
    if kind == 0:
        return "".join(chr(rng.randrange(0x20, 0x2FFF)) for _ in range(size))
    if kind == 1:
        return "".join(chr(rng.randrange(0x110000)) for _ in range(size))
    if kind == 2:
        return "".join(rng.choices(_CLINICAL, k=size))
    if kind == 3:
        return " ".join(rng.choices(_CLINICAL, k=size))
    if kind == 4:
        return "".join(rng.choices(_CLINICAL + _STRANGE + [" ", "\n"], k=size))
    if kind == 5:
        return str(rng.getrandbits(4 * size + 1)) + rng.choice([" mm", "cm", "", "."]) * size
    piece = rng.choice(_CLINICAL + _STRANGE)
    return piece * rng.choice([1, 50, 2000 // len(piece) + 1])


def _random_header(rng: random.Random) -> StudyHeader:
    return StudyHeader(
        order=rng.choice([None, random_text(rng)]),
        modality=rng.choice([None, *Modality]),
        body_system=rng.choice([None, *BodySystem]),
        sex=rng.choice([None, *Sex]),
        age=rng.choice([None, 0, 7, 40, 110]),
        prior=rng.choice([None, random_text(rng)]),
    )


def measure_fuzz(checker: Checker, scorer: Scorer, count: int, seed: int = SEED) -> dict[str, Any]:
    """Send meaningless texts through both; return the exceptions, by type, and the longest time."""
    failed: dict[str, int] = {}
    longest, slowest = 0.0, 0
    for number in range(count):
        rng = seeded(seed, "fuzz", number)
        findings, impression, header = random_text(rng), random_text(rng), _random_header(rng)
        start = time.perf_counter()
        try:
            result = checker.check(findings, impression, header)
            scored = scorer.score(findings, impression)
            _sane(findings, impression, result.issues, scored.score)
        except Exception as error:  # noqa: BLE001 - any exception at all is what is looked for
            name = f"{type(error).__name__} (seed {seed}, text {number})"
            failed[name] = failed.get(name, 0) + 1
        took = time.perf_counter() - start
        if took > longest:
            longest, slowest = took, number
    return {
        "texts": count,
        "failed": failed,
        "longest_ms": longest * 1000,
        "slowest_text": slowest,
    }


def _sane(findings: str, impression: str, issues: Any, score: float) -> None:
    """Spans lie inside the texts, and the score is a share."""
    if not 0 <= score <= 1:
        raise ValueError("score out of range")
    for issue in issues:
        for text, span in ((findings, issue.findings_span), (impression, issue.impression_span)):
            if span is not None and not 0 <= span[0] <= span[1] <= len(text):
                raise ValueError("span outside its text")
