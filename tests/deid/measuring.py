"""Counts what was found of what was planted, and what was taken that should have stayed."""

from __future__ import annotations

import re
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from radvaluer_desktop.knowledge.words import words_of
from radvaluer_desktop.safety.deid.deidentify import Deidentifier
from radvaluer_desktop.safety.deid.found import Found
from radvaluer_desktop.safety.deid.known import Known
from tests.checks.measuring.statistics import percentile, table, wilson
from tests.deid.planting import Case, Planted

_STAYS = Path(__file__).with_name("stays.toml")
# The generator's own reports name dates of priors, which are rightly taken.
_OWN_DATE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|\d{2}\.\d{2}\.\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}"
    r"|\d{4}年\d{1,2}月\d{1,2}日"
)


@dataclass
class Figures:
    """Counts over many cases. ``missed`` and ``wrong`` are samples for the desk."""

    planted: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    missed: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)

    def recall(self, class_: str, language: str | None = None) -> float:
        """Return the share of a class that was found whole."""
        keys = [key for key in self.planted if key[1] == class_ and language in (None, key[0])]
        return sum(self.found[key] for key in keys) / sum(self.planted[key] for key in keys)

    def taken_per_1000(self, language: str) -> float:
        """Return how many words of 1,000 of the reports themselves were taken."""
        return 1000 * self.taken[language] / self.words[language]


def measure(cases: Iterable[Case], deidentifier: Deidentifier) -> Figures:
    """Return the figures over ``cases``."""
    figures = Figures()
    for case in cases:
        begun = time.perf_counter()
        found = deidentifier.find(case.text, case.known)
        figures.milliseconds.append(1000 * (time.perf_counter() - begun))
        taken = {place for each in found for place in range(each.start, each.end)}
        for each in case.planted:
            key = case.language, each.class_
            figures.planted[key] += 1
            if _is_whole(case, each, taken):
                figures.found[key] += 1
            else:
                figures.missed[key].append(f"{each.template} | {case.text[each.start : each.end]}")
        _count_words(case, taken, found, figures)
    return figures


def _is_whole(case: Case, planted: Planted, taken: set[int]) -> bool:
    places = range(planted.start, planted.end)
    return all(place in taken for place in places if case.text[place].isalnum())


def _count_words(case: Case, taken: set[int], found: list[Found], figures: Figures) -> None:
    for start, end in case.own:
        text = case.text[start:end]
        dates = {place for match in _OWN_DATE.finditer(text) for place in range(*match.span())}
        for word in words_of(text):
            if word.is_sign or word.start in dates:
                continue
            figures.words[case.language] += 1
            if start + word.start in taken:
                figures.taken[case.language] += 1
                which = next(each for each in found if each.start <= start + word.start < each.end)
                around = case.text[max(0, which.start - 20) : which.end + 20]
                figures.wrong.append(f"{which.kind} {which.rule} in {around!r}")


def report(figures: Figures) -> str:
    """Return the tables."""
    rows = []
    for class_ in sorted({class_ for _, class_ in figures.planted}):
        cells = [class_]
        for language in ("en", "zh"):
            key = language, class_
            total, found = figures.planted[key], figures.found[key]
            low, high = wilson(found, total)
            cells.append(f"{found / total:.1%} of {total} ({low:.1%}-{high:.1%})" if total else "-")
        rows.append(cells)
    lines = [table(["class", "en", "zh"], rows), ""]
    lines += [
        f"{language}: {figures.taken[language]} of {figures.words[language]} words of the reports "
        f"wrongly taken, {figures.taken_per_1000(language):.2f} of 1,000"
        for language in ("en", "zh")
    ]
    middle, late = (percentile(figures.milliseconds, share) for share in (0.5, 0.99))
    lines.append(f"milliseconds a report: median {middle:.1f}, p99 {late:.1f}")
    return "\n".join(lines)


def measure_stays(deidentifier: Deidentifier) -> Figures:
    """Return the figures over the lines of ``stays.toml``, in which nothing may be taken."""
    figures = Figures()
    lines: dict[str, list[str]] = tomllib.loads(_STAYS.read_text("utf-8"))
    for language, texts in lines.items():
        for text in texts:
            case = Case(language, text, (), ((0, len(text)),), Known())
            found = deidentifier.find(text)
            taken = {place for each in found for place in range(each.start, each.end)}
            _count_words(case, taken, found, figures)
    return figures
