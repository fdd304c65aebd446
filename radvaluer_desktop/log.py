"""Logging to one rotating file, and the rule that no patient text gets there.

What may be written is listed, not what may not: sentences that stand as they are in the code which
logs them, numbers, members of enumerations, names of types and of places in the code. Everything
else (a text, a path, what an exception says) is withheld, whoever logs it: a record is cleaned when
it is made, so no handler of anybody's ever sees more, and our own handler takes nothing else.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from enum import Enum
from inspect import currentframe
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import walk_tb
from types import FrameType

ROOT = "radvaluer_desktop"
_BYTES = 1_000_000
_FILES = 3
_FILE = "radvaluer.log"
_FRAMES = 30
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_WITHHELD = "withheld"
_NAME = re.compile(r"[A-Za-z_<][\w<>]*((\.|::)[\w<>~]+)*", re.ASCII)
_LONGEST_NAME = 80

_our_handlers: list[logging.Handler] = []


class CodeName:
    """A name out of some code, such as a function's; never one that a person chose.

    What cannot be such a name is shown as a question mark.
    """

    def __init__(self, name: str) -> None:
        fits = len(name) <= _LONGEST_NAME and _NAME.fullmatch(name)
        self._name = name if fits else "?"

    def __str__(self) -> str:
        return self._name


class CleanRecord(logging.LogRecord):
    """A record that holds nothing but what may be written."""

    def __init__(
        self,
        name: str,
        level: int,
        pathname: str,
        lineno: int,
        msg: object,
        args: object,
        exc_info: object,
        func: str | None = None,
        sinfo: str | None = None,
        **_more: object,
    ) -> None:
        del sinfo  # a stack with its source lines
        sentence = _sentence(msg, args, _caller(pathname, func))
        sentence = sentence or f"{_WITHHELD}, at {code_file(pathname)}:{lineno}"
        error = exc_info[1] if isinstance(exc_info, tuple) else None
        if isinstance(error, BaseException):
            sentence += "\n" + describe_exception(error)
        super().__init__(
            str(CodeName(name or "")), level, pathname, lineno, sentence, (), None, func
        )

    def getMessage(self) -> str:  # noqa: N802 - logging's own name
        """Return the sentence; there are no values to put into it any more."""
        return str(self.msg)


class OnlyClean(logging.Filter):
    """Keeps away from a handler what was not cleaned, because somebody made it by hand."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether ``record`` may be written."""
        return type(record) is CleanRecord and not (record.exc_info or record.exc_text)


def describe_exception(error: BaseException) -> str:
    """Return type and places of ``error`` and of what caused it, never their texts."""
    return "\n".join(_described(error, set()))


def _described(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    yield str(CodeName(type(error).__name__))
    for frame, line in list(walk_tb(error.__traceback__))[-_FRAMES:]:
        code = frame.f_code
        yield f"  at {code_file(code.co_filename)}:{line} {CodeName(code.co_name)}"
    for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        if id(inner) not in seen:
            yield "together with"
            yield from _described(inner, seen)
    cause = error.__cause__ or error.__context__
    if cause is not None and id(cause) not in seen:
        yield "caused by"
        yield from _described(cause, seen)


def code_file(path: str) -> CodeName:
    """Return the name of a file of code, without its folder."""
    name = Path(path).name
    return CodeName(name if name.endswith(".py") or name.startswith("<") else "")


def _caller(pathname: str, func: str | None) -> FrameType | None:
    """Return the frame that logs."""
    frame = currentframe()
    while frame and (frame.f_code.co_filename, frame.f_code.co_name) != (pathname, func):
        frame = frame.f_back
    return frame


def _sentence(template: object, args: object, caller: FrameType | None) -> str | None:
    """Return the message, as far as it may be written; None where nothing of it may."""
    if caller is None or type(template) is not str or template not in caller.f_code.co_consts:
        return None
    if not args:
        return template
    values = tuple(map(_safe, args)) if isinstance(args, tuple) else (None,)
    try:
        return f"{template} ({_WITHHELD})" if None in values else template % values
    except (TypeError, ValueError):
        return template


def _safe(value: object) -> object | None:
    """Return ``value`` as it may be written; None where it may not."""
    if type(value) in (int, float, bool, CodeName):
        return value
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, type):
        return CodeName(value.__name__)
    return "None" if value is None else None


def keep_quiet() -> None:
    """Log nowhere: without any handler Python would print tracebacks to the terminal."""
    _set_handler(logging.NullHandler())


def start_logging(folder: Path) -> None:
    """Write the log to ``folder``; without a log where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / _FILE, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    _set_handler(handler)


def log_files(folder: Path) -> list[Path]:
    """Return the log in ``folder`` and what it was before it grew too long."""
    names = [_FILE, *(f"{_FILE}.{number}" for number in range(1, _FILES + 1))]
    return [folder / name for name in names if (folder / name).exists()]


def _set_handler(handler: logging.Handler) -> None:
    """Give what this program and its libraries log to ``handler``, and to none before it."""
    logging.setLogRecordFactory(CleanRecord)
    logging.raiseExceptions = False  # a full disk would print the message to the terminal
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.addFilter(OnlyClean())
    ours = logging.getLogger(ROOT)
    ours.setLevel(logging.INFO)
    ours.propagate = False
    for logger in (ours, logging.getLogger()):
        for old in _our_handlers:
            logger.removeHandler(old)
        logger.addHandler(handler)
    for old in _our_handlers:
        old.close()
    _our_handlers[:] = [handler]
