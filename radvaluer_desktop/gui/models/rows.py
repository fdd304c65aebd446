"""What the Models page says of each model, in the window's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from radvaluer_desktop.catalogue.entries import Entry
from radvaluer_desktop.catalogue.getting import Getting, Stage
from radvaluer_desktop.catalogue.library import Installed, Whose
from radvaluer_desktop.catalogue.suggest import Fit, Machine, Suggestion, suggest

_MIB = 1 << 20
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model: what is there of it, what the catalogue says; one of the two may be None."""

    id: str
    installed: Installed | None
    entry: Entry | None
    suggestion: Suggestion | None

    @property
    def size(self) -> str:
        """Its size, or about what memory it needs."""
        if self.installed:
            return f"{self.installed.bytes // _MIB} MiB"
        return f"≈ {self.entry.memory_mib} MiB" if self.entry else ""

    @property
    def state(self) -> str:
        """Whether it is there, whose it is, and whether its bytes were compared."""
        if self.installed is None:
            return (
                translate("models", "can be fetched")
                if self.entry and self.entry.can_be_pulled
                else ""
            )
        whose = {
            Whose.OWN: translate("models", "yours"),
            Whose.MACHINE: translate("models", "everybody's"),
            Whose.EMBEDDED: translate("models", "came with the program"),
        }[self.installed.whose]
        compared = translate("models", "SHA-256 compared")
        unknown = translate("models", "no SHA-256 known")
        return f"{whose}, {compared if self.installed.is_verified else unknown}"

    @property
    def suits(self) -> str:
        """Whether it suits this computer."""
        if self.suggestion is None:
            return ""
        return {
            Fit.GPU: translate("models", "yes, on the GPU"),
            Fit.CPU: translate("models", "yes"),
            Fit.SLOW: translate("models", "slow: large for the processor"),
            Fit.TOO_LARGE: translate("models", "no: too little memory"),
        }[self.suggestion.fit]

    @property
    def about(self) -> str:
        """In what scope it was validated, which must not be cut off, and what it is for."""
        if self.entry is None:
            return ""
        language = translate("models", "en")  # names a text of the catalogue: "zh" in Chinese
        return f"[{self.entry.validated[language]}] {self.entry.purpose[language]}"


def model_rows(
    there: Sequence[Installed], entries: Sequence[Entry], machine: Machine | None
) -> list[ModelRow]:
    """Return the rows: what is there first, then what could be fetched, the suitable first."""
    judged = suggest(entries, machine) if machine else []
    suggestions = {each.entry.id: each for each in judged}
    ordered = [each.entry for each in judged] or list(entries)
    by_id = {entry.id: entry for entry in ordered}
    rows = [
        ModelRow(model.id, model, by_id.get(model.id), suggestions.get(model.id)) for model in there
    ]
    names = {model.id for model in there}
    rows += [
        ModelRow(entry.id, None, entry, suggestions.get(entry.id))
        for entry in ordered
        if entry.id not in names
    ]
    return rows


def progress_text(event: Getting) -> str:
    """Return how far it is."""
    names = {
        Stage.FETCHING: translate("models", "Fetching"),
        Stage.COPYING: translate("models", "Copying"),
        Stage.CHECKING: translate("models", "Checking"),
    }
    if not event.of:
        return names[event.stage]
    text = translate("models", "{0}: {1} of {2} MiB, {3} MiB/s, {4} s left").format(
        names[event.stage],
        event.done // _MIB,
        event.of // _MIB,
        f"{event.bytes_per_s / _MIB:.1f}",
        f"{event.left_s:.0f}",
    )
    return str(text)
