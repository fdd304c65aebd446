"""Compiles the engine of the packages: llama.cpp with a CPU module for each kind of processor.

The wheel is kept in the user's cache folder, under a key of everything that went into it, like the
one that ``setup.sh`` compiles for the machine's own processor.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import sys
import tempfile
from pathlib import Path

from freeze.places import CONSTRAINTS, INSTALLERS, BuildFailed, environment_python, output, run, say

CMAKE_FILES = (INSTALLERS / "llama-variants.cmake", INSTALLERS / "llama-lean.cmake")
_X86 = ("x86_64", "AMD64")

# Apple's processors have one kind of CPU and a GPU that is part of the engine itself: no modules.
WITH_MODULES = platform.machine() in _X86 and sys.platform != "darwin"
OPTIONS = ("-DLLAVA_BUILD=OFF", "-DGGML_NATIVE=OFF") + (
    ("-DGGML_BACKEND_DL=ON", "-DGGML_CPU_ALL_VARIANTS=ON") if WITH_MODULES else ()
)


def engine_version() -> str:
    """The version of llama-cpp-python that is pinned."""
    found = re.search(r"^llama-cpp-python==(.+)$", CONSTRAINTS.read_text("utf-8"), re.MULTILINE)
    if not found:
        raise BuildFailed("constraints.txt names no version of llama-cpp-python")
    return found[1]


def engine_wheel() -> Path:
    """Return the wheel, compiled now where the cache holds none. Takes minutes the first time."""
    folder = _cache() / f"llama-cpp-python-{engine_version()}-packages-{_key()}"
    if not (found := list(folder.glob("*.whl"))):
        say("compiling llama.cpp with all its CPU modules, once: about 10 minutes on 2 cores")
        with tempfile.TemporaryDirectory(dir=_cache(), prefix="part.") as name:
            _compile(Path(name))
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(name, folder)
        found = list(folder.glob("*.whl"))
    return found[0]


def _cache() -> Path:
    home = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None
    base = home or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "radvaluer-setup"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _key() -> str:
    """What the compiled bytes depend on: files, options, compiler, C library, pinned builders."""
    parts = [file.read_text("utf-8") for file in CMAKE_FILES]
    parts += [*OPTIONS, platform.machine(), platform.system(), " ".join(platform.libc_ver())]
    parts += [os.environ.get(name, "") for name in ("CC", "CXX", "CFLAGS", "CXXFLAGS")]
    if sys.platform != "win32":
        parts.append(output(os.environ.get("CXX", "c++"), "--version"))
    pins = CONSTRAINTS.read_text("utf-8")
    parts += re.findall(r"^(?:cmake|ninja|scikit-build-core)==.+$", pins, re.MULTILINE)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _compile(folder: Path) -> None:
    for file in CMAKE_FILES:
        shutil.copy(file, folder)
    include = (folder / CMAKE_FILES[0].name).as_posix()
    options = [*OPTIONS, f"'-DCMAKE_PROJECT_llama_cpp_INCLUDE={include}'"]
    jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(os.cpu_count() or 1)
    run(
        *(environment_python(), "-m", "pip", "wheel", "--no-deps", "--no-cache-dir"),
        *("--no-binary", "llama-cpp-python", "--build-constraint", CONSTRAINTS),
        *("--progress-bar", "off", "--wheel-dir", folder, f"llama-cpp-python=={engine_version()}"),
        env=os.environ
        | {
            "CMAKE_ARGS": " ".join(options),
            "CMAKE_BUILD_PARALLEL_LEVEL": jobs,
            "SKBUILD_NINJA_MAKE_FALLBACK": "0",
        },
    )
