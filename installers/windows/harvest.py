"""Turns a frozen tree into WiX components, one file each, whose ids are the same in every build.

Windows Installer counts components by their GUIDs across versions, so a GUID belongs to a place
for good: it is made (uuid5) of the file's path in the tree and of nothing else. A changed file
keeps its ids; a file at a new path gets new ones.
"""

from __future__ import annotations

import re
import uuid
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, SubElement, indent, tostring

WIX = "http://schemas.microsoft.com/wix/2006/wi"
GROUP = "FrozenTree"
ROOT_DIRECTORY = "INSTALLDIR"

# Never to be changed: every id of every released package hangs on it.
NAMESPACE = uuid.UUID("6f0c2b4e-8c43-5b0e-9f57-3a1d6f2c7b90")

# With "C:\Program Files\RadValuer Desktop\" before it, a path must stay below 260 characters.
MOST_CHARACTERS = 200
# ASCII alone: a package's tables have one code page, and wixl crashes at anything else.
_NAME = re.compile(r"[A-Za-z0-9 !#$%&'()+,.;=@\[\]^_`{}~-]+(?<![ .])")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class TreeNotFit(Exception):
    """The frozen tree holds something that no Windows package can carry."""


def tree_files(tree: Path) -> list[PurePosixPath]:
    """Return the paths of all files under ``tree``, sorted. Raises TreeNotFit."""
    paths = []
    for path in sorted(tree.rglob("*")):
        if path.is_symlink():
            raise TreeNotFit(f"{path} is a symbolic link")
        if path.is_file():
            paths.append(PurePosixPath(path.relative_to(tree).as_posix()))
    if not paths:
        raise TreeNotFit(f"{tree} holds no file")
    _check_names(paths)
    return paths


def _check_names(paths: list[PurePosixPath]) -> None:
    seen: dict[str, PurePosixPath] = {}
    for path in paths:
        for name in path.parts:
            if not _NAME.fullmatch(name) or _DEVICE.fullmatch(name):
                raise TreeNotFit(f"{path}: no name for a file in a Windows package")
        if len(str(path)) > MOST_CHARACTERS:
            raise TreeNotFit(f"{path}: longer than {MOST_CHARACTERS} characters")
        other = seen.setdefault(str(path).lower(), path)
        if other != path:
            raise TreeNotFit(f"{path} and {other} are the same file on Windows")


def component_guid(path: PurePosixPath) -> uuid.UUID:
    """Return the GUID of the component that installs ``path``, in any version."""
    return uuid.uuid5(NAMESPACE, f"file/{path}".lower())


def product_code(version: str) -> uuid.UUID:
    """Return the product code of ``version``.

    One for each version: Windows then refuses a second package of the same version beside the
    first, instead of installing both.
    """
    return uuid.uuid5(NAMESPACE, f"product/{version}")


def identifier(kind: str, path: PurePosixPath) -> str:
    """Return the id of a row of an MSI table (at most 72 letters, digits, dots, underscores)."""
    return f"{kind}{uuid.uuid5(NAMESPACE, f'{kind}/{path}'.lower()).hex}"


def harvest(tree: Path, source: str) -> str:
    """Return the WiX source that installs every file of ``tree``. Raises TreeNotFit.

    ``source`` is the path of ``tree`` as the compiler sees it.
    """
    wix = Element("Wix", xmlns=WIX)
    root = SubElement(SubElement(wix, "Fragment"), "DirectoryRef", Id=ROOT_DIRECTORY)
    group = SubElement(SubElement(wix, "Fragment"), "ComponentGroup", Id=GROUP)
    folders = {PurePosixPath(): root}
    for path in tree_files(tree):
        component = SubElement(
            _folder(folders, path.parent),
            "Component",
            Id=identifier("c", path),
            Guid=str(component_guid(path)).upper(),
            Win64="yes",
        )
        SubElement(
            component,
            "File",
            Id=identifier("f", path),
            Name=path.name,
            Source=str(Path(source) / path),
            KeyPath="yes",
        )
        SubElement(group, "ComponentRef", Id=identifier("c", path))
    indent(wix)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(wix, encoding="unicode") + "\n"


def _folder(folders: dict[PurePosixPath, Element], path: PurePosixPath) -> Element:
    if path not in folders:
        parent = _folder(folders, path.parent)
        folders[path] = SubElement(parent, "Directory", Id=identifier("d", path), Name=path.name)
    return folders[path]
