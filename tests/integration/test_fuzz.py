"""A small part of ``make fuzz``, always the same: findings, files and model files of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak.fuzz import Broken, Fuzzed, fuzz_files, fuzz_texts
from tests.soak.fuzz_models import fuzz_headers, fuzz_loads, fuzz_tensors

SEED = 20260301


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzed]:
    """One session and its worker for every test here."""
    session = Fuzzed(tmp_path_factory.mktemp("fuzz"))
    yield session
    session.close()


def test_every_text_ends_in_an_impression_or_in_words(fuzzed: Fuzzed) -> None:
    fuzz_texts(fuzzed, 40, SEED)
    assert any("impression" in outcome for outcome in fuzzed.outcomes)


def test_every_file_ends_in_an_impression_or_in_words(fuzzed: Fuzzed) -> None:
    fuzz_files(fuzzed, 40, SEED)
    assert fuzzed.outcomes["file: EncodingUnknown"]


def test_damaged_model_files_are_read_or_refused(tmp_path: Path) -> None:
    outcomes = fuzz_headers(tmp_path, 200, SEED)
    assert outcomes["header: read"]
    assert outcomes["header: ModelCutShort"]


def test_the_engine_outlives_damaged_model_files(tmp_path: Path) -> None:
    assert fuzz_loads(tmp_path, 5, SEED).total() == 5


def test_the_fuzzer_notices_a_worker_that_was_replaced(tmp_path: Path) -> None:
    session = Fuzzed(tmp_path)
    session.engine.close()
    with pytest.raises(Broken, match="not the one that was there"):
        session.file(b"The lungs are clear.")
    session.close()


@pytest.mark.timeout(300)
def test_flipped_tensors(tmp_path: Path) -> None:
    outcomes = fuzz_tensors(tmp_path, 5, SEED)
    assert outcomes["by its hash: NotTheModel"] == 5
    assert sum(count for name, count in outcomes.items() if name.startswith("trusted")) == 5
