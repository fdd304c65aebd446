"""Real pairs as they are, and real findings under another report's impression."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from radvaluer_desktop.report.study import BodySystem, StudyHeader
from radvaluer_desktop.safety.checker import Checker
from radvaluer_desktop.safety.result import Issue
from tests.checks.measuring.planted import quoted
from tests.checks.measuring.statistics import table, wilson
from tests.checks.planter import SEED, pairs
from tests.checks.planting.cases import Pair, seeded
from tests.checks.planting.text import denied, sentence_texts

MISMATCHED = {"en": 400, "zh": 200}
# Kinds that say nothing about whether the two texts agree.
_NOT_A_FLAG = {"critical", "scope"}
_NORMAL = re.compile(
    r"^\W*(?:\d\W*)?(?:no (?:acute|active|evidence|radiographic|significant|visible|definite)"
    r"|normal|negative|clear|unremarkable|there is no|lungs are clear|heart size normal)"
    r"|^[^。]*未见(?:明显|明确)?异常。?$",
    re.IGNORECASE,
)
# What an impression may be about. A foreign impression whose every topic is a topic of these
# findings as well is taken to be compatible, whatever the words.
_TOPICS = (
    r"cardiomegal|heart|cardiac|心影|心脏|心室", r"effusion|pleural|costophrenic|胸腔|胸膜",
    r"consolidat|pneumonia|infiltrat|air ?space|opaci|infect|inflam|atelec|实变|肺炎|斑片|感染",
    r"pneumothora|气胸|无肺纹理", r"edema|congest|failure|vascular|interstit|水肿",
    r"nodul|mass|lesion|densit|tumou?r|carcinoma|metasta|结节|肿块|占位|癌|瘤|转移",
    r"granulom|calcif|钙化", r"emphysem|copd|hyperinfl|hyperexp|obstructive|气肿",
    r"volume|hypoinfl|hypoventil|expan", r"degener|spondyl|arthr|osteophyt|退行|增生",
    r"fractur|deform|wedg|compress|骨折|断裂|中断", r"scar|fibro|thicken|纤维|增厚",
    r"cathet|line\b|tube|pace|device|lead|port\b|picc|stent|clip|surg|post|术后|固定",
    r"herni|疝", r"aort|athero|tortu|主动脉|硬化|斑块", r"node|adenop|hil(?:ar|um)|mediast|淋巴结",
    r"cyst|囊", r"hemorrh|hematom|bleed|出血|血肿|积血|高密度影", r"infarct|ischem|梗死|缺血",
    r"sten|narrow|occlu|狭窄|栓", r"stone|calcul|lith|结石|强回声", r"hydro|dilat|积水|扩张",
    r"disc\b|bulg|protru|椎间盘", r"tear|sprain|rupture|tend|撕裂|韧带|肌腱", r"sinus|窦",
    r"liver|hepat|肝", r"spleen|splen|脾", r"absce|脓肿", r"osteop|疏松|密度减低",
    r"diaphragm|膈", r"scolio|kypho|curv|侧弯",
)  # fmt: skip
_OVERLAP = 0.6


def _topics(text: str, language: str) -> set[int]:
    """The topics on which ``text`` affirms anything."""
    spoken = [s for s in sentence_texts(text, language) if not denied(s, language)]
    return {n for n, topic in enumerate(_TOPICS) if any(re.search(topic, s, re.I) for s in spoken)}


def _words(text: str, language: str) -> set[str]:
    """Stems of longer words, or pairs of Chinese characters."""
    if language == "zh":
        runs = re.findall(r"[\u4e00-\u9fff]+", text)
        return {run[n : n + 2] for run in runs for n in range(len(run) - 1)}
    return {word[:6] for word in re.findall(r"[a-z]{5,}", text.lower())}


def compatible(pair: Pair, impression: str) -> bool:
    """Whether the foreign impression could well stand under these findings.

    It could where it affirms nothing of its own; where each topic it affirms is affirmed in these
    findings; or where at least 60 % of its words stand in this report.
    """
    said = _topics(impression, pair.language)
    if not said or said <= _topics(pair.findings, pair.language):
        return True
    words = _words(impression, pair.language)
    known = _words(pair.findings + " " + pair.impression, pair.language)
    return not words or len(words & known) / len(words) >= _OVERLAP


def mismatched(language: str, seed: int = SEED) -> list[Pair]:
    """Return abnormal findings, each with the impression of another report of its system."""
    known = [p for p in pairs(language) if not _NORMAL.search(p.impression)]
    rng = seeded(seed, "mismatched", language)
    drawn: list[Pair] = []
    seen: set[tuple[str, str]] = set()
    for _ in range(MISMATCHED[language] * 40):
        if len(drawn) == MISMATCHED[language]:
            break
        pair = rng.choice(known)
        other = rng.choice([p for p in known if p.system == pair.system])
        key = (pair.source, other.source)
        if pair.findings == other.findings or key in seen or compatible(pair, other.impression):
            continue
        seen.add(key)
        drawn.append(pair.saying(other.impression))
    return drawn


def measure_mismatched(checker: Checker, languages: list[str]) -> list[dict[str, Any]]:
    """Return how many mismatched pairs were flagged, and by which kinds."""
    rows = []
    for language in languages:
        drawn = mismatched(language)
        if not drawn:
            continue
        kinds: Counter[str] = Counter()
        flagged = 0
        for pair in drawn:
            found = {
                issue.kind.value
                for issue in checker.check(pair.findings, pair.impression, pair.header).issues
            } - _NOT_A_FLAG
            kinds.update(found)
            flagged += bool(found)
        rows.append(
            {
                "language": language,
                "pairs": len(drawn),
                "flagged": flagged / len(drawn),
                "flagged_95": wilson(flagged, len(drawn)),
                "kinds": dict(kinds.most_common()),
            }
        )
    return rows


def unflagged(checker: Checker, languages: list[str], count: int) -> Iterator[str]:
    """Describe mismatched pairs that went through; text of reports, for the desk only."""
    for language in languages:
        shown = 0
        for pair in mismatched(language):
            issues = checker.check(pair.findings, pair.impression, pair.header).issues
            if shown < count and all(issue.kind.value in _NOT_A_FLAG for issue in issues):
                shown += 1
                yield f"--- {pair.source}\n    F: {pair.findings}\n    I: {pair.impression}"


def unedited(folder: Path) -> dict[str, list[Pair]]:
    """Return every real pair as it stands in the files, with what is known of the order."""
    chest = StudyHeader(body_system=BodySystem.CHEST)
    with (folder / "openi_train.csv").open(encoding="utf-8", newline="") as file:
        open_i = [
            Pair(f"openi-{row['id']}", "en", "chest", chest, row["findings"], row["impression"])
            for row in csv.DictReader(file)
        ]
    rows = [
        json.loads(line)
        for line in (folder / "mtsamples_dev.jsonl").read_text("utf-8").splitlines()
    ]
    samples = []
    for row in rows:
        system = row["system"].replace("_", "-")
        known = BodySystem(system) if system in set(BodySystem) else None
        header = StudyHeader(order=row["name"], body_system=known)
        samples.append(Pair(row["id"], "en", system, header, row["findings"], row["impression"]))
    return {"openi_train": open_i, "mtsamples_dev": samples}


def raised(checker: Checker, pairs_: list[Pair]) -> list[tuple[Pair, Issue]]:
    """Return all issues on radiologists' own pairs."""
    return [
        (pair, issue)
        for pair in pairs_
        for issue in checker.check(pair.findings, pair.impression, pair.header).issues
    ]


