"""How ``radvaluer models`` prints: tables for people, values for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from radvaluer_desktop.catalogue.entries import Entry
from radvaluer_desktop.catalogue.getting import Getting
from radvaluer_desktop.catalogue.library import Installed, Whose
from radvaluer_desktop.catalogue.suggest import Fit, Machine, Suggestion
from radvaluer_desktop.modelfile.header import ModelHeader
from radvaluer_desktop.modelfile.memory import bytes_needed
from radvaluer_desktop.session.devices import gpu_in_words
from radvaluer_desktop.settings import Settings

_LIST = "{:1} {:<36} {:>10} {}"
_MIB = 1 << 20
_WHY = {
    Fit.GPU: "fits into the {mib} MiB of the GPU",
    Fit.CPU: "fits into the {mib} MiB that a model may have here, and the cores suffice",
    Fit.SLOW: "fits into memory, but is too large for these cores to be quick",
    Fit.TOO_LARGE: "needs more than the {mib} MiB that a model may have here",
}


def list_lines(there: Sequence[Installed], others: Sequence[Entry], used: str) -> Iterator[str]:
    """Yield a line for each model; ``*`` marks the one in use."""
    yield _LIST.format("", "id", "size", "")
    for model in there:
        mark = "*" if model.id == used else ""
        yield _LIST.format(mark, model.id, f"{model.bytes >> 20} MiB", _state(model))
    for entry in others:
        size = f"{entry.bytes >> 20} MiB" if entry.bytes else "?"
        yield _LIST.format("", entry.id, size, f"can be got; {entry.validated['en']}")


def _state(model: Installed) -> str:
    whose = {Whose.OWN: "yours", Whose.MACHINE: "everybody's", Whose.EMBEDDED: "came with it"}
    checked = "SHA-256 compared" if model.is_verified else "no SHA-256 known"
    return f"{whose[model.whose]}; {checked}"


def installed_values(model: Installed, used: str) -> dict[str, Any]:
    """Return a model that is there, for ``--json``."""
    return {
        "id": model.id,
        "installed": True,
        "in_use": model.id == used,
        "path": str(model.path),
        "whose": model.whose.value,
        "bytes": model.bytes,
        "sha256_compared": model.is_verified,
        "record": asdict(model.record) if model.record else None,
    }


def entry_values(entry: Entry) -> dict[str, Any]:
    """Return an entry of the catalogue, for ``--json``."""
    values = {"id": entry.id, "installed": False} | asdict(entry)
    return values | {"can_be_pulled": entry.can_be_pulled}


def info_values(
    model: Installed | None,
    header: ModelHeader | None,
    entry: Entry | None,
    settings: Settings,
    machine: Machine,
    used: str,
) -> dict[str, Any]:
    """Return all that is known of one model, for ``--json``; None where it is not.

    ``used`` is the model that drafts.
    """
    needed = bytes_needed(header, settings.context_tokens) if header else None
    of_header = asdict(header) if header else None
    if of_header is not None:
        del of_header["control_tokens"]
    return {
        "installed": installed_values(model, used) if model else None,
        "header": of_header,
        "catalogue": entry_values(entry) if entry else None,
        "bytes_needed": needed,
        "bytes_free": machine.free_bytes,
        "machine": asdict(machine),
        "gpu_layers": settings.gpu_layers,
    }


def info_lines(
    model: Installed | None,
    header: ModelHeader | None,
    entry: Entry | None,
    settings: Settings,
    machine: Machine,
) -> Iterator[tuple[str, object]]:
    """Yield names and values of what is known of one model."""
    if model:
        yield "file", f"{model.path} ({model.bytes >> 20} MiB)"
        yield "state", _state(model)
        if model.record:
            yield "sha256", model.record.sha256
            yield "came by", f"{model.record.source}, {model.record.at}"
    if header:
        needed = bytes_needed(header, settings.context_tokens)
        kind = "adapter for" if header.adapter else "architecture"
        yield kind, header.architecture
        yield "context", f"{header.context_length} tokens"
        yield "memory", f"{needed >> 20} MiB needed, {machine.free_bytes >> 20} MiB free"
        if header.patient_data:
            yield "patient data", "taught on real reports, which it may give back"
    if entry:
        yield from _entry_lines(entry)
    yield "gpu", gpu_in_words(machine)
    if settings.gpu_layers == 0:
        yield "gpu layers", "0: the setting keeps every model on the processor"


def _entry_lines(entry: Entry) -> Iterator[tuple[str, object]]:
    yield "name", entry.name
    yield "purpose", entry.purpose["en"]
    yield "validated", entry.validated["en"]
    yield "licence", f"{entry.licence} {entry.licence_link}".strip()
    yield "parameters", f"{entry.parameters:,}, {entry.quantisation}"
    yield "needs about", f"{entry.memory_mib} MiB ({entry.memory_basis})"
    yield "prompt", entry.prompt
    if entry.can_be_pulled:
        yield "hub", f"{entry.repository}@{entry.revision} {entry.file}"
        yield "known sha256", entry.sha256 or "none: give it with --sha256"


def suggestion_line(each: Suggestion) -> str:
    """Return one line: whether it suits, and why."""
    why = _WHY[each.fit].format(mib=each.mib)
    suits = "suits" if each.suits else "no"
    entry = each.entry
    return f"{suits:<6} {entry.id:<36} {entry.memory_mib} MiB: {why}; {entry.validated['en']}"


def suggestion_values(each: Suggestion) -> dict[str, Any]:
    """Return one suggestion, for ``--json``."""
    entry = each.entry
    return {
        "id": entry.id,
        "suits": each.suits,
        "fit": each.fit.value,
        "memory_mib": entry.memory_mib,
        "compared_with_mib": each.mib,
        "reason": _WHY[each.fit].format(mib=each.mib),
        "validated": entry.validated["en"],
    }


def progress_line(event: Getting) -> str:
    """Return how far it is, on one line."""
    if not event.of:
        return event.stage.value
    share, rate = event.done * 100 // event.of, event.bytes_per_s / _MIB
    left = f", {event.left_s:.0f} s left" if event.left_s else ""
    done = f"{event.done >> 20} of {event.of >> 20} MiB"
    return f"{event.stage.value} {share} % ({done}), {rate:.1f} MiB/s{left}"
