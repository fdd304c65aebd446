"""What a report of a problem consists of: facts, settings without what names anybody, the log.

The log has no patient text by its own rule (``log.py``). Of the settings only numbers and choices
are given: a text may be a path, a name or an address, so there is said only that it was changed.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from radvaluer_desktop.app import Application
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.gui.help.facts import Fact
from radvaluer_desktop.log import log_files
from radvaluer_desktop.settings import SETTINGS, Configuration
from radvaluer_desktop.settings.layers import Layer


class ReportNotWritten(InputError):
    """The bundle cannot be written where it should go."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The report {path} was not saved ({reason}). Nothing is left of it."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Choose another folder, then save it again.")


def report_texts(application: Application, facts: Sequence[Fact]) -> dict[str, str]:
    """Return the files of the bundle: name and text. Reads files: no work for the window."""
    texts = {
        "versions.txt": "".join(f"{name}: {value}\n" for name, value in facts),
        "settings.txt": _settings(application.configuration),
    }
    for path in log_files(application.locations.logs):
        texts[f"log/{path.name}"] = path.read_text(encoding="utf-8", errors="replace")
    return texts


def write_report(path: Path, texts: Mapping[str, str]) -> None:
    """Write the bundle, whole or not at all. Raises ReportNotWritten."""
    new = path.with_name(f"{path.name}.new")
    try:
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, text in texts.items():
                bundle.writestr(name, text)
        with new.open("rb+") as written:
            os.fsync(written.fileno())
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise ReportNotWritten(path=path, reason=error.strerror or "no space") from error


def _settings(configuration: Configuration) -> str:
    lines = []
    for name, choice in configuration.choices.items():
        setting = SETTINGS[name]
        told = isinstance(choice.value, int) or bool(setting.choices)
        unchanged = choice.layer is Layer.DEFAULT
        value = choice.value if told else "" if unchanged else "(not given here)"
        lines.append(f"{name} = {value!r} ({choice.layer.value})\n")
    return "".join(lines)
