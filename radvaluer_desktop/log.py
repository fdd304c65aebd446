"""Logging to one rotating file, and the rule that no patient text gets there.

Messages hold ids, counts, durations and names of files of the program. An exception's own text may
quote what it choked on, so of exceptions only their type and the places in the code are written.
"""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

ROOT = "radvaluer_desktop"
_BYTES = 1_000_000
_FILES = 3

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class PlacesOnly(logging.Formatter):
    """Formats an exception as its type and its places in the code, without its text."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        """Return the types of the chain of exceptions and their places."""
        info: _ExceptionInfo = ei  # type: ignore[assignment]
        return describe_exception(info[1])


def describe_exception(error: BaseException) -> str:
    """Return type and places of ``error`` and of what caused it, never their texts."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [type(error).__name__]
    lines += [f"  at {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines += ["caused by", describe_exception(cause)]
    return "\n".join(lines)


def keep_quiet() -> None:
    """Log nowhere: without any handler Python would print tracebacks to the terminal."""
    _set_handler(logging.NullHandler())


def start_logging(folder: Path) -> None:
    """Write this program's log to ``folder``; without a log where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "radvaluer.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(PlacesOnly())
    _set_handler(handler)


def _set_handler(handler: logging.Handler) -> None:
    logger = logging.getLogger(ROOT)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for old in list(logger.handlers):
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
