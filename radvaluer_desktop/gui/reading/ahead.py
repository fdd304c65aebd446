"""Reads the findings while they are typed, so that a draft need not wait for it.

One small piece at a time goes to the engine: keys that only append wait for it to end, a draft or
an edit of what is being read stops it. In a pause the last word is read too, and what the prompt
says after the findings.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil
from PySide6.QtCore import QObject, QTimer, Signal

from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.inference.messages import AheadRead
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.ahead import LONGEST, Pace, settled
from radvaluer_desktop.session.reporting import ReportingSession

_SOON_MS = 60  # after a key: a paste or a fast typist is read once
_PAUSE_MS = 700  # after which a person may well ask for a draft

Study = tuple[StudyHeader, str]


@dataclass(frozen=True, slots=True)
class _Goal:
    """What shall be read: the findings as far as they stand, or all that a draft needs."""

    header: StudyHeader
    text: str
    whole: bool


class ReadingAhead(QObject):
    """Keeps the engine one step behind the keys. Works on ``lane``, where drafts run too."""

    progressed = Signal(int, int)  # tokens read, of how many; 0 of 0: there is nothing to read

    def __init__(
        self,
        session: ReportingSession,
        lane: Lane,
        wish: str,
        parent: QObject | None = None,
        elsewhere: Callable[[], bool] = lambda: False,
    ) -> None:
        """``wish`` is the setting ``read_ahead``; ``elsewhere``: whether a server drafts."""
        super().__init__(parent)
        self._session = session
        self._lane = lane
        self._wish = wish
        self._elsewhere = elsewhere
        self._study: Callable[[], Study] | None = None
        self._reading: _Goal | None = None
        self._read: _Goal | None = None
        self._told: _Goal | None = None
        self._held = self._failed = False
        self._pace = Pace()
        self._lock = threading.Lock()
        self._newest = 0
        self._in_engine = False
        self._soon = self._timer(_SOON_MS)
        self._pause = self._timer(_PAUSE_MS)

    def note_change(self, study: Callable[[], Study]) -> None:
        """Read what ``study`` tells, soon; it is asked only then."""
        self._study = study
        self._pause.start()
        if not self._soon.isActive():
            self._soon.start()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._go_on)
        return timer

    def hold(self) -> None:
        """Stop, and read nothing until ``release``: a draft has the engine."""
        self._held = True
        self._soon.stop()
        self._pause.stop()
        self._stop()

    def release(self) -> None:
        """The engine is free again; perhaps it is another process, which has read nothing."""
        self._held = self._failed = False
        self._read = None
        if self._study is not None:
            self._soon.start()

    def _go_on(self) -> None:
        if self._held or self._failed or self._study is None or not self._may():
            return
        header, text = self._study()
        if self._reading is not None:
            if header != self._reading.header or not text.startswith(self._reading.text):
                self._stop()  # what is being read is no longer what is written
            return
        if self._session.model is None:
            return
        still = not self._pause.isActive()
        wanted = _Goal(header, text if still else settled(text), still)
        if not wanted.text.strip():
            self._tell(wanted, 0, 0)
        elif wanted != self._read and len(text) <= LONGEST:
            self._begin(wanted)

    def _begin(self, goal: _Goal) -> None:
        self._reading = goal
        self._newest += 1
        serial, tokens = self._newest, self._pace.tokens
        self._lane.run_task(
            lambda: self._piece(serial, goal, tokens),
            lambda answer: self._on_read(goal, *answer),
            lambda _: self._on_failure(),
        )

    def _piece(self, serial: int, goal: _Goal, tokens: int) -> tuple[AheadRead | None, float]:
        """Read on the lane, unless it was stopped meanwhile; return the seconds too."""
        with self._lock:
            if serial != self._newest or self._session.model is None:
                return None, 0.0
            self._in_engine = True
        began = time.monotonic()
        try:
            answer = self._session.read_ahead(goal.header, goal.text, tokens, closing=goal.whole)
            return answer, time.monotonic() - began
        finally:
            with self._lock:
                self._in_engine = False

    def _on_read(self, goal: _Goal, answer: AheadRead | None, seconds: float) -> None:
        self._reading = None
        if answer is not None:
            if answer.done < answer.total:
                self._pace.note(seconds)
            else:
                self._read = goal
            if not self._held:
                self._tell(goal, answer.done, answer.total)
        self._go_on()

    def _on_failure(self) -> None:
        """Wait for the next draft, which says why; nobody is told again and again."""
        self._reading = None
        self._failed = True

    def _tell(self, goal: _Goal, done: int, total: int) -> None:
        """Tell how far it is, once of each text."""
        if goal != self._told:
            self._told = goal if done >= total else None
            self.progressed.emit(done, total)

    def _stop(self) -> None:
        """Let what waits on the lane not begin; stop the engine where it reads for us."""
        with self._lock:
            self._newest += 1
            reads = self._in_engine
        if reads:
            self._session.stop()

    def _may(self) -> bool:
        if self._elsewhere():
            return False
        if self._wish != "mains":
            return self._wish == "on"
        battery = psutil.sensors_battery()
        return battery is None or bool(battery.power_plugged)
