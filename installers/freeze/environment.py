"""The clean environment that is frozen: this program, what it needs, PyInstaller, and nothing else.

Everything has the version of ``constraints.txt``. The program is installed from a wheel, so that
nothing of the source tree can be found by accident.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import sysconfig
import venv
from pathlib import Path

from freeze.engine import engine_wheel
from freeze.places import CONSTRAINTS, ENVIRONMENT, ROOT, BuildFailed, environment_python, run, say

_STAMP = ENVIRONMENT / ".freeze-stamp"


def make_environment() -> None:
    """Make ``.venv-freeze``, or bring it up to the source tree where it stands already."""
    if sys.platform == "linux" and not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        raise BuildFailed(
            f"{sys.executable} has no shared library (libpython), which freezing needs: "
            "use the system's Python, or one that was built with --enable-shared"
        )
    if not environment_python().exists():
        say(f"making {ENVIRONMENT.name}")
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        venv.create(ENVIRONMENT, with_pip=True, symlinks=os.name != "nt")
        _pip("--upgrade", "pip")
    wheel = engine_wheel()
    if _stamp_text(wheel) != _found_stamp():
        say("installing the Python packages")
        _STAMP.unlink(missing_ok=True)
        _pip("--no-deps", "--force-reinstall", wheel)
        _pip("--build-constraint", CONSTRAINTS, ".", "--group", "freeze")
        _STAMP.write_text(_stamp_text(wheel), "utf-8")
    _pip("--no-deps", "--force-reinstall", "--build-constraint", CONSTRAINTS, ".")


def _stamp_text(wheel: Path) -> str:
    parts = (CONSTRAINTS, ROOT / "pyproject.toml")
    texts = [part.read_text("utf-8") for part in parts] + [str(wheel), sys.version]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _found_stamp() -> str:
    return _STAMP.read_text("utf-8") if _STAMP.exists() else ""


def _pip(*arguments: str | Path) -> None:
    # An index's own settings stay; a person's own packages and folders do not count.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    pip = (environment_python(), "-m", "pip", "install", "--quiet", "--progress-bar", "off")
    run(*pip, "-c", CONSTRAINTS, *arguments, env=env | {"PIP_USER": "0"})
