"""What stands beside the work in the window: settings, lock, help, assistant, remedies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from radvaluer_desktop.app import Application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.first_run.care import FirstRunCare
from radvaluer_desktop.gui.help.care import HelpCare
from radvaluer_desktop.gui.lock.care import LockCare
from radvaluer_desktop.gui.menus import Menus
from radvaluer_desktop.gui.notice_bar import Remedy
from radvaluer_desktop.gui.remedies import Remedies
from radvaluer_desktop.gui.settings.care import SettingsCare
from radvaluer_desktop.gui.translation import resolve_language

if TYPE_CHECKING:
    from radvaluer_desktop.gui.main_window import MainWindow


class Beside(QObject):
    """Connects these parts with the window, which knows of none of them."""

    def __init__(self, application: Application, window: MainWindow, menus: Menus) -> None:
        super().__init__(window)
        self._application, self._window, self._menus = application, window, menus
        self.settings = SettingsCare(application, window)
        self.help = HelpCare(application, window)
        self.lock = LockCare(application, window, window.clipboard)
        self.first_run = FirstRunCare(application, window.recording, window)
        self.remedies = Remedies(
            application,
            window.notice,
            window.drafting,
            window.recording,
            window.commands,
            window,
        )
        self._connect_settings()
        self._connect_lock()
        self._connect_help()

    def begin_first_run(self) -> None:
        """Open the assistant, where it is due and the window is not locked."""
        if self.first_run.is_due and not self.lock.is_locked:
            self._on_assistant_asked()

    def show_language(self, language: str) -> None:
        """Follow a language that was chosen, in the menu or elsewhere."""
        self._menus.show_language(language)
        self.settings.renew()

    def show_look(self, theme: str, zoom: int) -> None:
        """Follow a theme or a text size that was chosen, in the menu or elsewhere."""
        self._menus.view.show_look(theme, zoom)
        self.settings.renew()

    def shut_down(self) -> None:
        """End the threads."""
        for part in (self.lock, self.help, self.first_run):
            part.shut_down()

    def _connect_settings(self) -> None:
        self._window.commands.settings.triggered.connect(self.settings.open)
        self.settings.changed.connect(self._on_setting_changed)
        self.settings.link_asked.connect(self._on_settings_link)

    def _connect_lock(self) -> None:
        lock, recording = self.lock, self._window.recording
        self._window.commands.lock.triggered.connect(lock.lock)
        self._window.composing.composed.connect(lock.idle.note_touch)
        lock.locking.connect(self._window.composing.finish)
        lock.locking.connect(recording.flush)
        lock.noted.connect(lambda event, detail: recording.note(event, **detail))
        lock.told.connect(self._window.notice.show_notice)
        lock.pin_wanted.connect(self._on_pin_wanted)

    def _connect_help(self) -> None:
        window, menu, first_run = self._window, self._menus.help, self.first_run
        window.commands.keys.triggered.connect(self.help.show_keys)
        menu.guide_asked.connect(self.help.show_guide)
        menu.report_asked.connect(self.help.show_report)
        menu.about_asked.connect(self.help.show_about)
        menu.assistant_asked.connect(self._on_assistant_asked)
        self.help.told.connect(window.notice.show_notice)
        first_run.language_chosen.connect(window.language_chosen)
        first_run.models_asked.connect(window.model_care.open)
        first_run.model_chosen.connect(window.model_care.use)
        first_run.example_asked.connect(self._on_example_asked)
        first_run.told.connect(window.notice.show_notice)

    def _on_setting_changed(self, name: str) -> None:
        settings = self._application.settings
        if name == "interface_language":
            self._window.language_chosen.emit(resolve_language(settings.interface_language))
        elif name == "theme":
            self._window.theme_chosen.emit(settings.theme)
        elif name == "text_zoom":
            self._window.zoom_chosen.emit(settings.text_zoom)
        elif name == "lock_after_minutes":
            self.lock.follow_settings()
        elif name == "clipboard_clear_s":
            self._window.clipboard.clear_after(settings.clipboard_clear_s)

    def _on_settings_link(self, name: str) -> None:
        window = self._window
        links = {
            "models": window.model_care.open,
            "recovery": window.recording.key_care.open,
            "server": window.server.open,
            "pin": self.lock.choose_pin,
        }
        links[name]()

    def _on_pin_wanted(self) -> None:
        text = self.tr("The window locks when nobody touches it, but nobody chose a PIN for it.")
        notice = self._window.notice
        notice.show_notice(text, "warning", lasting=True)
        notice.offer(Remedy(self.tr("Choose a &PIN"), self.lock.choose_pin))

    def _on_assistant_asked(self) -> None:
        study = self._window.study
        self.first_run.open(may_draft=not study.has_typed() and not study.is_writing)

    def _on_example_asked(self) -> None:
        study = self._window.study
        if not study.has_typed():
            language = resolve_language(self._application.settings.interface_language)
            name = f"examples/{language}.txt"
            study.show_example(resource(name).read_text(encoding="utf-8"))
            self._window.commands.draft.trigger()
