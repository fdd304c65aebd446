"""Works with an installed window as a radiologist would, through real key events.

    python drive.py PICTURE PROGRAM [ARGUMENT…]    ($DISPLAY in these is the screen's name)

types findings, drafts, accepts, closes the window, and reads the decision back from the command
line; a picture of the screen is kept. Needs an X server and a keyring. ``check`` and ``prove`` run
it with the source tree on the path, for the hands and eyes of the end-to-end tests.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from tests.e2e.desktop import Desktop, command_line, wait_until

FINDINGS = "There is a small right pleural effusion. No pneumothorax."


def decisions(program: Sequence[str]) -> list[dict[str, object]]:
    """What the store holds, as ``feedback list`` tells it."""
    listed = command_line(None, "feedback", "list", "--json", program=program)
    if listed.returncode != 0:
        sys.exit(f"drive: feedback list ended with {listed.returncode}: {listed.stderr}")
    return [json.loads(line) for line in listed.stdout.splitlines()]


def take_picture(path: str) -> None:
    """Keep what the screen shows: through Qt, which is in the environment anyway."""
    application = QGuiApplication([])
    if not application.primaryScreen().grabWindow(0).save(path):
        sys.exit(f"drive: no picture could be written to {path}")


def work(program: Sequence[str], picture: str) -> None:
    """Draft and accept one impression, close the window, read the decision back."""
    before = len(decisions(program))
    with Desktop(None, program=program) as desktop:
        desktop.type(FINDINGS)
        desktop.key("F5")
        desktop.wait_for_title("draft complete")
        print("drive: worker:", " ".join(desktop.worker().cmdline()))
        desktop.accept()
        take_picture(picture)
        wait_until(lambda: len(decisions(program)) > before, "the decision to be kept")
        desktop.key("ctrl+q")
        if (code := desktop.process.wait(20)) != 0:
            sys.exit(f"drive: the window ended with {code}")
    kept = decisions(program)[-1]
    if (kept["findings"], kept["verdict"]) != (FINDINGS, "accepted") or not kept["final"]:
        sys.exit("drive: another decision was read back than was made")
    print(f"drive: {len(decisions(program))} decision(s) kept, the last: {kept['final']}")


def main() -> None:
    """Work with the program that the command line names."""
    # Nothing of the source tree, nor of a developer's settings, may reach the program.
    for name in [name for name in os.environ if name.startswith(("PYTHON", "RADVALUER"))]:
        del os.environ[name]
    picture, *program = map(os.path.expandvars, sys.argv[1:])
    work(program, picture)


if __name__ == "__main__":
    main()
