"""Does what the assistant asks for, through the same parts as the rest of the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.catalogue.entries import Entry
from radvaluer_desktop.catalogue.library import Installed, Whose
from radvaluer_desktop.catalogue.suggest import Machine, suggest
from radvaluer_desktop.catalogue.this_machine import this_machine
from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.first_run.assistant import Assistant
from radvaluer_desktop.gui.first_run.model_page import ModelOption
from radvaluer_desktop.gui.reading.recording import Recording
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.gui.translation import resolve_language
from radvaluer_desktop.intended_use import (
    IntendedUse,
    IntendedUseUnusable,
    intended_use,
    read_intended_use,
    region_of,
)

_SUGGESTED = 2
_Found = tuple[Sequence[Installed], Sequence[Entry], Machine]


class FirstRunCare(QObject):
    """Owns the assistant while it is open."""

    language_chosen = Signal(str)
    models_asked = Signal()
    model_chosen = Signal(str)
    example_asked = Signal()
    told = Signal(str, str)

    def __init__(self, application: Application, recording: Recording, window: QWidget) -> None:
        super().__init__(window)
        self._application, self._recording, self._window = application, recording, window
        self._lane = Lane("first run", self)
        self._used = ""
        self.assistant: Assistant | None = None

    @property
    def is_due(self) -> bool:
        """Whether the assistant should come by itself: these words were never agreed to."""
        settings = self._application.settings
        use, _problem = self._use()
        return settings.first_run == "ask" and settings.intended_use_agreed != use.version

    def open(self, *, may_draft: bool) -> None:
        """Show the assistant over the window. ``may_draft``: nothing stands there that counts."""
        if self.assistant is not None:
            self.assistant.activateWindow()
            return
        self.assistant = assistant = Assistant(self._window)
        configuration, settings = self._application.configuration, self._application.settings
        self._show_words()
        assistant.words.lock(
            language=configuration.is_locked("interface_language"),
            region=configuration.is_locked("region") or bool(settings.intended_use_file),
        )
        assistant.person.show_choices(
            configuration.choices,
            {"radiologist": settings.radiologist_id, "station": settings.station_id},
        )
        assistant.draft.allow_example(may=may_draft)
        assistant.words.language_chosen.connect(self._on_language)
        assistant.words.region_chosen.connect(self._on_region)
        assistant.key.shown.connect(self._on_key_page)
        care = self._recording.key_care
        assistant.key.make_asked.connect(care.open)
        care.second_way_missing.connect(self._on_second_way)
        self._recording.unavailable.connect(self._on_unavailable)
        assistant.model.models_asked.connect(self.models_asked)
        assistant.currentIdChanged.connect(self._on_page)
        assistant.finished.connect(self._on_finished)
        self._lane.run_task(self._models, self._on_models, self._on_error)
        assistant.open()

    def shut_down(self) -> None:
        """End the thread."""
        self._lane.leave()

    # --- the words ---------------------------------------------------------------------------

    def _use(self) -> tuple[IntendedUse, str]:
        """Return the words that hold here, and what is wrong with a site's own."""
        settings = self._application.settings
        problem = ""
        if settings.intended_use_file:
            try:
                return read_intended_use(Path(settings.intended_use_file)), ""
            except IntendedUseUnusable as error:
                problem = error_text(error)
        region = settings.region
        if region == "auto":
            region = region_of(QLocale.territoryToCode(QLocale.system().territory()))
        return intended_use(region), problem

    def _show_words(self) -> None:
        if self.assistant is not None:
            use, problem = self._use()
            language = resolve_language(self._application.settings.interface_language)
            self.assistant.words.show_words(use, language, problem)

    def _on_language(self, language: str) -> None:
        self.language_chosen.emit(language)
        self._show_words()

    def _on_region(self, region: str) -> None:
        self._save("region", region)
        self._show_words()

    # --- the pages ---------------------------------------------------------------------------

    def _on_page(self, _page: int) -> None:
        """Save what the page before asked for: nothing waits for the last one."""
        assistant = self.assistant
        if assistant is None:
            return
        visited = assistant.visitedIds()
        if assistant.currentPage() is assistant.person:
            self._agree()
        if assistant.currentPage() is assistant.key:
            self._save_person()
        if assistant.currentPage() is assistant.draft and len(visited) > 1:
            self._use_model()

    def _agree(self) -> None:
        use = self.assistant.words.agreed_to if self.assistant is not None else None
        if use is None or self._application.settings.intended_use_agreed == use.version:
            return
        if self._save("intended_use_agreed", use.version):
            self._recording.note(Event.INTENDED_USE_AGREED, version=use.version, region=use.region)

    def _save_person(self) -> None:
        if self.assistant is None:
            return
        page, choices = self.assistant.person, self._application.configuration.choices
        for name, text in page.changed(choices).items():
            self._save(name, text)

    def _save(self, name: str, value: str) -> bool:
        try:
            self._application.save_setting(name, value)
        except WorldError as error:
            self.told.emit(error_text(error), "warning")
            return False
        return True

    def _on_key_page(self) -> None:
        assistant, recording = self.assistant, self._recording
        if assistant is None:
            return
        if recording.is_open:
            recording.key_care.look()
        elif not recording.may_keep:
            assistant.key.show_problem(recording.problem)

    def _on_second_way(self, missing: bool) -> None:
        if self.assistant is not None:
            self.assistant.key.show_missing(missing=missing)

    def _on_unavailable(self, text: str) -> None:
        if self.assistant is not None:
            self.assistant.key.show_problem(text)

    # --- the model ---------------------------------------------------------------------------

    def _models(self) -> _Found:
        library = self._application.library
        return library.installed(), library.entries(), this_machine()

    def _on_models(self, found: _Found) -> None:
        installed, entries, machine = found
        if self.assistant is None:
            return
        language = resolve_language(self._application.settings.interface_language)
        purposes = {entry.id: entry.purpose[language] for entry in entries}
        there = {model.id for model in installed}
        options = [
            ModelOption(model.id, purposes.get(model.id, ""), model.whose is Whose.EMBEDDED)
            for model in installed
        ]
        suggested = [
            each.entry.name
            for each in suggest(entries, machine)
            if each.suits and each.entry.id not in there
        ]
        self._used = self._application.models.in_use
        locked = self._application.configuration.is_locked("model")
        self.assistant.model.show_models(options, self._used, suggested[:_SUGGESTED], locked=locked)

    def _use_model(self) -> None:
        chosen = self.assistant.model.chosen if self.assistant is not None else ""
        if chosen and chosen != self._used:
            self._used = chosen
            self.model_chosen.emit(chosen)

    # --- the end -----------------------------------------------------------------------------

    def _on_finished(self, result: int) -> None:
        assistant, self.assistant = self.assistant, None
        if assistant is None:
            return
        self._recording.key_care.second_way_missing.disconnect(self._on_second_way)
        self._recording.unavailable.disconnect(self._on_unavailable)
        draft = bool(result) and assistant.draft.example.isChecked()
        assistant.deleteLater()
        if draft:
            self.example_asked.emit()

    def _on_error(self, error: Exception) -> None:
        self.told.emit(error_text(error), "warning")
