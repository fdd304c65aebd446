"""The only threads of the window: work goes out, results come back to the thread that paints.

Six lanes, each one thread: ``engine`` for the session, ``store`` for the feedback store, whose
connection belongs to the thread that opened it, ``backup`` for its copies, ``export`` for what
leaves it, ``checks`` for the checker, ``worklist`` for files of studies. The page of models and the
lead's windows have lanes of their own; ``lock`` tries PINs, ``help`` and ``first run`` read files.
A lane keeps the order of what it is given.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_Result = TypeVar("_Result")
_Event = TypeVar("_Event")

# A screen shows 60 images a second; text that grows is read no better above 30.
REPAINT_MS = 33


class Lane(QObject):
    """Runs work one after the other on a thread of its own."""

    _posted = Signal(object)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._ended = False
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)
        self._due: _Mailbox[Any] | None = None
        self._delivered = 0.0
        self._repaint = QTimer(self)  # one for all streams, which come one after the other
        self._repaint.setSingleShot(True)
        self._repaint.timeout.connect(self._deliver)

    def run_task(
        self,
        work: Callable[[], _Result],
        on_done: Callable[[_Result], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``work``; one of the callbacks is called on the painting thread.

        What comes when the lane has ended, as an answer to another lane's last work, is dropped.
        """
        if self._ended:
            return
        self._executor.submit(self._run, _Task(work, on_done, on_error))

    def run_stream(
        self,
        events: Callable[[], Iterator[_Event]],
        on_events: Callable[[list[_Event]], None],
        on_done: Callable[[None], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Run through ``events``; hand them over in batches, at most 30 times a second."""
        mailbox: _Mailbox[_Event] = _Mailbox(on_events)

        def work() -> None:
            for event in events():
                if mailbox.put(event):
                    self._post(partial(self._deliver_soon, mailbox))

        def flush_then(callback: Callable[[Any], None]) -> Callable[[Any], None]:
            def call(argument: Any) -> None:  # noqa: ANN401 - a result or an error, passed on
                self._deliver()
                callback(argument)

            return call

        self.run_task(work, flush_then(on_done), flush_then(on_error))

    def shut_down(self) -> None:
        """Finish what runs, drop what waits, end the thread."""
        self._end(wait=True, cancel=True)

    def leave(self) -> None:
        """Drop what waits, without waiting for what runs."""
        self._end(wait=False, cancel=True)

    def finish(self) -> None:
        """Finish what runs and what waits, end the thread."""
        self._end(wait=True, cancel=False)

    def _end(self, *, wait: bool, cancel: bool) -> None:
        self._ended = True
        self._executor.shutdown(wait=wait, cancel_futures=cancel)

    def _deliver_soon(self, mailbox: _Mailbox[Any]) -> None:
        """Deliver when a repaint's time has passed since the last delivery."""
        self._due = mailbox
        passed = (time.monotonic() - self._delivered) * 1000
        self._repaint.start(max(0, round(REPAINT_MS - passed)))

    def _deliver(self) -> None:
        self._repaint.stop()
        self._delivered = time.monotonic()
        if self._due is not None:
            self._due.flush()

    def _run(self, task: _Task[Any]) -> None:
        task.run()
        self._post(task.finish)

    def _post(self, call: Callable[[], None]) -> None:
        self._posted.emit(call)

    def _on_posted(self, call: Callable[[], None]) -> None:
        call()


class _Task(Generic[_Result]):
    """One piece of work and who hears of it.

    What they hold, dialogs too, is let go where ``finish`` is called: the lane's thread, which is
    the last to hold the task now and then, must not destroy a widget.
    """

    def __init__(
        self,
        work: Callable[[], _Result],
        on_done: Callable[[_Result], None] | None,
        on_error: Callable[[Exception], None] | None,
    ) -> None:
        self._held: tuple[Any, ...] = (work, on_done, on_error)
        self._result: _Result | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Do the work, on the lane's thread."""
        try:
            self._result = self._held[0]()
        except Exception as error:  # noqa: BLE001 - whatever it is, the window must hear of it
            self._error = error

    def finish(self) -> None:
        """Say what came of it, on the painting thread, and let go of everything."""
        _work, on_done, on_error = self._held
        result, error = self._result, self._error
        self._held, self._result, self._error = (), None, None
        if error is not None:
            if on_error is not None:
                on_error(error)
        elif on_done is not None:
            on_done(result)


class _Mailbox(Generic[_Event]):
    """Collects the events of a stream until the next repaint is due.

    Holds nothing of Qt's own: its last reference may go on the lane's thread, where PySide must
    not take a connection apart while the painting thread makes another.
    """

    def __init__(self, deliver: Callable[[list[_Event]], None]) -> None:
        self._deliver = deliver
        self._events: list[_Event] = []
        self._lock = Lock()

    def put(self, event: _Event) -> bool:
        """Add an event, on any thread; True where a delivery must be arranged."""
        with self._lock:
            self._events.append(event)
            return len(self._events) == 1

    def flush(self) -> None:
        """Deliver what has come."""
        with self._lock:
            events, self._events = self._events, []
        if events:
            self._deliver(events)
