#!/usr/bin/env python3
"""Builds what is installed on other machines: the frozen program and its packages.

    python installers/build.py freeze    build/frozen/radvaluer/, from a clean environment
    python installers/build.py check     starts that program away from here, and works with it
    python installers/build.py all       all of these

Needs Python 3.11 or newer with its shared library, a C++ compiler, and the network.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from freeze.places import BuildFailed

# Each step lives in a module of its own, with one function `main`.
STEPS = ("freeze", "check", "deb", "prove")
MODULES = {"freeze": "bundle"}


def run(step: str) -> None:
    """Run one step."""
    module = importlib.import_module(f"freeze.{MODULES.get(step, step)}")
    module.main()


def main() -> None:
    """Parse the command line and run the steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=(*STEPS, "all"))
    step = parser.parse_args().step
    try:
        for name in STEPS if step == "all" else (step,):
            run(name)
    except BuildFailed as failure:
        sys.exit(f"build: {failure}")


if __name__ == "__main__":
    main()
