"""Writes the bill of materials and the notices into a frozen tree.

Runs in the environment that was frozen, which knows whose each module is:
    python -m notices.write TREE
"""

from __future__ import annotations

import sys
from pathlib import Path

from freeze.places import DIST, INSTALLERS, BuildFailed, say, source_date, version
from notices.bill import bill_of_materials
from notices.parts import NotAccountedFor, account_for, modules_here
from notices.table import read_table
from notices.text import notices
from notices.tree import contents_of, modules_in, take_stock

TABLE = INSTALLERS / "components.toml"
BILL = "radvaluer.cdx.json"
NOTICES = "THIRD-PARTY-NOTICES.txt"


def write(tree: Path) -> None:
    """Write both files into ``tree``, and the bill into ``dist/`` too. Raises BuildFailed."""
    stock = take_stock(tree, modules_in(tree))
    try:
        parts = account_for(stock, read_table(TABLE), modules_here())
        bill = bill_of_materials(parts, version(), source_date())
    except NotAccountedFor as error:
        raise BuildFailed(f"not accounted for:\n{error}") from error
    bundled = tree / "Contents" / "Resources"
    place = bundled if bundled.is_dir() else tree
    folder = contents_of(tree).relative_to(tree).as_posix()
    (place / BILL).write_text(bill, "utf-8")
    (place / NOTICES).write_text(notices(parts, version(), folder), "utf-8")
    DIST.mkdir(exist_ok=True)
    copy = DIST / f"radvaluer-{version()}-{sys.platform}.cdx.json"
    copy.write_text(bill, "utf-8")
    say(f"{len(parts)} parts, {len(stock.natives)} native files: {place / BILL}, {NOTICES}")


if __name__ == "__main__":
    try:
        write(Path(sys.argv[1]))
    except BuildFailed as failure:
        sys.exit(f"build: {failure}")
