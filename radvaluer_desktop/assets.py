"""Finds the files of ``resources/`` and the pages of ``docs/`` that come with the program.

They are beside the package in a source tree, inside it in a wheel.
"""

from __future__ import annotations

from pathlib import Path

from radvaluer_desktop.errors import InternalError

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources")
_DOCUMENTS = (_PACKAGE / "docs", _PACKAGE.parent / "docs")


def resource(name: str) -> Path:
    """Return the path of a file or folder of ``resources/``, such as ``prompts/report.toml``.

    Raises InternalError where the installation lacks it.
    """
    for place in _PLACES:
        if (place / name).exists():
            return place / name
    raise InternalError(f"the installation lacks resources/{name}")


def document(name: str) -> Path | None:
    """Return the path of a page or picture of ``docs/``, such as ``user-guide.md``.

    None where there is none, or where ``name`` leads elsewhere.
    """
    for folder in _DOCUMENTS:
        path = (folder / name).resolve()
        if path.is_relative_to(folder) and path.is_file():
            return path
    return None
