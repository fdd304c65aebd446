"""Finds the files of ``resources/``: beside the package in a source tree, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

from radvaluer_desktop.errors import InternalError

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources")


def resource(name: str) -> Path:
    """Return the path of a file or folder of ``resources/``, such as ``prompts/report.toml``.

    Raises InternalError where the installation lacks it.
    """
    for place in _PLACES:
        if (place / name).exists():
            return place / name
    raise InternalError(f"the installation lacks resources/{name}")
