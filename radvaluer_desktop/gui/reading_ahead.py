"""Reads the findings while they are typed, so that a draft need not wait for it.

One small piece at a time goes to the engine: keys that only append wait for it to end, a draft or
an edit of what is being read stops it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil
from PySide6.QtCore import QObject, QTimer, Signal

from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.inference.messages import AheadRead
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.ahead import Pace, settled
from radvaluer_desktop.session.reporting import ReportingSession

_PAUSE_MS = 60  # after a key: a paste or a fast typist is read once

Study = tuple[StudyHeader, str]


class ReadingAhead(QObject):
    """Keeps the engine one step behind the keys. Works on ``lane``, where drafts run too."""

    progressed = Signal(int, int)  # tokens read, of how many

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
        self._held = self._stopped = self._failed = False
        self._pace = Pace()
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
        if wanted == self._read or not wanted[1].strip():
            return
        self._reading, self._stopped = wanted, False
        began = time.monotonic()
        self._lane.run_task(
            lambda: None if self._held else self._session.read_ahead(*wanted, self._pace.tokens),
            lambda answer: self._on_read(wanted, answer, time.monotonic() - began),
            lambda _: self._on_read(wanted, None, 0.0),
        )

    def _on_read(self, study: Study, answer: AheadRead | None, seconds: float) -> None:
        self._reading = None
        if answer is not None:
            if answer.done < answer.total:
                self._pace.note(seconds)
            else:
                self._read = study
            self.progressed.emit(answer.done, answer.total)
        elif not self._stopped:
            self._failed = (
                True  # the next draft says why; until then nobody is told again and again
            )
        self._go_on()

    def _stop(self) -> None:
        if self._reading is not None:
            self._stopped = True
            self._session.stop()

    def _may(self) -> bool:
        if self._wish != "mains":
            return self._wish == "on"
        battery = psutil.sensors_battery()
        return battery is None or bool(battery.power_plugged)
