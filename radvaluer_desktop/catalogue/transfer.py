"""Brings the bytes of one file into ``….part``, and goes on behind what is there already.

HTTP range requests (RFC 9110, section 14) with If-Range, so that the bytes before and behind a cut
are of the same file. Beside the part lies what it is a part of (``….part.json``): another ETag or
another wanted hash begins anew. The hub's ETag says which file it is; that of whoever delivers the
bytes, often another host with other ETags, goes into If-Range. Written bytes survive the end of the
process, whatever ended it.
"""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from radvaluer_desktop.catalogue.failures import HubBusy, HubWrong
from radvaluer_desktop.catalogue.http import (
    Interrupted,
    hub_client,
    must_be_encrypted,
    translated,
)
from radvaluer_desktop.catalogue.hub import RemoteFile, status_failure
from radvaluer_desktop.catalogue.patience import Patience
from radvaluer_desktop.catalogue.speed import Speed
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP
from radvaluer_desktop.http_client import Client, Response

_OK, _PARTIAL, _NO_SUCH_RANGE = 200, 206, 416
_TELL_EVERY_S = 0.1
_MAGIC = b"GGUF"
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Transferred:
    """``done`` of ``of`` bytes are there; ``of`` and ``left_s`` are 0 where nobody knows."""

    done: int
    of: int
    bytes_per_s: float
    left_s: float


