"""The trail's rows, as they are written, in the operating system's own log too.

What an administrator collects from there on another computer, nobody on this one can take back.
Each line holds the row's number and digest, so that a collected one proves what the trail held.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from radvaluer_desktop.feedback.audit.chain import AuditRow

_SOCKETS = (Path("/dev/log"), Path("/var/run/syslog"))
_AUTHPRIV_INFO = 10 * 8 + 6  # RFC 5424: facility 10, severity 6
_WITHIN_S = 0.2
_INFORMATION = 4  # EVENTLOG_INFORMATION_TYPE
_SOURCE = "RadValuer Desktop"


class SystemLog(Protocol):
    """Where rows go besides the trail."""

    def write(self, row: AuditRow) -> None:
        """Write one row. Raises OSError."""


def line_of(row: AuditRow) -> str:
    """Return the row on one line; no text of a report is in it, as none is in the row."""
    return (
        f"audit seq={row.seq} at={row.at} zone={row.zone} event={row.event} "
        f'user="{_plain(row.user)}" station="{_plain(row.station)}" '
        f"detail={row.detail} mac={row.mac.hex()}"
    )


class Syslog:
    """The local log daemon of Linux and macOS, over its UNIX socket."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or next((each for each in _SOCKETS if each.exists()), _SOCKETS[0])

    def write(self, row: AuditRow) -> None:
        """Write one row. Raises OSError."""
        message = f"<{_AUTHPRIV_INFO}>radvaluer[{os.getpid()}]: {line_of(row)}"
        if sys.platform != "win32":
            with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as log:
                log.settimeout(_WITHIN_S)
                log.connect(str(self._path))
                log.send(message.encode())


class WindowsEventLog:
    """The application log of Windows, through ``advapi32``."""

    def __init__(self, advapi: Any) -> None:  # noqa: ANN401 - a library
        self._advapi = advapi

    def write(self, row: AuditRow) -> None:
        """Write one row. Raises OSError."""
        source = self._advapi.RegisterEventSourceW(None, _SOURCE)
        if not source:
            raise OSError("the event log does not open")
        try:
            texts = (ctypes.c_wchar_p * 1)(line_of(row))
            kept = self._advapi.ReportEventW(source, _INFORMATION, 0, 1, None, 1, 0, texts, None)
        finally:
            self._advapi.DeregisterEventSource(source)
        if not kept:
            raise OSError("the event log does not take an event")


def system_log(wanted: str) -> SystemLog | None:
    """Return the log that the setting ``audit_log`` names; None for ``off``."""
    if wanted != "system":
        return None
    if sys.platform == "win32":
        return WindowsEventLog(ctypes.WinDLL("advapi32"))
    else:  # noqa: RET505 - what follows a return is unreachable to mypy
        return Syslog()


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() and letter != '"' else "?" for letter in text)
