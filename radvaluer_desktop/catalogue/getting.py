"""Gets a model from a hub into the user's folder; ``importing`` does so from a file.

Both end in the same checks. Events say how far it is; whoever stops listening (``close``) stops it.
Of a download the part is kept then, and the next one goes on behind it.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from radvaluer_desktop import __version__
from radvaluer_desktop.catalogue.entries import Entry, is_sha256
from radvaluer_desktop.catalogue.failures import (
    HubWrong,
    LicenceNotAgreed,
    NotOnAHub,
    ProgramTooOld,
    Sha256Differs,
    Sha256Needed,
    Sha256Unfit,
)
from radvaluer_desktop.catalogue.patience import Patience
from radvaluer_desktop.catalogue.placing import Place, held_place, put_in_place
from radvaluer_desktop.catalogue.records import Record, now
from radvaluer_desktop.catalogue.verify import Expected, FrameOf, MayGoOn, no_frame, verify_file
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError


class Stage(StrEnum):
    """What is being done."""

    FETCHING = "fetching"
    COPYING = "copying"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Getting:
    """How far it is: bytes, bytes a second, seconds left; 0 where nobody knows."""

    stage: Stage
    done: int = 0
    of: int = 0
    bytes_per_s: float = 0.0
    left_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Got:
    """The model is in its place."""

    id: str
    path: Path
    record: Record


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be got: an entry and the hash that its bytes must have, and who agreed to it."""

    entry: Entry
    sha256: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a record says of where a model came from; ``entry`` is an id of the catalogue, or ""."""

    source: str
    entry: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The user's folder, who looks at chat templates, and what may end a check."""

    folder: Path
    frame_of: FrameOf = no_frame
    may_go_on: MayGoOn | None = None


def checked_order(order: Order) -> str:
    """Return the SHA-256 to expect. Raises InputError or ProgramTooOld, before any connection."""
    entry = order.entry
    if not entry.can_be_pulled:
        raise NotOnAHub(id=entry.id)
    if not entry.suits(__version__):
        raise ProgramTooOld(id=entry.id, needed=entry.minimum_version)
    wanted = expected_hash(entry, order.sha256)
    if entry.agree and not order.agreed:
        link = entry.licence_link or entry.repository
        raise LicenceNotAgreed(id=entry.id, licence=entry.licence, link=link)
    return wanted


def expected_hash(entry: Entry, given: str) -> str:
    """Return the SHA-256 that a model of ``entry`` must have.

    Raises Sha256Unfit, Sha256Differs where the person and the catalogue each know another, and
    Sha256Needed where neither knows any.
    """
    given = hash_given(given)
    if given and entry.sha256 not in ("", given):
        raise Sha256Differs(id=entry.id, expected=entry.sha256)
    if not entry.sha256 and not given:
        raise Sha256Needed(id=entry.id)
    return entry.sha256 or given


def hash_given(text: str) -> str:
    """Return a SHA-256 as a person gave it, or "" where none was. Raises Sha256Unfit."""
    given = text.strip().lower()
    if given and not is_sha256(given):
        raise Sha256Unfit
    return given


def pull(
    order: Order,
    endpoint: str,
    shelf: Shelf,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> Generator[Getting | Got, None, None]:
    """Fetch a model from a hub. ``endpoint`` empty: HF_ENDPOINT's, or Hugging Face's.

    Raises InputError before any connection; ModelError.
    """
    wanted_hash = checked_order(order)
    from radvaluer_desktop.catalogue.hub import Hub, RemoteFile, Wanted
    from radvaluer_desktop.catalogue.transfer import Transfer

    entry = order.entry
    wanted = Wanted(entry.id, entry.repository, entry.revision, entry.file)
    with held_place(entry.id, shelf.folder) as place:
        hub = Hub(endpoint)

        def find() -> RemoteFile:
            remote = hub.resolve(wanted)
            _must_be_promised(hub.endpoint, entry, remote.etag, remote.bytes, wanted_hash)
            had = place.part.stat().st_size if place.part.exists() else 0
            place.must_have_room(max(remote.bytes - had, 0))
            return remote

        transfer = Transfer(hub.endpoint, entry.id, find, place.part, wanted_hash, patience)
        for each in transfer.run():
            yield Getting(Stage.FETCHING, each.done, each.of, each.bytes_per_s, each.left_s)
        yield Getting(Stage.CHECKING)
        source = f"hub {entry.repository}@{entry.revision}/{entry.file}"
        about = About(source, entry.id, entry.licence if order.agreed else "")
        try:
            got = finish(place, Expected(entry.bytes, wanted_hash), shelf, about)
        except ModelError:  # whole, and not what it should be: going on behind it is no use
            transfer.discard()
            raise
        transfer.discard()
        yield got


def _must_be_promised(hub: str, entry: Entry, etag: str, size: int, wanted: str) -> None:
    """Raise HubWrong where the hub says itself that it has other bytes, before one has come.

    Of large files its ETag is their SHA-256.
    """
    if entry.bytes and size and size != entry.bytes:
        reason = f"a file of {size} bytes, not {entry.bytes}"
        raise HubWrong(hub=hub, id=entry.id, reason=reason)
    if is_sha256(etag) and etag != wanted:
        reason = QT_TRANSLATE_NOOP("reasons", "a file with another SHA-256, as it says itself")
        raise HubWrong(hub=hub, id=entry.id, reason=reason)


def finish(place: Place, expected: Expected, shelf: Shelf, about: About) -> Got:
    """Let the part pass the checks, then give it its name. Raises ModelError or OSError."""
    found = verify_file(place.part, expected, shelf.frame_of, shelf.may_go_on)
    record = Record(
        sha256=found.sha256,
        bytes=found.bytes,
        compared=bool(expected.sha256),
        source=about.source,
        entry=about.entry,
        licence=about.licence,
        at=now(),
        frame=found.frame,
    )
    put_in_place(place, record)
    return Got(place.id, place.file, record)
