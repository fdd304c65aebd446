"""The searcher finds a canary in every form and every place, in whole or in part; else its silence
elsewhere would mean nothing."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import os
import random
import re
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen
from urllib.parse import quote

import pytest

from tests.privacy.canaries import EACH, Canaries
from tests.privacy.processes import Watch
from tests.privacy.searching import Searcher

CANARIES = Canaries(seed=1)
TEXTS = (CANARIES.english[0], CANARIES.chinese[0])
NOISE = random.Random(2).randbytes(70_001)  # noqa: S311 - the same in every run


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(CANARIES.all)


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return file.getvalue()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PLAIN: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "gb18030": lambda text: text.encode("gb18030"),
    "base64, first place": lambda text: base64.b64encode(text.encode()),
    "base64, second place": lambda text: base64.b64encode(b"?" + text.encode() + b"?"),
    "base64, third place": lambda text: base64.b64encode(b"??" + text.encode() + b"??"),
    "base64 of utf-16": lambda text: base64.b64encode(b"?" + text.encode("utf-16-le")),
    "base64 of gb18030": lambda text: base64.b64encode(b"?" + text.encode("gb18030")),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()),
    "base64 in lines": lambda text: base64.encodebytes(b"header " * 7 + text.encode()),
    "JSON": lambda text: json.dumps({"findings": text}).encode(),
    "percent-encoding": lambda text: quote(text).encode(),
    "small percent-encoding": lambda text: re.sub(
        "%..", lambda code: code[0].lower(), quote(text)
    ).encode(),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "repr": lambda text: repr(text.encode()).encode(),
}
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "zlib": zlib.compress,
    "zlib, quickest": lambda data: zlib.compress(data, 1),
    "zlib, best": lambda data: zlib.compress(data, 9),
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zip": zipped,
    "zlib twice": lambda data: zlib.compress(gzip.compress(data)),
}


# A line break inside of a piece of ten characters hides that one; a whole text has others.
PIECES = sorted(set(PLAIN) - {"base64 in lines"})
# The others give nothing before a whole block is there.
TORN = ("zlib", "zlib, quickest", "zlib, best", "gzip", "zip")


@pytest.mark.parametrize("text", TEXTS, ids=("english", "chinese"))
class TestForms:
    @pytest.mark.parametrize("form", PLAIN)
    def test_whole(self, searcher: Searcher, form: str, text: str) -> None:
        data = NOISE + PLAIN[form](text) + NOISE
        assert {found.canary for found in searcher.in_bytes(data, "here")} == {text}

    @pytest.mark.parametrize("form", PIECES)
    def test_a_piece(self, searcher: Searcher, form: str, text: str) -> None:
        for start in (0, 7, len(text) - 10):
            data = PLAIN[form](text[start : start + 10])
            assert searcher.in_bytes(data, "here"), start

    @pytest.mark.parametrize("packing", PACKED)
    def test_packed(self, searcher: Searcher, packing: str, text: str) -> None:
        packed = PACKED[packing](b"before " + text.encode("utf-16-le") + NOISE[:3000])
        data = NOISE[:5001] + packed + NOISE
        assert {found.canary for found in searcher.in_bytes(data, "here")} == {text}

    @pytest.mark.parametrize("packing", TORN)
    def test_packed_and_torn(self, searcher: Searcher, packing: str, text: str) -> None:
        packed = PACKED[packing](b"before " + text.encode() + NOISE)
        assert searcher.in_bytes(packed[: len(packed) // 2], "here")


def test_deflate_without_a_header_at_the_beginning(searcher: Searcher) -> None:
    assert searcher.in_bytes(raw_deflate(TEXTS[1].encode()), "here")


def test_noise_and_nine_characters_are_nothing(searcher: Searcher) -> None:
    assert searcher.in_bytes(NOISE * 20, "here") == []
    for text in CANARIES.all:
        assert searcher.in_bytes(text[:9].encode(), "here") == []
        assert searcher.in_bytes(text[-9:].encode("utf-16-le"), "here") == []


def test_canaries_of_two_runs_have_no_piece_in_common() -> None:
    other = Searcher(Canaries(seed=3).all)
    for text in CANARIES.all:
        assert other.in_bytes(text.encode(), "here") == []
    assert len(set(CANARIES.all)) == 2 * EACH


class TestPlaces:
    def test_contents_names_and_links(self, searcher: Searcher, tmp_path: Path) -> None:
        english, chinese, third, fourth = CANARIES.all[18:22]
        deep = tmp_path / "a" / f"folder of {chinese}"
        deep.mkdir(parents=True)
        (deep / "contents").write_text(english, "utf-8")
        (tmp_path / "a" / "link").symlink_to(third)
        pipe = tmp_path / f"{fourth}.pipe"
        if sys.platform != "win32":
            os.mkfifo(pipe)
        else:
            pipe.touch()  # pipes are no files there
        found = searcher.in_folder(tmp_path)
        assert {hit.canary for hit in found} == {english, chinese, third, fourth}

    def test_what_was_asked_for_is_left_out_by_its_exact_path(
        self, searcher: Searcher, tmp_path: Path
    ) -> None:
        for name in ("out.jsonl", "out.jsonl.part"):
            (tmp_path / name).write_text(TEXTS[0], "utf-8")
        found = searcher.in_folder(tmp_path, {tmp_path / "out.jsonl"})
        assert {hit.place for hit in found} == {str(tmp_path / "out.jsonl.part")}

    def test_files_from_before_may_be_left_out(self, searcher: Searcher, tmp_path: Path) -> None:
        (tmp_path / "file").write_text(TEXTS[0], "utf-8")
        assert searcher.in_folder(tmp_path, since=time.time() - 60)
        assert not searcher.in_folder(tmp_path, since=time.time() + 60)

    def test_a_file_larger_than_what_is_read_at_a_time(
        self, searcher: Searcher, tmp_path: Path
    ) -> None:
        file = tmp_path / "large"
        with file.open("wb") as large:
            large.seek((1 << 24) - 11)  # across the border of two blocks
            large.write(TEXTS[1].encode())
        assert {hit.canary for hit in searcher.in_file(file)} == {TEXTS[1]}

    def test_a_database_without_a_key_is_no_hiding_place(
        self, searcher: Searcher, tmp_path: Path
    ) -> None:
        import sqlite3

        with sqlite3.connect(tmp_path / "plain.db") as plain:
            plain.execute("CREATE TABLE t (text)")
            plain.execute("INSERT INTO t VALUES (?)", (TEXTS[0],))
        plain.close()
        assert searcher.in_folder(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
class TestProcesses:
    def test_arguments_environment_and_files_without_a_name(
        self, searcher: Searcher, tmp_path: Path
    ) -> None:
        arguments, environment, unnamed, shared = CANARIES.all[18:22]
        program = (
            "import os, sys, tempfile\n"
            "told = lambda text: bytes(255 - b for b in bytes.fromhex(text))\n"
            "file = tempfile.TemporaryFile(dir=sys.argv[1])\n"
            "file.write(told(sys.argv[2])); file.flush()\n"
            "memory = os.memfd_create('x'); os.write(memory, told(sys.argv[3]))\n"
            "print(flush=True); sys.stdin.read()"
        )
        scrambled = [bytes(255 - b for b in text.encode()).hex() for text in (unnamed, shared)]
        command = [sys.executable, "-c", program, str(tmp_path), *scrambled, arguments]
        with Popen(  # a grandchild, as the worker is to whoever starts the window
            [
                sys.executable,
                "-c",
                "import subprocess, sys; subprocess.run(sys.argv[1:])",
                *command,
            ],
            env=os.environ | {"PLANTED": environment},
            stdin=PIPE,
            stdout=PIPE,
        ) as process:
            assert process.stdout
            assert process.stdin
            with Watch(process.pid) as watch:
                process.stdout.readline()
                watch.look()
            process.stdin.close()
        found = watch.search(searcher)
        assert {hit.canary for hit in found} == {arguments, environment, unnamed, shared}
        allowed = watch.search(searcher, said=(arguments,))
        assert {hit.canary for hit in allowed} == {environment, unnamed, shared}
