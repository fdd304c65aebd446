"""A file that ended the engine is not loaded again by itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from radvaluer_desktop.catalogue.loading import LoadingMarker, ModelCrashedEngine

CRASHES = (ConnectionError,)
LEAVE = """
import os, sys, pathlib
from radvaluer_desktop.catalogue.loading import LoadingMarker
with LoadingMarker(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])).loading(()):
    os._exit(1)
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "模型.gguf"
    path.write_bytes(b"GGUF")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "loading"


def leave_behind(folder: Path, model: Path) -> None:
    """Begin to load in another process, and end that process in the middle."""
    ended = subprocess.run([sys.executable, "-c", LEAVE, str(folder), str(model)], check=False)
    assert ended.returncode == 1


def crash(folder: Path, model: Path) -> None:
    with pytest.raises(ConnectionError), LoadingMarker(folder, model).loading(CRASHES):
        raise ConnectionError


def test_a_load_that_went_well_leaves_nothing(folder: Path, model: Path) -> None:
    with LoadingMarker(folder, model).loading(CRASHES):
        assert len(list(folder.iterdir())) == 1
    assert list(folder.iterdir()) == []


def test_a_crash_is_remembered_until_a_load_goes_well(folder: Path, model: Path) -> None:
    crash(folder, model)
    with pytest.raises(ModelCrashedEngine, match=model.name):
        LoadingMarker(folder, model).refuse_if_crashed()
    with LoadingMarker(folder, model).loading(CRASHES):
        pass
    LoadingMarker(folder, model).refuse_if_crashed()


def test_a_file_that_was_replaced_is_another(folder: Path, model: Path) -> None:
    crash(folder, model)
    model.write_bytes(b"GGUF, whole this time")
    LoadingMarker(folder, model).refuse_if_crashed()


def test_a_failure_in_words_is_no_crash(folder: Path, model: Path) -> None:
    with pytest.raises(ValueError, match="refused"), LoadingMarker(folder, model).loading(CRASHES):
        raise ValueError("refused")
    LoadingMarker(folder, model).refuse_if_crashed()


def test_a_crash_is_remembered_through_a_try_that_told_nothing(folder: Path, model: Path) -> None:
    """A person asked for the file again, and stopped it, or the computer went out."""
    crash(folder, model)
    with pytest.raises(ValueError, match="stop"), LoadingMarker(folder, model).loading(CRASHES):
        raise ValueError("stop")
    with pytest.raises(ModelCrashedEngine):
        LoadingMarker(folder, model).refuse_if_crashed()
    leave_behind(folder, model)
    with pytest.raises(ModelCrashedEngine):
        LoadingMarker(folder, model).refuse_if_crashed()


def test_three_loads_that_never_ended_are_enough(folder: Path, model: Path) -> None:
    for _ in range(3):
        LoadingMarker(folder, model).refuse_if_crashed()
        leave_behind(folder, model)
    with pytest.raises(ModelCrashedEngine):
        LoadingMarker(folder, model).refuse_if_crashed()


def test_several_may_load_one_file_at_a_time(folder: Path, model: Path) -> None:
    marker = LoadingMarker(folder, model)
    with marker.loading(CRASHES), marker.loading(CRASHES), marker.loading(CRASHES):
        marker.refuse_if_crashed()


@pytest.mark.parametrize("state", ["", "begun", "1 2", "x 1 2", "3 999999999 nan", "3 1 x"])
def test_a_marker_of_another_make_is_borne(folder: Path, model: Path, state: str) -> None:
    leave_behind(folder, model)
    (marker,) = folder.iterdir()
    marker.write_text(state)
    with LoadingMarker(folder, model).loading(CRASHES):
        pass


def test_a_folder_that_cannot_be_written_stops_nothing(model: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with LoadingMarker(in_the_way, model).loading(CRASHES):
        pass
    assert in_the_way.read_text() == ""
