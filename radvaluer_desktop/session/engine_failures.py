"""How the engine's process may end or hang, in words: one class for each kind of the engine's."""

from __future__ import annotations

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, EngineError
from radvaluer_desktop.inference.messages import FailureKind


class EngineDied(EngineError):
    """The worker process ended in the middle of a request."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The engine stopped unexpectedly ({reason}). The findings are kept."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Draft again: the engine starts anew by itself.")


class EngineCrashed(EngineDied):
    """A fault inside llama.cpp: a segmentation fault, an abort."""

    what = QT_TRANSLATE_NOOP("errors", "The engine crashed ({reason}). The findings are kept.")
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Draft again: the engine starts anew by itself. If it crashes again, choose another model.",
    )


class EngineEndedEarly(EngineDied):
    """The worker ended as if all were well, without an answer."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The engine ended without an answer ({reason}). The findings are kept."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Draft again; if it stays so, run 'radvaluer doctor' and report it."
    )


class EngineOutOfMemory(EngineDied):
    """The system killed the worker while memory ran out."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The system ended the engine because the computer ran out of memory ({reason}). The "
        "findings are kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Close other programs, lower 'context_tokens' in the settings, or choose a smaller model.",
    )


class EngineOverCap(EngineDied):
    """The worker took more memory than ``engine_memory_mb`` allows, and ended itself."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The engine needed more than the {reason} MiB of memory that 'engine_memory_mb' allows, "
        "and was ended. The findings are kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Choose a smaller model, lower 'context_tokens', or have the limit in the settings raised.",
    )


class EngineHung(EngineDied):
    """The worker gave no sign of life, and was killed."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The engine gave no sign of life for {reason} s and was ended. The findings are kept.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Draft again: the engine starts anew by itself.")


class EngineStalled(EngineDied):
    """The worker lived but got nowhere, and was killed."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The engine made no progress for {reason} s and was ended. The findings are kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Draft again. On a slow computer choose a smaller model, or raise 'engine_stall_s' in the "
        "settings.",
    )


class EngineUnfit(EngineDied):
    """The processor met an instruction that it does not know."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The engine was compiled for another kind of processor than this computer has ({reason}). "
        "The findings are kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Install the package, whose engine fits every processor, or build the engine on this "
        "computer.",
    )


class EngineNotStarted(EngineError):
    """The worker process could not be started."""

    what = QT_TRANSLATE_NOOP("errors", "The engine could not be started ({reason}).")
    next_step = QT_TRANSLATE_NOOP("errors", "Close other programs and try again.")


class EngineIncomplete(EngineError):
    """llama.cpp's library is missing, damaged or made for another system."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The engine's library cannot be loaded ({reason}): it is missing or damaged."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Install the program again.")


ENDINGS: dict[FailureKind, type[EngineError]] = {
    FailureKind.WORKER_DIED: EngineDied,
    FailureKind.WORKER_CRASHED: EngineCrashed,
    FailureKind.WORKER_ENDED_EARLY: EngineEndedEarly,
    FailureKind.WORKER_HUNG: EngineHung,
    FailureKind.WORKER_STALLED: EngineStalled,
    FailureKind.WORKER_NOT_STARTED: EngineNotStarted,
    FailureKind.NO_LIBRARY: EngineIncomplete,
    FailureKind.OUT_OF_MEMORY: EngineOutOfMemory,
    FailureKind.MEMORY_CAP: EngineOverCap,
    FailureKind.ILLEGAL_INSTRUCTION: EngineUnfit,
}

# Ends that the file may be to blame for; a worker that was killed by somebody is none of them.
CRASHES: tuple[type[EngineError], ...] = (
    EngineCrashed,
    EngineEndedEarly,
    EngineHung,
    EngineOutOfMemory,
    EngineStalled,
    EngineUnfit,
)
