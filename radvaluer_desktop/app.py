"""The composition root: builds every long-lived object once and hands them down.

Start-up order: locations (given), logging, settings, engine (no process yet), templates, session,
checks (no process yet). Nothing here is slow: the worker starts with the first load, the checker
and the feedback store when a window or a command asks for it, each on a thread of its caller's
choice. Shut-down: the engine, the checks, then the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import psutil

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.approved import (
    APPROVED,
    approvals_file,
    approved_model,
    read_approvals,
)
from radvaluer_desktop.catalogue.cards import graphics_cards
from radvaluer_desktop.catalogue.decode_costs import DecodeCosts
from radvaluer_desktop.catalogue.installed import EMBEDDED, InstalledModel, find_model
from radvaluer_desktop.catalogue.library import Folders, LibraryRules, ModelLibrary
from radvaluer_desktop.catalogue.loading import LoadingMarker
from radvaluer_desktop.catalogue.suggest import Machine
from radvaluer_desktop.catalogue.verify import Check
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.audit.events import Actor
from radvaluer_desktop.feedback.audit.system_log import system_log
from radvaluer_desktop.feedback.backup import MadeBackup, back_up
from radvaluer_desktop.feedback.backup_files import backups, is_due
from radvaluer_desktop.feedback.export.failures import NoStoreYet
from radvaluer_desktop.feedback.key_reference import Recovery
from radvaluer_desktop.feedback.key_status import KeyStatus, key_status
from radvaluer_desktop.feedback.keys import find_key
from radvaluer_desktop.feedback.recovery import (
    keep_recovery,
    make_recovery,
    recover,
    recovery_number,
    verify_recovery,
    with_recovery_key,
)
from radvaluer_desktop.feedback.recovery_key import RecoveryKey, new_recovery_key
from radvaluer_desktop.feedback.store import (
    FeedbackStore,
    StoreRules,
    note_keys,
    open_store,
    read_store,
)
from radvaluer_desktop.inference.engine import Engine
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import (
    EngineSettings,
    LoadedModel,
    Probed,
    Progress,
    Ready,
    WhyNotGpu,
)
from radvaluer_desktop.log import start_logging
from radvaluer_desktop.modelfile.memory import bytes_available
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.prompting.templates import load_templates
from radvaluer_desktop.safety.process import CheckProcess, TextChecks
from radvaluer_desktop.session.engine_failures import CRASHES
from radvaluer_desktop.session.reporting import ReportingSession
from radvaluer_desktop.session.several import Several
from radvaluer_desktop.settings import (
    Configuration,
    Settings,
    machine_policy,
    read_configuration,
    save_setting,
)
from radvaluer_desktop.settings.policy import PolicySource

# What a model file must pass beyond what ``catalogue.verify`` looks at: each raises ModelError.
MODEL_CHECKS: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Application:
    """The long-lived objects of one run."""

    locations: Locations
    configuration: Configuration
    policy: tuple[PolicySource, ...]
    engine: Engine
    session: ReportingSession
    checks: TextChecks

    @property
    def settings(self) -> Settings:
        """One value of every setting."""
        return self.configuration.settings

    @property
    def model_folders(self) -> tuple[Path, ...]:
        """Where models are looked for by id: the user's, the machine's, the embedded one."""
        return model_folders(self.locations).paths

    @property
    def library(self) -> ModelLibrary:
        """The models that are there and that can be had; reads only what is approved."""
        settings, ours = self.settings, resource("catalogue.toml")
        own = (Path(settings.model_catalogue),) if settings.model_catalogue else ()
        rules = LibraryRules(
            downloads=settings.downloads == "allowed",
            hub=settings.model_hub,
            catalogues=(ours, *own),
            in_use={"model": self._model_in_use(), "small_model": settings.small_model},
        )
        return ModelLibrary(model_folders(self.locations), rules, MODEL_CHECKS)

    def machine(self, probed: Probed | None = None) -> Machine:
        """Return what counts of this computer; where ``probed`` is not given, an engine is asked.

        That is one of its own, so that it may be asked on any thread.
        """
        if probed is None:
            with closing(LocalEngine()) as engine:
                probed = next((each for each in engine.probe() if isinstance(each, Probed)), None)
        return Machine(
            memory_bytes=psutil.virtual_memory().total,
            free_bytes=bytes_available(),
            cores=psutil.cpu_count(logical=False) or 1,
            gpus=probed.gpus if probed else (),
            gpu_free_bytes=probed.gpu_free_bytes if probed else 0,
            cards=graphics_cards(),
            backends=probed.backends if probed else (),
        )

    @property
    def approvals(self) -> Path:
        """The file that says which model is approved here."""
        return approvals_file(self.locations.models, self.locations.machine_models)

    def _model_in_use(self) -> str:
        """Return what the setting names, or the id of what is approved in its stead."""
        if self.settings.model != APPROVED:
            return self.settings.model
        approved = read_approvals(self.approvals).current
        return approved.id if approved else EMBEDDED

    def find_model(
        self, reference: str | None = None, may_go_on: Callable[[], None] | None = None
    ) -> InstalledModel:
        """Find the model of that id or path, the configured one by default. Raises ModelError.

        ``approved`` is the one that was approved here, the embedded one where none was.
        """
        reference = reference or self.settings.model
        if reference != APPROVED:
            return find_model(reference, self.model_folders, may_go_on)
        approved = approved_model(self.approvals, self.model_folders, may_go_on)
        return approved or find_model(EMBEDDED, self.model_folders[-1:], may_go_on)

    def load_model(
        self,
        reference: str | None = None,
        *,
        anyway: bool = False,
        may_go_on: Callable[[], None] | None = None,
    ) -> Iterator[Progress | Ready]:
        """Find and load a model, the configured one by default; events as of the session.

        ``anyway``: also where the engine ended while it loaded that file before. ``may_go_on`` may
        raise while the file is hashed; after that, it is the session that can be stopped. Raises
        ModelError or EngineError.
        """
        model = self.find_model(reference, may_go_on)
        marker = LoadingMarker(self.locations.loading_markers, model.path)
        if not anyway:
            marker.refuse_if_crashed()
        settings = EngineSettings(
            context_tokens=self.settings.context_tokens,
            threads=self.settings.threads,
            gpu_layers=self.settings.gpu_layers,
            memory_mb=self.settings.engine_memory_mb,
            stall_s=self.settings.engine_stall_s,
        )
        small = self._small_model(model)
        known = DecodeCosts(self.locations.decode_costs)
        setup = (self.settings.threads, self.settings.gpu_layers)
        settings = replace(settings, decode_costs=known.find(model.sha256, setup))
        with marker.loading(CRASHES):
            for event in self.session.load(model, settings, small):
                if isinstance(event, Ready) and _holds_next_time(event.model):
                    known.keep(model.sha256, setup, event.model.decode_costs)
                yield event

    def _small_model(self, model: InstalledModel) -> InstalledModel | None:
        """Find the one that proposes tokens to ``model``. Raises ModelError."""
        if not self.settings.small_model or model.embedded:
            return None
        small = find_model(self.settings.small_model, self.model_folders)
        return None if small.path == model.path else small

    def save_setting(self, name: str, value: str | int) -> None:
        """Set one setting of the user's. Raises InputError; the file is then as it was."""
        save_setting(self.locations.settings_file, name, value, self.policy)

    def open_feedback(self) -> FeedbackStore:
        """Open the feedback store, or create it where there is none. Raises StoreError."""
        return open_store(self.locations.feedback_database, Keyring(), self._rules)

    def read_feedback(self) -> FeedbackStore:
        """Open the feedback store once more, for reading. Raises NoStoreYet or StoreError."""
        database = self.locations.feedback_database
        store = read_store(database, Keyring(), self._rules)
        if store is None:
            raise NoStoreYet(path=database)
        return store

    def key_status(self) -> KeyStatus:
        """Say how the keys of the store stand; changes nothing."""
        return key_status(self.locations.feedback_database, Keyring())

    def make_recovery(self) -> tuple[RecoveryKey, Recovery]:
        """Return a new recovery key, which opens nothing before ``keep_recovery``."""
        key = new_recovery_key()
        return key, make_recovery(key)

    def keep_recovery(self, key: RecoveryKey, recovery: Recovery) -> str:
        """Let ``key`` open the store from now on; return its number. Raises StoreError."""
        database, keyring = self.locations.feedback_database, Keyring()
        keep_recovery(database, keyring, key, recovery)
        note_keys(database, keyring, self._rules)
        return recovery_number(recovery)

    def verify_recovery(self, key: RecoveryKey) -> None:
        """See whether ``key`` opens the store. Raises StoreError where it does not."""
        verify_recovery(self.locations.feedback_database, key, self._rules.actor)

    def recover_keys(self, key: RecoveryKey) -> None:
        """Put the keys of the store back into the keyring. Raises StoreError."""
        database, way = self.locations.feedback_database, with_recovery_key(key)
        recover(database, Keyring(), way, self._rules.actor)

    @property
    def backup_folder(self) -> Path:
        """Where backups of the store go."""
        return backup_folder(self.settings, self.locations)

    def back_up_feedback(self, may_go_on: Callable[[], None]) -> MadeBackup | None:
        """Make a backup of the store, where one is due; else None. Raises StoreError.

        Opens the store a second time, so that whoever writes need not wait. ``may_go_on`` may
        raise, and then there is none.
        """
        database = self.locations.feedback_database
        made = backups(self.backup_folder, database)
        if not is_due(made, self.settings.backup_hours, datetime.now(UTC)):
            return None
        key = find_key(database, Keyring())
        return back_up(database, key, self.backup_folder, may_go_on=may_go_on)

    @property
    def _rules(self) -> StoreRules:
        return store_rules(self.settings, self.locations)


