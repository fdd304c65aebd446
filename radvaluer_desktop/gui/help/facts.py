"""What this installation is, as pairs of a name and a value: for the About box and for reports."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    distribution,
    distributions,
    requires,
)

from PySide6.QtCore import QCoreApplication, qVersion

from radvaluer_desktop import __version__
from radvaluer_desktop.app import Application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.errors import WorldError

_PROJECT = "radvaluer-desktop"
_SHORT = 16  # of a SHA-256 of many files, which nobody compares with a published one

Fact = tuple[str, str]
translate = QCoreApplication.translate


def facts(application: Application, language: str) -> list[Fact]:
    """Return versions, model, prompt, knowledge, scope. Reads files: no work for the window."""
    return [
        (translate("facts", "Version"), f"RadValuer Desktop {__version__}"),
        (
            translate("facts", "Runs on"),
            (
                f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
                f"Qt {qVersion()}"
            ),
        ),
        *_model(application, language),
        (translate("facts", "Knowledge of the checks"), knowledge_version()),
        (
            translate("facts", "Intended use agreed to"),
            application.settings.intended_use_agreed or "–",
        ),
    ]


def _model(application: Application, language: str) -> Iterator[Fact]:
    model = application.session.model
    if model is None:
        yield translate("facts", "Model"), translate("facts", "none is loaded")
        return
    yield translate("facts", "Model"), model.id
    yield "SHA-256", model.sha256
    if model.base is not None:
        yield translate("facts", "Base of the adapter"), f"{model.base.id}, {model.base.sha256}"
    template = application.session.template
    if template is not None:
        yield translate("facts", "Prompt template"), template.name
    scope = translate("facts", "not in the catalogue: nothing is known of its scope or validation")
    validated = "–"
    with suppress(WorldError):
        entry = application.library.entry(model.base.id if model.base else model.id)
        if not entry.sha256 or entry.sha256 == (model.base or model).sha256:
            scope, validated = entry.purpose[language], entry.validated[language]
    yield translate("facts", "Scope"), scope
    yield translate("facts", "Validated"), validated


def knowledge_version() -> str:
    """Return the beginning of the SHA-256 over the files of knowledge, in the order of names."""
    digest = hashlib.sha256()
    for path in sorted(resource("knowledge").glob("*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:_SHORT]


def licences() -> list[Fact]:
    """Return this project and the libraries that it needs here, each with version and licence.

    In a source tree, which is not installed, all that lies in its environment.
    """
    try:
        wanted = [each for each in requires(_PROJECT) or [] if "extra ==" not in each]
        names = {_name(each) for each in wanted}
    except PackageNotFoundError:
        names = {one.name for one in distributions()}
    found = []
    for name in sorted(names, key=str.lower):
        with suppress(PackageNotFoundError):
            one = distribution(name)
            found.append((f"{name} {one.version}", _licence(one)))
    return [(f"{_PROJECT} {__version__}", "Apache-2.0"), *found]


def _name(requirement: str) -> str:
    end = next((at for at, sign in enumerate(requirement) if sign in " <>=!~;["), None)
    return requirement[:end]


def _licence(one: Distribution) -> str:
    """Return the licence by its field, or by the classifiers that older packages have."""
    said = _first(one, "License-Expression")
    if not said:
        kinds = one.metadata.get_all("Classifier") or []
        said = ", ".join(k.rpartition(" :: ")[2] for k in kinds if k.startswith("License ::"))
    if not said:
        said = _first(one, "License").partition("\n")[0]
    return said or translate("facts", "see its own files")


def _first(one: Distribution, field: str) -> str:
    return next(iter(one.metadata.get_all(field) or ()), "")
