#!/usr/bin/env python3
"""Builds what is installed on other machines: the frozen program and its packages.

    python installers/build.py freeze    build/frozen/radvaluer/, from a clean environment
    python installers/build.py sbom      its bill of materials and the notices of third parties
    python installers/build.py check     starts that program away from here, and works with it
    python installers/build.py deb       dist/radvaluer_*.deb, on Debian
    python installers/build.py msi       dist/radvaluer-*.msi, on Windows; elsewhere to look into
    python installers/build.py dmg       dist/radvaluer-*.dmg, on macOS
    python installers/build.py all       freeze, sbom, check, and the package of this system
    python installers/build.py prove     the .deb in a root without Python, as root: installed,
                                         worked with, upgraded, removed
    python installers/build.py emulate   the .deb on emulated processors, older and newer; as root

Needs Python 3.11 or newer with its shared library, a C++ compiler, and the network.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from freeze.places import BuildFailed

# Each step lives in a module of its own, with one function `main`.
STEPS = {
    "freeze": "freeze.bundle",
    "sbom": "notices.step",
    "check": "freeze.check",
    "deb": "freeze.deb",
    "msi": "windows.msi",
    "dmg": "macos.dmg",
    "prove": "freeze.prove",
    "emulate": "freeze.emulate",
}
PACKAGES = {"linux": "deb", "win32": "msi", "darwin": "dmg"}


def run(step: str) -> None:
    """Run one step."""
    importlib.import_module(STEPS[step]).main()


def main() -> None:
    """Parse the command line and run the steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=(*STEPS, "all"))
    step = parser.parse_args().step
    every = ("freeze", "sbom", "check", PACKAGES[sys.platform])
    try:
        for name in every if step == "all" else (step,):
            run(name)
    except BuildFailed as failure:
        sys.exit(f"build: {failure}")


if __name__ == "__main__":
    main()
