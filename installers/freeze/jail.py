"""A minimal Debian in a folder, made by debootstrap, in which packages are tried. Needs root."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from freeze import deb
from freeze.places import BUILD, DIST, BuildFailed, output, run, say, version

SUITE = "bookworm"
_PRISTINE = BUILD / "jail" / f"{SUITE}.tar"


@dataclass(frozen=True)
class Jail:
    """The root at ``folder``."""

    folder: Path

    def unpack(self) -> None:
        """Make it anew, from an archive that is made once."""
        if not _is_root():
            raise BuildFailed("debootstrap and chroot need root")
        if not _PRISTINE.exists():
            say(f"making a minimal Debian ({SUITE})")
            first = _PRISTINE.parent / "root"
            shutil.rmtree(first, ignore_errors=True)
            first.mkdir(parents=True)
            run("debootstrap", "--variant=minbase", SUITE, first)
            run("tar", "--one-file-system", "-cf", _PRISTINE, "-C", first, ".")
            shutil.rmtree(first)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        run("tar", "-xpf", _PRISTINE, "-C", self.folder)
        shutil.copy("/etc/resolv.conf", self.folder / "etc" / "resolv.conf")

    def inside(self, *command: str) -> str:
        """Run a command inside, as root, and return what it printed."""
        env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
        return output("chroot", self.folder, *command, env=env)

    def install(self, package: Path, *more: str) -> None:
        """Install ``package`` and what it asks for, with apt, and ``more`` of Debian's."""
        shutil.copy(package, self.folder / "tmp")
        inside = f"/tmp/{package.name}"  # noqa: S108 - the jail's own
        self.inside("apt-get", "-qq", "update")
        options = ("-qq", "-y", "--no-install-recommends", "-o", "APT::Sandbox::User=root")
        self.inside("apt-get", *options, "install", inside, *more)
        (self.folder / "tmp" / package.name).unlink()


def built_package() -> Path:
    """The package that ``deb`` built."""
    kind = output("dpkg", "--print-architecture")
    package = DIST / f"radvaluer_{deb.debian_version(version())}_{kind}.deb"
    if not package.exists():
        raise BuildFailed(f"{package} is not there: run 'python installers/build.py deb' first")
    return package


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
