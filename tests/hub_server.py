"""A hub on the loopback that speaks what huggingface_hub asks, and misbehaves when told to.

HEAD of ``/OWNER/NAME/resolve/REVISION/FILE`` answers with ETag, X-Repo-Commit and the size; GET
knows Range and If-Range. What it delivered is counted, so that a test can say how much was fetched.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_PIECE = 1 << 16
_RANGE = re.compile(r"bytes=(\d+)-")
HTML = b"<!doctype html><title>Log in</title><p>Welcome to the hospital's network"


@dataclass
class Manners:
    """How the hub behaves; the lists are used up, one item a request."""

    head_statuses: list[int] = field(default_factory=list)
    get_statuses: list[int] = field(default_factory=list)
    retry_after: str = ""
    cuts: list[int] = field(default_factory=list)  # bytes after which a GET is cut off
    stall_after: int = -1  # bytes, then silence until the hub is closed
    says_bytes: int = -1  # HEAD tells this size
    more: bytes = b""  # sent behind the file's end
    ignores_range: bool = False
    wrong_range: bool = False  # answers another piece
    on_resume: bytes = b""  # in the place of the rest
    html: bool = False  # answers HEAD and GET with a page
    html_body: bool = False  # answers GET with a page
    location: str = ""  # HEAD and GET redirect there
    etag: str = "etag-1"
    compressed: bool = False
    slow: Callable[[], None] = lambda: None  # called before each piece


class HubServer:
    """Serves ``files`` (path in a repository to what lies on the disk)."""

    def __init__(self, repository: str = "org/models") -> None:
        self.repository = repository
        self.files: dict[str, Path] = {}
        self.manners = Manners()
        self.sent = 0
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.closing = threading.Event()
        self._server = _Server(self)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> str:
        """What ``HF_ENDPOINT`` would be."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def gets(self) -> list[dict[str, str]]:
        """The headers of each GET."""
        return [headers for method, _path, headers in self.requests if method == "GET"]

    def close(self) -> None:
        """End it."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, hub: HubServer) -> None:
        self.hub = hub
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def do_HEAD(self) -> None:
        self._note()
        manners = self.server.hub.manners
        if self._refused(manners.head_statuses) or self._moved():
            return
        if manners.html:
            self._page(body=False)
            return
        file = self._file()
        if file is None:
            return
        size = file.stat().st_size if manners.says_bytes < 0 else manners.says_bytes
        self._head(200, size)

    def do_GET(self) -> None:
        self._note()
        manners = self.server.hub.manners
        if self._refused(manners.get_statuses) or self._moved():
            return
        if manners.html or manners.html_body:
            self._page(body=True)
            return
        file = self._file()
        if file is not None:
            self._send(file)

    def _note(self) -> None:
        self.server.hub.requests.append((self.command, self.path, dict(self.headers)))

    def _file(self) -> Path | None:
        prefix = f"/{self.server.hub.repository}/resolve/"
        name = self.path.removeprefix(prefix).partition("/")[2]
        file = self.server.hub.files.get(name)
        if file is None or not self.path.startswith(prefix):
            self._empty(404, {"X-Error-Code": "EntryNotFound"})
            return None
        return file

    def _refused(self, statuses: list[int]) -> bool:
        status = statuses.pop(0) if statuses else 200
        if status == 200:
            return False
        more = (
            {"Retry-After": self.server.hub.manners.retry_after}
            if self.server.hub.manners.retry_after
            else {}
        )
        self._empty(status, more)
        return True

    def _moved(self) -> bool:
        if self.server.hub.manners.location:
            more = {"Location": self.server.hub.manners.location, "X-Linked-Etag": '"linked"'}
            self._empty(302, more | {"X-Repo-Commit": "a" * 40})
        return bool(self.server.hub.manners.location)

    def _empty(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _page(self, *, body: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(HTML)))
        self.end_headers()
        if body:
            self.wfile.write(HTML)

    def _head(self, status: int, size: int, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("ETag", f'"{self.server.hub.manners.etag}"')
        self.send_header("X-Repo-Commit", "a" * 40)
        self.send_header("Content-Length", str(size))
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, file: Path) -> None:
        manners, size = self.server.hub.manners, file.stat().st_size
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        fresh = self.headers.get("If-Range") in (None, f'"{manners.etag}"')
        start = int(asked[1]) if asked and fresh and not manners.ignores_range else 0
        if start >= size > 0:
            self._empty(416, {"Content-Range": f"bytes */{size}"})
            return
        said = size - start + len(manners.more)
        more = {"Content-Encoding": "gzip"} if manners.compressed else {}
        if start:
            told = start + 1 if manners.wrong_range else start
            more["Content-Range"] = f"bytes {told}-{size - 1}/{size}"
        self._head(206 if start else 200, said, more)
        self._stream(file, start)

    def _stream(self, file: Path, start: int) -> None:
        manners = self.server.hub.manners
        cut = manners.cuts.pop(0) if manners.cuts else None
        sent = 0
        for piece in _pieces(file, start, manners):
            manners.slow()
            if cut is not None and sent + len(piece) > cut:
                self.wfile.write(piece[: cut - sent])
                self.server.hub.sent += cut - sent
                self.wfile.flush()
                self.close_connection = True
                self.connection.close()
                return
            if 0 <= manners.stall_after < sent + len(piece):
                self.server.hub.closing.wait(60)
                return
            try:
                self.wfile.write(piece)
            except OSError:  # whoever asked has gone
                return
            sent += len(piece)
            self.server.hub.sent += len(piece)


def _pieces(file: Path, start: int, manners: Manners) -> Iterator[bytes]:
    if start and manners.on_resume:
        size = file.stat().st_size - start
        yield (manners.on_resume * (size // len(manners.on_resume) + 1))[:size]
        return
    with file.open("rb") as opened:
        opened.seek(start)
        while piece := opened.read(_PIECE):
            yield piece
    if manners.more:
        yield manners.more
