"""Which graphics cards the operating system names, whatever llama.cpp was built for.

Nothing is loaded and no program started: Linux says it below /sys, Windows in the registry, and
each Mac with Apple's processors has one.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

_VENDORS = {"0x10de": "NVIDIA", "0x1002": "AMD", "0x8086": "Intel"}
_DISPLAY_CLASS = "0x03"
_PCI = Path("/sys/bus/pci/devices")
_CLASS = r"SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}"


def graphics_cards() -> tuple[str, ...]:
    """Return the cards in words, each kind once; () where none is known."""
    if sys.platform == "win32":
        import winreg

        found = cards_of_windows(winreg)
    elif sys.platform == "darwin":
        found = iter(("Apple",) if platform.machine() == "arm64" else ())
    else:
        found = cards_of_linux(_PCI)
    return tuple(dict.fromkeys(found))


def cards_of_linux(devices: Path) -> Iterator[str]:
    """Yield the makers of the display controllers among PCI ``devices``."""
    folders: list[Path] = []
    with suppress(OSError):
        folders = sorted(devices.iterdir())
    for folder in folders:
        with suppress(OSError, UnicodeDecodeError):
            kind = (folder / "class").read_text(encoding="ascii")
            vendor = (folder / "vendor").read_text(encoding="ascii").strip()
            if kind.startswith(_DISPLAY_CLASS) and vendor in _VENDORS:
                yield _VENDORS[vendor]


def cards_of_windows(winreg: Any) -> Iterator[str]:  # noqa: ANN401 - a module
    """Yield what the registry calls the display adapters."""
    for number in range(16):
        with suppress(OSError):
            key = f"{_CLASS}\\{number:04}"
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
                name, _kind = winreg.QueryValueEx(opened, "DriverDesc")
                if isinstance(name, str):
                    yield name
