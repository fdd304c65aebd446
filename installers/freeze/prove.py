"""Proves the Debian package where nothing of Python's is: in a root made by debootstrap.

Install, start as a user without rights, draft and accept in the window, read the decision back;
upgrade to a higher version that lacks a file: the decision is still there, the old file is not;
remove and purge: the program is gone, the user's files are all there. Needs root and a network;
everything happens in a mount namespace of its own, under ``build/prove/``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from freeze import deb
from freeze.check import missing_commands
from freeze.places import (
    BUILD,
    DIST,
    INSTALLERS,
    ROOT,
    TREE,
    BuildFailed,
    environment_python,
    output,
    run,
    say,
    version,
)

PLACE = BUILD / "prove"
JAIL = PLACE / "root"
SUITE = "bookworm"
USER = "radiologist"
USER_ID = "1000"
_HOME = f"/home/{USER}"
_BUS = f"unix:path={_HOME}/bus"
_NEVER = ("python3", "python", "pip", "gcc")
_INSIDE = "RADVALUER_PROVE_INSIDE"

# A session bus and an unlocked keyring of the user's own, inside; the driver stays outside.
_SESSION = f"""
dbus-daemon --session --address={_BUS} --fork --nopidfile
printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"""


def main() -> None:
    """Prove the package of ``deb``."""
    if os.geteuid() != 0:
        raise BuildFailed("debootstrap and chroot need root")
    if missing := missing_commands("debootstrap"):
        raise BuildFailed(f"the proof needs {', '.join(missing)}")
    if _INSIDE not in os.environ:
        again = (sys.executable, INSTALLERS / "build.py", "prove")
        run(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            *again,
            env=os.environ | {_INSIDE: "1"},
        )
        return
    package = DIST / f"radvaluer_{deb.debian_version(version())}_{_architecture()}.deb"
    if not package.exists():
        raise BuildFailed(f"{package} is not there: run 'python installers/build.py deb' first")
    make_jail()
    prove_installing(package)
    prove_upgrading(next_version())
    prove_removing()


def make_jail() -> None:
    """Unpack a minimal Debian, made once, and give it what a desktop has."""
    pristine = PLACE / f"{SUITE}.tar"
    if not pristine.exists():
        say(f"making a minimal Debian ({SUITE})")
        shutil.rmtree(JAIL, ignore_errors=True)
        JAIL.mkdir(parents=True)
        run("debootstrap", "--variant=minbase", SUITE, JAIL)
        run("tar", "--one-file-system", "-cf", pristine, "-C", JAIL, ".")
    shutil.rmtree(JAIL, ignore_errors=True)
    JAIL.mkdir()
    run("tar", "-xpf", pristine, "-C", JAIL)
    run("mount", "-t", "proc", "proc", JAIL / "proc")
    run("mount", "--rbind", "/dev", JAIL / "dev")
    shutil.copy("/etc/resolv.conf", JAIL / "etc" / "resolv.conf")
    inside("useradd", "--uid", USER_ID, "--create-home", "--shell", "/bin/sh", USER)


def prove_installing(package: Path) -> None:
    """Install what the package asks for, look that no Python came with it, and work."""
    install(package)
    for name in _NEVER:
        if inside("sh", "-c", f"command -v {name} || true"):
            raise BuildFailed(f"{name} is in the root: this proves nothing")
    say(f"installed, without {', '.join(_NEVER)} in the root")
    run(*_as_user("sh", "-c", _SESSION))
    work(1)


def prove_upgrading(package: Path) -> None:
    """Install a higher version over it: the decisions stay, a file that it lacks goes."""
    install(package)
    if (JAIL / deb.HOME / DROPPED).exists():
        raise BuildFailed(f"the upgrade left {DROPPED} behind")
    shown = output(*_as_user("radvaluer", "draft", "--help"))
    if "Usage" not in shown:
        raise BuildFailed("the upgraded program does not start")
    work(2)
    say(f"upgraded: {DROPPED} is gone, and both decisions are kept")


def prove_removing() -> None:
    """Remove and purge: nothing of the program is left, nothing of the user's is gone."""
    before = _user_files()
    for step in ("--remove", "--purge"):
        inside("dpkg", step, "radvaluer")
        left = [
            place
            for place in (deb.HOME, "usr/bin/radvaluer", "usr/share/doc/radvaluer")
            if os.path.lexists(JAIL / place)
        ]
        if left:
            raise BuildFailed(f"{step} left {', '.join(left)} behind")
        if _user_files() != before:
            raise BuildFailed(f"{step} touched the user's files")
    say(f"removed and purged: nothing left; {len(before)} files of the user's are untouched:")
    for name in before:
        say(f"  ~/{name}")


# A file that the next version does not have any more.
DROPPED = "_internal/radvaluer_desktop/resources/examples/zh.txt"


def next_version() -> Path:
    """Build the package of a higher version, which lacks one file."""
    tree = PLACE / "next"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(TREE, tree, symlinks=True)
    (tree / DROPPED).unlink()
    return deb.build(tree, f"{version()}.post1", PLACE)


def install(package: Path) -> None:
    """Install ``package`` and what it asks for, with apt."""
    shutil.copy(package, JAIL / "tmp")
    inside("apt-get", "-qq", "update")
    wanted = (f"/tmp/{package.name}", "dbus", "gnome-keyring")  # noqa: S108 - the jail's own
    options = ("-qq", "-y", "--no-install-recommends", "-o", "APT::Sandbox::User=root")
    inside("apt-get", *options, "install", *wanted)


def work(decisions: int) -> None:
    """Draft and accept in the window as the user; afterwards so many decisions are kept."""
    picture = PLACE / f"window-{decisions}.png"
    drive = (environment_python(), INSTALLERS / "freeze" / "drive.py", picture)
    screen = ("xvfb-run", "-a", "-s", "-screen 0 1280x800x24 -noreset -ac")
    run(*screen, *drive, *_as_user("radvaluer"), env=os.environ | {"PYTHONPATH": str(ROOT)})
    kept = output(*_as_user("radvaluer", "feedback", "list", "--json")).splitlines()
    if len(kept) != decisions:
        raise BuildFailed(f"{len(kept)} decisions are kept, not {decisions}")
    say(f"drafted and accepted as {USER}; a picture: {picture}")


def inside(*command: str) -> str:
    """Run a command in the jail as root and return what it printed."""
    env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
    return output("chroot", JAIL, *command, env=env)


def _as_user(*command: str) -> tuple[str | Path, ...]:
    """A command of the user's, in an environment that has nothing but a session in it."""
    values = {
        "HOME": _HOME,
        "PATH": "/usr/bin:/bin",
        "DBUS_SESSION_BUS_ADDRESS": _BUS,
        "XDG_RUNTIME_DIR": _HOME,
        "LANG": "C.UTF-8",
        "DISPLAY": "$DISPLAY",  # filled in by drive.py, which knows its screen
    }
    pairs = (f"{name}={value}" for name, value in values.items())
    user = f"--userspec={USER_ID}:{USER_ID}"
    return ("chroot", user, JAIL, "env", "-i", *pairs, *command)


def _user_files() -> list[str]:
    home = JAIL / _HOME.lstrip("/")
    places = (path for path in home.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(str(path.relative_to(home)) for path in places)


def _architecture() -> str:
    return subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()  # noqa: S607
