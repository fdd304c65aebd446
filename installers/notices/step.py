"""The step ``sbom`` of ``installers/build.py``."""

from __future__ import annotations

import os
import sys

from freeze.places import INSTALLERS, TREE, environment_python, run
from macos.bundle import APPLICATION


def main() -> None:
    """Write the bill of materials and the notices into what was frozen. Raises BuildFailed."""
    tree = APPLICATION if sys.platform == "darwin" else TREE
    run(
        *(environment_python(), "-m", "notices.write", tree),
        env=os.environ | {"PYTHONPATH": str(INSTALLERS)},
    )
