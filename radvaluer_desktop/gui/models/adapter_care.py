"""Between the menu of adapters and the engine: applies what was chosen, shows what is applied."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from radvaluer_desktop.app import Application
from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.models.adapter_menu import AdapterMenu
from radvaluer_desktop.gui.reading.drafting import Drafting


class AdapterCare(QObject):
    """Says which model drafts from now on."""

    model_changed = Signal(object)  # InstalledModel

    def __init__(self, application: Application, drafting: Drafting, menu: AdapterMenu) -> None:
        super().__init__(menu)
        self._application, self._drafting, self._menu = application, drafting, menu
        menu.adapter_chosen.connect(self._on_adapter_chosen)
        drafting.model_loaded.connect(self._show)
        drafting.model_adapted.connect(self._show)

    def _on_adapter_chosen(self, adapter: str) -> None:
        try:
            self._application.save_setting("adapter", adapter)
        except WorldError as error:  # then it holds until the program ends
            self._drafting.failed.emit(error_text(error))
        self._drafting.adapt(adapter)

    def _show(self) -> None:
        application, model = self._application, self._application.session.model
        if model is None:
            return
        may = not application.configuration.is_locked("adapter")
        self._menu.show_adapters(application.models.adapters, model.adapter, may=may)
        self.model_changed.emit(model)
