"""Between the feedback store and the window: opens it, keeps decisions and what is being typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.records import Decision, ShownDraft, WorkspaceText
from radvaluer_desktop.feedback.store import FeedbackStore
from radvaluer_desktop.feedback.workspace import CURRENT
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.keys.care import KeyCare
from radvaluer_desktop.gui.keys.upkeep import Upkeep
from radvaluer_desktop.gui.tasks import Lane

# Typing is kept this long after the last key, and at the latest this long after the first.
_KEPT_WITHIN_MS = 500  # of its first key, what is typed is on its way to the disk
_REMEMBERED = 1000  # reports that the engine proposes from, and examples are chosen from


class Recording(QObject):
    """Runs the feedback store on its lane; without a store nothing is kept, and that is said."""

    opened = Signal(object)  # WorkspaceText or None: what was being typed when the program ended
    reports_read = Signal(object)  # of this radiologist, accepted earlier
    unavailable = Signal(str)
    decision_kept = Signal(object)  # Decision
    decision_failed = Signal(object, str)  # Decision, why
    listed = Signal(object, object)  # the worklist as it was kept, and what was typed, by study
    typing_failed = Signal(str)

    def __init__(self, application: Application, window: QWidget) -> None:
        super().__init__(window)
        self._application = application
        self._lane = Lane("store", self)
        self.key_care = KeyCare(application, self._lane, window)
        self.upkeep = Upkeep(application, self._lane, self)
        self._store: FeedbackStore | None = None
        self._typed: WorkspaceText | None = None
        self._slot = CURRENT
        self._later: list[Callable[[FeedbackStore], None]] = []
        self._waiting: list[tuple[Decision, str]] = []
        self._unavailable = False
        self.problem = ""  # why the store is not open
        self.failure: type[Exception] | None = None  # the last kind, for whoever knows a remedy
        self.key_care.recovered.connect(self.open)
        self._keep_typed = QTimer(self, singleShot=True, interval=_KEPT_WITHIN_MS)
        self._keep_typed.timeout.connect(self.flush)

    @property
    def is_open(self) -> bool:
        """Whether decisions are being kept."""
        return self._store is not None

    @property
    def may_keep(self) -> bool:
        """Whether the store is open or still being opened."""
        return not self._unavailable

    def open(self) -> None:
        """Open the store in the background: a keyring may wait for its owner."""
        if self._store is not None:
            return
        self._unavailable = False
        self._lane.run_task(self._open, self._on_opened, self._on_open_error)

    def keep(self, decision: Decision) -> None:
        """Keep a decision; what was being typed is then part of it and is forgotten.

        While the store is still opening the decision waits for it.
        """
        if self._store is None:
            self._waiting.append((decision, self._slot))
            return
        self._forget_typed()
        self._keep(self._store, decision, self._slot)

    def note_draft(self, draft: ShownDraft) -> None:
        """Keep a draft that was shown; while the store is still opening it waits for it."""
        self.write(lambda store: store.note_draft(draft))

    def write(self, work: Callable[[FeedbackStore], None]) -> None:
        """Let ``work`` write; while the store is still opening it waits for it."""
        store = self._store
        if store is not None:
            self._lane.run_task(lambda: work(store), on_error=self._on_typing_error)
        elif self.may_keep:
            self._later.append(work)

    def turn_to(self, slot: str) -> None:
        """Keep what is being typed now, and from then on what is typed in ``slot``."""
        text, before = self._typed, self._slot
        if text is not None:
            self.write(lambda store: store.save_workspace(text, before))
        self._forget_typed()
        self._slot = slot

    def note(self, event: Event, **detail: str | int | bool) -> None:
        """Write a row of the audit trail; while the store is still opening it waits for it."""
        self.write(lambda store: store.note(event, **detail))

    def note_typing(self, text: WorkspaceText) -> None:
        """Keep what is being typed, half a second after the first key that is not kept yet."""
        self._typed = text
        if not self._keep_typed.isActive():
            self._keep_typed.start()

    def forget_typing(self) -> None:
        """Forget what was being typed: a new study begins."""
        self._forget_typed()
        store, slot = self._store, self._slot
        if store is not None:
            self._lane.run_task(lambda: store.clear_workspace(slot), on_error=self._on_typing_error)

    def set_aside(self) -> None:
        """Let what is being typed not replace what came back: it waits for another start."""
        store = self._store
        if store is not None:
            self._lane.run_task(store.set_aside, on_error=self._on_typing_error)

    def flush(self) -> None:
        """Keep what is being typed now."""
        text, store, slot = self._typed, self._store, self._slot
        if store is None:
            return  # kept until it opens
        self._forget_typed()
        if text is not None:
            self._lane.run_task(
                lambda: store.save_workspace(text, slot), on_error=self._on_typing_error
            )

    def shut_down(self) -> None:
        """Keep what is being typed, close the store, end the thread."""
        self.flush()
        store = self._store
        self.upkeep.shut_down()
        if store is None:
            self._lane.leave()  # it may be waiting for a keyring's owner
            return
        self._lane.run_task(store.close)
        self._lane.finish()

    def _keep(self, store: FeedbackStore, decision: Decision, slot: str) -> None:
        self._lane.run_task(
            lambda: store.keep(decision, of_what_was_typed=True, slot=slot),
            lambda _: self.decision_kept.emit(decision),
            lambda error: self._on_decision_error(decision, error),
        )

    def _forget_typed(self) -> None:
        self._typed = None
        self._keep_typed.stop()

    def _open(self) -> tuple[FeedbackStore, WorkspaceText | None]:
        store = self._application.feedback.open()
        store.bring_back()
        return store, store.workspace()

    def _on_opened(self, result: tuple[FeedbackStore, WorkspaceText | None]) -> None:
        store, text = result
        self._store = store
        self.opened.emit(text)
        radiologist = self._application.settings.radiologist_id
        self._lane.run_task(
            lambda: store.accepted(radiologist, _REMEMBERED), self.reports_read.emit
        )
        self._lane.run_task(
            lambda: (store.worklist(), store.typed_in_listed()),
            lambda kept: self.listed.emit(*kept),
            self._on_typing_error,
        )
        self.flush()
        later, self._later = self._later, []
        for work in later:
            self.write(work)
        waiting, self._waiting = self._waiting, []
        for decision, slot in waiting:
            if slot == self._slot:
                self._forget_typed()
            self._keep(store, decision, slot)
        self.key_care.look()
        self.upkeep.begin(store)

    def _on_open_error(self, error: Exception) -> None:
        self._unavailable = True
        self.failure = type(error)
        self.problem = error_text(error)
        self.unavailable.emit(self.problem)
        for decision, _slot in self._waiting:
            self.decision_failed.emit(decision, self.problem)
        self._later, self._waiting = [], []

    def _on_decision_error(self, decision: Decision, error: Exception) -> None:
        self.failure = type(error)
        self.decision_failed.emit(decision, error_text(error))

    def _on_typing_error(self, error: Exception) -> None:
        self.failure = type(error)
        self.typing_failed.emit(error_text(error))
