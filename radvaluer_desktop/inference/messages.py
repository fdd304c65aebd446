"""What crosses the pipe between the program and the worker: frozen values with a request id.

Requests go down (Load, ReadAhead, Remember, Adapt, Generate, Cancel, Probe), events come up (Ready,
Progress, AheadRead, Remembered, Adapted, Token, Done, Failed, Probed), and Beats while the worker
is busy.
The newest request wins; the parent drops events of an older id.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a prompt.

    ``special``: whether its text may be parsed for special tokens (only our own template text;
    never anything that a person wrote). ``storable``: whether the model's state after it may ever
    reach a disk (only text that is the same for every patient).
    """

    text: str
    special: bool = False
    storable: bool = False


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """How a model is loaded. ``threads`` 0 and ``gpu_layers`` -1 leave the choice to the engine.

    ``context_tokens`` caps the context; the model's own training context caps it too.
    ``memory_mb``: resident memory in MiB at which the worker ends itself, 0 for none. ``stall_s``:
    seconds of work without any progress after which the parent ends it. ``adapter``: a LoRA
    adapter that is applied to the model by ``adapter_scale``; ``adapters``: more that are loaded
    beside it, so that they can take its place. ``decode_costs``: what a decode call of 1, 2, 3 …
    tokens costs relative to one, where it was measured before; one alone: nothing is proposed.
    ``small_model``: a file that proposes tokens beside the n-grams.
    """

    context_tokens: int = 4096
    threads: int = 0
    gpu_layers: int = -1
    memory_mb: int = 0
    stall_s: int = 300
    adapter: Path | None = None
    adapter_scale: float = 1.0
    adapters: tuple[Path, ...] = ()
    decode_costs: tuple[float, ...] = ()
    small_model: Path | None = None


@dataclass(frozen=True, slots=True)
class Sampling:
    """How tokens are chosen; temperature 0 is greedy. ``stop_texts`` end the text before them.

    ``propose``: whether tokens may be proposed for the model to agree with; it changes the speed.
    ``candidates``: of how many drafts the one that is kept was chosen, and ``shaped``: what gave it
    its form besides the template, as codes; both for the record alone.
    """

    max_tokens: int = 256
    temperature: float = 0.0
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    seed: int = 0
    stop_texts: tuple[str, ...] = ()
    propose: bool = True
    candidates: int = 1
    shaped: str = ""


class StopReason(StrEnum):
    """Why a draft ended."""

    END = "end"
    MAX_TOKENS = "max_tokens"
    STOP_TEXT = "stop_text"
    CONTEXT_FULL = "context_full"
    CANCELLED = "cancelled"


class FailureKind(StrEnum):
    """Why a request failed."""

    MODEL_UNREADABLE = "model_unreadable"
    MODEL_TOO_LARGE = "model_too_large"
    CONTEXT_REFUSED = "context_refused"
    PROMPT_TOO_LONG = "prompt_too_long"
    NOT_LOADED = "not_loaded"
    DECODE_FAILED = "decode_failed"
    WORKER_DIED = "worker_died"
    WORKER_CRASHED = "worker_crashed"
    WORKER_ENDED_EARLY = "worker_ended_early"
    WORKER_HUNG = "worker_hung"
    WORKER_STALLED = "worker_stalled"
    WORKER_NOT_STARTED = "worker_not_started"
    ILLEGAL_INSTRUCTION = "illegal_instruction"
    OUT_OF_MEMORY = "out_of_memory"
    MEMORY_CAP = "memory_cap"
    NO_LIBRARY = "no_library"
    NO_CPU_MODULE = "no_cpu_module"
    ADAPTER_REFUSED = "adapter_refused"
    SERVER_UNREACHABLE = "server_unreachable"
    SERVER_AUTHORITY = "server_authority"
    SERVER_UNTRUSTED = "server_untrusted"
    SERVER_REFUSED = "server_refused"
    SERVER_HAS_NOT = "server_has_not"
    SERVER_BUSY = "server_busy"
    SERVER_FAILED = "server_failed"
    SERVER_STRANGE = "server_strange"
    SERVER_STALLED = "server_stalled"
    SERVER_CUT = "server_cut"
    SERVER_TOO_LONG = "server_too_long"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Load:
    """Load a model file, replacing the one that is loaded."""

    request_id: int
    path: Path
    settings: EngineSettings


