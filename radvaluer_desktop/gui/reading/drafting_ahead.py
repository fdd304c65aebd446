"""Drafts the next study of a worklist while nobody needs the engine, and holds it in memory alone.

A person always comes first: a key, a draft, another model end it at once. What is held is dropped
where the study, the model or its adapter are no longer those that it was made with. Where a
server drafts there is none: no text goes there before a person asks for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil
from PySide6.QtCore import QObject, QTimer, Signal

from radvaluer_desktop.app import Application
from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.inference.messages import StopReason
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.safety.process import ChecksNotRunning
from radvaluer_desktop.session.draft import Draft, Drafted
from radvaluer_desktop.session.engine_failures import EngineDied
from radvaluer_desktop.session.review import CheckedTexts, StudyTexts, check_texts

IDLE_MS = 2000  # without a key; who reads what stands there is idle too


@dataclass(frozen=True, slots=True)
class Wanted:
    """A study that is to be drafted ahead."""

    id: str
    header: StudyHeader = field(repr=False)
    findings: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HeldDraft:
    """A draft that nobody has seen, what it was made with, and what the checks say of it."""

    wanted: Wanted
    model: InstalledModel
    draft: Draft = field(repr=False)
    checked: CheckedTexts | None = field(repr=False)


class DraftingAhead(QObject):
    """Works on ``lane``, where drafts run too; holds one draft."""

    held_changed = Signal()
    engine_lost = Signal()

    def __init__(
        self, application: Application, lane: Lane, is_busy: Callable[[], bool], parent: QObject
    ) -> None:
        """``is_busy``: whether a person waits for a draft."""
        super().__init__(parent)
        self._application, self._lane, self._is_busy = application, lane, is_busy
        self._wish = application.settings.draft_ahead
        self._wanted: Wanted | None = None
        self._held: HeldDraft | None = None
        self._failed: Wanted | None = None
        self._running: Wanted | None = None
        self._lock = threading.Lock()
        self._newest = 0
        self._in_engine = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._begin)

    @property
    def held(self) -> str | None:
        """Id of the study whose draft is held."""
        return self._held.wanted.id if self._held else None

    @property
    def running(self) -> str | None:
        """Id of the study that is being drafted ahead."""
        return self._running.id if self._running else None

    def want(self, wanted: Wanted | None) -> None:
        """Draft ``wanted`` once nobody needs the engine; drop what is held of another."""
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if self._running is not None and self._running != wanted:
            self._stop()
        if self._held is not None and self._held.wanted != wanted:
            self._hold(None)
        if wanted is not None:
            self._idle.start()

    def note_activity(self) -> None:
        """A person works: stop, and begin again when it is quiet."""
        self.give_way()
        if self._wanted is not None:
            self._idle.start()

    def give_way(self) -> None:
        """Stop now; what is held stays."""
        self._idle.stop()
        self._stop()

    def drop(self) -> None:
        """Stop, and forget what is held: another model is to draft."""
        self.give_way()
        self._failed = None
        self._hold(None)

    def take(self, header: StudyHeader, findings: str) -> HeldDraft | None:
        """Hand over the draft of just these texts by the model in use; then it is held no more."""
        held = self._held
        if held is None or (held.wanted.header, held.wanted.findings) != (header, findings):
            return None
        self._wanted = None
        self._hold(None)
        fits = held.model == self._application.session.model and self._application.served is None
        return held if fits else None

    def _hold(self, held: HeldDraft | None) -> None:
        if held is not self._held:
            self._held = held
            self.held_changed.emit()

    def _begin(self) -> None:
        wanted = self._wanted
        done = self._held is not None and self._held.wanted == wanted
        if wanted is None or done or self._running is not None or wanted == self._failed:
            return
        if self._is_busy() or not self._may():
            return
        self._running = wanted
        self._newest += 1
        serial = self._newest
        self._lane.run_task(
            lambda: self._draft(serial, wanted),
            lambda held: self._on_drafted(serial, held),
            lambda error: self._on_failure(serial, wanted, error),
        )

    def _draft(self, serial: int, wanted: Wanted) -> HeldDraft | None:
        """Draft and check on the lane, unless it was stopped meanwhile."""
        session = self._application.session
        with self._lock:
            model = session.model
            if serial != self._newest or model is None:
                return None
            self._in_engine = True
        draft = None
        try:
            for event in session.draft(wanted.header, wanted.findings):
                if isinstance(event, Drafted):
                    draft = event.draft
                elif serial != self._newest:
                    session.stop()
        finally:
            with self._lock:
                self._in_engine = False
        stopped = serial != self._newest or draft is None
        if stopped or draft is None or draft.stop_reason is StopReason.CANCELLED:
            return None
        texts = StudyTexts(wanted.header, wanted.findings, draft.impression, drafted=True)
        try:
            checked = check_texts(self._application.checks, texts)
        except ChecksNotRunning:
            checked = None  # it is asked for again when the study is opened
        return HeldDraft(wanted, model, draft, checked)

    def _on_drafted(self, serial: int, held: HeldDraft | None) -> None:
        if serial == self._newest:
            self._running = None
            if held is not None and held.wanted == self._wanted:
                self._hold(held)

    def _on_failure(self, serial: int, wanted: Wanted, error: Exception) -> None:
        """Nobody asked, so nobody is told: whoever drafts that study hears why it fails."""
        if serial == self._newest:
            self._running = None
        self._failed = wanted
        if isinstance(error, EngineDied):
            self.engine_lost.emit()

    def _stop(self) -> None:
        """Let what waits on the lane not begin; stop the engine where it drafts for us."""
        with self._lock:
            self._newest += 1
            drafts = self._in_engine
        self._running = None
        if drafts:
            self._application.session.stop()

    def _may(self) -> bool:
        if self._application.served is not None or self._application.session.model is None:
            return False
        if self._wish != "mains":
            return self._wish == "on"
        battery = psutil.sensors_battery()
        return battery is None or bool(battery.power_plugged)
