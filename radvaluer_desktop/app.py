"""The composition root: builds every long-lived object once and hands them down.

Start-up order: locations (given), logging, settings, engine (no process yet), templates, session,
checks (no process yet). Nothing here is slow: the worker starts with the first load, the checker
and the feedback store when a window or a command asks for it, each on a thread of its caller's
choice. Shut-down: the engine, the checks, then the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.catalogue.library import Folders, ModelLibrary, library_of
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.inference.engine import Engine
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import Sampling
from radvaluer_desktop.log import start_logging
from radvaluer_desktop.paths import Locations
from radvaluer_desktop.prompting.general import load_general
from radvaluer_desktop.prompting.templates import (
    PromptTemplate,
    chat_template,
    load_templates,
)
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.safety.process import CheckProcess, TextChecks
from radvaluer_desktop.session.draft import Draft, DraftEvent
from radvaluer_desktop.session.drafts import Drafts
from radvaluer_desktop.session.fall_back import FellBack, draft_or_fall_back
from radvaluer_desktop.session.loading import LoadEvent, ModelLoading
from radvaluer_desktop.session.reporting import ReportingSession
from radvaluer_desktop.session.served import ServedSession
from radvaluer_desktop.session.serving import Load, Serving
from radvaluer_desktop.session.several import Several
from radvaluer_desktop.settings import (
    Configuration,
    Settings,
    machine_policy,
    read_configuration,
    remove_setting,
    save_setting,
)
from radvaluer_desktop.settings.policy import PolicySource
from radvaluer_desktop.store_access import StoreAccess


@dataclass(frozen=True, slots=True)
class Application:
    """The long-lived objects of one run."""

    locations: Locations
    configuration: Configuration
    policy: tuple[PolicySource, ...]
    engine: Engine
    session: ReportingSession
    checks: TextChecks
    serving: Serving

    @property
    def settings(self) -> Settings:
        """One value of every setting."""
        return self.configuration.settings

    @property
    def served(self) -> ServedSession | None:
        """What drafts on a department's server; None where texts stay on this computer."""
        return self.serving.session

    @property
    def drafts(self) -> Drafts:
        """What drafts many reports: one model, whatever happens."""
        return self.served or self.session

    def draft(
        self,
        header: StudyHeader,
        text: str,
        sampling: Sampling | None = None,
        language: Language | None = None,
        may_go_on: Callable[[], None] | None = None,
        model: str | None = None,
    ) -> Iterator[LoadEvent | DraftEvent | FellBack]:
        """Draft on the server in use, or here; events and errors as of the sessions.

        ``model``: what is loaded here where the server fails and nothing is loaded yet.
        """
        if self.served is None:
            yield from self.session.draft(header, text, sampling, language)
            return

        def load() -> Iterator[LoadEvent]:
            return self.load_model(model, anyway=True, may_go_on=may_go_on)

        yield from draft_or_fall_back(
            self.served, self.session, load, header, text, sampling, language
        )

    def template_of(self, draft: Draft) -> PromptTemplate | None:
        """Return the template that ``draft`` was made with, as long as its model is in use."""
        served = self.served
        if served is not None and served.prompt_version == draft.prompt_version:
            return served.template
        return self.session.template

    def stop(self) -> None:
        """Stop whatever drafts."""
        self.serving.stop()
        self.session.stop()

    def close_engines(self) -> None:
        """End the engine's process and every connection."""
        self.serving.close()
        self.engine.close()

    def read_configuration(self) -> Configuration:
        """Return the settings as they stand now. Raises SettingsInvalid."""
        return read_configuration(self.locations.settings_file, self.policy)

    @property
    def feedback(self) -> StoreAccess:
        """Opens the feedback store, its keys and its backups."""
        return StoreAccess(self.locations, self.settings)

    @property
    def model_folders(self) -> tuple[Path, ...]:
        """Where models are looked for by id: the user's, the machine's, the embedded one."""
        return model_folders(self.locations).paths

    @property
    def library(self) -> ModelLibrary:
        """The models that are there and that can be had; reads only what is approved."""
        models = self.models
        folders = model_folders(self.locations)
        return library_of(
            self.settings, folders, models.in_use, models.frames.of_file, models.approvals
        )

    @property
    def approvals(self) -> Path:
        """The file that says which model is approved here."""
        return self.models.approvals

    def find_model(
        self, reference: str | None = None, may_go_on: Callable[[], None] | None = None
    ) -> InstalledModel:
        """Find the model of that id or path, the configured one by default. Raises ModelError.

        ``approved`` is the one that was approved here, the embedded one where none was.
        """
        return self.models.find(reference, may_go_on)

    def load_model(
        self,
        reference: str | None = None,
        *,
        anyway: bool = False,
        may_go_on: Callable[[], None] | None = None,
    ) -> Iterator[LoadEvent]:
        """Find and load a model, the configured one by default; events as of the session.

        An adapter that cannot be used is left out, which a WithoutAdapter event says. ``anyway``:
        also where the engine ended while it loaded that file before. ``may_go_on`` may raise while
        the file is hashed; after that, it is the session that can be stopped. Raises ModelError or
        EngineError.
        """
        yield from self.models.load(reference, anyway=anyway, may_go_on=may_go_on)

    @property
    def models(self) -> ModelLoading:
        """Loads models and their adapters."""
        return ModelLoading(self.session, self.settings, self.locations, self.model_folders)

    def save_setting(self, name: str, value: str | int) -> None:
        """Set one setting of the user's. Raises InputError; the file is then as it was."""
        save_setting(self.locations.settings_file, name, value, self.policy)
        self.configuration.follow(self.read_configuration())

    def reset_setting(self, name: str) -> None:
        """Let the default of a setting hold again. Raises InputError."""
        remove_setting(self.locations.settings_file, name, self.policy)
        self.configuration.follow(self.read_configuration())


