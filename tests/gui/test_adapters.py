"""The menu of adapters in the window, over the demonstration model's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.installed import find_model
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.settings import save_setting
from tests.integration.test_adapters import made_adapter


def test_hidden_without_any(window: MainWindow) -> None:
    assert not window._menus.adapters.menuAction().isVisible()


def test_one_is_chosen_and_taken_off_again(
    qtbot: QtBot,
    application: Application,
    engine: ScriptedEngine,
    open_window: Callable[[], MainWindow],
) -> None:
    base = find_model("chatradio-demo", application.model_folders)
    path = made_adapter(application.locations.models / "chest.gguf", base, 1)
    window = open_window()
    none, chest = window._menus.adapters.actions()
    assert (none.isChecked(), chest.text()) == (True, "chest")
    with qtbot.waitSignal(window.drafting.model_adapted):
        chest.trigger()
    assert engine.adapters[-1] == (path, 1.0)
    assert application.session.model
    assert application.session.model.id == "chatradio-demo+chest"
    assert application.read_configuration().settings.adapter == "chest"
    with qtbot.waitSignal(window.drafting.model_adapted):
        window._menus.adapters.actions()[0].trigger()
    assert (None, 1.0) in engine.adapters
    assert application.session.model == base


@pytest.fixture
def stranger(tmp_path: Path) -> None:
    """The settings name an adapter of another base."""
    places = locations(tmp_path / "base")
    base = find_model(str(resource("models") / "chatradio-demo.gguf"), ())
    made_adapter(places.models / "stranger.gguf", base, 1, "ab" * 32)
    save_setting(places.settings_file, "adapter", "stranger", ())


def test_one_of_another_base_is_left_out_and_named(
    stranger: None, application: Application, open_window: Callable[[], MainWindow]
) -> None:
    window = open_window()
    assert "belongs to another model" in window.notice.text()
    assert "drafts without an adapter" in window.notice.text()
    assert application.session.model
    assert application.session.model.id == "chatradio-demo"
