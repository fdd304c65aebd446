"""What the application bundle says of itself; ``freeze/radvaluer.spec`` asks for it on macOS."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any

from freeze.places import TREE, version

FOLDER = Path(__file__).parent
APPLICATION = TREE.parent / "RadValuer Desktop.app"


def info_plist() -> dict[str, Any]:
    """Return the bundle's property list: Info.plist with the version."""
    listed: dict[str, Any] = plistlib.loads((FOLDER / "Info.plist").read_bytes())
    return listed | {"CFBundleShortVersionString": version(), "CFBundleVersion": version()}