class Transfer:
    """One file on its way. ``find`` asks where it is, before each try: addresses expire."""

    def __init__(
        self,
        hub: str,
        identifier: str,
        find: Callable[[], RemoteFile],
        part: Path,
        sha256: str,
        patience: Patience,
    ) -> None:
        self._hub, self._id, self._find, self._part = hub, identifier, find, part
        self._sha256, self._patience = sha256, patience
        self._note = part.with_name(f"{part.name}.json")
        self._restarts = 0
        self._delivered_as = ""

    def run(self) -> Iterator[Transferred]:
        """Bring the file. Raises HubBusy, HubWrong, what ``find`` raises, or OSError of the disk.

        Where it ends early, also by ``close`` on this iterator, the part is kept, unless what came
        was more than the file. A web page that turns up meanwhile costs nothing of it.
        """
        speed, failures = Speed(), 0
        with hub_client(self._patience.silent_most_s) as client:
            while True:
                had = self._size()
                try:
                    yield from self._try(client, speed)
                except Interrupted as cut:
                    failures = 1 if self._size() > had else failures + 1
                    if cut.for_good or failures > len(self._patience.pauses):
                        kept = self._size() // _MIB
                        raise HubBusy(
                            hub=self._hub, id=self._id, reason=str(cut), tries=failures, mib=kept
                        ) from cut
                    time.sleep(cut.pause_s or self._patience.pauses[failures - 1])
                else:
                    return

    def discard(self) -> None:
        """Remove the part and what is said of it."""
        for file in (self._part, self._note):
            file.unlink(missing_ok=True)

    def _try(self, client: Client, speed: Speed) -> Iterator[Transferred]:
        remote = self._find()
        start = self._begun(remote)
        if remote.bytes and start == remote.bytes:
            return
        headers = {"Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
            if self._delivered_as:
                headers["If-Range"] = self._delivered_as
        if remote.token:
            headers["Authorization"] = f"Bearer {remote.token}"
        with (
            translated(self._hub, self._id),
            client.stream("GET", remote.url, headers=headers) as answer,
        ):
            start = self._start_of(answer, start, remote)
            pieces = answer.iter_raw()
            if not start:
                pieces = self._of_a_model(pieces)  # before the part is written over
            self._remember(remote, answer.headers.get("ETag", ""))
            with self._part.open("r+b" if start else "wb", buffering=0) as file:
                file.seek(start)
                yield from self._receive(pieces, file, start, remote, speed)

    def _start_of(self, answer: Response, asked: int, remote: RemoteFile) -> int:
        """Return at which byte the answer begins. Raises HubWrong, Interrupted, and others."""
        must_be_encrypted(str(answer.url), self._hub)
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            raise self._wrong(
                QT_TRANSLATE_NOOP("reasons", "compressed bytes, which nobody asked for")
            )
        if answer.status_code == _OK:
            if asked:
                self._restart()
            return 0
        if answer.status_code == _NO_SUCH_RANGE and asked:
            self._restart()
            self.discard()
            raise Interrupted(QT_TRANSLATE_NOOP("reasons", "it does not have the rest of the file"))
        if answer.status_code != _PARTIAL:
            retry_after = answer.headers.get("Retry-After")
            raise status_failure(self._hub, self._id, answer.status_code, retry_after)
        place = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if place is None or int(place[1]) != asked:
            raise self._wrong(
                QT_TRANSLATE_NOOP("reasons", "another piece of the file than was asked for")
            )
        if remote.bytes and place[3] not in ("*", str(remote.bytes)):
            raise self._wrong(QT_TRANSLATE_NOOP("reasons", "a piece of a file of another size"))
        return asked

    def _receive(
        self,
        pieces: Iterator[bytes],
        file: BinaryIO,
        start: int,
        remote: RemoteFile,
        speed: Speed,
    ) -> Iterator[Transferred]:
        done, told = start, 0.0
        for piece in pieces:
            if remote.bytes and done + len(piece) > remote.bytes:
                self.discard()
                raise self._wrong(QT_TRANSLATE_NOOP("reasons", "more bytes than it said"))
            _write(file, piece)
            done += len(piece)
            speed.note(len(piece))
            if time.monotonic() - told > _TELL_EVERY_S:
                told = time.monotonic()
                yield self._told(done, remote, speed)
        if done < remote.bytes:
            raise Interrupted(QT_TRANSLATE_NOOP("reasons", "the connection was cut off"))
        yield self._told(done, remote, speed)

    def _of_a_model(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Return ``pieces`` once their first bytes are those of a GGUF file. Raises HubWrong."""
        head = b""
        while len(head) < len(_MAGIC):
            piece = next(pieces, None)
            if piece is None:
                break
            head += piece
        if head[: len(_MAGIC)] != _MAGIC[: len(head)]:
            raise self._wrong(
                QT_TRANSLATE_NOOP("reasons", "it is no GGUF file, perhaps a web page")
            )
        return itertools.chain((head,), pieces)

    @staticmethod
    def _told(done: int, remote: RemoteFile, speed: Speed) -> Transferred:
        rate = speed.bytes_per_s
        left = (remote.bytes - done) / rate if rate and remote.bytes else 0.0
        return Transferred(done, remote.bytes, rate, left)

    def _begun(self, remote: RemoteFile) -> int:
        """Return how many bytes are there of this very file; what is there of another goes."""
        known: object = None
        with suppress(OSError, ValueError):
            known = json.loads(self._note.read_text(encoding="utf-8"))
        size, mark = self._size(), self._mark(remote)
        self._delivered_as = ""
        if not isinstance(known, dict) or not mark.items() <= known.items():
            self.discard()
            return 0
        if remote.bytes and size > remote.bytes:
            self.discard()
            return 0
        self._delivered_as = str(known.get("delivered_as", ""))
        return size

    def _remember(self, remote: RemoteFile, delivered_as: str) -> None:
        """Note what the part is of. A weak ETag says nothing of bytes, so it is no use here."""
        strong = delivered_as if delivered_as.startswith('"') else ""
        mark = self._mark(remote) | {"delivered_as": strong}
        self._note.write_text(json.dumps(mark), encoding="utf-8")

    def _mark(self, remote: RemoteFile) -> dict[str, object]:
        return {"etag": remote.etag, "bytes": remote.bytes, "sha256": self._sha256}

    def _restart(self) -> None:
        self._restarts += 1
        if self._restarts > self._patience.restarts:
            raise self._wrong(
                QT_TRANSLATE_NOOP("reasons", "it cannot go on behind a cut, and cuts each time")
            )

    def _size(self) -> int:
        try:
            return self._part.stat().st_size
        except FileNotFoundError:
            return 0

    def _wrong(self, reason: str) -> HubWrong:
        return HubWrong(hub=self._hub, id=self._id, reason=reason)


def _write(file: BinaryIO, piece: bytes) -> None:
    """Write all of ``piece``; a raw file may take less at once, as on a disk that fills."""
    left = memoryview(piece)
    while left:
        left = left[file.write(left) :]
