"""A planted text in whatever is logged, by whomever, never reaches a handler or a file."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

import pytest

from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.log import ROOT, CodeName, keep_quiet, start_logging
from radvaluer_desktop.session.failures import FindingsTooLong
from tests.privacy.canaries import Canaries
from tests.privacy.home import SOURCES
from tests.privacy.searching import Searcher

CANARIES = Canaries(seed=5)
SEARCHER = Searcher(CANARIES.all)
ENGLISH, CHINESE = CANARIES.english[0], CANARIES.chinese[0]
BOTH = f"{ENGLISH} {CHINESE}"
OURS = logging.getLogger(f"{ROOT}.session.draft")
THEIRS = logging.getLogger("llama_cpp.server")


class Colour(Enum):
    RED = BOTH


class ForeignHandler(logging.Handler):
    """A handler that somebody else has added; keeps all it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.shown.append(f"{self.format(record)} {vars(record)!r}")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Start logging; return what tells all that was written and shown since."""
    factory, raises = logging.getLogRecordFactory(), logging.raiseExceptions
    foreign = ForeignHandler()
    start_logging(tmp_path)
    for logger in (OURS, THEIRS):
        logger.addHandler(foreign)

    def told() -> str:
        return (tmp_path / "radvaluer.log").read_text("utf-8") + "".join(foreign.shown)

    yield told
    for logger in (OURS, THEIRS):
        logger.removeHandler(foreign)
    for handler in logging.getLogger(ROOT).handlers:
        logging.getLogger().removeHandler(handler)
    keep_quiet()
    for handler in logging.getLogger(ROOT).handlers:
        logging.getLogger().removeHandler(handler)
    logging.setLogRecordFactory(factory)
    logging.raiseExceptions = raises


def plain() -> None:
    raise ValueError(BOTH)


def in_the_cause() -> None:
    try:
        plain()
    except ValueError as error:
        raise RuntimeError(ENGLISH, CHINESE) from error


def in_the_context() -> None:
    try:
        plain()
    finally:
        raise KeyError(BOTH)


def in_a_note() -> None:
    error = RuntimeError("nothing")
    error.add_note(BOTH)
    raise error


def in_a_group() -> None:
    inner = ExceptionGroup(CHINESE, [KeyError(BOTH), OSError(2, BOTH, BOTH)])
    raise ExceptionGroup(ENGLISH, [ValueError(BOTH), inner])


def in_a_circle() -> None:
    first, second = ValueError(BOTH), KeyError(BOTH)
    first.__cause__, second.__cause__ = second, first
    raise first


def in_what_could_not_be_encoded() -> None:
    BOTH.encode("ascii")


def in_source_and_locals() -> None:
    patient = BOTH
    exec(compile(f"text = {patient!r}\nraise ValueError(text)", f"/home/{BOTH}.txt", "exec"))  # noqa: S102


def in_a_name_of_a_type() -> None:
    raise type(BOTH, (Exception,), {})


def in_our_own_error() -> None:
    raise InternalError(BOTH)


def in_a_value_of_our_error() -> None:
    raise FindingsTooLong(prompt_tokens=BOTH, reserve=1, context_tokens=2)


def in_a_deep_recursion(text: str = BOTH) -> None:
    in_a_deep_recursion(text)


RAISING = (
    plain,
    in_the_cause,
    in_the_context,
    in_a_note,
    in_a_group,
    in_a_circle,
    in_what_could_not_be_encoded,
    in_source_and_locals,
    in_a_name_of_a_type,
    in_our_own_error,
    in_a_value_of_our_error,
    in_a_deep_recursion,
)


def leaked(told: str) -> set[str]:
    found = SEARCHER.in_bytes(told.encode("utf-8", "backslashreplace"), "the log")
    return {hit.canary for hit in found}


@pytest.mark.parametrize("logger", [OURS, THEIRS], ids=("ours", "theirs"))
@pytest.mark.parametrize("fail", RAISING)
def test_in_an_exception(
    fail: Callable[[], None], logger: logging.Logger, log: Callable[[], str]
) -> None:
    try:
        fail()
    except Exception as error:
        logger.exception("it failed")
        logger.warning("it failed again", exc_info=error, stack_info=True)
    told = log()
    assert "it failed again" in told
    assert f" {fail.__name__}" in told  # the place in the code
    assert leaked(told) == set()


@pytest.mark.parametrize("logger", [OURS, THEIRS], ids=("ours", "theirs"))
def test_in_a_message(logger: logging.Logger, log: Callable[[], str]) -> None:
    logger.error(BOTH)
    logger.error(f"made of {BOTH}")
    logger.error("made of " + BOTH)
    logger.error("put in: %s", BOTH)
    logger.error("put in: %r %d", BOTH, 1)
    logger.error("put in: %(text)s", {"text": BOTH})
    logger.error("put in: %s", Path(BOTH))
    logger.error("put in: %s", [BOTH])
    logger.error("put in: %s", ValueError(BOTH))
    logger.error("too few: %s %s", BOTH)
    logger.error(ValueError(BOTH))
    logger.log(logging.ERROR, "%s", BOTH, stacklevel=2)
    told = log()
    assert told.count(" ERROR ") >= len("twelve calls")
    assert leaked(told) == set()


def test_in_the_name_of_a_logger(log: Callable[[], str]) -> None:
    logging.getLogger(f"{ROOT}.{BOTH}").error("named")
    assert "named" in log()
    assert leaked(log()) == set()


def test_in_a_record_made_by_hand(log: Callable[[], str]) -> None:
    OURS.handle(logging.LogRecord("x", logging.ERROR, "x.py", 1, BOTH, (), None))
    ours = logging.getLogger(ROOT).handlers
    made = logging.makeLogRecord({"msg": "unheard", "exc_text": BOTH, "levelno": logging.ERROR})
    for handler in ours:
        handler.handle(made)
    written = Path(ours[0].baseFilename).read_text("utf-8")  # type: ignore[attr-defined]
    assert written == ""


def test_what_may_be_written_is(log: Callable[[], str]) -> None:
    OURS.warning("%d of %.1f, %s, %s, %s", 3, 4.5, Colour.RED, ValueError, CodeName("a.b"))
    OURS.warning("no values")
    told = log()
    assert "3 of 4.5, RED, ValueError, a.b" in told
    assert "no values" in told
    assert leaked(told) == set()


@pytest.mark.parametrize("name", [BOTH, CHINESE, "two words", "", "a" * 81, "a\nb", "Ä", "1958"])
def test_what_is_no_name_of_code_is_a_question_mark(name: str) -> None:
    assert str(CodeName(name)) == "?"


# Whatever prints an exception or a warning by itself; each line fails in its own way.
_UNCAUGHT = {
    "main": "raise ValueError(text)",
    "a thread": "t = threading.Thread(target=int, args=(text,)); t.start(); t.join()",
    "a destructor": "X = type('X', (), {'__del__': lambda self: int(text)}); x = X(); del x",
    "a warning": "warnings.warn(text)",
    "an old warning": "warnings.warn_explicit(text, UserWarning, f'/home/{text}.py', 3)",
    "a logger without a handler": "logging.getLogger('sqlite').error(text)",
    "the root logger": "logging.error('%s', text)",
    "an exit": "try:\n    int(text)\nfinally:\n    raise KeyError(text)",
    "a full disk": "logging.getLogger().handlers[0].stream.close(); log.error(text)",
}


@pytest.mark.parametrize("way", _UNCAUGHT)
def test_nobody_prints_it_either(way: str, tmp_path: Path) -> None:
    program = (
        "import logging, sys, threading, warnings\n"
        "from pathlib import Path\n"
        "from radvaluer_desktop.log import start_logging\n"
        "from radvaluer_desktop.uncaught import hide_texts\n"
        "start_logging(Path('log')); hide_texts()\n"
        "log = logging.getLogger('radvaluer_desktop.x')\n"
        f"text = sys.stdin.read()\n{_UNCAUGHT[way]}"
    )
    answer = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", program],
        input=BOTH.encode(),
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(SOURCES), "PYTHONUTF8": "1"},
        check=False,
    )
    written = (tmp_path / "log" / "radvaluer.log").read_text("utf-8")
    told = (answer.stdout + answer.stderr).decode() + written
    assert written or way == "a full disk"
    assert leaked(told) == set()


def test_qt(log: Callable[[], str], qapp: object) -> None:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from radvaluer_desktop.gui.messages_of_qt import _on_message

    for message in (BOTH, f"QTextCursor::insertText: {BOTH}", f"QFont::setPointSizeF {BOTH}"):
        _on_message(QtMsgType.QtWarningMsg, QMessageLogContext(), message)
    told = log()
    assert "QTextCursor::insertText" in told
    assert leaked(told) == set()


def test_llama_cpp(
    demo_model: Path, log: Callable[[], str], capfd: pytest.CaptureFixture[str]
) -> None:
    from radvaluer_desktop.inference.local import LocalEngine
    from radvaluer_desktop.inference.messages import EngineSettings, Sampling, Segment

    engine = LocalEngine()
    try:
        for _event in engine.load(demo_model, EngineSettings()):
            pass
        for text in (BOTH, BOTH * 2000):  # the second is too long
            for _event in engine.generate((Segment(text),), Sampling(max_tokens=2)):
                pass
    finally:
        engine.close()
    assert leaked(log() + "".join(capfd.readouterr())) == set()


def test_sqlcipher(
    tmp_path: Path, log: Callable[[], str], capfd: pytest.CaptureFixture[str]
) -> None:
    from radvaluer_desktop.feedback.connection import create_database, translated

    path = tmp_path / "some.db"
    database = create_database(path, b"k" * 32)
    try:
        with translated(path):
            database.execute(f"SELECT '{BOTH}' FROM \"{BOTH}\"")  # noqa: S608
    except InternalError:
        OURS.exception("it failed")
    finally:
        database.close()
    assert "InternalError" in log()
    assert leaked(log() + "".join(capfd.readouterr())) == set()
