"""What a machine's policy leaves to the person in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import build_application
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.settings.policy import PolicySource


def languages(qtbot: QtBot, folder: Path, policy: tuple[PolicySource, ...]) -> list[QAction]:
    application = build_application(locations(folder), ScriptedEngine(), policy)
    window = MainWindow(application, "en")
    qtbot.addWidget(window)
    (menu,) = [
        action.menu() for action in window.menuBar().actions() if "Language" in action.text()
    ]
    return list(menu.actions())  # type: ignore[attr-defined]


def test_a_language_that_a_policy_decides_cannot_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    policy = PolicySource("the policy", lambda: {"interface_language": "en"})
    actions = languages(qtbot, tmp_path, (policy,))
    assert not any(action.isEnabled() for action in actions if not action.isSeparator())
    assert actions[-1].text() == "decided by this computer's policy"


def test_any_other_policy_leaves_the_language_alone(qtbot: QtBot, tmp_path: Path) -> None:
    policy = PolicySource("the policy", lambda: {"threads": 1})
    assert all(action.isEnabled() for action in languages(qtbot, tmp_path, (policy,)))
