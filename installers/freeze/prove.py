"""Proves the Debian package where nothing of Python's is: in a root made by debootstrap.

Install, start as a user without rights, draft and accept in the window, read the decision back;
upgrade to a higher version that lacks a file: the decision is still there, the old file is not;
remove and purge: the program is gone, the user's files are all there. Needs root and a network;
everything happens in namespaces of its own, under ``build/prove/``.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from freeze import deb
from freeze.check import missing_commands
from freeze.jail import Jail, built_package
from freeze.places import (
    BUILD,
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
JAIL = Jail(PLACE / "root")
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
    if missing := missing_commands("debootstrap"):
        raise BuildFailed(f"the proof needs {', '.join(missing)}")
    if _INSIDE not in os.environ:
        # Its mounts and its daemons end with it.
        apart = ("unshare", "--mount", "--propagation", "private")
        alone = ("--pid", "--fork", "--kill-child", "--mount-proc", sys.executable)
        env = os.environ | {_INSIDE: "1"}
        run(*apart, *alone, INSTALLERS / "build.py", "prove", env=env)
        return
    package = built_package()
    make_jail()
    prove_installing(package)
    prove_upgrading(next_version())
    prove_removing()


def make_jail() -> None:
    """Unpack the jail and give it what a desktop has."""
    JAIL.unpack()
    run("mount", "-t", "proc", "proc", JAIL.folder / "proc")
    run("mount", "--rbind", "/dev", JAIL.folder / "dev")
    JAIL.inside("useradd", "--uid", USER_ID, "--create-home", "--shell", "/bin/sh", USER)


def prove_installing(package: Path) -> None:
    """Install what the package asks for, look that no Python came with it, and work."""
    JAIL.install(package, "dbus", "gnome-keyring")
    for name in _NEVER:
        if JAIL.inside("sh", "-c", f"command -v {name} || true"):
            raise BuildFailed(f"{name} is in the root: this proves nothing")
    say(f"installed, without {', '.join(_NEVER)} in the root")
    run(*_as_user("sh", "-c", _SESSION))
    work(1)


def prove_upgrading(package: Path) -> None:
    """Install a higher version over it: the decisions stay, a file that it lacks goes."""
    JAIL.install(package, "dbus", "gnome-keyring")
    if (JAIL.folder / deb.HOME / DROPPED).exists():
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
        JAIL.inside("dpkg", step, "radvaluer")
        left = [
            place
            for place in (deb.HOME, "usr/bin/radvaluer", "usr/share/doc/radvaluer")
            if os.path.lexists(JAIL.folder / place)
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
    return ("chroot", user, JAIL.folder, "env", "-i", *pairs, *command)


def _user_files() -> list[str]:
    home = JAIL.folder / _HOME.lstrip("/")
    places = (path for path in home.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(str(path.relative_to(home)) for path in places)
