"""Reads the findings while they are typed, so that a draft need not wait for it.

One small piece at a time goes to the engine: keys that only append wait for it to end, a draft or
an edit of what is being read stops it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psutil
from PySide6.QtCore import QObject, QTimer, Signal

from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.inference.messages import AheadRead
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.ahead import LONGEST, Pace, settled
from radvaluer_desktop.session.reporting import ReportingSession

_PAUSE_MS = 60  # after a key: a paste or a fast typist is read once

Study = tuple[StudyHeader, str]


class ReadingAhead(QObject):
    """Keeps the engine one step behind the keys. Works on ``lane``, where drafts run too."""

    progressed = Signal(int, int)  # tokens read, of how many; 0 of 0: there is nothing to read

    def __init__(
        self, session: ReportingSession, lane: Lane, wish: str, parent: QObject | None = None
    ) -> None:
        """``wish`` is the setting ``read_ahead``."""
        super().__init__(parent)
        self._session = session
        self._lane = lane
        self._wish = wish
        self._study: Callable[[], Study] | None = None
        self._reading: Study | None = None
        self._read: Study | None = None
        self._told: Study | None = None
        self._held = self._failed = False
        self._pace = Pace()
        self._lock = threading.Lock()
        self._newest = 0
        self._in_engine = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._go_on)

    def note_change(self, study: Callable[[], Study]) -> None:
        """Read what ``study`` tells, soon; it is asked only then."""
        self._study = study
        if not self._soon.isActive():
            self._soon.start()

    def hold(self) -> None:
        """Stop, and read nothing until ``release``: a draft has the engine."""
        self._held = True
        self._soon.stop()
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
        wanted = (header, settled(text))
        if self._reading is not None:
            before_header, before = self._reading
            if header != before_header or not wanted[1].startswith(before):
                self._stop()  # what is being read is no longer what is written
            return
        if self._session.model is None:
            return
        if not wanted[1].strip():
            self._tell(wanted, 0, 0)
        elif wanted != self._read and len(text) <= LONGEST:
            self._begin(wanted)

    def _begin(self, study: Study) -> None:
        self._reading = study
        self._newest += 1
        serial, tokens = self._newest, self._pace.tokens
        self._lane.run_task(
            lambda: self._piece(serial, study, tokens),
            lambda answer: self._on_read(study, *answer),
            lambda _: self._on_failure(),
        )

    def _piece(self, serial: int, study: Study, tokens: int) -> tuple[AheadRead | None, float]:
        """Read on the lane, unless it was stopped meanwhile; return the seconds too."""
        with self._lock:
            if serial != self._newest or self._session.model is None:
                return None, 0.0
            self._in_engine = True
        began = time.monotonic()
        try:
            return self._session.read_ahead(*study, tokens), time.monotonic() - began
        finally:
            with self._lock:
                self._in_engine = False

    def _on_read(self, study: Study, answer: AheadRead | None, seconds: float) -> None:
        self._reading = None
        if answer is not None:
            if answer.done < answer.total:
                self._pace.note(seconds)
            else:
                self._read = study
            if not self._held:
                self._tell(study, answer.done, answer.total)
        self._go_on()

    def _on_failure(self) -> None:
        """Wait for the next draft, which says why; nobody is told again and again."""
        self._reading = None
        self._failed = True

    def _tell(self, study: Study, done: int, total: int) -> None:
        """Tell how far it is, once of each text."""
        if study != self._told:
            self._told = study if done >= total else None
            self.progressed.emit(done, total)

    def _stop(self) -> None:
        """Let what waits on the lane not begin; stop the engine where it reads for us."""
        with self._lock:
            self._newest += 1
            reads = self._in_engine
        if reads:
            self._session.stop()

    def _may(self) -> bool:
        if self._wish != "mains":
            return self._wish == "on"
        battery = psutil.sensors_battery()
        return battery is None or bool(battery.power_plugged)
