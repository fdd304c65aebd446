"""Kills exports at random moments, fills their disk and spoils their files: ``make soak-export``.

A child process exports, encrypted or not; a SIGKILL comes at a random moment. Whatever lies there
afterwards must either be a whole export, which verifies, or verify as nothing; the next export to
that name must come out whole. Then single bytes of whole exports and of their manifests are
changed, and files are cut at random places: each time verifying must say so in one sentence.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyrage

from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.feedback.export.failures import ExportFaulty, ExportNotWritten
from radvaluer_desktop.feedback.export.forms import Form
from radvaluer_desktop.feedback.export.manifest import manifest_file
from radvaluer_desktop.feedback.export.review import code_of, make_review
from radvaluer_desktop.feedback.export.rows import Request
from radvaluer_desktop.feedback.export.verify import verify_export
from radvaluer_desktop.feedback.export.writing import Approval, write_export
from tests.bench.store import Ours, decisions
from tests.soak.provenance import provenance

_DECISIONS = 400  # as they are kept, which policy allows encrypted alone
_DEIDENTIFIED = 30  # which takes some fifteen times as long
_MOUNT = 'mount -t tmpfs -o size=2m tmpfs "$1" && shift && exec "$@"'


def export(folder: Path, target: Path, recipient: str) -> None:
    """Export every decision, encrypted as it is kept, which is the quickest, else de-identified."""
    store = Ours(folder).store
    review, request = make_review(store, Request(Form.JSONL, identifiers=bool(recipient)))
    write_export(store, request, target, recipient, Approval("soak", code_of(request, review), "s"))


def kills(folder: Path, rounds: int, chance: random.Random, recipient: str) -> Counter[str]:
    """Kill exports; return how often what was found."""
    seen: Counter[str] = Counter()
    began = time.perf_counter()
    export(folder, folder / "timed", recipient)
    usual = time.perf_counter() - began
    for number in range(rounds):
        target = folder / f"out-{number}"
        process = multiprocessing.Process(target=export, args=(folder, target, recipient))
        process.start()
        time.sleep(chance.uniform(0, usual * 1.3))
        if process.pid is not None and process.is_alive():
            process.kill()
        process.join()
        seen[_state(target)] += 1
        if not target.exists():
            export(folder, target, recipient)
        verify_export(target)
        assert not target.with_name(target.name + ".new").exists()
        for path in folder.glob(f"out-{number}*"):
            path.unlink()
    return seen


def _state(target: Path) -> str:
    if target.exists():
        verify_export(target)
        return "whole"
    left = target.with_name(target.name + ".new")
    for path in (target, left):
        try:
            verify_export(path)
        except ExportFaulty:
            continue
        raise AssertionError("what was not finished passes for an export")
    if manifest_file(target).exists():
        return "a manifest and no file"
    return "a file in the making" if left.exists() else "nothing"


def spoils(folder: Path, rounds: int, chance: random.Random, recipient: str) -> Counter[str]:
    """Change bytes and cut files; return what verifying said."""
    target = folder / "whole"
    export(folder, target, recipient)
    files = (target, manifest_file(target))
    kept = {file: file.read_bytes() for file in files}
    seen: Counter[str] = Counter()
    for _ in range(rounds):
        file = chance.choice(files)
        data = bytearray(kept[file])
        if chance.random() < 0.5:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            del data[chance.randrange(len(data)) :]
        file.write_bytes(data)
        seen[_said(target, file, kept[file])] += 1
        file.write_bytes(kept[file])
    verify_export(target)
    return seen


def _said(target: Path, file: Path, before: bytes) -> str:
    try:
        verify_export(target)
    except ExportFaulty as error:
        return f"{'file' if file == target else 'manifest'}: {type(error).__name__}"
    assert file != target, "a spoiled file passes"
    changed = json.loads(file.read_bytes())
    told = [name for name, value in json.loads(before).items() if changed.get(name) != value]
    return f"manifest: passes with another {','.join(told) or 'space'}"


def full_disk(folder: Path, recipient: str) -> str:
    """Export onto a disk of 2 MiB, in a mount name space of its own."""
    disk = folder / "disk"
    disk.mkdir()
    script = (
        "from tests.soak.exporting import on_full_disk; import sys; on_full_disk(*sys.argv[1:])"
    )
    command = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        _MOUNT,
        "sh",
        str(disk),
        sys.executable,
        "-c",
        script,
    ]
    done = subprocess.run(
        [*command, str(folder), str(disk), recipient], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def on_full_disk(folder: str, disk: str, recipient: str) -> None:
    """Leave ever more room until the export fits; nothing may be left before."""
    seen: Counter[str] = Counter()
    filler, target = Path(disk) / "filler", Path(disk) / "out"
    for free in range(0, 2 << 20, 48 << 10):
        filler.unlink(missing_ok=True)
        room = shutil.disk_usage(disk).free
        filler.write_bytes(bytes(max(0, room - free)))
        try:
            export(Path(folder), target, recipient)
        except ExportNotWritten:
            assert not list(Path(disk).glob("out*.new"))
            assert not target.exists()
            seen["refused, nothing left"] += 1
            continue
        verify_export(target)
        seen["written"] += 1
        for path in Path(disk).glob("out*"):
            path.unlink()
    print(dict(seen))


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--spoils", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20260301)
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    chance = random.Random(asked.seed)  # noqa: S311 - when to kill, no secret
    for recipient in ("", str(pyrage.x25519.Identity.generate().to_public())):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            number = _DECISIONS if recipient else _DEIDENTIFIED
            Ours(folder).store.merge(list(decisions(number, asked.seed)), "")
            kind = "encrypted" if recipient else "plain"
            try:
                print(kind, "killed:", dict(kills(folder, asked.kills, chance, recipient)))
                print(kind, "spoiled:", dict(spoils(folder, asked.spoils, chance, recipient)))
                if sys.platform == "linux":
                    print(kind, "full disk:", full_disk(folder, recipient), flush=True)
            except WorldError as error:
                print(error)
                raise


if __name__ == "__main__":
    main()
