"""One run of retraining at a time, and what a killed command left half-written goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from radvaluer_desktop.catalogue.installed import SUFFIX
from radvaluer_desktop.catalogue.placing import held
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError, ModelError
from radvaluer_desktop.retraining.places import CANDIDATE, Places
from radvaluer_desktop.retraining.writing import PART, writing

_PATIENCE_S = 2.0  # another command holds the folder for an instant, to tidy it


class RetrainingBusy(InputError):
    """Another process retrains here."""

    what = QT_TRANSLATE_NOOP(
        "errors", "Another 'radvaluer retrain run' is at work in {folder}. Nothing was changed."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Wait until it has ended, then run it again.")


@contextmanager
def only_run(places: Places) -> Iterator[None]:
    """Be the only run in the folder. Raises RetrainingBusy or RetrainingUnwritable."""
    lock = _lock(places, _PATIENCE_S)
    with writing(places.folder):
        places.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise RetrainingBusy(folder=places.folder) from error
    try:
        yield
    finally:
        lock.release()


def remove_parts(places: Places, models: Path) -> None:
    """Remove files that were never finished, of candidates and of approvals in ``models``.

    They remember reports. What another process is writing stays, and what cannot be removed.
    """
    for part in parts_of_approvals(models):
        identifier = part.name.removesuffix(f"{SUFFIX}{PART}")
        with suppress(OSError, ModelError), held(identifier, models):
            part.unlink(missing_ok=True)
    if not any(places.folder.glob(f"*{PART}")):
        return
    with suppress(OSError, Timeout), _lock(places, 0):
        for part in places.folder.glob(f"*{PART}"):
            part.unlink(missing_ok=True)


def parts_of_approvals(models: Path) -> list[Path]:
    """Return the copies of candidates that an approval did not finish."""
    return sorted(models.glob(f"{CANDIDATE}-*{SUFFIX}{PART}"))


def _lock(places: Places, patience_s: float) -> FileLock:
    return FileLock(places.folder / "run.lock", timeout=patience_s, mode=0o600)
