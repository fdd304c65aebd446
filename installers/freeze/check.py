"""Starts the frozen program away from the source tree, and works with it.

Everywhere: it drafts in both languages from the command line, its doctor names the CPU module, and
models and a department's server are worked with on the loopback.
On Linux also: the window, on a screen and with a keyring of its own, drafts and accepts, and the
decision is read back. At last its CPU modules are taken away, and it must refuse in words.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from freeze.engine import WITH_MODULES
from freeze.places import (
    BUILD,
    INSTALLERS,
    PROGRAM,
    ROOT,
    BuildFailed,
    environment_python,
    run,
    say,
)

REPORTS = {
    "en": "FINDINGS: There is a small right pleural effusion. No pneumothorax.",
    "zh": "右侧胸腔见少量积液。左肺清晰，未见气胸征象。",
}
_KEPT = ("PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "LANG")
_ENGINE_ERROR = 4
NEEDED = ("Xvfb", "xvfb-run", "xdotool", "dbus-run-session", "gnome-keyring-daemon")

# A session bus, an unlocked keyring on it, and a screen, for one command.
_DESKTOP = """
printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null
exec xvfb-run -a -s "-screen 0 1280x800x24 -noreset" env QT_QPA_PLATFORM=xcb "$@"
"""


def main() -> None:
    """Check the tree of ``freeze``."""
    if not PROGRAM.exists():
        raise BuildFailed(f"{PROGRAM} is not there: run 'python installers/build.py freeze' first")
    # Its paths are not ASCII and hold a space: so are those of people.
    with tempfile.TemporaryDirectory(prefix="frozen 检查 ") as name:
        home = Path(name)
        tree = home / "program"
        shutil.copytree(PROGRAM.parent, tree, symlinks=True)
        check_commands(tree / PROGRAM.name, home)
        check_deliveries(tree / PROGRAM.name, home)
        if sys.platform == "linux":
            check_window(tree / PROGRAM.name, home)
        if WITH_MODULES:
            check_without_modules(tree / PROGRAM.name, home)


def clean_environment(home: Path) -> dict[str, str]:
    """An environment without anything of the person who builds."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    folders = {"HOME": home, "USERPROFILE": home, "LOCALAPPDATA": home, "XDG_RUNTIME_DIR": home}
    return kept | {name: str(folder) for name, folder in folders.items()}


def check_commands(program: Path, home: Path) -> None:
    """Draft in both languages and ask the doctor."""
    for language, report in REPORTS.items():
        drafted = _asked(program, home, "draft", "-", text=report)
        if not drafted.strip():
            raise BuildFailed(f"the frozen program drafted nothing ({language})")
        say(f"drafted ({language}): {drafted.strip()}")
    lines = _asked(program, home, "doctor").splitlines()
    module = next(line.split()[-1] for line in lines if line.startswith("cpu module"))
    if WITH_MODULES and module == "in":
        raise BuildFailed("the frozen engine has no CPU modules: it runs on this processor alone")
    say(f"CPU module taken here: {module}")


def check_deliveries(program: Path, home: Path) -> None:
    """Get models from a hub and a file, and draft on a server, as somebody of their own."""
    own = home / "administrator"
    own.mkdir()
    run(
        *(environment_python(), INSTALLERS / "freeze" / "deliver.py", program),
        env=clean_environment(own) | {"PYTHONPATH": str(ROOT)},
        cwd=own,
    )


def check_window(program: Path, home: Path) -> None:
    """Draft and accept in the window, read it back; a picture stays in ``build/``."""
    if missing := missing_commands():
        raise BuildFailed(f"checking the window needs {', '.join(missing)}")
    picture = BUILD / "frozen" / "window.png"
    drive = (environment_python(), INSTALLERS / "freeze" / "drive.py", picture, program)
    run(
        *("dbus-run-session", "--", "sh", "-c", _DESKTOP, "sh", *drive),
        env=clean_environment(home) | {"PYTHONPATH": str(ROOT)},
        cwd=home,
    )
    say(f"the window drafted, accepted and kept; a picture: {picture}")


def check_without_modules(program: Path, home: Path) -> None:
    """Take the CPU modules away: the program must say so, and not crash."""
    for module in program.parent.rglob("*ggml-cpu-*"):
        module.unlink()
    done = _run(program, home, "draft", "-", text=REPORTS["en"])
    if done.returncode != _ENGINE_ERROR or "no part that runs" not in done.stderr:
        raise BuildFailed(f"without CPU modules it ended with {done.returncode}: {done.stderr}")
    say(f"without its CPU modules: {done.stderr.strip()}")


def missing_commands(*more: str) -> list[str]:
    """Which commands for driving a window, and which ``more``, are not on this machine."""
    return [name for name in (*NEEDED, *more) if not shutil.which(name)]


def _asked(program: Path, home: Path, *arguments: str, text: str = "") -> str:
    """What a command of the program prints, which must succeed."""
    done = _run(program, home, *arguments, text=text)
    if done.returncode != 0:
        raise BuildFailed(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def _run(
    program: Path, home: Path, *arguments: str, text: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *arguments],
        cwd=home,
        env=clean_environment(home),
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
