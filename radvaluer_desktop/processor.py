"""Whether this processor can run the program at all.

The libraries in it (NumPy, Qt) are compiled for x86-64-v2, processors from about 2009 on, and end
with a trap or a traceback on older ones. So it is asked before any of them is imported. The engine
needs no more than that: its CPU modules go back further.
"""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, EngineError

_X86 = ("x86_64", "AMD64")
# x86-64-v2 of the System V ABI, section 3.1.1, in Linux's names.
_NEEDED = frozenset({"cx16", "lahf_lm", "popcnt", "pni", "sse4_1", "sse4_2", "ssse3"})
_CPUINFO = Path("/proc/cpuinfo")
# winnt.h, PF_SSE4_2_INSTRUCTIONS_AVAILABLE: known to Windows from this build on.
_PF_SSE4_2 = 38
_WINDOWS_BUILD = 19041


class ProcessorTooOld(EngineError):
    """The processor lacks instructions that the program's libraries are made of."""

    what = QT_TRANSLATE_NOOP(
        "errors", "This computer's processor is too old for the program: it lacks {features}."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Use a computer whose processor has SSE4.2 (Intel since 2008, AMD since 2011)."
    )


def require_processor() -> None:
    """Raise ProcessorTooOld where the program would end with a trap."""
    if missing := missing_features():
        raise ProcessorTooOld(features=", ".join(missing))


def missing_features() -> tuple[str, ...]:
    """Names of the instructions that are needed and not there; none where it cannot be told."""
    if platform.machine() not in _X86:
        return ()
    return missing_of(_flags())


def missing_of(flags: frozenset[str]) -> tuple[str, ...]:
    """Return what is needed and not among ``flags``; nothing where there are no flags to read."""
    return tuple(sorted(_NEEDED - flags)) if flags else ()


if sys.platform == "linux":

    def _flags() -> frozenset[str]:
        try:
            with _CPUINFO.open(encoding="ascii", errors="replace") as lines:
                found = next((line for line in lines if line.startswith("flags")), "")
        except OSError:
            return frozenset()
        return frozenset(found.partition(":")[2].split())

elif sys.platform == "win32":

    def _flags() -> frozenset[str]:
        import ctypes

        if sys.getwindowsversion().build < _WINDOWS_BUILD:
            return frozenset()
        has_it = ctypes.windll.kernel32.IsProcessorFeaturePresent(_PF_SSE4_2)
        return _NEEDED if has_it else _NEEDED - {"sse4_2"}

else:

    def _flags() -> frozenset[str]:
        return frozenset()  # every Mac that today's macOS runs on is new enough