@dataclass(frozen=True, slots=True)
class Generate:
    """Continue the prompt; what was read ahead of it is not read again.

    A prompt that leaves fewer than ``reserve_tokens`` of the context free is refused. ``dictated``:
    a text that is written whatever the model would write, at the model's cost: for benchmarks.
    ``small_prompt``: the same report as a prompt for the small model. ``others``: further drafts,
    each by a sampling of its own, that are written beside the first, all in one batch; a model
    whose state cannot branch writes the first alone.
    """

    request_id: int
    segments: tuple[Segment, ...]
    sampling: Sampling
    reserve_tokens: int = 1
    dictated: str | None = None
    small_prompt: tuple[Segment, ...] = ()
    others: tuple[Sampling, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """Read at most ``most_tokens`` more of a prompt that may still grow.

    What the context holds and the prompt does not begin with is dropped.
    """

    request_id: int
    segments: tuple[Segment, ...]
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Remember:
    """Propose tokens from ``texts``, earlier impressions, too.

    They stay in the worker's memory, and go with it.
    """

    request_id: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adapt:
    """Let another of the loaded adapters work, by ``scale``, or none; what was read is dropped."""

    request_id: int
    path: Path | None
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop the request that is running; it then ends with Done(cancelled) or Failed(cancelled)."""

    request_id: int


@dataclass(frozen=True, slots=True)
class Probe:
    """Ask what llama.cpp was built for and what it sees of this machine."""

    request_id: int


Request = Load | ReadAhead | Remember | Adapt | Generate | Cancel | Probe


class WhyNotGpu(StrEnum):
    """Why not all layers of a model lie on a GPU."""

    NONE = ""
    ASKED = "asked"  # the setting says so
    NO_DEVICE = "no_device"  # that llama.cpp sees: perhaps it was built for the CPU alone
    MEMORY = "memory"
    REFUSED = "refused"  # llama.cpp would not take more


@dataclass(frozen=True, slots=True)
class Offload:
    """``layers`` of the model, ``of`` how many, lie on a GPU."""

    layers: int = 0
    of: int = 0
    why_not: WhyNotGpu = WhyNotGpu.ASKED


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What the worker says of the model it holds.

    ``context_tokens`` is the context in use; ``decode_costs``: see EngineSettings. ``goes_back``:
    what was read last can be taken back without reading all of it anew.
    """

    path: Path
    description: str
    parameters: int
    context_tokens: int
    offload: Offload
    threads: int
    decode_costs: tuple[float, ...] = ()
    goes_back: bool = True

    @property
    def device(self) -> str:
        """Where it computes: CPU, GPU, or as many of its layers on the GPU."""
        offload = self.offload
        if not offload.layers:
            return "CPU"
        return "GPU" if offload.layers >= offload.of else f"GPU {offload.layers}/{offload.of}"


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded; ``load_ms`` milliseconds of wall time."""

    request_id: int
    model: LoadedModel
    load_ms: float


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total``: thousandths of a file while loading, tokens while reading a prompt."""

    request_id: int
    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class AheadRead:
    """``done`` of the ``total`` tokens of the prompt are read."""

    request_id: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """The texts are known."""

    request_id: int


@dataclass(frozen=True, slots=True)
class Adapted:
    """The adapter works, or none does."""

    request_id: int


@dataclass(frozen=True, slots=True)
class Token:
    """Text that came with the latest tokens: whole characters only."""

    request_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Timings:
    """Figures of one draft. Times in milliseconds, measured in the worker from the request on.

    ``kept_tokens`` of the prompt had been read before; of ``proposed_tokens`` the model agreed with
    ``agreed_tokens``.
    """

    prompt_tokens: int
    completion_tokens: int
    prefill_ms: float
    ttft_ms: float
    decode_tokens_per_s: float
    kept_tokens: int = 0
    proposed_tokens: int = 0
    agreed_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """One of several drafts."""

    text: str
    stop_reason: StopReason


@dataclass(frozen=True, slots=True)
class Done:
    """The draft is complete; ``text`` is the whole of it.

    ``others`` were written beside it: those that were asked for, 15 at most, or none.
    """

    request_id: int
    text: str
    stop_reason: StopReason
    timings: Timings
    others: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """The request failed.

    ``detail``: the engine's own words, a signal's name, the seconds that a worker was silent or the
    MiB that it may take; never a prompt.
    ``prompt_tokens`` and ``context_tokens`` are given where the prompt is too long, ``needed_mb``
    and ``available_mb``, in MiB, where the model does not fit into memory.
    """

    request_id: int
    kind: FailureKind
    detail: str = ""
    prompt_tokens: int = 0
    context_tokens: int = 0
    needed_mb: int = 0
    available_mb: int = 0


@dataclass(frozen=True, slots=True)
class Probed:
    """Versions, devices and CPU features, as llama.cpp names them.

    ``cpu_module``: the kind of processor that the loaded CPU module was compiled for. ``gpus``: the
    devices that are GPUs, ``gpu_free_bytes`` of whose memory are free; ``backends``: what this
    build can compute with, as CPU or CUDA.
    """

    request_id: int
    version: str
    devices: tuple[str, ...]
    cpu_features: tuple[str, ...]
    cpu_module: str
    gpu_offload: bool
    gpus: tuple[str, ...] = ()
    gpu_free_bytes: int = 0
    backends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beat:
    """A second has passed in the worker, and it is busy. Belongs to no request."""

    request_id: int = 0


Event = Probed | Ready | Progress | AheadRead | Remembered | Adapted | Token | Done | Failed
