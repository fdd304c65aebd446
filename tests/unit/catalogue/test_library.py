"""Importing, verifying, choosing and removing models: real files, and no other model harmed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import gguf
import numpy as np
import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.approved import (
    APPROVALS,
    Approval,
    Approvals,
    write_approvals,
)
from radvaluer_desktop.catalogue.entries import NotInCatalogue
from radvaluer_desktop.catalogue.failures import (
    ArchitectureUnknown,
    BaseNeeded,
    DownloadsForbidden,
    FolderNotWritable,
    ModelApproved,
    ModelIdUnfit,
    ModelInUse,
    ModelOfOtherSize,
    ModelThereAlready,
    NoRoom,
    NotOnAHub,
    NotOurs,
    NotTheModel,
    Sha256Unfit,
    SourceUnreadable,
)
from radvaluer_desktop.catalogue.getting import Getting, Got, Order, Stage
from radvaluer_desktop.catalogue.installed import ModelUnknown, find_model
from radvaluer_desktop.catalogue.library import Folders, LibraryRules, ModelLibrary, Whose
from radvaluer_desktop.catalogue.placing import Place
from radvaluer_desktop.catalogue.records import read_record, record_file
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.header import ModelCutShort, NotAModel
from radvaluer_desktop.modelfile.write import LowRank, ModelCard, write_adapter
from tests.soak.random_model import write_random_model


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "own", tmp_path / "machine", resource("models"))


@pytest.fixture
def library(folders: Folders) -> ModelLibrary:
    rules = LibraryRules(
        downloads=False,
        hub="",
        catalogues=(resource("catalogue.toml"),),
        in_use={"model": "chatradio-demo", "small_model": "small", "adapter": "hand"},
    )
    return ModelLibrary(folders, rules)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("share") / "ours.gguf"
    write_random_model(path, width=128, layers=1)
    return path


def imported(library: ModelLibrary, path: Path, identifier: str = "", sha256: str = "") -> Got:
    *steps, got = library.import_file(path, identifier, sha256)
    assert isinstance(got, Got)
    assert [step.stage for step in steps if isinstance(step, Getting)][-1] is Stage.CHECKING
    return got


def test_a_file_is_imported_listed_verified_and_found(
    library: ModelLibrary, model: Path, folders: Folders
) -> None:
    got = imported(library, model)
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    assert got.path.read_bytes() == model.read_bytes()
    assert (got.record.sha256, got.record.compared, got.record.source) == (digest, False, "import")
    listed = {each.id: each for each in library.installed()}
    assert listed["ours"].whose is Whose.OWN
    assert not listed["ours"].is_verified
    assert listed["chatradio-demo"].is_verified
    assert library.verify("ours").sha256 == digest
    assert library.usable("ours").sha256 == digest
    with pytest.raises(ModelThereAlready):
        imported(library, model)
    assert imported(library, model, "again", digest).record.compared


@pytest.mark.row("import-hash")
def test_the_hash_that_is_given_must_be_the_files(
    library: ModelLibrary, model: Path, folders: Folders
) -> None:
    with pytest.raises(NotTheModel, match="expected was " + "0" * 64):
        imported(library, model, "ours", "0" * 64)
    with pytest.raises(Sha256Unfit):
        imported(library, model, "ours", "zero")
    assert [each.id for each in library.installed()] == ["chatradio-demo"]
    assert not list(folders.own.glob("*.part"))


def test_one_of_the_catalogue_must_be_that_one(library: ModelLibrary, model: Path) -> None:
    with pytest.raises(ModelOfOtherSize, match="were expected"):
        imported(library, model, "chatradio-demo")


@pytest.mark.row("model-id")
@pytest.mark.parametrize("identifier", ["../x", "a/b", "..", "nul", "C:x"])
def test_a_name_that_leads_elsewhere(
    library: ModelLibrary, model: Path, identifier: str, tmp_path: Path
) -> None:
    with pytest.raises(ModelIdUnfit):
        imported(library, model, identifier)
    assert not (tmp_path / "own").exists()


def test_what_is_no_model_is_not_copied(
    library: ModelLibrary, tmp_path: Path, model: Path, folders: Folders
) -> None:
    for name, data, kind in (
        ("page", b"<html>", NotAModel),
        ("cut", model.read_bytes()[:-1000], ModelCutShort),
    ):
        (tmp_path / f"{name}.gguf").write_bytes(data)
        with pytest.raises(kind):
            imported(library, tmp_path / f"{name}.gguf")
    assert not folders.own.exists()


@pytest.mark.row("import-architecture")
def test_an_architecture_that_nobody_knows(library: ModelLibrary, tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    writer = gguf.GGUFWriter(path, "perceptron-1958")
    writer.add_tensor("w", np.zeros(8, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with pytest.raises(ArchitectureUnknown, match="perceptron-1958"):
        imported(library, path)


@pytest.mark.row("import-share-gone")
def test_a_share_that_goes_away(
    library: ModelLibrary, model: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is a link, whose target goes between the look at it and the copy."""
    link = model.with_name("link.gguf")
    link.symlink_to(model)
    monkeypatch.setattr(Place, "must_have_room", lambda *_: link.unlink())
    with pytest.raises(SourceUnreadable, match="No such file"):
        imported(library, link)
    assert not list(folders.own.glob("*.part"))


