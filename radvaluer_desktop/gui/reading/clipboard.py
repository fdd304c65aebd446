"""What the window puts on the clipboard: marked as nothing to be remembered, cleared after a time.

The marks are those that clipboard histories ask for: three formats of Windows (Clipboard Formats,
Cloud Clipboard and Clipboard History Formats) and a hint of KDE's Klipper. macOS has one too
(nspasteboard.org), which Qt lets a program set only through native code: it is not set.
"""

from __future__ import annotations

import struct

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

_NOT_WANTED = struct.pack("<I", 0)  # a DWORD
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_MARKS = {
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _NOT_WANTED,
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NOT_WANTED,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NOT_WANTED,
    "x-kde-passwordManagerHint": b"secret",
}


def marked(text: str) -> QMimeData:
    """Return ``text`` for the clipboard, with the marks that keep it out of histories."""
    data = QMimeData()
    data.setText(text)
    for kind, value in _MARKS.items():
        data.setData(kind, value)
    return data


class Clipboard(QObject):
    """Clears what this program put on the clipboard after a time, if nobody replaced it."""

    def __init__(self, clear_after_s: int, parent: QObject) -> None:
        """``clear_after_s``: seconds; 0 for never."""
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._hidden = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._clear)
        self._clipboard.dataChanged.connect(self._on_data_changed)
        self.clear_after(clear_after_s)

    def clear_after(self, seconds: int) -> None:
        """Clear as long after from now on; 0 for never."""
        self._timer.setInterval(seconds * 1000)
        self._timer.stop()
        self._on_data_changed()

    def copy(self, text: str) -> None:
        """Put ``text`` on the clipboard."""
        self._clipboard.setMimeData(marked(text))

    def hide_text(self) -> None:
        """Take what the window put there away until ``bring_back``; selected text for good."""
        clipboard = self._clipboard
        if clipboard.ownsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
        if clipboard.ownsClipboard() and clipboard.text():
            self._hidden = clipboard.text()
            clipboard.clear()

    def bring_back(self) -> None:
        """Put it there again, unless somebody put something else there meanwhile."""
        text, self._hidden = self._hidden, ""
        if text and not self._clipboard.text():
            self.copy(text)

    def shut_down(self) -> None:
        """Clear at once what would have been cleared later: nobody is left to do it."""
        if self._timer.isActive():
            self._timer.stop()
            self._clear()

    def _on_data_changed(self) -> None:
        """Begin to wait anew where the window itself, a Ctrl+C too, put something there."""
        if self._timer.interval() and self._clipboard.ownsClipboard() and self._clipboard.text():
            self._timer.start()
        else:
            self._timer.stop()

    def _clear(self) -> None:
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()
