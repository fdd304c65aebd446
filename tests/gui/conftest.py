"""A real window over a real store; the engine is scripted, so that a test can hold the stream."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.gui.collecting import Collecting
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme.look import Look
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from tests.gui.scripted_checks import ScriptedChecks


@pytest.fixture(scope="session")
def collecting(qapp: QApplication) -> Iterator[Collecting]:
    """Garbage is collected on the painting thread, as in the program."""
    made = Collecting(qapp)
    yield made
    made.deleteLater()
    gc.enable()


@pytest.fixture(autouse=True)
def _collect(collecting: Collecting) -> Iterator[None]:
    """Nothing of a window outlives its test: what stays is given its style again by the next."""
    yield
    for widget in QApplication.topLevelWidgets():
        if widget.parent() is None:  # menus, and what a lock put away, are in no window
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collecting.collect()


@pytest.fixture
def engine() -> ScriptedEngine:
    """Writes a two-line impression."""
    return ScriptedEngine(("1. Right lower ", "lobe pneumonia.\n", "2. Small effusion."))


@pytest.fixture
def checks() -> ScriptedChecks:
    """Finds nothing, until a test says otherwise."""
    return ScriptedChecks()


@pytest.fixture
def application(tmp_path: Path, engine: ScriptedEngine, checks: ScriptedChecks) -> Application:
    """An application whose files lie in a temporary folder."""
    return build_application(locations(tmp_path / "base"), engine, checks=checks)


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, application: Application
) -> Iterator[Callable[[], MainWindow]]:
    """Open windows that are started, shown and closed at the end."""
    Look(qapp)
    windows: list[MainWindow] = []

    def open_one() -> MainWindow:
        window = MainWindow(application, "en")
        window.show()
        with qtbot.waitSignal(window.drafting.model_loaded, timeout=10_000):
            window.start()
        windows.append(window)
        return window

    yield open_one
    for window in windows:
        window.findings.editor.clear()  # else closing asks where nothing can be kept
        window.close()
        window.deleteLater()


@pytest.fixture
def window(
    qtbot: QtBot, unlocked_keyring: object, open_window: Callable[[], MainWindow]
) -> MainWindow:
    """A window whose store is open."""
    shown = open_window()
    qtbot.waitUntil(lambda: shown.recording.is_open, timeout=20_000)
    return shown


@pytest.fixture
def held_stream(engine: ScriptedEngine) -> Iterator[threading.Event]:
    """Holds the stream before its second piece until the event is set."""
    go_on = threading.Event()

    def hold(number: int) -> None:
        if number == 1:
            go_on.wait(20)

    engine.before_piece = hold
    yield go_on
    go_on.set()
