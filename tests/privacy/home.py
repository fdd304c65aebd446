"""A person's folders, all below one, so that whatever a program leaves is found; and a look there
and at every other place where programs leave things."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from radvaluer_desktop.child import ENGINE_NAME
from tests.e2e.desktop import children_named, command_line
from tests.privacy.canaries import Canaries
from tests.privacy.processes import Watch
from tests.privacy.searching import Found, Searcher

SOURCES = Path(__file__).parents[2]
_COMMON = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - searched, not used
_XDG = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}
_LEVELS = 4  # in new folders that are not this person's alone
_SLACK_S = 2.0  # the clock of a file system may lag behind


@dataclass(frozen=True)
class Home:
    """Home, XDG folders, temporary folder and working folder of one person."""

    folder: Path
    canaries: Canaries = field(default_factory=Canaries)
    since: float = field(default_factory=lambda: time.time() - _SLACK_S)
    there_before: frozenset[Path] = field(default_factory=lambda: frozenset(_shared_folders()))

    @property
    def basedir(self) -> Path:
        """What ``--basedir`` names."""
        return self.folder / "base"

    @property
    def work(self) -> Path:
        """The working folder, where a core file would lie."""
        return self.folder / "work"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead a program to these folders, and to nobody else's."""
        names = {name: str(self.folder / place) for name, place in _XDG.items()}
        names |= {"HOME": str(self.folder / "home"), "TMPDIR": str(self.folder / "tmp")}
        return os.environ | names | {"PYTHONPATH": str(SOURCES), "PYTHONFAULTHANDLER": "1"}

    def make(self) -> Home:
        """Make the folders."""
        for name in ("home", "tmp", "work", "base", *_XDG.values()):
            (self.folder / name).mkdir(mode=0o700)
        return self

    def lying_open(self, searcher: Searcher, asked_for: Collection[Path] = ()) -> list[Found]:
        """Return each canary in these folders."""
        return searcher.in_folder(self.folder, asked_for)

    def lying_elsewhere(self, searcher: Searcher) -> list[Found]:
        """Return each canary in the folders that everybody shares, and in the real home's.

        There only files that changed since this home was made are looked at, and a folder that was
        there before not deeper than its own files: others work there too.
        """
        found: list[Found] = []
        for place in _shared():
            found += searcher.in_folder(place, (), self.since, levels=1)
        for folder in _shared_folders():
            if folder not in self.folder.parents:
                levels = 1 if folder in self.there_before else _LEVELS
                found += searcher.in_folder(folder, (), self.since, levels)
        return found


def _shared() -> set[Path]:
    places = {Path(place) for place in (*_COMMON, tempfile.gettempdir())}
    places |= {Path.home() / name for name in ("", ".cache", ".config", ".local", ".local/share")}
    if sys.platform != "win32":
        places.add(Path(f"/run/user/{os.geteuid()}"))
    return {place.resolve() for place in places}


def _shared_folders() -> Iterator[Path]:
    for place in _shared():
        with suppress(OSError):
            yield from (path for path in place.iterdir() if path.is_dir())


@contextmanager
def command(
    home: Home, *arguments: object, basedir: bool = False
) -> Iterator[tuple[subprocess.Popen[bytes], Watch]]:
    """Start a command in ``home`` under a watch; it is killed at the end of the block."""
    base = ("--basedir", home.basedir) if basedir else ()
    line = [sys.executable, "-m", "radvaluer_desktop", *map(str, base), *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        line, env=home.environment, cwd=home.work, stdin=pipe, stdout=pipe, stderr=pipe
    ) as process:
        try:
            with Watch(process.pid) as watch:
                yield process, watch
        finally:
            process.kill()


def worker_of(pid: int) -> psutil.Process | None:
    """Return the engine's process below ``pid``; None where there is none yet."""
    return next(iter(children_named(pid, ENGINE_NAME)), None)


def kept_decisions(home: Home) -> list[dict[str, Any]]:
    """Return the decisions in the store below ``--basedir``, newest first."""
    listed = command_line(home.basedir, "feedback", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    return [json.loads(line) for line in listed.stdout.splitlines()]
