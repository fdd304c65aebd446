"""What can go wrong with a draft, in words; turns the engine's Failed events into these."""

from __future__ import annotations

from radvaluer_desktop.errors import (
    QT_TRANSLATE_NOOP,
    EngineError,
    InputError,
    ModelError,
    WorldError,
)
from radvaluer_desktop.inference.messages import Failed, FailureKind
from radvaluer_desktop.session.engine_failures import ENDINGS

_LONGEST_DETAIL = 300


class FindingsEmpty(InputError):
    """There is nothing to draft from."""

    what = QT_TRANSLATE_NOOP("errors", "There are no findings to draft from.")
    next_step = QT_TRANSLATE_NOOP("errors", "Type or paste the findings, then draft again.")


class TwoReports(InputError):
    """Several reports were pasted as one: an impression of both would be of nobody."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The text holds more than one report: the next one begins on line {line}."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Draft them one by one.")


class FindingsTooLong(InputError):
    """The prompt leaves too little of the context for an impression."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The findings do not fit: the prompt has {prompt_tokens} tokens and the impression needs "
        "{reserve} more, but the model's context holds {context_tokens}. Nothing was cut.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Shorten the findings, draft them in parts, or use a model with a larger context."
    )


class ModelUnreadable(ModelError):
    """llama.cpp refused the file."""

    what = QT_TRANSLATE_NOOP("errors", "The model {path} could not be loaded: {detail}.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check that the file is complete, or choose another model."
    )


class ModelDoesNotFit(ModelError):
    """The model needs more memory than there is, or than it may take."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The model {path} needs about {needed_mb} MiB of memory, but the engine can have only "
        "{available_mb} MiB. It was not loaded.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Close other programs, lower 'context_tokens' in the settings, or choose a smaller model.",
    )


class ModelTooLarge(ModelError):
    """There was no memory for the model's context."""

    what = QT_TRANSLATE_NOOP("errors", "There is not enough memory for the context of {path}.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Lower 'context_tokens' in the settings, or choose a smaller model."
    )


class AdapterRefused(ModelError):
    """llama.cpp refused an adapter, or it came after the model was loaded."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The adapter does not fit the model {path} ({detail}). The model drafts as it did before.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Choose an adapter of this very model; one that was added just now needs a new start.",
    )


class NoCpuModule(EngineError):
    """The engine has no CPU module that this processor can run."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The engine has no part that runs on this computer's processor."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Install the program again if files were removed from it; otherwise use a computer with a "
        "newer processor.",
    )


class EngineRefused(EngineError):
    """llama.cpp refused a request that should have been in order."""

    what = QT_TRANSLATE_NOOP("errors", "The engine could not draft ({reason}). Nothing was kept.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Draft again; if it stays so, run 'radvaluer doctor' and report it."
    )


class LoadStopped(EngineError):
    """Somebody stopped the loading of the model."""

    what = QT_TRANSLATE_NOOP("errors", "Loading the model was stopped.")
    next_step = QT_TRANSLATE_NOOP("errors", "Draft again to load it.")


def failure(event: Failed, path: object) -> WorldError:
    """Return the exception for a Failed event of a request to the model at ``path``."""
    detail = _plain(event.detail)
    match event.kind:
        case FailureKind.MODEL_UNREADABLE:
            return ModelUnreadable(path=path, detail=detail.rstrip("."))
        case FailureKind.MODEL_TOO_LARGE:
            needed, available = event.needed_mb, event.available_mb
            return ModelDoesNotFit(path=path, needed_mb=needed, available_mb=available)
        case FailureKind.CONTEXT_REFUSED:
            return ModelTooLarge(path=path)
        case FailureKind.ADAPTER_REFUSED:
            return AdapterRefused(path=path, detail=detail.rstrip("."))
        case kind if kind in ENDINGS:
            return ENDINGS[kind](reason=detail)
        case FailureKind.NO_CPU_MODULE:
            return NoCpuModule()
        case FailureKind.CANCELLED:
            return LoadStopped()
        case _:
            return EngineRefused(reason=f"{event.kind.value} {detail}".strip())


def _plain(detail: str) -> str:
    """Return the engine's words as one short line: names in a model file may hold anything."""
    line = "".join(letter if letter.isprintable() else "?" for letter in detail)
    return line if len(line) <= _LONGEST_DETAIL else f"{line[:_LONGEST_DETAIL]}…"
