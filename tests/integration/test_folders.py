"""Folders that are read-only, missing, another user's or full: rows of docs/errors.md."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from radvaluer_desktop.catalogue.installed import EMBEDDED
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.failures import StorePathTooLong
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.paths import locations
from tests.command_line import PROGRAM
from tests.restricted import give_away, small_disk
from tests.unit.feedback.samples import decision

FINDINGS = "Patchy opacity in the right lower lobe. Small right pleural effusion."
ODD = 'with space/it\'s "quoted"/站点 100%?#&mode=ro/' + "x" * 200

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="folders there have lists of rights"
)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """A base folder whose rights are given back at the end."""
    folder = tmp_path / "base"
    folder.mkdir()
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700)


@pytest.fixture
def kept(base: Path, unlocked_keyring: object) -> Path:
    """A base folder with one decision."""
    with open_store(locations(base).feedback_database, Keyring()) as store:
        store.keep(decision())
    return base


def run(prefix: list[str], base: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [*prefix, *PROGRAM, str(base), *map(str, arguments)],
        input=FINDINGS,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "internal error" not in result.stderr
    assert "Traceback" not in result.stderr
    return result


def draft(prefix: list[str], base: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run(prefix, base, "draft", "--max-tokens", 2, *more)


@pytest.mark.row("folder-missing", "folder-odd-name")
def test_a_folder_that_is_not_there_is_made_whatever_its_name(tmp_path: Path) -> None:
    base = tmp_path / ODD
    assert len(str(base)) >= 240
    assert draft([], base).returncode == 0
    assert (base / "logs" / "radvaluer.log").exists()


@pytest.mark.row("folder-odd-name")
def test_a_store_opens_whatever_its_folder_is_named(
    tmp_path: Path, unlocked_keyring: object
) -> None:
    base = tmp_path / ODD
    with open_store(locations(base).feedback_database, Keyring()) as store:
        store.keep(decision())
    listed = run([], base, "feedback", "list", "--json")
    assert len(listed.stdout.splitlines()) == 1


@pytest.mark.row("folder-too-long")
def test_a_path_that_sqlite_cannot_open_is_named_and_nothing_is_created(
    tmp_path: Path, unlocked_keyring: object
) -> None:
    base = tmp_path / ("站点" * 40) / ("报告" * 40)
    assert draft([], base).returncode == 0
    listed = run([], base, "feedback", "list")
    assert listed.returncode == 5
    assert "SQLite opens none of more than 490" in listed.stderr
    with pytest.raises(StorePathTooLong):
        open_store(locations(base).feedback_database, Keyring())
    assert not list((base / "data").rglob("feedback*"))
    longest = tmp_path / "x" / ("y" * (490 - len(str(tmp_path / "x")) - 13 - 250)) / ("z" * 249)
    with open_store(longest / "feedback.db", Keyring()) as store:
        store.keep(decision())


@pytest.mark.row("folder-read-only")
def test_a_read_only_folder_can_be_drafted_in_and_its_store_says_so(
    kept: Path, unprivileged: list[str]
) -> None:
    before = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    for folder in (kept / "data", kept):
        folder.chmod(0o500)
    assert draft(unprivileged, kept).returncode == 0
    listed = run(unprivileged, kept, "feedback", "list")
    assert listed.returncode == 5
    assert "cannot be opened for writing" in listed.stderr
    assert {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()} == before


@pytest.mark.row("folder-of-another")
def test_a_folder_of_another_user_is_named(kept: Path, unprivileged: list[str]) -> None:
    give_away(kept)
    refused = draft(unprivileged, kept)
    assert refused.returncode == 2
    assert str(kept) in refused.stderr
    kept.chmod(0o755)
    give_away(kept / "data")
    listed = run(unprivileged, kept, "feedback", "list")
    assert listed.returncode == 5
    assert str(kept) in listed.stderr
    unknown = draft(unprivileged, kept)  # which model is approved
    assert unknown.returncode == 3
    assert str(kept / "data" / "models") in unknown.stderr
    assert draft(unprivileged, kept, "--model", EMBEDDED).returncode == 0
    examined = run(unprivileged, kept, "doctor")
    assert examined.returncode == 0
    assert f"{kept / 'data' / 'feedback.db'}" in examined.stdout.partition("problem")[2]


@pytest.mark.row("erase-folder-closed")
@pytest.mark.parametrize("closed", ["data", "logs"])
def test_nothing_is_erased_where_a_folder_of_it_is_closed(
    kept: Path, unprivileged: list[str], closed: str
) -> None:
    assert draft([], kept).returncode == 0
    before = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    give_away(kept / closed)
    refused = run(unprivileged, kept, "data", "erase", "--yes")
    assert refused.returncode == 2
    assert str(kept / closed) in refused.stderr
    assert "(Permission denied). Nothing was erased" in refused.stderr
    (kept / closed).chmod(0o755)
    after = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    assert after.keys() - {kept / "data" / "window.lock"} == before.keys()
    assert before.items() <= after.items()


@pytest.mark.row("file-of-another")
def test_a_file_of_another_user_is_named(
    base: Path, tmp_path: Path, unprivileged: list[str]
) -> None:
    file = tmp_path / "report.txt"
    file.write_text(FINDINGS, encoding="utf-8")
    give_away(file)
    file.chmod(0o600)
    if not unprivileged:
        file.chmod(0)
    result = run(unprivileged, base, "draft", file)
    assert (result.returncode, result.stdout) == (2, "")
    assert "cannot be read (Permission denied)" in result.stderr


@pytest.mark.row("batch-read-only")
def test_a_batch_into_a_read_only_folder_is_refused(
    base: Path, tmp_path: Path, unprivileged: list[str]
) -> None:
    source, folder = tmp_path / "in.jsonl", base / "out"
    source.write_text(json.dumps({"id": 1, "findings": FINDINGS}), encoding="utf-8")
    folder.mkdir(mode=0o500)
    result = run(unprivileged, base, "batch", source, folder / "out.jsonl")
    assert result.returncode == 2
    assert "out.jsonl cannot be written (Permission denied)" in result.stderr


_BATCH = """
import subprocess, sys
from pathlib import Path
from tests.restricted import fill
disk, source, *program = sys.argv[1:]
output = Path(disk, "out.jsonl")
filler = fill(Path(disk), 3 * 4096)
command = [*program, "batch", source, str(output), "--max-tokens", "8"]
full = subprocess.run(command, capture_output=True, text=True)
assert full.returncode == 2, full
assert "cannot be written (No space left on device)" in full.stderr, full
left = output.read_bytes()
assert left.endswith(b"\\n") and 0 < left.count(b"\\n") < 24, left.count(b"\\n")
filler.unlink()
again = subprocess.run(command, capture_output=True, text=True)
assert again.returncode == 0, again
assert output.read_bytes().startswith(left)
assert output.read_bytes().count(b"\\n") == 24
"""


@pytest.mark.row("batch-disk-full")
def test_a_batch_on_a_full_disk_stops_behind_a_whole_row_and_goes_on(tmp_path: Path) -> None:
    source, disk = tmp_path / "in.jsonl", tmp_path / "disk"
    rows = [{"id": f"{number:01500}", "findings": FINDINGS} for number in range(24)]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    prefix = small_disk("64k", disk)
    command = [sys.executable, "-c", _BATCH, str(disk), str(source), *PROGRAM, str(tmp_path / "b")]
    ended = subprocess.run([*prefix, *command], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
