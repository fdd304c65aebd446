"""Looks after the store while the window is open: what is too old goes, backups are made.

Once when the store has opened and then every hour. What deletes runs on the store's lane, in small
pieces; a backup runs on a lane of its own, through a connection of its own, so that no decision
waits for it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from radvaluer_desktop import __version__
from radvaluer_desktop.app import Application
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.backup import MadeBackup
from radvaluer_desktop.feedback.places import PlaceWarning, place_warning
from radvaluer_desktop.feedback.store import FeedbackStore
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.tasks import Lane

_EVERY_MS = 60 * 60 * 1000


def _note(store: FeedbackStore, made: MadeBackup) -> None:
    store.note(Event.BACKED_UP, file=made.path.name, decisions=made.contents.decisions)


class _Stopped(Exception):
    """The window closes: a backup that is being made is none."""


class Upkeep(QObject):
    """Works on the store that ``begin`` gets, until it is shut down."""

    backup_made = Signal(object)  # MadeBackup
    told = Signal(str)  # what somebody should know of

    def __init__(self, application: Application, store_lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._store_lane = store_lane
        self._lane = Lane("backup", self)
        self._store: FeedbackStore | None = None
        self._stopped = False
        self._made: list[MadeBackup] = []  # and not in the audit trail yet
        self._hourly = QTimer(self)
        self._hourly.setInterval(_EVERY_MS)
        self._hourly.timeout.connect(self._look_after)

    def begin(self, store: FeedbackStore) -> None:
        """The store is open: note the start, then look after it from now on."""
        self._store = store
        settings = self._application.configuration.choices
        values = {name: choice.value for name, choice in settings.items()}

        def note_start() -> None:
            store.note(Event.STARTED, version=__version__)
            store.note_settings(values)

        self._store_lane.run_task(note_start)
        folders = {store.path.parent, self._application.feedback.backups}
        self._lane.run_task(lambda: [(place_warning(each), each) for each in folders], self._warn)
        self._look_after()
        self._hourly.start()

    def note_model(self, model_id: str, sha256: str) -> None:
        """Let the audit trail know the model that drafts."""
        store = self._store
        if store is not None:
            self._store_lane.run_task(lambda: store.note_model(model_id, sha256))

    def shut_down(self) -> None:
        """Stop a backup that is being made, and wait for that."""
        self._hourly.stop()
        self._stopped = True
        self._lane.shut_down()
        self._note_made()

    def _look_after(self) -> None:
        store = self._store
        if store is None:
            return
        days = self._application.settings.keep_days
        self._store_lane.run_task(lambda: store.expire(days), on_error=self._on_error)
        self._lane.run_task(self._back_up, lambda _: self._note_made(), self._on_error)

    def _warn(self, places: list[tuple[PlaceWarning | None, Path]]) -> None:
        """Say it once a start: what lies there may be damaged or sent elsewhere."""
        texts = {
            PlaceWarning.NETWORK: self.tr(
                "{0} lies on another computer's disk, where the feedback store or its backups may "
                "be damaged. Use a folder on a local disk."
            ),
            PlaceWarning.SYNCED: self.tr(
                "{0} is synchronised with other computers, where the feedback store or its "
                "backups may be damaged or copied. Use a folder on a local disk."
            ),
        }
        for warning, folder in places:
            if warning is not None:
                self.told.emit(texts[warning].format(folder))

    def _may_go_on(self) -> None:
        if self._stopped:
            raise _Stopped

    def _back_up(self) -> None:
        made = self._application.feedback.back_up(self._may_go_on)
        if made is not None:
            self._made.append(made)

    def _note_made(self) -> None:
        store, self._made, made = self._store, [], self._made
        if store is not None:
            for each in made:
                self._store_lane.run_task(partial(_note, store, each))
                self.backup_made.emit(each)

    def _on_error(self, error: Exception) -> None:
        if not self._stopped:
            self.told.emit(error_text(error))
