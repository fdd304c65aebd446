"""Why a worker ended: from its exit code, and from whether the system ran out of memory meanwhile.

Signals as of signal(7); on Windows the NTSTATUS values of [MS-ERREF] 2.3.1.
"""

from __future__ import annotations

import contextlib
import signal
from pathlib import Path

from radvaluer_desktop.inference.messages import FailureKind

# The worker's own: it took more memory than it may, and llama.cpp's library could not be loaded.
# Unlike Python's 0, 1, 2 and a shell's 126 up.
EXIT_MEMORY_CAP, EXIT_NO_LIBRARY = 70, 71
_BY_SIGNAL = {
    "SIGILL": FailureKind.ILLEGAL_INSTRUCTION,
    "SIGSEGV": FailureKind.WORKER_CRASHED,
    "SIGBUS": FailureKind.WORKER_CRASHED,
    "SIGFPE": FailureKind.WORKER_CRASHED,
    "SIGABRT": FailureKind.WORKER_CRASHED,
}
_BY_STATUS = {
    0xC0000005: (FailureKind.WORKER_CRASHED, "STATUS_ACCESS_VIOLATION"),
    0xC000001D: (FailureKind.ILLEGAL_INSTRUCTION, "STATUS_ILLEGAL_INSTRUCTION"),
    0xC0000017: (FailureKind.OUT_OF_MEMORY, "STATUS_NO_MEMORY"),
    0xC000012D: (FailureKind.OUT_OF_MEMORY, "STATUS_COMMITMENT_LIMIT"),
    0xC0000135: (FailureKind.NO_LIBRARY, "STATUS_DLL_NOT_FOUND"),
    0xC0000374: (FailureKind.WORKER_CRASHED, "STATUS_HEAP_CORRUPTION"),
    0xC0000409: (FailureKind.WORKER_CRASHED, "STATUS_STACK_BUFFER_OVERRUN"),
}
# In these the worker ended by itself or by others' hands; it was not we who gave it up.
DEATHS = (
    FailureKind.WORKER_DIED,
    FailureKind.WORKER_CRASHED,
    FailureKind.WORKER_ENDED_EARLY,
    FailureKind.OUT_OF_MEMORY,
)


def why_it_ended(code: int | None, *, heard: bool, memory_ran_out: bool) -> tuple[FailureKind, str]:
    """Return the kind of a worker's end and the system's word for it.

    ``code``: as of ``multiprocessing.Process.exitcode``, negative for a signal. ``heard``: whether
    the worker had said anything. ``memory_ran_out``: whether the kernel killed any process for want
    of memory while this one lived.
    """
    name = exit_name(code)
    if code == EXIT_MEMORY_CAP:
        return FailureKind.MEMORY_CAP, name
    if code == EXIT_NO_LIBRARY:
        return FailureKind.NO_LIBRARY, name
    if code == 0:
        return FailureKind.WORKER_ENDED_EARLY, name
    if code is not None and code in _BY_STATUS:
        return _BY_STATUS[code]
    if name in _BY_SIGNAL:
        return _BY_SIGNAL[name], name
    if name == "SIGKILL" and memory_ran_out:
        return FailureKind.OUT_OF_MEMORY, name
    if code is not None and code > 0 and not heard:
        return FailureKind.WORKER_NOT_STARTED, name
    return FailureKind.WORKER_DIED, name


def exit_name(code: int | None) -> str:
    """Return ``SIGKILL`` or the like for a signal, ``exit code 3`` otherwise."""
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:  # most real-time signals have no name
        return f"signal {-code}"


def kills_for_memory(vmstat: Path = Path("/proc/vmstat")) -> int:
    """Return how many processes Linux has killed for want of memory since it started, cgroups' too.

    0 where the system does not tell; a kill is then reported as what is known of it, the signal.
    """
    with contextlib.suppress(OSError, ValueError):
        for line in vmstat.read_text(encoding="ascii").splitlines():
            if line.startswith("oom_kill "):
                return int(line.split()[1])
    return 0
