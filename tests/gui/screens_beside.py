"""What stands beside the work in the window: settings, assistant, help, lock; rows of the panes.

Each is filled as it would be in use, with texts that nobody has to translate.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget

from radvaluer_desktop.gui.checks.reason_row import ReasonRow
from radvaluer_desktop.gui.commands import make_commands
from radvaluer_desktop.gui.first_run.assistant import Assistant
from radvaluer_desktop.gui.first_run.model_page import ModelOption
from radvaluer_desktop.gui.first_run.person_page import NAMES
from radvaluer_desktop.gui.help.about_dialog import AboutDialog
from radvaluer_desktop.gui.help.guide_window import GuideWindow
from radvaluer_desktop.gui.help.report_dialog import ReportDialog
from radvaluer_desktop.gui.help.shortcuts import key_groups
from radvaluer_desktop.gui.help.shortcuts_dialog import ShortcutsDialog
from radvaluer_desktop.gui.lock.pin_dialog import PinDialog
from radvaluer_desktop.gui.lock.screen import LockScreen
from radvaluer_desktop.gui.reading.reject_row import RejectRow
from radvaluer_desktop.gui.settings.window import SettingsWindow
from radvaluer_desktop.gui.shaping.alternatives_panel import AlternativesPanel
from radvaluer_desktop.gui.shaping.changes_view import ChangesView
from radvaluer_desktop.gui.shaping.instruct_row import InstructRow
from radvaluer_desktop.gui.shaping.style_dialog import StyleDialog
from radvaluer_desktop.gui.shaping.template_row import TemplateRow
from radvaluer_desktop.intended_use import intended_use
from radvaluer_desktop.report.findings_templates import FindingsTemplate
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.settings.declaration import SETTINGS
from radvaluer_desktop.settings.layers import Choice
from radvaluer_desktop.settings.styles import OwnStyle

_DRAFTS = ("1. 右肺下叶肺炎。", "1. 右肺下叶炎症。", "1. 右下肺感染。")
_FACTS = (("版本", "RadValuer Desktop"), ("SHA-256", "0" * 16))


def _settings(searched: str = "") -> QWidget:
    window = SettingsWindow()
    window.show_choices({name: Choice(setting.default) for name, setting in SETTINGS.items()})
    window.search.setText(searched)
    return window


def _assistant(page: int) -> QWidget:
    assistant = Assistant()
    assistant.words.show_words(intended_use("eu"), "zh")
    choices = {name: Choice(SETTINGS[name].default) for name in NAMES}
    assistant.person.show_choices(choices, dict.fromkeys(NAMES, "R1"))
    assistant.key.show_missing(missing=True)
    assistant.model.show_models((ModelOption("CT", "", True),), "CT", ("MR",), locked=False)
    assistant.words.agree.setChecked(True)
    assistant.restart()
    while assistant.currentId() < page:  # some pages ask twice
        assistant.next()
    return assistant


def _keys() -> QWidget:
    window = QMainWindow()
    commands = make_commands(window)
    commands.retranslate()
    menu = window.menuBar().addMenu("CT")
    menu.addActions([each for each in window.actions() if isinstance(each, QAction)])
    dialog = ShortcutsDialog(key_groups(window, "MR"))
    dialog.described = window  # type: ignore[attr-defined] # kept as long as the dialog
    return dialog


def _lock() -> QWidget:
    screen = LockScreen()
    screen.begin(has_pin=True)
    return screen


def _lock_without_pin() -> QWidget:
    screen = LockScreen()
    screen.begin(has_pin=False)
    return screen


def _pin() -> QWidget:
    return PinDialog(has_pin=True)


def _alternatives() -> QWidget:
    panel = AlternativesPanel()
    panel.ask(_DRAFTS, ((0, 0), (2, 1), None))
    return panel


def _changes() -> QWidget:
    view = ChangesView()
    view.show_changes(*_DRAFTS[:2])
    return view


def _templates() -> QWidget:
    row = TemplateRow()
    row.ask(lambda _words: (FindingsTemplate("1", Language.CHINESE, "胸部", "双肺清晰。"),))
    return row


def _instruct() -> QWidget:
    row = InstructRow()
    row.ask(takes_words=True)
    return row


def _reject() -> QWidget:
    row = RejectRow()
    row.ask()
    return row


def _dismiss() -> QWidget:
    row = ReasonRow()
    row.ask()
    return row


# What is open follows the language by itself.
FOLLOWING: dict[str, Callable[[], QWidget]] = {
    **{f"assistant, page {page + 1}": lambda page=page: _assistant(page) for page in range(5)},  # type: ignore[misc]
    "lock": _lock,
    "lock without a PIN": _lock_without_pin,
    "alternatives": _alternatives,
    "changes": _changes,
    "templates": _templates,
    "instruction": _instruct,
    "reasons to reject": _reject,
    "reasons to dismiss": _dismiss,
}
# Made for the language that is spoken as they open.
MADE_ANEW: dict[str, Callable[[], QWidget]] = {
    "settings": _settings,
    "most settings": lambda: _settings("e"),  # a letter of their names, whatever is spoken
    "keys": _keys,
    "about": lambda: AboutDialog(_FACTS, _FACTS),
    "guide": lambda: GuideWindow("user-guide.zh.md"),
    "report of a problem": lambda: ReportDialog({"versions.txt": "1"}),
    "PIN": _pin,
    "style": lambda: StyleDialog("R1", OwnStyle(phrases=(("肺炎", "肺部感染"),)), set(), None),
}
