"""The log holds places and types, and never a patient's text."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from radvaluer_desktop.log import ROOT, describe_exception, keep_quiet, start_logging

PLANTED = "Frau Müller 右肺结节 1958"


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    factory, raises = logging.getLogRecordFactory(), logging.raiseExceptions
    yield
    keep_quiet()
    for handler in logging.getLogger(ROOT).handlers:
        logging.getLogger().removeHandler(handler)
    logging.setLogRecordFactory(factory)
    logging.raiseExceptions = raises


def fail_with(text: str) -> None:
    try:
        int(text)
    except ValueError as error:
        raise RuntimeError(f"could not read {text}") from error


def test_the_text_of_an_exception_never_reaches_the_file(tmp_path: Path) -> None:
    start_logging(tmp_path / "logs")
    logger = logging.getLogger(f"{ROOT}.session")
    for text in (PLANTED, f"{PLANTED}\nsecond line"):
        try:
            fail_with(text)
        except RuntimeError:
            logger.exception("a draft failed")
    keep_quiet()
    written = (tmp_path / "logs" / "radvaluer.log").read_text(encoding="utf-8")
    assert "a draft failed" in written
    assert "RuntimeError" in written
    assert "ValueError" in written
    assert "fail_with" in written
    assert not [word for word in PLANTED.split() if word in written]
    assert "second line" not in written


def test_what_raised_while_another_was_handled_is_described_too() -> None:
    try:
        try:
            int(PLANTED)
        except ValueError:
            raise KeyError(PLANTED)  # noqa: B904 - the implicit chain is what is tested
    except KeyError as error:
        described = describe_exception(error)
    assert "KeyError" in described
    assert "ValueError" in described
    assert "test_log.py" in described
    assert PLANTED not in described


def test_a_folder_that_cannot_be_made_costs_the_log_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("a file stands here", encoding="utf-8")
    start_logging(tmp_path / "logs")
    logging.getLogger(ROOT).error("unheard")
    assert capfd.readouterr() == ("", "")


def test_nothing_is_printed_before_logging_starts(capfd: pytest.CaptureFixture[str]) -> None:
    keep_quiet()
    logging.getLogger(f"{ROOT}.cli").error("unheard")
    assert capfd.readouterr() == ("", "")


def test_starting_again_moves_the_log(tmp_path: Path) -> None:
    start_logging(tmp_path / "a")
    start_logging(tmp_path / "b")
    logging.getLogger(ROOT).info("one line")
    keep_quiet()
    assert (tmp_path / "a" / "radvaluer.log").read_text(encoding="utf-8") == ""
    assert "one line" in (tmp_path / "b" / "radvaluer.log").read_text(encoding="utf-8")


def test_the_log_stays_small(tmp_path: Path) -> None:
    start_logging(tmp_path)
    logger = logging.getLogger(ROOT)
    for number in range(6):
        logger.info("%0900000d", number)
    keep_quiet()
    assert len(list(tmp_path.iterdir())) == 4
