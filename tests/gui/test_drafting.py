"""Drafting beside the window: what a stop reaches."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import build_application
from radvaluer_desktop.gui.reading.drafting import Drafting
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations


def test_a_stop_reaches_a_model_that_is_still_hashed(
    qtbot: QtBot, tmp_path: Path, demo_model: Path
) -> None:
    places = locations(tmp_path)
    places.models.mkdir(parents=True)
    large = places.models / "large.gguf"
    shutil.copy(demo_model, large)
    os.truncate(large, 4 << 30)  # mostly a hole: on the disk as small as before
    places.settings_file.parent.mkdir()
    places.settings_file.write_text("model = 'large'\n", "utf-8")
    parent = QObject()
    drafting = Drafting(build_application(places, ScriptedEngine(), ()), parent)
    said: list[object] = []
    drafting.failed.connect(said.append)
    drafting.model_loaded.connect(said.append)
    with qtbot.waitSignal(drafting.engine_lost, timeout=20_000):
        drafting.load_model()
        qtbot.wait(50)
        drafting.stop()
    drafting.shut_down()
    assert said == []
