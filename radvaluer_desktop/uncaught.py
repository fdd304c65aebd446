"""What nobody caught, and Python's warnings: logged as type and place, and never printed as text.

Python prints an exception with what it says, which may be a report; a desktop session keeps what
its programs print.
"""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from types import TracebackType
from typing import TextIO

from radvaluer_desktop.log import code_file, describe_exception

_log = logging.getLogger(__name__)


def hide_texts() -> None:
    """Take over from Python; once, at the start of a process."""
    sys.excepthook = _on_exception
    threading.excepthook = _on_thread_exception
    sys.unraisablehook = _on_unraisable
    warnings.showwarning = _on_warning


def _on_exception(
    _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    _log.critical("nobody caught an exception", exc_info=error)
    _print(f"radvaluer: internal error\n{describe_exception(error)}")


def _on_thread_exception(thrown: threading.ExceptHookArgs) -> None:
    if thrown.exc_value is None or isinstance(thrown.exc_value, SystemExit):
        return
    _log.critical("nobody caught an exception of a thread", exc_info=thrown.exc_value)
    _print(f"radvaluer: internal error in a thread\n{describe_exception(thrown.exc_value)}")


def _on_unraisable(thrown: sys.UnraisableHookArgs) -> None:
    if thrown.exc_value is not None:
        _log.error("an exception could not be raised", exc_info=thrown.exc_value)


def _on_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    del message, file, line  # texts
    _log.warning("%s in %s:%d", category, code_file(filename), lineno)


def _print(text: str) -> None:
    if sys.stderr is not None:  # a program without a terminal may have none
        print(text, file=sys.stderr)