def measure_alarms(checker: Checker, folder: Path) -> list[dict[str, Any]]:
    """Return issues a report, by kind and by severity."""
    rows = []
    for name, known in unedited(folder).items():
        found = raised(checker, known)
        rows.append(
            {
                "set": name,
                "reports": len(known),
                "with_an_issue": len({pair.source for pair, _ in found}) / len(known),
                "per_report": len(found) / len(known),
                "kinds": dict(Counter(i.kind.value for _, i in found).most_common()),
                "severities": dict(Counter(i.severity.value for _, i in found).most_common()),
            }
        )
    return rows


def alarms_table(rows: list[dict[str, Any]]) -> str:
    """Write issues a report by kind."""
    kinds = sorted({kind for row in rows for kind in row["kinds"]})
    head = ["issues a report", *(row["set"] for row in rows)]
    body = [
        [kind, *(f"{row['kinds'].get(kind, 0) / row['reports']:.4f}" for row in rows)]
        for kind in kinds
    ]
    body.append(["all", *(f"{row['per_report']:.4f}" for row in rows)])
    body.append(["reports with one", *(f"{row['with_an_issue']:.1%}" for row in rows)])
    return table(head, body)


def to_read(checker: Checker, folder: Path, count: int, seed: int) -> Iterator[str]:
    """Describe random issues on real pairs; text of reports, for the desk only."""
    everything = [entry for known in unedited(folder).values() for entry in raised(checker, known)]
    chosen = seeded(seed, "read").sample(everything, min(count, len(everything)))
    for number, (pair, issue) in enumerate(chosen, 1):
        yield (
            f"--- {number}. {pair.source}\n    F: {pair.findings}\n    I: {pair.impression}\n"
            f"    {quoted(issue, pair.findings, pair.impression)}"
        )
