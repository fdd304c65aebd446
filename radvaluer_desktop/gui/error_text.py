"""Says what went wrong in the window's language."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication

from radvaluer_desktop.errors import WorldError

_log = logging.getLogger(__name__)


def what_happened(error: WorldError) -> str:
    """Return what went wrong alone, where the next step is at hand."""
    return QCoreApplication.translate("errors", error.what).format(**_told(error))


def error_text(error: Exception) -> str:
    """Return the sentences to show for ``error``; a defect of ours is logged and named as such."""
    if isinstance(error, WorldError):
        what = QCoreApplication.translate("errors", error.what)
        next_step = QCoreApplication.translate("errors", error.next_step)
        return f"{what} {next_step}".format(**_told(error))
    _log.error("a task of the window failed", exc_info=error)
    sentence = QCoreApplication.translate(
        "errors", "An internal error occurred ({kind}). What was typed is kept; please report it."
    )
    return sentence.format(kind=type(error).__name__)


def _told(error: WorldError) -> dict[str, object]:
    """Return what stands in the sentences; reasons of our own in the window's language too."""
    return {
        name: QCoreApplication.translate("reasons", value) if isinstance(value, str) else value
        for name, value in error.values.items()
    }
