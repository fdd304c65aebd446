"""``python -m radvaluer_desktop.training.corpus``: checks the data, counts it, shows samples."""

from __future__ import annotations

import argparse
import itertools
import sys
from collections import Counter

from radvaluer_desktop.assets import resource
from radvaluer_desktop.knowledge.loading import bundled_knowledge
from radvaluer_desktop.report.study import BodySystem, Language
from radvaluer_desktop.training.corpus.loading import Corpus, CorpusInvalid, load_corpus
from radvaluer_desktop.training.corpus.reports import make_reports


def main() -> None:
    """Load the data and print what it holds or what is wrong; with a system, show samples."""
    parser = argparse.ArgumentParser(description="Check the generator's data and show samples.")
    parser.add_argument("system", nargs="?", type=BodySystem)
    parser.add_argument("--language", type=Language)
    parser.add_argument("--institution", type=int)
    parser.add_argument("--split", default="train")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=20)
    arguments = parser.parse_args()
    try:
        corpus = load_corpus(resource("corpus"), bundled_knowledge())
    except CorpusInvalid as error:
        sys.exit(str(error))
    if arguments.system is None:
        _count(corpus)
        return
    reports = make_reports(
        arguments.seed,
        arguments.split,
        None if arguments.institution is None else [arguments.institution],
        [arguments.system],
        None if arguments.language is None else [arguments.language],
    )
    for report in itertools.islice(reports, arguments.count):
        print(f"== institution {report.institution}  {report.combination}  {report.new_words}")
        print(f"{report.findings}\n--\n{report.impression}\n")


def _count(corpus: Corpus) -> None:
    for id_, system in corpus.systems.items():
        known = [entry for entry in system.entries if entry.id]
        own = {t: sum(len(entry.find[t]) for entry in known) for t in Language}
        normal = {t: sum(len(each.texts[t]) for each in system.normals) for t in Language}
        held = {t: sum(len(entry.held[t]) for entry in known) for t in Language}
        print(f"{id_}: {len(known)} findings, {len(system.bundles)} bundles")
        for language in Language:
            print(
                f"  {language}: {own[language]} sentences of findings, {normal[language]} of "
                f"normals, {held[language]} terms kept for the test"
            )
    for part in ("findings", "impressions"):
        table = getattr(corpus.grammar, part)
        numbers: Counter[str] = Counter()
        for (_, _, language), skeletons in table.items():
            numbers[language] += len(skeletons)
        print(f"shared skeletons of {part}: {dict(numbers)}")


if __name__ == "__main__":
    main()
