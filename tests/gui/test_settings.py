"""What the window makes of settings: of a policy that locks them, of names that there are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import build_application
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.settings.policy import PolicySource


def window_under(qtbot: QtBot, folder: Path, policy: PolicySource) -> MainWindow:
    window = MainWindow(build_application(locations(folder), ScriptedEngine(), (policy,)), "en")
    qtbot.addWidget(window)
    return window


def languages(window: MainWindow) -> list[tuple[str, bool]]:
    """What stands in the menu of languages, and whether it can be chosen."""
    (menu,) = [menu for menu in window.findChildren(QMenu) if "Language" in menu.title()]
    return [(action.text(), action.isEnabled()) for action in menu.actions() if action.text()]


def test_a_language_that_a_policy_decides_cannot_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    policy = PolicySource("the policy", lambda: {"interface_language": "en"})
    choices = languages(window_under(qtbot, tmp_path, policy))
    assert choices == [
        ("English", False),
        ("简体中文", False),
        ("decided by this computer's policy", False),
    ]


def test_any_other_policy_leaves_the_language_alone(qtbot: QtBot, tmp_path: Path) -> None:
    policy = PolicySource("the policy", lambda: {"threads": 1})
    assert languages(window_under(qtbot, tmp_path, policy)) == [
        ("English", True),
        ("简体中文", True),
    ]


@pytest.mark.row("settings-unknown")
def test_names_that_there_are_not_are_shown(qtbot: QtBot, tmp_path: Path) -> None:
    file = locations(tmp_path).settings_file
    file.parent.mkdir(parents=True)
    file.write_text("modell = 'a'\n", "utf-8")
    application = build_application(locations(tmp_path), ScriptedEngine(), ())
    window = MainWindow(application, "en")
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.drafting.model_loaded):
        window.start()
    assert "settings that this version does not have: 'modell'" in window.notice.text()
