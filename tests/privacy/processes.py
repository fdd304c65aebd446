"""What each process of a tree shows to others: arguments, environment, names, unnamed files."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import psutil

from tests.privacy.searching import Found, Searcher

_EVERY_S = 0.2
_LARGEST = 1 << 26


class Watch:
    """Looks at a process and all below it again and again, and keeps each different thing seen.

    Linux alone. What may not be read is seen by nobody else either, and is left out.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._seen: dict[tuple[str, bytes], str] = {}
        self.names: set[str] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def look(self) -> None:
        """Look now."""
        with suppress(psutil.NoSuchProcess):
            root = psutil.Process(self._pid)
            for process in (root, *root.children(recursive=True)):
                self._look_at(process.pid)

    def search(self, searcher: Searcher, said: Collection[str] = ()) -> list[Found]:
        """Return each canary that was seen; ``said``: arguments that a person gave by hand."""
        found: list[Found] = []
        for (what, data), place in self._seen.items():
            shown = data
            if what == "cmdline":
                given = {argument.encode() for argument in said}
                shown = b"\0".join(part for part in data.split(b"\0") if part not in given)
            found += searcher.in_bytes(shown, place)
        return found

    def _watch(self) -> None:
        while not self._ended.wait(_EVERY_S):
            self.look()

    def _look_at(self, pid: int) -> None:
        folder = Path("/proc") / str(pid)
        with suppress(OSError):
            self.names.add((folder / "comm").read_text("utf-8", "replace").strip())
        for what in ("cmdline", "environ", "comm"):
            with suppress(OSError):
                self._keep(what, folder / what, (folder / what).read_bytes())
        with suppress(OSError):
            for descriptor in (folder / "fd").iterdir():
                self._look_at_descriptor(descriptor)

    def _look_at_descriptor(self, descriptor: Path) -> None:
        """Keep the name of an open file, and what it holds where it has no name of its own."""
        with suppress(OSError):
            name = os.readlink(descriptor)  # noqa: PTH115 - "pipe:[1]" is no path
            self._keep("fd", descriptor, os.fsencode(name))
            if name.endswith(" (deleted)") and descriptor.is_file():
                with descriptor.open("rb") as file:
                    self._keep("unnamed file", descriptor, file.read(_LARGEST))

    def _keep(self, what: str, path: Path, data: bytes) -> None:
        self._seen.setdefault((what, data), str(path))
