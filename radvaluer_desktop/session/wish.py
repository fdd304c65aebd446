"""What a person asks of a draft beside the study: a style, an instruction, another draft."""

from __future__ import annotations

from dataclasses import dataclass, field

from radvaluer_desktop.inference.messages import Sampling
from radvaluer_desktop.prompting.build import Wishes
from radvaluer_desktop.report.style import Length, Style
from radvaluer_desktop.session.several import drawn

# Apart from every seed of the draft before: at most 16 drafts are written together.
_SEEDS_APART = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """``again``: how many drafts of these findings there were before; 0 for the first.

    The first is written greedily. Each further one is drawn by chance, with seeds of its own, and
    one of the texts in ``seen`` is shown again only where the model writes nothing else.
    """

    style: Style = field(default_factory=Style)
    instruction: str = field(default="", repr=False)
    again: int = 0
    seen: tuple[str, ...] = field(default=(), repr=False)

    @property
    def told(self) -> Wishes:
        """What a general model is told."""
        return Wishes(self.style, self.instruction)

    @property
    def shortest(self) -> bool:
        """Whether the shortest of equally good drafts is wanted."""
        return self.style.length is Length.SHORT

    @property
    def code(self) -> str:
        """What is kept of it with the draft: codes, no text."""
        return "+".join(filter(None, (self.style.code, "instruction" if self.instruction else "")))

    def sampling(self, asked: Sampling) -> Sampling:
        """Return how the first draft of the batch is written."""
        return drawn(asked, asked.seed + _SEEDS_APART * self.again) if self.again else asked
