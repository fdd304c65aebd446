"""No dump of this process's memory is written when it crashes: its memory holds findings.

On Linux a crash handler that the system runs (systemd-coredump, apport) gets nothing either, and no
other program of the same user may attach a debugger. Each process says so for itself, first of all.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes

    _CRITICAL_ERRORS, _CRASHES = 0x1, 0x2  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX

    def forbid_core_dumps() -> None:
        """Report no crash of this process to Windows Error Reporting."""
        ctypes.windll.kernel32.SetErrorMode(_CRITICAL_ERRORS | _CRASHES)

else:
    import ctypes
    import resource

    _SET_DUMPABLE = 4  # PR_SET_DUMPABLE of prctl(2)

    def forbid_core_dumps() -> None:
        """Write no core file for this process and those it starts; let nobody else write one."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