def test_room_is_looked_for_first(
    library: ModelLibrary, model: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Place, "free_bytes", lambda _place: 1 << 20)
    with pytest.raises(NoRoom, match="1 MiB are free"):
        imported(library, model)
    assert not list(folders.own.glob("*.part"))


def test_a_folder_that_cannot_be_made(library: ModelLibrary, model: Path, folders: Folders) -> None:
    folders.own.parent.mkdir(exist_ok=True)
    folders.own.write_bytes(b"")
    with pytest.raises(FolderNotWritable):
        imported(library, model)


@pytest.mark.row("model-changed")
def test_a_file_that_changed_since_it_was_verified(
    library: ModelLibrary, model: Path, folders: Folders
) -> None:
    got = imported(library, model)
    data = bytearray(got.path.read_bytes())
    data[-1] ^= 1
    got.path.write_bytes(data)
    for look in (library.verify, library.usable):
        with pytest.raises(NotTheModel):
            look("ours")
    with pytest.raises(NotTheModel):
        find_model("ours", folders.paths)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sha256": 3}', '{"sha256": "x", "bytes": 1}'])
def test_a_record_that_is_none_is_left_out_of_account(
    library: ModelLibrary, model: Path, text: str
) -> None:
    got = imported(library, model)
    record_file(got.path).write_text(text, encoding="utf-8")
    assert read_record(got.path) is None
    library.verify("ours")


@pytest.mark.row("model-remove")
def test_only_ones_own_that_is_not_in_use_is_removed(
    library: ModelLibrary, model: Path, folders: Folders
) -> None:
    imported(library, model)
    imported(library, model, "small")
    imported(library, model, "hand")
    with pytest.raises(NotOurs):
        library.remove("chatradio-demo")
    with pytest.raises(ModelInUse, match="small_model"):
        library.remove("small")
    with pytest.raises(ModelInUse, match="adapter"):
        library.remove("hand")
    with pytest.raises(ModelUnknown):
        library.remove("nothing")
    library.remove("ours")
    assert {path.suffix for path in folders.own.glob("ours*")} == {".lock"}
    assert {each.id for each in library.installed()} == {"small", "hand", "chatradio-demo"}


@pytest.mark.row("model-remove-needed")
def test_what_rollback_or_an_adapter_needs_is_not_removed(
    folders: Folders, library: ModelLibrary, model: Path
) -> None:
    for name in ("base", "earlier", "other"):
        imported(library, model, name)
    adapter = LowRank(np.zeros((1, 128), np.float32), np.zeros((128, 1), np.float32))
    base = folders.own / "other.gguf"
    with base.open("ab") as file:
        file.write(bytes(32))  # other bytes than the two beside it
    record_file(base).unlink()
    card = ModelCard("a", "1", "", "", ("en",), base=sha256_of(base))
    write_adapter(folders.own / "a.gguf", {"blk.0.attn_q.weight": adapter}, 1.0, card)
    approvals = folders.own / APPROVALS
    write_approvals(
        approvals,
        Approvals(
            (
                Approval("earlier", "ab" * 32, "", "", "", ""),
                Approval("adapter", "cd" * 32, sha256_of(folders.own / "base.gguf"), "", "", ""),
            )
        ),
    )
    rules = replace(library.rules, in_use={"model": "a"}, approvals=approvals)
    careful = ModelLibrary(folders, rules)
    with pytest.raises(ModelApproved, match="rollback"):
        careful.remove("earlier")
    with pytest.raises(BaseNeeded, match="'adapter', which"):
        careful.remove("base")
    with pytest.raises(BaseNeeded, match="'a', which"):
        careful.remove("other")
    approvals.unlink()
    careful = ModelLibrary(folders, replace(rules, in_use={}))
    for name in ("earlier", "base", "other"):
        careful.remove(name)


def test_a_part_is_never_listed(library: ModelLibrary, folders: Folders) -> None:
    folders.own.mkdir()
    (folders.own / "x.gguf.part").write_bytes(b"GGUF")
    assert [each.id for each in library.installed()] == ["chatradio-demo"]


def test_a_download_is_refused_before_anything_else(library: ModelLibrary) -> None:
    entry = library.entry("chatradio-demo")
    with pytest.raises(DownloadsForbidden):
        next(library.pull(Order(entry)))
    allowed = ModelLibrary(library.folders, LibraryRules(True, "", library.rules.catalogues, {}))
    with pytest.raises(NotOnAHub):
        next(allowed.pull(Order(entry)))
    with pytest.raises(NotInCatalogue):
        library.entry("nobody's")


def test_whoever_stops_listening_to_a_copy_leaves_nothing(
    library: ModelLibrary, model: Path, folders: Folders
) -> None:
    events = library.import_file(model)
    next(events)
    events.close()
    assert {path.suffix for path in folders.own.iterdir()} == {".lock"}
