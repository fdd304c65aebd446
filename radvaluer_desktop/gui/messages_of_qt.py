"""Sends Qt's own warnings to the log: on a terminal they frighten and help nobody.

Their texts may quote what a widget was given; of a text only the function that it begins with is
kept, such as ``QFont::setPointSizeF``, and Qt's own category.
"""

from __future__ import annotations

import logging
import re

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from radvaluer_desktop.log import CodeName

_log = logging.getLogger(__name__)
_SEVERE = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
_FUNCTION = re.compile(r"Q[A-Z]\w*(::\w+)+", re.ASCII)
_CATEGORY = re.compile(r"(qt|default)(\.\w+)*", re.ASCII)


def catch_qt_messages() -> None:
    """Install the handler."""
    qInstallMessageHandler(_on_message)


def _on_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    function = _FUNCTION.match(message)
    category = _CATEGORY.fullmatch(context.category or "")
    _log.log(
        logging.ERROR if kind in _SEVERE else logging.WARNING,
        "Qt, category %s, function %s",
        CodeName(category.group() if category else ""),
        CodeName(function.group() if function else ""),
    )
