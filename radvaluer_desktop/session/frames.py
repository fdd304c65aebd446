"""What of a model's own chat template is used: learnt where a file comes in, or is first loaded."""

from __future__ import annotations

from dataclasses import dataclass
from logging import getLogger
from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError
from radvaluer_desktop.modelfile.header import ModelHeader
from radvaluer_desktop.prompting.chat.frame import frame_of
from radvaluer_desktop.prompting.chat.render import Refusal
from radvaluer_desktop.prompting.general import load_general
from radvaluer_desktop.prompting.templates import PromptTemplate, own_template


class TemplateRefused(ModelError):
    """The chat template in a model file misbehaves."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The model {path} is not used: its own chat template was tried, and {reason}. No other "
        "model was changed.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Get the model from its maker, or another one; do not trust the place this one came from.",
    )


@dataclass(frozen=True, slots=True)
class Frames:
    """``folder``: where frames that were learnt are kept."""

    folder: Path

    def of_file(self, path: Path, header: ModelHeader) -> str:
        """Return the digest of the frame, "" where there is no template. Raises TemplateRefused.

        What was refused before is tried again: a computer that was busy may have been the reason.
        """
        if not header.chat_template:
            return ""
        frame = frame_of(header, self.folder, again=True)
        if isinstance(frame, Refusal):
            raise TemplateRefused(path=path, reason=frame.value)
        return frame.digest

    def own_template(self, header: ModelHeader) -> PromptTemplate | None:
        """Return the prompt template that the frame makes.

        None where there is none, or where it misbehaves: then our own templates serve.
        """
        if not header.chat_template:
            return None
        frame = frame_of(header, self.folder)
        if isinstance(frame, Refusal):
            getLogger(__name__).warning("the model's own chat template is not used: %s", frame.name)
            return None
        return own_template(frame, load_general(resource("prompts") / "general"))
