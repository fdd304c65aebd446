"""Loads the model that the settings name, with its adapter, frame and small model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.catalogue.adapters import (
    InstalledAdapter,
    adapted,
    adapters_of,
    find_adapter,
)
from radvaluer_desktop.catalogue.approved import (
    APPROVED,
    approvals_file,
    approved_model,
    read_approvals,
)
from radvaluer_desktop.catalogue.decode_costs import DecodeCosts
from radvaluer_desktop.catalogue.installed import (
    EMBEDDED,
    InstalledModel,
    ModelUnknown,
    find_model,
)
from radvaluer_desktop.catalogue.loading import LoadingMarker
from radvaluer_desktop.errors import ModelError
from radvaluer_desktop.inference.messages import (
    EngineSettings,
    LoadedModel,
    Progress,
    Ready,
    WhyNotGpu,
)
from radvaluer_desktop.modelfile.header import read_header
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.prompting.templates import PromptTemplate
from radvaluer_desktop.session.engine_failures import CRASHES
from radvaluer_desktop.session.failures import AdapterRefused
from radvaluer_desktop.session.frames import Frames
from radvaluer_desktop.session.reporting import ReportingSession
from radvaluer_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class WithoutAdapter:
    """The adapter that the settings name cannot be used: the base drafts alone."""

    reason: ModelError


LoadEvent = Progress | Ready | WithoutAdapter


@dataclass(frozen=True, slots=True)
class ModelLoading:
    """Everything that loading needs; ``folders``: where models are looked for by id."""

    session: ReportingSession
    settings: Settings
    locations: Locations
    folders: tuple[Path, ...]

    def load(
        self,
        reference: str | None = None,
        *,
        anyway: bool = False,
        may_go_on: Callable[[], None] | None = None,
    ) -> Iterator[LoadEvent]:
        """Find and load a model, the configured one by default; events as of the session.

        An adapter that cannot be used is left out, which a WithoutAdapter event says. ``anyway``,
        ``may_go_on`` and what is raised: see ``Application.load_model``.
        """
        base = self.find(reference, may_go_on)
        marker = LoadingMarker(self.locations.loading_markers, base.path)
        if not anyway:
            marker.refuse_if_crashed()
        adapter = None
        try:
            adapter = self.find_adapter(base)
        except ModelError as error:
            yield WithoutAdapter(error)
        try:
            yield from self._load(base, adapter, marker)
        except AdapterRefused as error:
            yield WithoutAdapter(error)
            yield from self._load(base, None, marker)

    def _load(
        self, base: InstalledModel, adapter: InstalledAdapter | None, marker: LoadingMarker
    ) -> Iterator[Progress | Ready]:
        known = DecodeCosts(self.locations.decode_costs)
        setup = (self.settings.threads, self.settings.gpu_layers)
        settings = EngineSettings(
            context_tokens=self.settings.context_tokens,
            threads=self.settings.threads,
            gpu_layers=self.settings.gpu_layers,
            memory_mb=self.settings.engine_memory_mb,
            stall_s=self.settings.engine_stall_s,
            adapter_scale=self._scale,
            adapters=self._adapters_of(base),
            decode_costs=known.find(base.sha256, setup),
        )
        model = adapted(base, adapter, self._scale)
        small, own = self._small_model(base), self._own_template(base)
        with marker.loading(CRASHES):
            for event in self.session.load(model, settings, small, own):
                if isinstance(event, Ready) and _holds_next_time(event.model):
                    known.keep(base.sha256, setup, event.model.decode_costs)
                yield event

    def find(
        self, reference: str | None = None, may_go_on: Callable[[], None] | None = None
    ) -> InstalledModel:
        """Find the model of that id or path, the configured one by default. Raises ModelError.

        ``approved`` is the one that was approved here, the embedded one where none was.
        """
        reference = reference or self.settings.model
        if reference != APPROVED:
            return find_model(reference, self.folders, may_go_on)
        approved = approved_model(self.approvals, self.folders, may_go_on)
        return approved or find_model(EMBEDDED, self.folders[-1:], may_go_on)

    def find_adapted(self) -> InstalledModel:
        """Return what drafts: the configured model, with the configured adapter beside it.

        Raises ModelError.
        """
        base = self.find()
        return adapted(base, self.find_adapter(base), self._scale)

    @property
    def approvals(self) -> Path:
        """The file that says which model is approved here."""
        return approvals_file(self.locations.models, self.locations.machine_models)

    @property
    def in_use(self) -> str:
        """What the setting names, or the id of what is approved in its stead."""
        if self.settings.model != APPROVED:
            return self.settings.model
        approved = read_approvals(self.approvals).current
        return approved.id if approved else EMBEDDED

    def find_adapter(
        self, base: InstalledModel, reference: str | None = None
    ) -> InstalledAdapter | None:
        """Return the adapter to apply to ``base``, the configured one by default; None for none.

        Raises ModelError.
        """
        wanted = self.settings.adapter if reference is None else reference
        own = wanted.replace("{radiologist}", self.settings.radiologist_id)
        if not own or base.adapter is not None:
            return None
        try:
            return find_adapter(own, base, self.folders)
        except ModelUnknown:
            if own == wanted:
                raise
            return None  # this radiologist has none

    def adapt(self, reference: str) -> None:
        """Apply the adapter that ``reference`` names to the loaded model, none where it is empty.

        The base is not loaded anew. Raises ModelError or EngineError; then nothing has changed.
        """
        base = self._base
        if base is not None:
            self.session.adapt(base, self.find_adapter(base, reference), self._scale)

    @property
    def adapters(self) -> tuple[Path, ...]:
        """The installed adapters of the model that is loaded."""
        return () if self._base is None else self._adapters_of(self._base)

    @property
    def frames(self) -> Frames:
        """What of models' own chat templates is used."""
        return Frames(self.locations.frames)

    @property
    def _base(self) -> InstalledModel | None:
        """The loaded model without its adapter."""
        model = self.session.model
        return None if model is None else model.base or model

    @property
    def _scale(self) -> float:
        return self.settings.adapter_scale / 100

    def _adapters_of(self, base: InstalledModel) -> tuple[Path, ...]:
        return tuple(adapters_of(base, self.folders)) if base.adapter is None else ()

    def _own_template(self, model: InstalledModel) -> PromptTemplate | None:
        """Return the frame that came with ``model``, None where another serves."""
        if self.session.prompts.chosen(model.control_tokens).is_taught:
            return None
        return self.frames.own_template(read_header(model.path))

    def _small_model(self, model: InstalledModel) -> InstalledModel | None:
        """Find the one that proposes tokens to ``model``. Raises ModelError."""
        if not self.settings.small_model or model.embedded:
            return None
        small = find_model(self.settings.small_model, self.folders)
        return None if small.path == model.path else small


def _holds_next_time(model: LoadedModel) -> bool:
    """Whether what was measured may be kept: not where a full GPU left layers to the processor."""
    by_chance = (WhyNotGpu.MEMORY, WhyNotGpu.REFUSED)
    return len(model.decode_costs) > 1 and model.offload.why_not not in by_chance
