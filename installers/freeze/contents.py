"""What goes into the frozen program and what stays out. Read by ``radvaluer.spec``."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from freeze.places import ROOT, BuildFailed

# Optional parts of our libraries, and our own extras, training and evaluation, which stay outside.
UNWANTED_MODULES = (
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "gguf.scripts",
    "hf_xet",  # another way to fetch, which is turned off: 11 MB
    "llama_cpp.server",
    "numpy.f2py",
    "numpy.testing",
    "pip",
    "pyarrow",
    "readline",  # under the GPL, and of no use without a prompt
    "rouge_score",
    "sacrebleu",
    "setuptools",
    "sqlite_utils.cli",
    "tkinter",
    "tokenizers",
    "torch",
    "transformers",
)

# Languages of the window; Qt's own texts come in thirty more.
LANGUAGES = ("zh_CN",)

# Of Qt's plugins: those for platforms that nobody has a radiology display on, for networks (the
# program opens no connection), and the GTK theme, which would drag GTK itself in.
_UNWANTED_PLUGINS = (
    "egldeviceintegrations",
    "generic",
    "networkinformation",
    "tls",
    "wayland-graphics-integration-server",
)
_UNWANTED_FILES = (
    "libqgtk3",
    "libqeglfs",
    "libqlinuxfb",
    "libqvnc",
    "libqvkkhrdisplay",
    "libqminimalegl",
    "libQt6EglFS",
    "libQt6EglFs",
)
# What pip notes of its own doing: paths of the machine that builds, among others.
_PIP_NOTES = ("direct_url.json", "INSTALLER", "RECORD", "REQUESTED")
# A distribution that stays out leaves nothing behind, or its parts would be accounted for.
_UNWANTED_METADATA = ("hf_xet-",)
# Libraries of the Linux system that builds: the package depends on them instead, so that the
# system's updates of, say, OpenSSL reach the program.
_SYSTEM = ("/usr/lib/", "/lib/", "/usr/lib64/", "/lib64/")


def is_wanted_module(name: str) -> bool:
    """Whether a module of the program goes in."""
    outside = ("evaluation", "training", "retraining.loop")
    return not name.startswith(tuple(f"radvaluer_desktop.{each}" for each in outside))


def is_wanted_file(target: str, source: str, kind: str) -> bool:
    """Whether a file goes in: ``target`` in the tree, ``source`` on this machine."""
    parts = Path(target).parts
    if kind != "DATA" and sys.platform == "linux" and _is_of_system(source):
        return False
    if "plugins" in parts and any(part in _UNWANTED_PLUGINS for part in parts):
        return False
    if Path(target).name.startswith(_UNWANTED_FILES):
        return False
    if Path(target).name in _PIP_NOTES or parts[0].startswith(_UNWANTED_METADATA):
        return False
    if Path(target).suffix == ".qm" and "PySide6" in parts:
        return Path(target).stem.endswith(LANGUAGES)
    return True


def is_wanted_script(name: str) -> bool:
    """Whether a script runs at each start, in each process.

    PyInstaller's for Qt loads Qt, into commands and the worker too, to say where its parts lie. The
    wheels say it themselves; on Linux, where it could be tried, it is left out.
    """
    return sys.platform != "linux" or name != "pyi_rth_pyside6"


def _is_of_system(source: str) -> bool:
    path = Path(source)  # where Python is the system's own, its parts are none of those libraries
    is_python = path.name.startswith("libpython") or path.parent.name == "lib-dynload"
    return source.startswith(_SYSTEM) and not is_python


def engine_libraries() -> list[Path]:
    """The engine's libraries: what ``llama_cpp`` loads by name, and what those load."""
    found = importlib.util.find_spec("llama_cpp")
    if not (found and found.origin):
        raise BuildFailed("the clean environment lacks llama_cpp")
    folder = Path(found.origin).parent / "lib"
    return sorted(path for path in folder.iterdir() if path.is_file())


def icon() -> str | None:
    """The program's icon in the form that this system's programs carry; Linux's carry none."""
    suffix = {"win32": "ico", "darwin": "icns"}.get(sys.platform)
    path = ROOT / "resources" / "icons" / f"radvaluer.{suffix}"
    return str(path) if path.exists() else None
