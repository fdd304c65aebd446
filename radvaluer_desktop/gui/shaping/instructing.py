"""One instruction about one draft: done on the text where it can be, else asked of the model."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from radvaluer_desktop.app import Application
from radvaluer_desktop.gui.reading.sitting import Sitting
from radvaluer_desktop.gui.shaping.instruct_row import InstructRow
from radvaluer_desktop.gui.shaping.known_drafts import KnownDrafts
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.session.instructions import Followed, Order, Refusal, follow, order_in
from radvaluer_desktop.session.wish import Wish

# What a general model is asked where the text alone does not tell how.
_ASKED = {
    Order.NUMBER: {Language.ENGLISH: "Number the statements.", Language.CHINESE: "逐条编号。"},
    Order.BULLETS: {Language.ENGLISH: "Write a bulleted list.", Language.CHINESE: "写成项目列表。"},
    Order.PROSE: {Language.ENGLISH: "Write running text.", Language.CHINESE: "写成连续的段落。"},
    Order.SHORTER: {Language.ENGLISH: "Make it shorter.", Language.CHINESE: "写得更简短。"},
}


class Instructing(QObject):
    """Opens the row and does what it says."""

    told = Signal(str, str)  # text, role

    def __init__(self, application: Application, sitting: Sitting, known: KnownDrafts) -> None:
        super().__init__(sitting)
        self._application, self._sitting, self._known = application, sitting, known
        self.row = InstructRow()
        self.row.order_given.connect(self._on_order)
        self.row.instruction_given.connect(self._on_instruction)
        for gone in (sitting.writing.begun, sitting.study_begun):
            gone.connect(self.row.close_row)

    @property
    def takes_words(self) -> bool:
        """Whether the model in use is told of instructions."""
        application = self._application
        return application.served is not None or application.session.prompts.take_wishes

    def ask(self) -> None:
        """Open the row."""
        if self._sitting.study.is_decidable:
            self.row.ask(takes_words=self.takes_words)

    def _on_instruction(self, text: str) -> None:
        order = order_in(text)
        if order is not None:
            self._on_order(order)
        elif self.takes_words:
            self._ask_model(text)
        else:
            self._refuse(Refusal.UNKNOWN)

    def _on_order(self, order: Order) -> None:
        study = self._sitting.study
        draft = study.draft
        if draft is None or not study.is_decidable:
            return
        done = follow(order, study.texts().impression, draft)
        if isinstance(done, Followed):
            self._known.take(done.draft, done.text)
            self._sitting.keeping.keep_draft(done.draft)
            self.told.emit(
                self.tr("Done on the text. Ctrl+Z brings back what stood there."), "quiet"
            )
        elif self.takes_words and done is not Refusal.AS_IT_IS:
            self._ask_model(_ASKED[order][draft.language])
        else:
            self._refuse(done)

    def _ask_model(self, instruction: str) -> None:
        style = self._application.session.style
        self._sitting.writing.ask_again(Wish(style, instruction))

    def _refuse(self, why: Refusal) -> None:
        texts = {
            Refusal.UNKNOWN: self.tr(
                "This model takes no instructions in words, so nothing was done. It can be asked: "
                "number it, bullets, prose, shorter."
            ),
            Refusal.AS_IT_IS: self.tr("It is so already; nothing was changed."),
            Refusal.UNCLEAR: self.tr(
                "The statements of this text cannot be told apart for certain; nothing was changed."
            ),
            Refusal.NO_SHORTER: self.tr(
                "None of the drafts is shorter and as well borne out by the findings; nothing was "
                "changed."
            ),
            Refusal.EDITED: self.tr(
                "You have edited the draft: a shorter one would take the place of your words. "
                "Nothing was changed."
            ),
        }
        self.told.emit(texts[why], "warning")
