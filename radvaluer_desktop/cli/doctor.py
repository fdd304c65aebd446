"""``radvaluer doctor``: what this installation is and what it can do here; no patient text."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import click
import psutil

from radvaluer_desktop import __version__
from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.catalogue.this_machine import this_machine
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.feedback.key_failures import NoRecoveryKey
from radvaluer_desktop.feedback.key_status import key_status
from radvaluer_desktop.feedback.store import inspect_store
from radvaluer_desktop.inference.messages import Failed, Probed, Ready
from radvaluer_desktop.session.devices import device_and_reason, gpu_in_words
from radvaluer_desktop.session.loading import WithoutAdapter

_PACKAGES = ("llama-cpp-python", "PySide6-Essentials", "sqlcipher3", "sqlite-utils", "keyring")


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Show versions, processor, engine, model, keyring and store, and what is wrong with them."""
    application = build_application(ctx.obj.locations)
    problems: list[WorldError] = [*application.configuration.unknown]
    try:
        for name, value in _lines(application, problems):
            click.echo(f"{name:<12} {value}")
    finally:
        application.engine.close()
    for problem in problems:
        click.echo(f"\nproblem      {problem}")
    if not problems:
        click.echo("\nAll is well.")


def _lines(application: Application, problems: list[WorldError]) -> Iterator[tuple[str, object]]:
    yield "version", f"radvaluer {__version__}, Python {platform.python_version()}"
    yield "system", f"{platform.system()} {platform.release()}, {platform.machine()}"
    for package in _PACKAGES:
        yield "package", f"{package} {_version_of(package)}"
    memory = psutil.virtual_memory()
    cores = psutil.cpu_count(logical=False)
    yield "machine", f"{cores} cores, {memory.available >> 20} of {memory.total >> 20} MiB free"
    yield "settings", application.locations.settings_file
    yield from _engine_lines(application)
    yield from _model_lines(application, problems)
    yield from _store_lines(application, problems)


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _engine_lines(application: Application) -> Iterator[tuple[str, object]]:
    for event in application.engine.probe():
        if isinstance(event, Probed):
            yield "engine", event.version
            yield "devices", ", ".join(event.devices)
            yield "cpu", " ".join(event.cpu_features)
            yield "cpu module", event.cpu_module
            yield "gpu", gpu_in_words(this_machine(event))
            if application.settings.gpu_layers == 0:
                yield "gpu layers", "0: the setting keeps every model on the processor"
        elif isinstance(event, Failed):
            yield "engine", f"does not run ({event.detail})"


def _model_lines(
    application: Application, problems: list[WorldError]
) -> Iterator[tuple[str, object]]:
    try:
        model = application.find_model()
        yield "model", f"{model.id}, {model.path}"
        yield "sha256", model.sha256
        for event in application.load_model():
            if isinstance(event, Ready):
                loaded = event.model
                yield "loaded", f"{loaded.description} in {event.load_ms:.0f} ms"
                yield "computes on", device_and_reason(loaded)
                yield "context", f"{loaded.context_tokens} tokens, {loaded.threads} threads"
            elif isinstance(event, WithoutAdapter):
                yield "adapter", "not usable: the model drafts without one"
                problems.append(event.reason)
    except WorldError as problem:
        yield "model", f"{application.settings.model}: not usable"
        problems.append(problem)


def _store_lines(
    application: Application, problems: list[WorldError]
) -> Iterator[tuple[str, object]]:
    state = inspect_store(application.locations.feedback_database, Keyring())
    yield "keyring", state.backend or "none that can be used"
    if state.problem:
        problems.append(state.problem)
    if not state.exists:
        yield "store", f"{state.path}: nothing kept yet"
    elif state.problem:
        yield "store", f"{state.path}: does not open"
    else:
        yield "store", f"{state.path}: {state.decisions} decisions, schema {state.schema_version}"
    keys = key_status(application.locations.feedback_database, Keyring())
    if keys.reference:
        ways = [("recovery key", keys.recovery), ("department's key", keys.escrow)]
        second = ", ".join(f"{name} {value}" for name, value in ways if value)
        yield "second way", second or "none: only the keyring opens the store"
        if not keys.reference.has_second_way and not state.problem:
            problems.append(NoRecoveryKey())
