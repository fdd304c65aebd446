"""The Models page over a real folder and a hub of our own: what it lists, gets, uses, removes."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.models.dialog import ModelsDialog
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from tests.gui.scripted_checks import ScriptedChecks
from tests.hub_server import HubServer
from tests.soak.random_model import write_random_model

_SITE = """[[model]]
id = "small"
name = "Small"
languages = ["en"]
licence = "Some License"
licence_link = "https://example.org/licence"
agree = true
purpose = {en = "For tests.", zh = "供测试。"}
validated = {en = "nowhere", zh = "无"}
parameters = 1
quantisation = "F32"
context = 8
memory_mib = 1
prompt = "plain"
minimum_version = "0.1"
repository = "org/models"
revision = "main"
file = "small.gguf"
"""
Open = Callable[[], MainWindow]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "served.gguf"
    write_random_model(path, width=128, layers=1)
    return path


@pytest.fixture
def application(
    tmp_path: Path, hub: HubServer, model: Path, engine: ScriptedEngine, checks: ScriptedChecks
) -> Application:
    """One whose settings name our hub, and a catalogue of the site that knows no hash."""
    hub.files["small.gguf"] = model
    base, site = tmp_path / "base", tmp_path / "site.toml"
    site.write_text(_SITE, encoding="utf-8")
    (base / "config").mkdir(parents=True)
    (base / "config" / "settings.toml").write_text(
        f'model_hub = "{hub.address}"\nmodel_catalogue = "{site}"\n', encoding="utf-8"
    )
    return build_application(locations(base), engine, checks=checks)


@pytest.fixture
def page(qtbot: QtBot, open_window: Open) -> ModelsDialog:
    """The page, once it has listed and looked at the computer."""
    window = open_window()
    window.commands.models.trigger()
    dialog = window.model_care.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: "GPU" in dialog.machine.text(), timeout=30_000)
    qtbot.waitUntil(lambda: "small" in ids(dialog))
    return dialog


def ids(page: ModelsDialog) -> list[str]:
    return [row.id for row in page._rows]


def choose(page: ModelsDialog, identifier: str) -> None:
    page.table.selectRow(ids(page).index(identifier))
    assert page.chosen is not None
    assert page.chosen.id == identifier


def answer(monkeypatch: pytest.MonkeyPatch, sha256: str) -> None:
    """Agree to what is asked, and know the hash."""
    yes = QMessageBox.StandardButton.Yes
    monkeypatch.setattr(QMessageBox, "question", lambda *_: yes)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: (sha256, True))


def test_a_model_is_fetched_used_and_removed(
    qtbot: QtBot,
    page: ModelsDialog,
    model: Path,
    hub: HubServer,
    application: Application,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert hub.requests == []
    answer(monkeypatch, hashlib.sha256(model.read_bytes()).hexdigest())
    choose(page, "small")
    assert not page.use.isEnabled()
    page.pull.click()
    qtbot.waitUntil(lambda: "is there, whole" in page.said.text(), timeout=20_000)
    qtbot.waitUntil(page.verify.isEnabled)
    page.verify.click()
    qtbot.waitUntil(lambda: "the file that was verified" in page.said.text())
    page.use.click()
    qtbot.waitUntil(lambda: "drafts from now on" in page.said.text())
    loaded = application.session
    qtbot.waitUntil(lambda: loaded.model is not None and loaded.model.id == "small")
    assert 'model = "small"' in application.locations.settings_file.read_text("utf-8")
    choose(page, "chatradio-demo")
    page.use.click()
    qtbot.waitUntil(lambda: loaded.model is not None and loaded.model.id == "chatradio-demo")
    choose(page, "small")
    page.remove.click()
    qtbot.waitUntil(lambda: "was deleted" in page.said.text())
    assert not (application.locations.models / "small.gguf").exists()


def test_a_download_is_stopped_and_goes_on(
    qtbot: QtBot,
    page: ModelsDialog,
    model: Path,
    hub: HubServer,
    application: Application,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(monkeypatch, hashlib.sha256(model.read_bytes()).hexdigest())
    go_on, size = threading.Event(), model.stat().st_size

    def hold() -> None:
        if hub.sent > size // 2:
            go_on.wait(20)
            time.sleep(0.2)  # so that a stop is noticed before the last piece

    hub.manners.slow = hold
    choose(page, "small")
    page.pull.click()
    qtbot.waitUntil(page.stop.isEnabled)
    part = application.locations.models / "small.gguf.part"
    qtbot.waitUntil(lambda: part.exists() and part.stat().st_size > size // 4, timeout=20_000)
    page.stop.click()
    go_on.set()
    qtbot.waitUntil(lambda: "Stopped" in page.said.text(), timeout=20_000)
    assert part.exists()
    page.pull.click()
    qtbot.waitUntil(lambda: "is there, whole" in page.said.text(), timeout=20_000)
    assert "Range" in hub.gets[-1]


def test_what_goes_wrong_is_said_on_the_page(
    qtbot: QtBot, page: ModelsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "0" * 64)
    choose(page, "small")
    page.pull.click()
    qtbot.waitUntil(lambda: "is not the model that it should be" in page.said.text())
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF")
    page.import_asked.emit(broken)
    qtbot.waitUntil(lambda: "is incomplete or damaged" in page.said.text())
    assert page.said.property("role") == "error"


def test_the_processor_alone(page: ModelsDialog, application: Application) -> None:
    page.processor_alone.click()
    assert "gpu_layers = 0" in application.locations.settings_file.read_text("utf-8")
    page.processor_alone.click()
    assert "gpu_layers = -1" in application.locations.settings_file.read_text("utf-8")


def test_a_licence_that_is_not_agreed_to(
    page: ModelsDialog, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    no = QMessageBox.StandardButton.No
    monkeypatch.setattr(QMessageBox, "question", lambda *_: no)
    choose(page, "small")
    page.pull.click()
    assert hub.requests == []
    assert not page.stop.isEnabled()
