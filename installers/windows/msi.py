"""Builds the per-machine Windows package from a frozen tree.

On Windows WiX v3 (candle and light) compiles what is released. Elsewhere wixl compiles the same
sources, so that a package can be looked into; what it leaves out is listed in docs/releasing.md.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from freeze.places import BUILD, DIST, INSTALLERS, ROOT, TREE, BuildFailed, run, say, version
from windows.harvest import TreeNotFit, harvest, product_code

SOURCE = INSTALLERS / "windows" / "radvaluer.wxs"
ICON = ROOT / "resources" / "icons" / "radvaluer.ico"
WINDOW = "radvaluer-window.exe"
# ICE43 wants a shortcut to belong to one user (a key in HKCU). This package is the machine's.
_LEFT_OUT_CHECKS = ("-sice:ICE43",)


def main() -> None:
    """Build ``dist/radvaluer-VERSION-x64.msi`` from the frozen tree."""
    package = DIST / f"radvaluer-{version()}-x64.msi"
    build_msi(TREE, package, version(), BUILD / "msi")
    say(f"{package}: {package.stat().st_size / 1e6:.0f} MB")


def build_msi(tree: Path, package: Path, number: str, work: Path) -> None:
    """Compile ``package`` of version ``number`` over ``tree``; ``work`` may be lost.

    Raises BuildFailed.
    """
    if not (tree / WINDOW).is_file():
        raise BuildFailed(f"{tree} holds no {WINDOW}")
    work.mkdir(parents=True, exist_ok=True)
    package.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Relative paths: wixl finds no others.
        text = harvest(tree, _seen_from(work, tree))
    except TreeNotFit as error:
        raise BuildFailed(str(error)) from error
    (work / "tree.wxs").write_text(text, "utf-8")
    compile_package = _with_wix if sys.platform == "win32" else _with_wixl
    compile_package(work, package, _variables(number, work))


def msi_version(number: str) -> str:
    """Return ``number`` where Windows Installer can compare it. Raises BuildFailed."""
    found = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", number)
    if not found or int(found[1]) > 255 or int(found[2]) > 255 or int(found[3]) > 65535:
        raise BuildFailed(f"{number} is no version of a Windows package: 255.255.65535 at most")
    return number


def _variables(number: str, work: Path) -> Mapping[str, str]:
    return {
        "Version": msi_version(number),
        "ProductCode": str(product_code(number)).upper(),
        "Window": WINDOW,
        "Icon": _seen_from(work, ICON),
    }


def _seen_from(folder: Path, path: Path) -> str:
    return os.path.relpath(path.resolve(), folder.resolve())


def _with_wixl(work: Path, package: Path, variables: Mapping[str, str]) -> None:
    if not shutil.which("wixl"):
        raise BuildFailed("wixl is not here; it comes with the system package of that name")
    defined = []
    for name, value in {**variables, "Compiler": "wixl"}.items():
        defined += ["-D", f"{name}={value}"]
    sources = (_seen_from(work, SOURCE), "tree.wxs")
    run("wixl", "-a", "x64", *defined, "-o", package.resolve(), *sources, cwd=work)


def _with_wix(work: Path, package: Path, variables: Mapping[str, str]) -> None:
    # WiX's own set-up names its folder in the environment, and is not on the path.
    tools = Path(os.environ["WIX"]) / "bin" if "WIX" in os.environ else Path()
    defined = [f"-d{name}={value}" for name, value in {**variables, "Compiler": "wix"}.items()]
    run(tools / "candle", "-nologo", "-arch", "x64", *defined, SOURCE, "tree.wxs", cwd=work)
    objects = ("radvaluer.wixobj", "tree.wixobj")
    options = ("-nologo", "-spdb", *_LEFT_OUT_CHECKS)
    run(tools / "light", *options, "-out", package.resolve(), *objects, cwd=work)
