"""The models of this installation and those that it could have: one answer to window and commands.

It opens no connection but in ``pull``, and only where the settings do not forbid it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.entries import Entry, entry_named, is_model_id, read_catalogue
from radvaluer_desktop.catalogue.failures import (
    DownloadsForbidden,
    FolderNotWritable,
    ModelIdUnfit,
    ModelInUse,
    NotOurs,
)
from radvaluer_desktop.catalogue.getting import (
    Getting,
    Got,
    Order,
    Shelf,
    checked_order,
    expected_hash,
    hash_given,
    pull,
)
from radvaluer_desktop.catalogue.importing import import_file
from radvaluer_desktop.catalogue.installed import InstalledModel, ModelUnknown, find_model
from radvaluer_desktop.catalogue.needed import must_not_be_needed
from radvaluer_desktop.catalogue.patience import Patience
from radvaluer_desktop.catalogue.placing import held
from radvaluer_desktop.catalogue.records import Record, read_record, record_file
from radvaluer_desktop.catalogue.verify import (
    Expected,
    FrameOf,
    MayGoOn,
    Verified,
    no_frame,
    verify_file,
)
from radvaluer_desktop.modelfile.header import ModelHeader, read_header
from radvaluer_desktop.settings import Settings

SUFFIX = ".gguf"


class Whose(StrEnum):
    """In which folder a model lies."""

    OWN = "own"  # the user's
    MACHINE = "machine"  # everybody's, an administrator's to change
    EMBEDDED = "embedded"  # came with the program


@dataclass(frozen=True, slots=True)
class Folders:
    """Where models are looked for, the first that has an id goes before the others."""

    own: Path
    machine: Path
    embedded: Path

    @property
    def all(self) -> tuple[tuple[Whose, Path], ...]:
        """Each with its meaning."""
        return (
            (Whose.OWN, self.own),
            (Whose.MACHINE, self.machine),
            (Whose.EMBEDDED, self.embedded),
        )

    @property
    def paths(self) -> tuple[Path, ...]:
        """The folders alone."""
        return tuple(path for _whose, path in self.all)


@dataclass(frozen=True, slots=True)
class Installed:
    """A model file that is there, as cheaply as it can be told: nothing of it was read."""

    id: str
    path: Path
    whose: Whose
    bytes: int
    record: Record | None

    @property
    def is_verified(self) -> bool:
        """Whether its bytes were once compared with a hash that was known before."""
        return self.whose is Whose.EMBEDDED or (self.record is not None and self.record.compared)


@dataclass(frozen=True, slots=True)
class LibraryRules:
    """What the settings say: ``in_use`` maps a setting to the model that it names.

    ``approvals``: the file that says what was approved; None where nothing can be.
    """

    downloads: bool
    hub: str
    catalogues: tuple[Path, ...]
    in_use: dict[str, str]
    approvals: Path | None = None


def library_of(
    settings: Settings,
    folders: Folders,
    model: str,
    frame_of: FrameOf = no_frame,
    approvals: Path | None = None,
) -> ModelLibrary:
    """Return the models as ``settings`` say; ``model`` is the one that drafts. Reads nothing."""
    own = (Path(settings.model_catalogue),) if settings.model_catalogue else ()
    rules = LibraryRules(
        downloads=settings.downloads == "allowed",
        hub=settings.model_hub,
        catalogues=(resource("catalogue.toml"), *own),
        in_use={"model": model, "small_model": settings.small_model, "adapter": settings.adapter},
        approvals=approvals,
    )
    return ModelLibrary(folders, rules, frame_of)


class ModelLibrary:
    """Lists, gets, verifies and removes. Reads the catalogue when it is asked for."""

    def __init__(self, folders: Folders, rules: LibraryRules, frame_of: FrameOf = no_frame) -> None:
        self.folders, self.rules, self._frame_of = folders, rules, frame_of

    def entries(self) -> tuple[Entry, ...]:
        """Return the catalogue, the site's before ours. Raises CatalogueUnusable."""
        return read_catalogue(self.rules.catalogues)

    def entry(self, identifier: str) -> Entry:
        """Return one entry. Raises NotInCatalogue, CatalogueUnusable."""
        return entry_named(self.entries(), identifier)

    def installed(self) -> list[Installed]:
        """Return the models that are there, each id once, as it would be found."""
        found: dict[str, Installed] = {}
        for whose, folder in self.folders.all:
            files: list[Path] = []
            with suppress(OSError):
                files = sorted(folder.glob(f"*{SUFFIX}"))
            for path in files:
                with suppress(OSError):  # gone meanwhile
                    size = path.stat().st_size
                    model = Installed(path.stem, path, whose, size, read_record(path))
                    found.setdefault(model.id, model)
        return list(found.values())

    def installed_named(self, identifier: str) -> Installed:
        """Return one that is there. Raises ModelUnknown."""
        there = self.installed()
        for model in there:
            if model.id == identifier:
                return model
        names = ", ".join(sorted(model.id for model in there)) or "none"
        raise ModelUnknown(reference=identifier, installed=names)

    def header(self, model: Installed) -> ModelHeader:
        """Return what the file says of itself. Raises ModelError."""
        return read_header(model.path)

    def must_be_ready(self, order: Order) -> None:
        """Raise InputError or ModelError where ``pull`` could not even begin."""
        if not self.rules.downloads:
            raise DownloadsForbidden
        checked_order(order)

    def pull(
        self,
        order: Order,
        may_go_on: MayGoOn | None = None,
        patience: Patience = Patience(),  # noqa: B008 - frozen
    ) -> Generator[Getting | Got, None, None]:
        """Fetch a model from a hub, because a person asked for it. Raises as ``getting.pull``."""
        self.must_be_ready(order)
        yield from pull(order, self.rules.hub, self._shelf(may_go_on), patience)

    def import_file(
        self,
        source: Path,
        identifier: str = "",
        sha256: str = "",
        may_go_on: MayGoOn | None = None,
    ) -> Generator[Getting | Got, None, None]:
        """Copy a model from a file; its id is the file's name where none is given.

        One of the catalogue, by its id or by the name of its file, must have the hash that stands
        there, or ``sha256`` where none does. Raises InputError or ModelError.
        """
        identifier = identifier or source.name.removesuffix(SUFFIX)
        if not is_model_id(identifier):
            raise ModelIdUnfit(id=identifier)
        entry = self._entry_of(identifier, source.name)
        if entry is None:
            expected, name = Expected(sha256=hash_given(sha256)), ""
        else:
            expected, name = Expected(entry.bytes, expected_hash(entry, sha256)), entry.id
        yield from import_file(source, identifier, expected, name, self._shelf(may_go_on))

    def verify(self, reference: str, may_go_on: MayGoOn | None = None) -> Verified:
        """Read a model that is there to its last byte and compare it with all that is known of it.

        Raises ModelUnknown, and ModelError where it must not be used.
        """
        model = self.installed_named(reference)
        return verify_file(model.path, self._expected(model), self._frame_of, may_go_on)

    def usable(self, reference: str, may_go_on: MayGoOn | None = None) -> InstalledModel:
        """Return the model of an id or a path, once it has passed all checks. Raises ModelError."""
        found = find_model(reference, self.folders.paths, may_go_on)
        for path in {found.adapter or found.path, found.path}:
            self._frame_of(path, read_header(path))
        return found

    def remove(self, identifier: str, drafts_now: str = "") -> Installed:
        """Delete a model of the user's own, with what is remembered of it. Raises ModelError.

        ``drafts_now``: the model in use, where that is another than the settings said at the start.
        """
        model = self.installed_named(identifier)
        if model.whose is not Whose.OWN:
            raise NotOurs(id=identifier, path=model.path)
        now = {"model": drafts_now} if drafts_now else {}
        for setting, used in (self.rules.in_use | now).items():
            if used and (used == identifier or Path(used).absolute() == model.path.absolute()):
                raise ModelInUse(id=identifier, setting=setting)
        known = model.record.sha256 if model.record else ""
        names = (self.rules.in_use | now).values()
        must_not_be_needed(model.path, known, names, self.rules.approvals, self.folders.paths)
        with held(identifier, self.folders.own):
            try:
                model.path.unlink()
                record_file(model.path).unlink(missing_ok=True)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise FolderNotWritable(path=self.folders.own, reason=reason) from error
        return model

    def entry_of(self, model: Installed) -> Entry | None:
        """Return what the catalogue says of a model that is there. Raises CatalogueUnusable."""
        return self._entry_of(model.id, "")

    def _shelf(self, may_go_on: Callable[[], None] | None) -> Shelf:
        return Shelf(self.folders.own, self._frame_of, may_go_on)

    def _expected(self, model: Installed) -> Expected:
        if model.record is not None:
            return Expected(model.record.bytes, model.record.sha256)
        entry = self.entry_of(model)
        return Expected(entry.bytes, entry.sha256) if entry else Expected()

    def _entry_of(self, identifier: str, file_name: str) -> Entry | None:
        for entry in self.entries():
            if identifier == entry.id or (file_name and file_name == Path(entry.file).name):
                return entry
        return None
