"""Verifies files of stations and takes them into a store, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from radvaluer_desktop.feedback.beside import Tell, run_beside
from radvaluer_desktop.feedback.decisions import FeedbackStore
from radvaluer_desktop.feedback.export.manifest import Manifest
from radvaluer_desktop.feedback.export.merge import Merged, merge_export
from radvaluer_desktop.feedback.export.verify import read_secrets, verify_export

MERGER_NAME = "radvaluer-merge"


@dataclass(frozen=True, slots=True)
class Advanced:
    """How much of one file was read, in bytes, or merged, in rows."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Verified:
    """A file is what its manifest says."""

    path: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Taken:
    """A file was merged."""

    path: Path
    merged: Merged


Told = Advanced | Verified | Taken


def verify_beside(
    paths: Sequence[Path],
    identity: Path | None,
    told: Callable[[Told], None],
    may_go_on: Callable[[], None],
) -> None:
    """Verify each of ``paths``. Raises InputError at the first that is not what it says."""
    run_beside(MERGER_NAME, partial(_verify, tuple(paths), identity), told, may_go_on)


def merge_beside(
    open_store: Callable[[], FeedbackStore],
    paths: Sequence[Path],
    identity: Path | None,
    told: Callable[[Told], None],
    may_go_on: Callable[[], None],
) -> Merged:
    """Verify all of ``paths``, then merge each; return the sums.

    Raises InputError before anything was taken, and StoreError; what was taken until then, or until
    ``may_go_on`` raised, stays.
    """
    work = partial(_merge, open_store, tuple(paths), identity)
    return run_beside(MERGER_NAME, work, told, may_go_on)


def _verify(paths: Sequence[Path], identity: Path | None, tell: Tell) -> None:
    secrets = read_secrets(identity) if identity else None
    for path in paths:
        tell(Verified(path, verify_export(path, secrets, _advancing(tell))))


def _merge(
    open_store: Callable[[], FeedbackStore],
    paths: Sequence[Path],
    identity: Path | None,
    tell: Tell,
) -> Merged:
    secrets = read_secrets(identity) if identity else None
    rows = {path: verify_export(path, secrets, _advancing(tell)).rows for path in paths}
    total = Merged()
    with open_store() as store:
        for path in paths:

            def progress(merged: Merged, of: int = rows[path]) -> None:
                tell(Advanced(merged.new + merged.there + merged.refused, of))

            one = merge_export(store, path, secrets, progress)
            tell(Taken(path, one))
            total += one
    return total


def _advancing(tell: Tell) -> Callable[[int, int], None]:
    return lambda done, of: tell(Advanced(done, of))
