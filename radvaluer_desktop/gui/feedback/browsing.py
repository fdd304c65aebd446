"""Between the store and the browser's window.

Two lanes read, each through a connection of its own, so that a page never waits for a list.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from radvaluer_desktop.app import Application, may_tell_radiologists_apart
from radvaluer_desktop.feedback.audit.chain import AuditRow
from radvaluer_desktop.feedback.browsing import Asked, Choices, Line
from radvaluer_desktop.feedback.decisions import FeedbackStore
from radvaluer_desktop.feedback.looking import Looking
from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.feedback.browser_window import BrowserWindow
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.gui.window_layout import WindowLayout

_MOST_WAITING = 3  # pages: who scrolls on does not wait for what was scrolled past


class _NobodyWaits(Exception):
    """What is being read is wanted no more."""


class Browsing(QObject):
    """Opens the window over connections of its own, and reads what it shows."""

    def __init__(self, application: Application, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._apart = may_tell_radiologists_apart(application.configuration)
        self._pages = Lane("browser pages", self)
        self._lists = Lane("browser lists", self)
        self._looking: Looking | None = None
        self._lister: FeedbackStore | None = None
        self._session = 0  # of the window
        self._list = 0  # the one that is shown
        self._found = self._kept = 0
        self._waiting: list[int] = []
        self._reading = False
        self._whole = False  # whether every decision is known to have its figures
        self.window: BrowserWindow | None = None
        self._layout = WindowLayout(application.locations.window_layout, "browser")

    def open(self) -> None:
        """Show the window, or raise the one that is open."""
        if self.window is None:
            self._session += 1
            session = self._session
            self.window = window = BrowserWindow(radiologists=self._apart)
            self._layout.restore(window)
            window.asked.connect(self.ask)
            window.pages_wanted.connect(self._on_pages_wanted)
            window.opened.connect(self._on_opened)
            window.closed.connect(self._on_closed)
            window.strip.say(self.tr("Opening the feedback store…"))
            self._pages.run_task(
                self._application.feedback.look_into,
                lambda looking: self._on_looking(session, looking),
                self._on_error,
            )
        self.window.show()
        self.window.activateWindow()
        self.window.filters.words.setFocus()

    def ask(self, asked: Asked) -> None:
        """Show the decisions that are asked for."""
        looking, lister, window = self._looking, self._lister, self.window
        if looking is None or lister is None or window is None:
            return
        self._list += 1
        current, may_go_on = self._list, self._going_on()
        self._found, self._waiting = 0, []
        window.begin_list()
        window.show_count(0, self._kept, done=False)
        self._pages.run_task(lambda: looking.begin(asked), None, self._on_error)

        def on_pieces(pieces: list[array[int]]) -> None:
            if current == self._list and self.window is not None:
                for piece in pieces:
                    self._found += len(piece)
                    self.window.add(piece)
                self.window.show_count(self._found, self._kept, done=False)

        def on_done(_: None) -> None:
            if current == self._list and self.window is not None:
                self.window.show_count(self._found, self._kept, done=True)
                if not self._found:
                    self.window.strip.say(self._nothing(asked))
                self._complete(looking)

        self._lists.run_stream(
            lambda: lister.listed(asked, may_go_on), on_pieces, on_done, self._on_error
        )

    def shut_down(self) -> None:
        """Close the window and both connections."""
        if self.window is not None:
            self.window.close()
        self._session += 1
        self._pages.finish()
        self._lists.finish()

    # --- opening and closing -----------------------------------------------------------------

    def _on_looking(self, session: int, looking: Looking) -> None:
        if session != self._session:
            self._pages.run_task(looking.close)
            return
        self._looking = looking

        def may_go_on() -> None:
            if session != self._session:
                raise _NobodyWaits

        def open_lister() -> tuple[FeedbackStore, int]:
            lister = self._application.feedback.reader()
            return lister, lister.kept()

        def on_lister(opened: tuple[FeedbackStore, int]) -> None:
            lister, kept = opened
            if session != self._session or self.window is None:
                self._lists.run_task(lister.close)
                return
            self._lister, self._kept = lister, kept
            self.ask(self.window.filters.selection())
            self._lists.run_task(
                lambda: lister.choices(radiologists=self._apart, may_go_on=may_go_on),
                self._on_choices,
                self._on_error,
            )

        self._lists.run_task(open_lister, on_lister, self._on_error)

    def _on_choices(self, choices: Choices) -> None:
        if self.window is not None:
            self.window.filters.offer(choices)

    def _on_closed(self) -> None:
        self._session += 1
        self._list += 1
        self._waiting, self._whole = [], False
        looking, self._looking = self._looking, None
        lister, self._lister = self._lister, None
        window, self.window = self.window, None
        if looking is not None:
            self._pages.run_task(looking.close)
        if lister is not None:
            self._lists.run_task(lister.close)
        if window is not None:
            self._layout.keep(window)
            window.deleteLater()

    def _complete(self, looking: Looking) -> None:
        """Once, behind the first list: what had no figures yet gets them and is listed too."""
        if self._whole:
            return
        self._whole, session = True, self._session

        def may_go_on() -> None:
            if session != self._session:
                raise _NobodyWaits

        def on_completed(filled: int) -> None:
            if filled and session == self._session and self.window is not None:
                self.ask(self.window.filters.selection())

        self._pages.run_task(lambda: looking.complete(may_go_on), on_completed, self._on_error)

    # --- pages -------------------------------------------------------------------------------

    def _on_pages_wanted(self, pages: list[int]) -> None:
        self._waiting = [page for page in self._waiting if page not in pages] + pages
        self._waiting = self._waiting[-_MOST_WAITING:]
        self._read_next()

    def _read_next(self) -> None:
        looking, window = self._looking, self.window
        if self._reading or not self._waiting or looking is None or window is None:
            return
        page, current = self._waiting.pop(), self._list
        numbers = window.model.numbers_of(page)
        self._reading = True

        def on_lines(lines: Mapping[int, Line]) -> None:
            self._reading = False
            if current == self._list and self.window is not None:
                self.window.model.show_page(page, numbers, lines)
            self._read_next()

        def on_error(error: Exception) -> None:
            self._reading = False
            self._waiting = []
            self._on_error(error)

        self._pages.run_task(lambda: looking.lines(numbers), on_lines, on_error)

    # --- one decision ------------------------------------------------------------------------

    def _on_opened(self, number: int) -> None:
        looking, current = self._looking, self._list
        if looking is None:
            return

        def on_whole(decision: Decision | None) -> None:
            if current != self._list or self.window is None:
                return
            if decision is None:
                self.window.strip.say(self.tr("This decision was erased since."), "warning")
                return
            self.window.show_decision(decision)
            self._read_trail(decision)

        self._pages.run_task(lambda: looking.whole(number), on_whole, self._on_error)

    def _read_trail(self, decision: Decision) -> None:
        lister, going_on = self._lister, self._going_on()
        if lister is None:
            return

        def may_go_on() -> None:
            going_on()
            if self.window is None or self.window.decision is not decision:
                raise _NobodyWaits

        def on_trail(trail: list[AuditRow]) -> None:
            if self.window is not None:
                self.window.show_trail(decision, trail)

        self._lists.run_task(lambda: lister.trail_of(decision, may_go_on), on_trail, self._on_error)

    # --- what is said ------------------------------------------------------------------------

    def _going_on(self) -> Callable[[], None]:
        """Return what raises once another list is asked for, or the window is closed."""
        current, session = self._list, self._session

        def may_go_on() -> None:
            if (current, session) != (self._list, self._session):
                raise _NobodyWaits

        return may_go_on

    def _nothing(self, asked: Asked) -> str:
        if not self._kept:
            return self.tr("No decision is kept yet.")
        if asked.words.strip() and not asked.is_filtered:
            return self.tr("No decision holds all of these words.")
        return self.tr("No decision is like this. Clear a filter to see more.")

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, _NobodyWaits) and self.window is not None:
            self.window.strip.say(error_text(error), "error")
