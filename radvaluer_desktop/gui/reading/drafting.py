"""Between the session and the window: loads the model, drafts, stops; speaks in signals.

The newest draft wins: asking for another stops the one that runs, and what the old one still says
is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.records import PastReport
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.reading.ahead import ReadingAhead
from radvaluer_desktop.gui.reading.drafting_ahead import DraftingAhead
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.inference.messages import Progress, Ready, Token
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.draft import Drafted, DraftEvent
from radvaluer_desktop.session.engine_failures import EngineDied
from radvaluer_desktop.session.failures import LoadStopped
from radvaluer_desktop.session.fall_back import FellBack
from radvaluer_desktop.session.loading import LoadEvent, WithoutAdapter


class Drafting(QObject):
    """Runs the session on its lane."""

    model_loaded = Signal(object)  # Ready
    model_adapted = Signal()
    progressed = Signal(object)  # Progress
    draft_started = Signal()
    text_written = Signal(str)
    draft_finished = Signal(object)  # Draft
    draft_abandoned = Signal()  # stopped before its first word
    fell_back = Signal(str)  # the server failed: why; the draft begins again on this computer
    adapter_left_out = Signal(str)  # the model drafts alone: why
    failed = Signal(str)
    engine_lost = Signal()

    def __init__(self, application: Application, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._lane = Lane("engine", self)
        wish = application.settings.read_ahead
        self.reading = ReadingAhead(
            application.session, self._lane, wish, self, lambda: application.served is not None
        )
        self.ahead = DraftingAhead(application, self._lane, lambda: self.is_busy, self)
        self.ahead.engine_lost.connect(self._on_engine_lost)
        self._newest = 0
        self._begun = 0
        self._stopped = 0
        self._stops = 0
        self._running = 0
        self._chosen: str | None = None  # since the window opened
        self.failure: type[Exception] | None = None  # the last kind, for whoever knows a remedy

    @property
    def is_busy(self) -> bool:
        """Whether a draft was asked for and has not ended."""
        return self._running > 0

    def load_model(self) -> None:
        """Load the chosen or configured model in the background."""
        may_go_on, chosen = self._unless_stopped(), self._chosen
        self._lane.run_stream(
            lambda: self._application.load_model(chosen, may_go_on=may_go_on),
            self._on_events,
            lambda _: None,
            self._on_load_error,
        )

    def use(self, model: str) -> None:
        """Load another model, and draft with it from then on."""
        self._chosen = model
        self.ahead.drop()
        self.load_model()

    def draft(self, header: StudyHeader, text: str) -> None:
        """Draft an impression for ``text``; stops the draft that runs."""
        if self.is_busy:
            self.stop()
        self.ahead.give_way()
        self.reading.hold()
        self._newest += 1
        self._running += 1
        serial = self._newest
        self.draft_started.emit()
        self._lane.run_stream(
            lambda: self._events(serial, header, text),
            lambda events: self._on_events(events) if serial == self._newest else None,
            lambda _: self._on_end(),
            lambda error: self._on_draft_error(error, serial),
        )

    def adapt(self, adapter: str) -> None:
        """Let the adapter of this id work, none where it is empty; waits for its turn."""
        self.ahead.drop()
        self._lane.run_task(
            lambda: self._application.models.adapt(adapter),
            lambda _: self.model_adapted.emit(),
            lambda error: self.failed.emit(error_text(error)),
        )

    def stop(self) -> None:
        """Stop what the engine is doing, and every draft that was asked for up to now."""
        self._stop()
        if self.is_busy and self._begun < self._newest:
            self.abandon()  # it still waits for the model: nobody need wait with it

    def abandon(self) -> None:
        """Stop the draft that is being written, and drop whatever it may still say."""
        if self.is_busy:
            self._stop()
        self._newest += 1
        self.draft_abandoned.emit()

    def remember(self, reports: Sequence[PastReport]) -> None:
        """Let drafts profit from ``reports`` that were accepted; waits for its turn."""
        self._lane.run_task(lambda: self._application.session.remember(reports))

    def shut_down(self) -> None:
        """Stop, wait for the lane, end the worker."""
        self.ahead.drop()
        self.reading.hold()
        self.stop()
        self._lane.shut_down()
        self._application.close_engines()

    def _events(
        self, serial: int, header: StudyHeader, text: str
    ) -> Iterator[LoadEvent | DraftEvent | FellBack]:
        """Run on the lane; a stop counts whenever it comes, also between two turns."""
        session = self._application.session
        if serial <= self._stopped:
            return
        may_go_on = self._unless_stopped()
        if session.model is None and self._application.served is None:
            # Loading failed or was stopped: a draft is the way to try again.
            yield from self._application.load_model(self._chosen, anyway=True, may_go_on=may_go_on)
        if serial <= self._stopped:
            return
        self._begun = serial
        for event in self._application.draft(header, text, may_go_on=may_go_on):
            yield event
            if serial <= self._stopped and not isinstance(event, Drafted):
                self._application.stop()

    def _stop(self) -> None:
        self._stopped = self._newest
        self._stops += 1
        self._application.stop()

    def _unless_stopped(self) -> Callable[[], None]:
        """Return what raises LoadStopped once somebody has stopped whatever goes on now."""
        stops = self._stops

        def may_go_on() -> None:
            if self._stops != stops:
                raise LoadStopped

        return may_go_on

    def _on_events(self, events: Sequence[LoadEvent | DraftEvent | FellBack]) -> None:
        """Hand on a batch: its text as one piece, so that it is painted once."""
        for place, event in enumerate(events):
            if isinstance(event, FellBack):
                self.fell_back.emit(error_text(event.reason))
                events = events[place + 1 :]  # what the server wrote is void
                break
        text = "".join(event.text for event in events if isinstance(event, Token))
        progress = [event for event in events if isinstance(event, Progress)]
        if progress:
            self.progressed.emit(progress[-1])
        if text:
            self.text_written.emit(text)
        for event in events:
            if isinstance(event, Ready):
                self.model_loaded.emit(event)
            elif isinstance(event, WithoutAdapter):
                self.adapter_left_out.emit(error_text(event.reason))
            elif isinstance(event, Drafted):
                self.draft_finished.emit(event.draft)

    def _on_end(self) -> None:
        self._running -= 1
        if not self.is_busy:
            self.reading.release()
            self.ahead.note_activity()

    def _on_draft_error(self, error: Exception, serial: int) -> None:
        self._on_end()
        self.failure = type(error)
        if serial == self._newest:
            self.failed.emit(error_text(error))
        if isinstance(error, EngineDied):
            self._on_engine_lost()

    def _on_engine_lost(self) -> None:
        self.engine_lost.emit()
        self.load_model()  # so that the next draft need not wait for it

    def _on_load_error(self, error: Exception) -> None:
        self.failure = type(error)
        if not isinstance(error, LoadStopped):
            self.failed.emit(error_text(error))
        self.engine_lost.emit()
