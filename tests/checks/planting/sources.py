"""Pairs to work on: real English ones, hand-written Chinese ones, and extracts from either."""

from __future__ import annotations

import csv
import json
import os
import random
import re
import tomllib
from pathlib import Path

from radvaluer_desktop.report.study import BodySystem, Modality, Sex, StudyHeader
from tests.checks.planting.cases import Pair
from tests.checks.planting.text import denied, sentence_texts

REPORTS_ENV = "RADVALUER_REPORTS"
_CHINESE = Path(__file__).parent.parent / "zh_reports.toml"
_MODALITIES = (
    (re.compile(r"\bCT\b|tomograph", re.I), Modality.CT),
    (re.compile(r"\bMRI?\b|\bMRA\b", re.I), Modality.MR),
    (re.compile(r"ultrasound|doppler|sonogra", re.I), Modality.ULTRASOUND),
    (
        re.compile(r"chest pa|frontal|series|x-ray|radiograph|single view", re.I),
        Modality.RADIOGRAPH,
    ),
)
# What is no description of an image: technique, history, orders to look elsewhere, a call made.
_NOT_A_FINDING = re.compile(
    r"exam\w*:|reason|indication|technique|comparison|history|\bhx\b|\bcc\b|contrast|interpretation"
    r"|image|view|scans|obtained|performed|administered|evaluated|recommend|correlat|discussed"
    r"|patient|grade [iv]+:|\bprojection|measurements? below|study|examination|#|XXXX XXXX"
    r"|^与|：$|位扫查",
    re.IGNORECASE,
)
# Two examinations in one, with words missing in the middle of a sentence.
_GARBLED = {"mts1853"}
_EXTRACT_SENTENCES = (2, 4)


def reports_folder() -> Path | None:
    """Return the folder of real reports, or nothing where there is none."""
    folder = os.environ.get(REPORTS_ENV)
    return Path(folder) if folder and Path(folder).is_dir() else None


def open_i(folder: Path) -> list[Pair]:
    """Chest radiographs; a text that stands twice is taken once."""
    header = StudyHeader(
        order="Chest radiograph, PA and lateral",
        modality=Modality.RADIOGRAPH,
        body_system=BodySystem.CHEST,
    )
    pairs: dict[tuple[str, str], Pair] = {}
    with (folder / "openi_train.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            texts = (row["findings"].strip(), row["impression"].strip())
            if all(texts) and texts not in pairs:
                source = f"openi-{row['id']}"
                pairs[texts] = Pair(source, "en", "chest", header, *texts)
    return list(pairs.values())


def mtsamples(folder: Path) -> list[Pair]:
    """Transcribed reports of all systems; what is not an image report is left out."""
    pairs = []
    for line in (folder / "mtsamples_dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        system = row["system"].replace("_", "-")
        found = [kind for pattern, kind in _MODALITIES if pattern.search(row["name"])]
        if not found or system not in set(BodySystem) or row["id"] in _GARBLED:
            continue
        order = re.sub(r"\s*-\s*\d+$", "", row["name"])
        header = StudyHeader(order=order, modality=found[0], body_system=BodySystem(system))
        texts = (row["findings"].strip(), row["impression"].strip())
        pairs.append(Pair(row["id"], "en", system, header, *texts))
    return pairs


def chinese() -> list[Pair]:
    """The sixty reports beside this package."""
    pairs = []
    for row in tomllib.loads(_CHINESE.read_text("utf-8"))["report"]:
        header = StudyHeader(
            order=row["order"],
            modality=Modality(row["modality"]),
            body_system=BodySystem(row["system"]),
            sex=Sex(row["sex"]),
            age=row["age"],
            prior=row.get("prior"),
        )
        texts = (row["findings"], row["impression"])
        pairs.append(Pair(row["id"], "zh", row["system"], header, *texts))
    return pairs


def usable(pair: Pair) -> list[str]:
    """Return the sentences of the findings that an impression may be made from."""
    least, most = (6, 60) if pair.language == "zh" else (12, 220)
    return [
        sentence
        for sentence in sentence_texts(pair.findings, pair.language)
        if least <= len(sentence) <= most and not _NOT_A_FINDING.search(sentence)
    ]


def extract(pair: Pair, rng: random.Random, must: str | None = None) -> Pair | None:
    """Make an impression out of a few findings sentences, abnormal ones first in the draw."""
    pool = usable(pair)
    if not pool:
        return None
    keys = [
        (rng.random() * (0.4 if denied(sentence, pair.language) else 1.0), place)
        for place, sentence in enumerate(pool)
    ]
    count = min(len(pool), rng.randint(*_EXTRACT_SENTENCES))
    chosen = {place for _, place in sorted(keys, reverse=True)[:count]}
    if must is not None and must in pool:
        chosen.add(pool.index(must))
    return with_statements(pair, [pool[place] for place in sorted(chosen)], rng)


def with_statements(pair: Pair, statements: list[str], rng: random.Random) -> Pair:
    """Write ``statements`` as an impression: in one run, on lines, or numbered."""
    chinese_text = pair.language == "zh"
    ended = [
        s if s.endswith(("。", ".")) else s.rstrip("；;") + ("。" if chinese_text else ".")
        for s in statements
    ]
    style = rng.choice(["run", "lines", "numbered"])
    if style == "numbered" and len(ended) > 1:
        gap = "" if chinese_text else " "
        lines = [f"{n}.{gap}{s}" for n, s in enumerate(ended, 1)]
        text = "\n".join(lines) if chinese_text or rng.random() < 0.5 else " ".join(lines)
    else:
        text = ("" if chinese_text else " ").join(ended) if style == "run" else "\n".join(ended)
    return Pair(
        pair.source, pair.language, pair.system, pair.header, pair.findings, text, "extract"
    )
