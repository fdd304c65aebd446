"""Imports a model from a file, on a disk or a share, by the same checks as a download."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from radvaluer_desktop.catalogue.failures import SourceUnreadable
from radvaluer_desktop.catalogue.getting import About, Getting, Got, Shelf, Stage, finish
from radvaluer_desktop.catalogue.placing import Place, held_place
from radvaluer_desktop.catalogue.speed import Speed
from radvaluer_desktop.catalogue.verify import Expected, verify_header

_PIECE_BYTES = 4 << 20


def import_file(
    source: Path, identifier: str, expected: Expected, entry: str, shelf: Shelf
) -> Generator[Getting | Got, None, None]:
    """Copy a model into the user's folder; ``entry``: its id in the catalogue, or "".

    Raises InputError or ModelError; nothing of it is left then, nor where it is stopped.
    """
    # A hopeless file is not copied first.
    shelf.frame_of(source, verify_header(source, expected))
    size = source.stat().st_size
    with held_place(identifier, shelf.folder) as place, _nothing_left(place):
        place.must_have_room(size)
        speed, told = Speed(), 0
        for done in _copied(source, place.part, shelf):
            speed.note(done - told)
            told, rate = done, speed.bytes_per_s
            yield Getting(Stage.COPYING, done, size, rate, (size - done) / rate if rate else 0.0)
        yield Getting(Stage.CHECKING)
        got = finish(place, expected, shelf, About("import", entry))
    yield got


def _copied(source: Path, part: Path, shelf: Shelf) -> Iterator[int]:
    """Copy; yield how many bytes are there. Raises SourceUnreadable, OSError of the target."""
    done = 0
    with _readable(source) as read, part.open("wb", buffering=0) as target:
        while piece := read():
            left = memoryview(piece)
            while left:  # a disk that fills takes less than all
                left = left[target.write(left) :]
            done += len(piece)
            if shelf.may_go_on is not None:
                shelf.may_go_on()
            yield done


@contextmanager
def _readable(source: Path) -> Iterator[Callable[[], bytes]]:
    """Open ``source``; give what reads its next piece, whose errors are told from the target's."""
    try:
        file = source.open("rb", buffering=0)
    except OSError as error:
        raise _unreadable(source, error) from error

    def read() -> bytes:
        try:
            return file.read(_PIECE_BYTES)
        except OSError as error:
            raise _unreadable(source, error) from error

    with file:
        yield read


def _unreadable(source: Path, error: OSError) -> SourceUnreadable:
    return SourceUnreadable(path=source, reason=error.strerror or type(error).__name__)


@contextmanager
def _nothing_left(place: Place) -> Iterator[None]:
    """Remove the part, of an earlier download too, and again where the block does not succeed."""
    place.part.unlink(missing_ok=True)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            place.part.unlink(missing_ok=True)
        raise
