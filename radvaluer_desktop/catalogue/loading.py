"""Remembers which model file the engine crashed on while loading it.

A marker is written before a load and removed after it. One that says "crashed" keeps the file from
being loaded again until a person asks for it; so does one that was left behind three times in a
row (a power cut, a driver that froze the computer), unless its process is loading still. It is on
the disk before the load begins, or a computer that froze would forget it. The name is a digest of
path, size and time of change: a file that was replaced is another file. Where nothing can be
written, loading goes on without.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError

_CRASHED = "crashed"
_LEFT_BEHIND_MOST = 3
_DIGITS = 32


class ModelCrashedEngine(ModelError):
    """The engine crashed when it last loaded this file."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The model {path} was not loaded: the engine ended when it last loaded this file.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Choose another model or copy the file again; to try it all the same, press F5, or use "
        "--load-anyway.",
    )


def marker_files(folder: Path) -> list[Path]:
    """Return the files in which ``folder`` remembers models, finished or not."""
    names = re.compile(rf"[0-9a-f]{{{_DIGITS}}}(\.new)?")
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [file for file in files if names.fullmatch(file.name)]


class LoadingMarker:
    """What is remembered of one model file, in ``folder``."""

    def __init__(self, folder: Path, model: Path) -> None:
        facts = model.stat()
        identity = f"{model}|{facts.st_size}|{facts.st_mtime_ns}".encode("utf-8", "surrogatepass")
        self._model = model
        self._file = folder / hashlib.sha256(identity).hexdigest()[:_DIGITS]

    def refuse_if_crashed(self) -> None:
        """Raise ModelCrashedEngine where this file ended the engine or never got loaded."""
        state = self._read()
        if state == _CRASHED or self._left_behind(state) >= _LEFT_BEHIND_MOST:
            raise ModelCrashedEngine(path=self._model)

    @contextmanager
    def loading(self, crashes: tuple[type[Exception], ...]) -> Iterator[None]:
        """Mark the file while it is loaded; one of ``crashes`` is remembered as such."""
        us, before = psutil.Process(), self._read()
        times = _LEFT_BEHIND_MOST if before == _CRASHED else self._left_behind(before) + 1
        self._write(f"{times} {us.pid} {us.create_time()}")
        try:
            yield
        except crashes:
            self._write(_CRASHED)
            raise
        except BaseException:  # refused, stopped or left: that tells nothing of the file
            if before == _CRASHED:
                self._write(_CRASHED)
            else:
                self._remove()
            raise
        self._remove()

    @staticmethod
    def _left_behind(state: str) -> int:
        """Return how often in a row a load was begun and not ended, by processes that are gone."""
        try:
            times, pid, created = state.split()
            with contextlib.suppress(psutil.Error):
                if psutil.Process(int(pid)).create_time() == float(created):
                    return 0
            return int(times)
        except ValueError:
            return 0  # no marker, or one of another make

    def _read(self) -> str:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return self._file.read_text(encoding="ascii")
        return ""

    def _write(self, state: str) -> None:
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new = self._file.with_suffix(".new")
            with new.open("w", encoding="ascii") as marker:
                marker.write(state)
                marker.flush()
                os.fsync(marker.fileno())
            new.replace(self._file)
            _sync_folder(self._file.parent)

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            self._file.unlink()


def _sync_folder(folder: Path) -> None:
    """Put a new name in ``folder`` on the disk; Windows does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
