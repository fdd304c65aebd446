"""One window for one store: who starts the program again gets the window that is open already.

The lock says who is first, and the operating system lets go of it with the process that held it,
however that ended. The socket only carries the wish to be shown; nothing of a report passes
through it. It lies beside the lock, where the owner alone may enter; where that path is too long
for a socket (108 bytes on Linux, 104 on macOS), in a private folder beside the temporary files.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, WindowError
from radvaluer_desktop.paths import Locations

WITHIN_S = 5.0
_TRY_MS = 1000
_LONGEST_PATH = 90  # bytes; Qt binds it in a folder beside it before it moves it there
_ASK, _ANSWER = b"show\n", b"shown\n"


class WindowNotAnswering(WindowError):
    """Another process holds the window's lock and does not show its window."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "RadValuer Desktop is open already, but its window did not answer for {seconds} s.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Wait for it, or end that program; then start it again. Nothing was changed."
    )


class OneWindow(QObject):
    """Claims the one window over the store of ``locations``, and shows it to who asks for it."""

    def __init__(self, locations: Locations) -> None:
        super().__init__()
        self._locations = locations
        self._lock = FileLock(locations.window_lock, timeout=0, mode=0o600)
        self._window: QWidget | None = None
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self) -> bool:
        """Return whether this process may open the window; if not, the other one was raised.

        Where the folder cannot be written there is no lock, and no store that two windows could
        fight over. Raises WindowNotAnswering after five seconds.
        """
        end = time.monotonic() + WITHIN_S
        while True:
            try:
                self._locations.data.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._lock.acquire()
            except Timeout:
                if self._ask():
                    return False
            except OSError:
                return True
            else:
                self._listen()
                return True
            if time.monotonic() > end:
                raise WindowNotAnswering(seconds=round(WITHIN_S))
            time.sleep(0.05)

    def serve(self, window: QWidget) -> None:
        """Show ``window`` to whoever asks from now on."""
        self._window = window

    def release(self) -> None:
        """Let another process open the window."""
        self._server.close()
        self._lock.release()

    def _listen(self) -> None:
        for name in _names(self._locations):
            QLocalServer.removeServer(name)  # left by a process that was killed: the lock is ours
            if self._server.listen(name):
                return

    def _ask(self) -> bool:
        """Ask the other process to show its window; return whether it says that it did."""
        for name in _names(self._locations):
            socket = QLocalSocket()
            socket.connectToServer(name)
            if socket.waitForConnected(_TRY_MS):
                socket.write(_ASK)
                answered = socket.waitForReadyRead(_TRY_MS)
                if answered and socket.readAll().data() == _ANSWER:
                    return True
            socket.abort()
        return False

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._on_ready(socket))

    def _on_ready(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() < len(_ASK):
            return
        if socket.readAll().data() == _ASK and _shown(self._window):
            socket.write(_ANSWER)
        socket.disconnectFromServer()


def _shown(window: QWidget | None) -> bool:
    """Bring ``window`` before the others; False where it is closing, and has no answer to give."""
    if window is None or not window.isVisible():
        return False
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)  # where the system lets no program take the front by itself
    return True


def _names(locations: Locations) -> Iterator[str]:
    """Yield where the socket may lie, best first; both processes go through the same names."""
    digest = hashlib.sha256(os.fsencode(locations.data)).hexdigest()[:16]
    if sys.platform == "win32":  # pipes have no folders; Qt lets only this user open it
        yield f"radvaluer-{digest}"
    else:
        inside = locations.window_socket
        if len(os.fsencode(inside)) <= _LONGEST_PATH:
            yield str(inside)
        private = Path(tempfile.gettempdir()) / f"radvaluer-{os.getuid()}"
        if len(os.fsencode(private)) + 20 <= _LONGEST_PATH and _is_private(private):
            yield str(private / digest)


def _is_private(folder: Path) -> bool:
    """Make ``folder`` where it is not there; return whether nobody else can put anything in it."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.lstat()
        return sys.platform != "win32" and (
            state.st_uid == os.getuid() and state.st_mode & 0o170777 == 0o040700
        )
    return False
