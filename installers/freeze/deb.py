"""Packs the frozen tree into ``dist/radvaluer_VERSION_ARCHITECTURE.deb``.

The program goes to /usr/lib/radvaluer, with a link in /usr/bin. No script runs at installation or
removal, so nothing of a user's can be touched. What the libraries need of the system becomes
``Depends``, computed from their ELF headers by dpkg-shlibdeps.
"""

from __future__ import annotations

import gzip
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from freeze.places import (
    BUILD,
    DIST,
    INSTALLERS,
    PROGRAM,
    ROOT,
    TREE,
    BuildFailed,
    output,
    run,
    say,
    source_date,
    version,
)

HOME = "usr/lib/radvaluer"
NOTICES = "THIRD-PARTY-NOTICES.txt"  # written by the step sbom
LINUX = INSTALLERS / "linux"
METAINFO = "io.github.radvaluer.desktop.metainfo.xml"
MAINTAINER = "The RadValuer Desktop authors <maintainers@radvaluer.invalid>"
DESCRIPTION = """Drafts radiology impressions from findings
 A radiologist writes or pastes findings; a draft of the impression appears
 beside them, made by a language model that runs on the workstation itself; the
 radiologist edits, accepts or rejects it. English and Chinese. Nothing leaves
 the workstation.
 .
 The model that comes with it is a demonstration, taught on synthetic reports,
 and not for clinical use."""


def main() -> None:
    """Build the package of this version from the tree of ``freeze``."""
    if not PROGRAM.exists():
        raise BuildFailed(f"{PROGRAM} is not there: run 'python installers/build.py freeze' first")
    if not (TREE / NOTICES).exists():
        raise BuildFailed(f"{NOTICES} is not there: run 'python installers/build.py sbom' first")
    package = build(TREE, version(), DIST)
    say(f"{package}: {package.stat().st_size / 1e6:.0f} MB")


def build(tree: Path, number: str, target: Path) -> Path:
    """Pack ``tree`` as version ``number`` into the folder ``target``; return the package."""
    stage = BUILD / "deb" / "stage"
    shutil.rmtree(stage.parent, ignore_errors=True)
    (stage / "DEBIAN").mkdir(
        parents=True
    )  # by it dpkg-shlibdeps knows libraries as the package's own
    shutil.copytree(tree, stage / HOME, symlinks=True)
    _add_links_and_documents(stage, number)
    _validate(stage)
    fields = control(number, _installed_kib(stage), _needs(stage / HOME))
    _write(stage / "DEBIAN" / "control", "".join(f"{k}: {v}\n" for k, v in fields.items()))
    _write(stage / "DEBIAN" / "md5sums", _sums(stage))
    _settle(stage)
    target.mkdir(parents=True, exist_ok=True)
    package = target / f"radvaluer_{debian_version(number)}_{fields['Architecture']}.deb"
    env = os.environ | {"SOURCE_DATE_EPOCH": str(source_date())}
    run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", stage, package, env=env)
    return package


def debian_version(number: str) -> str:
    """Return a Python version in Debian's order: 1.0.dev2 and 1.0rc1 come before 1.0."""
    for mark in (".dev", "a", "b", "rc"):
        number = number.replace(mark, "~" + mark.strip("."))
    return number


def control(number: str, installed_kib: int, needs: str) -> dict[str, str]:
    """Return the fields of the package."""
    return {
        "Package": "radvaluer",
        "Version": debian_version(number),
        "Architecture": output("dpkg", "--print-architecture"),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(installed_kib),
        "Depends": needs,
        # Without these it drafts, but keeps nothing, or shows no Chinese.
        "Recommends": "gnome-keyring | kwalletmanager, default-dbus-session-bus | dbus-session-bus,"
        " fonts-noto-cjk",
        "Section": "science",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }


def _add_links_and_documents(stage: Path, number: str) -> None:
    binary = stage / "usr" / "bin" / "radvaluer"
    binary.parent.mkdir(parents=True)
    binary.symlink_to("../lib/radvaluer/radvaluer")
    share = stage / "usr" / "share"
    day = datetime.fromtimestamp(source_date(), UTC).date().isoformat()
    metainfo = (LINUX / METAINFO).read_text("utf-8")
    metainfo = metainfo.replace("@VERSION@", number).replace("@DATE@", day)
    _write(share / "metainfo" / METAINFO, metainfo)
    icons = ROOT / "resources" / "icons"
    for source, place in (
        (LINUX / "radvaluer.desktop", "applications"),
        (icons / "radvaluer.svg", "icons/hicolor/scalable/apps"),
        (icons / "radvaluer.png", "icons/hicolor/256x256/apps"),
    ):
        (share / place).mkdir(parents=True)
        shutil.copy(source, share / place)
    documents = share / "doc" / "radvaluer"
    documents.mkdir(parents=True)
    shutil.copy(LINUX / "copyright", documents)
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (documents / "CHANGELOG.md.gz").write_bytes(gzip.compress(changes, mtime=0))


def _validate(stage: Path) -> None:
    share = stage / "usr" / "share"
    if shutil.which("desktop-file-validate"):
        run("desktop-file-validate", share / "applications" / "radvaluer.desktop")
    if shutil.which("appstreamcli"):
        run("appstreamcli", "validate", "--no-net", share / "metainfo" / METAINFO)


def _needs(home: Path) -> str:
    """Ask dpkg-shlibdeps which packages the libraries need beyond each other."""
    folder = BUILD / "deb" / "needs"
    _write(
        folder / "debian" / "control",
        "Source: radvaluer\n\nPackage: radvaluer\nArchitecture: any\n",
    )
    libraries = [p for p in home.rglob("*.so*") if p.is_file() and not p.is_symlink()]
    private = sorted({f"-l{path.parent}" for path in libraries})
    answer = output(
        *("dpkg-shlibdeps", "-O", "--warnings=0", *private),
        *(f"-e{path}" for path in (home / "radvaluer", *sorted(libraries))),
        cwd=folder,
    )
    return answer.partition("shlibs:Depends=")[2].strip()


def _installed_kib(stage: Path) -> int:
    return sum(-(-p.lstat().st_size // 1024) for p in stage.rglob("*") if not p.is_dir())


def _sums(stage: Path) -> str:
    places = sorted(p for p in stage.glob("usr/**/*") if p.is_file() and not p.is_symlink())
    return output("md5sum", *(p.relative_to(stage) for p in places), cwd=stage) + "\n"


def _settle(stage: Path) -> None:
    """Give every file its mode and the one date, so that two builds are equal."""
    program = stage / HOME / "radvaluer"
    for path in (stage, *stage.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)
        os.utime(path, (source_date(), source_date()), follow_symlinks=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