def model_folders(locations: Locations) -> Folders:
    """Return where models are: the user's, the machine's, what came with the program."""
    return Folders(locations.models, locations.machine_models, resource("models"))


def may_tell_radiologists_apart(configuration: Configuration) -> bool:
    """Whether the machine's policy lets figures of single radiologists be made."""
    wanted = configuration.settings.radiologist_figures == "pseudonym"
    return wanted and configuration.is_locked("radiologist_figures")


def build_application(
    locations: Locations,
    engine: Engine | None = None,
    policy: tuple[PolicySource, ...] | None = None,
    checks: TextChecks | None = None,
    server: str | None = None,
    load: Load = Load(),  # noqa: B008 - frozen
) -> Application:
    """Build the application for ``locations``; tests may bring their own engine, policy, checks.

    ``server``: what a command names; empty for none; None for what was configured. Raises
    SettingsInvalid, ServerAddressInvalid or ServerForbidden.
    """
    start_logging(locations.logs)
    policy = machine_policy() if policy is None else policy
    configuration = read_configuration(locations.settings_file, policy)
    engine = engine or LocalEngine()
    checks = checks or CheckProcess()
    settings = configuration.settings
    several = Several(settings.candidates, checks)
    templates = load_templates(resource("prompts"))
    session = ReportingSession(engine, templates, several, settings.examples)
    template = chat_template(load_general(resource("prompts") / "general"))
    choose = session.prompts.examples
    serving = Serving(configuration, template, server_key, choose, server, load)
    return Application(locations, configuration, policy, engine, session, checks, serving)


def server_key(host: str) -> str:
    """Return the key of a server, empty where none is kept or the keyring is closed."""
    with suppress(StoreError):
        return Keyring().read_secret(server_key_name(host))
    return ""


def server_key_name(host: str) -> str:
    """Return the name of a server's key in the keyring."""
    return f"server {host}"
