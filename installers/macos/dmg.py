"""Packs the application bundle into a disk image; needs macOS."""

from __future__ import annotations

import platform

from freeze.places import DIST, BuildFailed, run, say, version
from macos.bundle import APPLICATION, FOLDER


def main() -> None:
    """Build ``dist/radvaluer-VERSION-PROCESSOR.dmg``. Raises BuildFailed."""
    if platform.system() != "Darwin":
        raise BuildFailed("a disk image is built on macOS")
    image = DIST / f"radvaluer-{version()}-{platform.machine()}.dmg"
    DIST.mkdir(exist_ok=True)
    run(FOLDER / "dmg.sh", APPLICATION, image)
    say(f"{image}: {image.stat().st_size / 1e6:.0f} MB")