def model_folders(locations: Locations) -> Folders:
    """Return where models are: the user's, the machine's, what came with the program."""
    return Folders(locations.models, locations.machine_models, resource("models"))


def store_rules(settings: Settings, locations: Locations) -> StoreRules:
    """Return what the settings say of the store."""
    return StoreRules(
        names_as_typed=settings.study_names == "as_typed",
        actor=Actor(station=settings.station_id),
        log=system_log(settings.audit_log),
        backups=backup_folder(settings, locations),
        escrow=settings.escrow_public_key,
    )


def may_tell_radiologists_apart(configuration: Configuration) -> bool:
    """Whether the machine's policy lets figures of single radiologists be made."""
    wanted = configuration.settings.radiologist_figures == "pseudonym"
    return wanted and configuration.is_locked("radiologist_figures")


def backup_folder(settings: Settings, locations: Locations) -> Path:
    """Return where backups of the store go."""
    return Path(settings.backup_folder) if settings.backup_folder else locations.backups


def _holds_next_time(model: LoadedModel) -> bool:
    """Whether what was measured may be kept: not where a full GPU left layers to the processor."""
    by_chance = (WhyNotGpu.MEMORY, WhyNotGpu.REFUSED)
    return len(model.decode_costs) > 1 and model.offload.why_not not in by_chance


def build_application(
    locations: Locations,
    engine: Engine | None = None,
    policy: tuple[PolicySource, ...] | None = None,
    checks: TextChecks | None = None,
) -> Application:
    """Build the application for ``locations``; tests may bring their own engine, policy, checks.

    Raises SettingsInvalid.
    """
    start_logging(locations.logs)
    policy = machine_policy() if policy is None else policy
    configuration = read_configuration(locations.settings_file, policy)
    engine = engine or LocalEngine()
    checks = checks or CheckProcess()
    several = Several(configuration.settings.candidates, checks)
    session = ReportingSession(engine, load_templates(resource("prompts")), several)
    return Application(locations, configuration, policy, engine, session, checks)
