"""Writes the notices of third parties: who they are, their licences, and the rights in Qt."""

from __future__ import annotations

from collections.abc import Iterable

from notices.parts import Part

RULE = "=" * 100
HEAD = """\
RadValuer Desktop {version}: notices of third parties

RadValuer Desktop itself is under the Apache License 2.0. It contains the parts that are listed
below; the texts of their licences follow. The same list, with hashes of all libraries, is in
radvaluer.cdx.json (CycloneDX).

{rule}
Qt, PySide6 and Shiboken: your rights under the GNU Lesser General Public License, version 3
{rule}

These are used under the LGPL, version 3 only, as shared libraries: files of their own, in the
folders PySide6 and shiboken6 of {folder}. The texts of the LGPL and of the GPL, on which it rests,
are below.

You may replace them by your own, also changed, builds of the same major version: put your files in
the place of those there. Nothing in the program checks them. On macOS, sign the application again
afterwards (codesign --force --deep --sign - "RadValuer Desktop.app"). You may take the program
apart as far as debugging such changes needs it.

The unchanged sources of these versions are at
  Qt {qt}: https://download.qt.io/archive/qt/ (qt-everywhere-src-{qt})
  PySide6, Shiboken {qt}: https://code.qt.io/cgit/pyside/pyside-setup.git (tag v{qt})
Whoever gives you this program gives you these sources too, on a medium, at the cost of doing so,
for three years from the day on which you were given it: ask them. Qt's documentation names all that
is inside Qt's own libraries ("Third-Party Code Used in Qt"); the larger of these are listed here.
"""


def notices(parts: Iterable[Part], version: str, folder: str) -> str:
    """Return the notices; ``folder`` names where Qt's libraries lie."""
    listed = [part for part in parts if part.has_code and part.name != "radvaluer-desktop"]
    qt = next((part.version for part in listed if part.name == "Qt"), "")
    head = HEAD.format(version=version, rule=RULE, qt=qt, folder=folder)
    return "\n".join([head, *_list(listed), "", *_texts(listed)]) + "\n"


def _list(parts: list[Part]) -> list[str]:
    width = max(len(_named(part)) for part in parts)
    return [
        f"{RULE}\nParts\n{RULE}\n",
        *(f"{_named(part):<{width}}  {part.licence}" for part in parts),
    ]


def _named(part: Part) -> str:
    inside = f" (in {part.host})" if part.host else ""
    note = f" ({part.version_note})" if part.version_note else ""
    return f"{part.name} {part.version}{note}{inside}".replace("  ", " ")


def _texts(parts: list[Part]) -> list[str]:
    """Every text once, under the names of all parts that have it."""
    holders: dict[str, list[str]] = {}
    for part in parts:
        for text in part.texts:
            names = holders.setdefault(text, [])
            if part.name not in names:
                names.append(part.name)
    return [
        f"{RULE}\n{', '.join(names)}\n{RULE}\n\n{text}\n" for text, names in holders.items() if text
    ]
