"""The launcher: parses the command line, then imports the window or a command, and only that."""

from __future__ import annotations

import multiprocessing
import sys

from radvaluer_desktop.core_dumps import forbid_core_dumps
from radvaluer_desktop.log import keep_quiet
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.uncaught import hide_texts


def main() -> None:
    """Run ``radvaluer`` with the arguments of this process."""
    forbid_core_dumps()
    multiprocessing.freeze_support()
    keep_quiet()
    hide_texts()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not under a test's capture, nor in a windowed program
            stream.reconfigure(encoding="utf-8", errors="replace")
    from radvaluer_desktop.cli.root import radvaluer

    radvaluer(obj=_open_window, prog_name="radvaluer")


def _open_window(locations: Locations, *, example: bool) -> int | None:
    from radvaluer_desktop.gui.start import open_window

    return open_window(locations, example=example)


if __name__ == "__main__":
    main()
