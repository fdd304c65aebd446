"""Sends Qt's own warnings to the log: on a terminal they frighten and help nobody."""

from __future__ import annotations

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger(__name__)
_SEVERE = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


def catch_qt_messages() -> None:
    """Install the handler; Qt's messages name platforms, plugins and widgets, never their text."""
    qInstallMessageHandler(_on_message)


def _on_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    _log.log(logging.ERROR if kind in _SEVERE else logging.WARNING, "Qt: %s", message)
