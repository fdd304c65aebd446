"""How llama.cpp refuses."""

from __future__ import annotations

from radvaluer_desktop.errors import RadValuerError
from radvaluer_desktop.inference.messages import FailureKind


class NativeFailure(RadValuerError):
    """llama.cpp refused; ``kind`` and ``detail`` become a Failed event."""

    def __init__(self, kind: FailureKind, detail: str = "") -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.detail = detail


class DoesNotFit(NativeFailure):
    """The model needs more memory, in MiB, than there is or than it may take."""

    def __init__(self, needed_mb: int, available_mb: int) -> None:
        super().__init__(FailureKind.MODEL_TOO_LARGE)
        self.needed_mb = needed_mb
        self.available_mb = available_mb
