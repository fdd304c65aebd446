"""How often the impression of a chosen example is, word for word, that of the report to come.

    python -m tests.bench.examples FILE.csv [QUERIES]

Beside the choice that the program makes, which knows the exam header and past reports alone, stand
drawn reports, the newest ones, and BM25 (Robertson and Zaragoza 2009, k1 1.2, b 0.75) over the
findings, which may not be used: it would move what stands before them while they are typed. It says
what that rule costs. The last reports of the file are to come, those before them are past.
"""

from __future__ import annotations

import csv
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.feedback.records import PastReport
from radvaluer_desktop.inference.messages import EngineSettings
from radvaluer_desktop.inference.native.holder import Holder
from radvaluer_desktop.inference.native.interrupt import Interrupt
from radvaluer_desktop.inference.native.library import start_library
from radvaluer_desktop.inference.native.model import LoadHooks
from radvaluer_desktop.metrics.rouge import tokens
from radvaluer_desktop.prompting.build import build_prompt
from radvaluer_desktop.prompting.templates import load_templates
from radvaluer_desktop.report.cleaning import normalised
from radvaluer_desktop.report.study import BodySystem, Language, Modality, StudyHeader
from radvaluer_desktop.session.examples import Examples, best

_SIZES = (1, 4, 16)
_CONTEXT, _RESERVE = 4096, 128
_HEADER = StudyHeader(body_system=BodySystem.CHEST, modality=Modality.RADIOGRAPH)
_PAST = 1000  # as many as the program remembers
Choose = Callable[[PastReport], Sequence[PastReport]]


def main(path: str, queries: int = 500) -> None:
    """Print how often one of the first 1, 4 and 16 is right, and whether prompts keep form."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = [
            PastReport(
                header=_HEADER,
                language=Language.ENGLISH,
                findings=row["findings"],
                impression=row["impression"],
            )
            for row in csv.DictReader(file)
            if row["findings"].strip() and row["impression"].strip()
        ]
    past, coming = rows[:-queries][-_PAST:], rows[-queries:]
    rng = random.Random(1)  # noqa: S311 - a sample
    by_words, by_use = _bm25(past), best(_HEADER, past)
    ways: dict[str, Choose] = {
        "drawn": lambda _: rng.sample(past, max(_SIZES)),
        "the newest": lambda _: past[: -max(_SIZES) - 1 : -1],
        "header and use (the program)": lambda _: by_use,
        "BM25 over the findings (not allowed)": by_words,
    }
    print(f"{len(past)} past, {len(coming)} to come")
    for name, choose in ways.items():
        chosen = [[normalised(each.impression) for each in choose(one)] for one in coming]
        wanted = [normalised(one.impression) for one in coming]
        shares = (
            sum(said in ones[:size] for said, ones in zip(wanted, chosen, strict=True))
            / len(wanted)
            for size in _SIZES
        )
        told = ", ".join(
            f"{share:.1%} in {size}" for share, size in zip(shares, _SIZES, strict=True)
        )
        print(f"{name}: {told}")
    _forms(past, coming)


def _forms(past: Sequence[PastReport], coming: Sequence[PastReport]) -> None:
    """Print whether the constant is one, and how many tokens prompts have, in our vocabulary."""
    examples = Examples(max(_SIZES))
    examples.remember(past)
    template = next(each for each in load_templates(resource("prompts")) if each.id == "chatml")
    start_library()
    model = resource("models") / "chatradio-demo.gguf"
    holder = Holder(model, EngineSettings(threads=1), LoadHooks(Interrupt(), lambda _: None))
    constants, sizes = set(), []
    for one in coming:
        told = examples.choose(one.header, one.language, _CONTEXT)
        segments = build_prompt(template, one.header, one.findings, one.language, told).segments
        constants.add(segments[0])
        sizes.append(len(holder.prompt(segments)))
    holder.close()
    fit = sum(size + _RESERVE <= _CONTEXT for size in sizes)
    print(
        f"{len(constants)} constant segment(s); prompts of {min(sizes)} to {max(sizes)} tokens, "
        f"{fit} of {len(sizes)} fit into {_CONTEXT}"
    )


def _bm25(past: Sequence[PastReport], k1: float = 1.2, b: float = 0.75) -> Choose:
    counts = [Counter(tokens(each.findings)) for each in past]
    lengths = [sum(count.values()) for count in counts]
    mean = sum(lengths) / len(lengths)
    postings: dict[str, list[int]] = defaultdict(list)
    for place, count in enumerate(counts):
        for word in count:
            postings[word].append(place)

    def choose(report: PastReport) -> Sequence[PastReport]:
        scores: dict[int, float] = defaultdict(float)
        for word in set(tokens(report.findings)):
            places = postings.get(word, [])
            rarity = math.log(1 + (len(past) - len(places) + 0.5) / (len(places) + 0.5))
            for place in places:
                often = counts[place][word]
                weight = often + k1 * (1 - b + b * lengths[place] / mean)
                scores[place] += rarity * often * (k1 + 1) / weight
        ordered = sorted(scores, key=lambda place: -scores[place])
        return [past[place] for place in ordered[: max(_SIZES)]]

    return choose


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
