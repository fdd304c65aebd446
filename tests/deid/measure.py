"""How well identifiers are found: ``python -m tests.deid.measure``.

Prints figures over synthetic reports with planted identifiers. ``--missed N`` prints N examples of
each class, all made up. ``--read`` prints what is done to real reports, for work at the desk: never
commit what it prints; it needs the folder in ``RADVALUER_REPORTS``.
"""

from __future__ import annotations

import argparse
import sys

from radvaluer_desktop.safety.deid.deidentify import bundled_deidentifier
from tests.deid.measuring import measure, measure_stays, report
from tests.deid.planting import make_cases
from tests.deid.reading import sample, told
from tests.deid.templates import SETS


def main() -> None:
    """Measure, or print for the desk."""
    parser = argparse.ArgumentParser(description="How well identifiers are found.")
    parser.add_argument("--count", type=int, default=1000, help="synthetic reports")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS, help="of lines")
    parser.add_argument("--missed", type=int, default=0, metavar="N")
    parser.add_argument("--read", action="store_true", help="100 real reports")
    options = parser.parse_args()
    deidentifier = bundled_deidentifier()
    if options.read:
        for name, text in sample(options.seed):
            sys.stdout.write(told(name, text, deidentifier))
        return
    figures = measure(make_cases(options.count, options.seed, options.sets), deidentifier)
    sys.stdout.write(report(figures) + "\n")
    stays = measure_stays(deidentifier)
    sys.stdout.write(
        f"of {sum(stays.words.values())} words with eponyms, anatomy and devices "
        f"{sum(stays.taken.values())} taken\n"
    )
    if options.missed:
        for key, texts in sorted(figures.missed.items()):
            sys.stdout.writelines(f"{key} {text}\n" for text in texts[: options.missed])
        sys.stdout.writelines(f"WRONG {text}\n" for text in figures.wrong[: 10 * options.missed])


if __name__ == "__main__":
    main()
