"""What writes drafts, to whoever asks for many: the session of this computer or of a server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from radvaluer_desktop.inference.messages import Sampling
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.session.draft import DraftEvent


class DraftingModel(Protocol):
    """What is kept of a model with its drafts: a name, and what tells it from every other."""

    @property
    def id(self) -> str:
        """The name that people know."""
        ...

    @property
    def sha256(self) -> str:
        """The hash of its file; of a model whose file nobody here sees, where it is."""
        ...


class Drafts(Protocol):
    """Writes drafts with one model."""

    @property
    def model(self) -> DraftingModel | None:
        """The model, where it is known."""
        ...

    @property
    def prompt_version(self) -> str | None:
        """Name of its prompt template."""
        ...

    @property
    def candidates(self) -> int:
        """Of how many drafts one is chosen."""
        ...

    def draft(
        self,
        header: StudyHeader,
        text: str,
        sampling: Sampling | None = None,
        language: Language | None = None,
    ) -> Iterator[DraftEvent]:
        """Draft: events, then Drafted. Raises InputError or EngineError."""
        ...

    def stop(self) -> None:
        """Stop what is being drafted; any thread may ask."""
        ...
