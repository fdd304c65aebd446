"""Models are found by id or path, and named by their very bytes."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.installed import ModelUnknown, find_model, installed_files
from radvaluer_desktop.errors import ModelError
from radvaluer_desktop.modelfile.header import ModelCutShort, ModelMissing, NotAModel
from tests.model_fixtures import DEMO_ID


@pytest.fixture
def folders(tmp_path: Path, demo_model: Path) -> tuple[Path, Path]:
    """The user's folder, with a copy named ``mine`` and one that hides the embedded; the other."""
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(demo_model, own / "mine.gguf")
    return own, resource("models")


def test_by_id(folders: tuple[Path, Path], demo_model: Path) -> None:
    model = find_model("mine", folders)
    assert (model.id, model.path, model.embedded) == ("mine", folders[0] / "mine.gguf", False)
    assert model.sha256 == hashlib.sha256(demo_model.read_bytes()).hexdigest()
    assert "<|impression|>" in model.control_tokens


def test_the_embedded_model_is_known_as_such(folders: tuple[Path, Path]) -> None:
    assert find_model(DEMO_ID, folders).embedded


def test_the_users_own_hides_an_embedded_one(folders: tuple[Path, Path]) -> None:
    own = folders[0] / f"{DEMO_ID}.gguf"
    (folders[0] / "mine.gguf").rename(own)
    model = find_model(DEMO_ID, folders)
    assert (model.path, model.embedded) == (own, False)


def test_a_name_that_is_too_long_for_a_file_is_named(folders: tuple[Path, Path]) -> None:
    with pytest.raises(ModelError):
        find_model("x" * 300, folders)


def test_by_path(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folders[0] / "mine.gguf"
    assert find_model(str(path), ()).path == path
    monkeypatch.chdir(tmp_path)
    assert find_model("own/mine.gguf", ()).path == path
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_model("~/own/mine.gguf", ()).path == path


def test_an_unknown_id_is_answered_with_those_there_are(folders: tuple[Path, Path]) -> None:
    with pytest.raises(ModelUnknown, match="mine") as caught:
        find_model("yours", folders)
    assert DEMO_ID in str(caught.value)
    assert caught.value.exit_code == 3
    with pytest.raises(ModelUnknown, match="none"):
        find_model("yours", ())


@pytest.mark.parametrize(
    "reference", ["", ".", "none.gguf", "/none/there", "~nobody-of-this-name/a.gguf", "a\0.gguf"]
)
def test_whatever_is_no_model_is_a_model_error(reference: str) -> None:
    with pytest.raises(ModelError) as caught:
        find_model(reference, ())
    assert caught.value.exit_code == 3


def test_a_file_that_is_no_whole_model_is_named(tmp_path: Path, demo_model: Path) -> None:
    path = tmp_path / "a.gguf"
    with pytest.raises(ModelMissing):
        find_model("a.gguf", [tmp_path])
    path.write_bytes(b"no model")
    with pytest.raises(NotAModel):
        find_model("a", [tmp_path])
    path.write_bytes(demo_model.read_bytes()[:-1])
    with pytest.raises(ModelCutShort):
        find_model("a", [tmp_path])


def test_folders_that_are_not_there_hold_nothing(tmp_path: Path) -> None:
    assert list(installed_files([tmp_path / "none"])) == []
