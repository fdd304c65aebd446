"""Somebody at the window who never rests.

Drafts, stops, edits, decides, loads models and changes the language, at random, through the
window's own editors, commands and menus. What is done next is drawn from a seed; the moment of each
act differs with the machine.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.gui.reading.plain_editor import PlainEditor

_SENTENCES = (
    "Patchy airspace opacity in the right lower lobe.",
    "Small right pleural effusion.",
    "No pneumothorax. The heart size is normal.",
    "A 6 mm nodule in the left upper lobe, unchanged.",
    "The liver is of normal size, with a cyst of 12 mm in segment VI.",
    "Mild degenerative change of the lumbar spine.",
    "右肺下叶可见斑片状密度增高影，边界模糊。",
    "右侧胸腔见少量积液。",
    "肝脏形态、大小正常，肝右叶见一囊性低密度影，直径约12mm。",
    "左侧上颌窦黏膜增厚。",
)
_HEADINGS = ("Findings: {}", "CLINICAL HISTORY: cough\n\nFINDINGS:\n{}", "检查所见：{}", "{}")
_QUICKEST_MS, _SLOWEST_MS = 10, 700
_TYPED_AT_MOST = 4000


class Person(QObject):
    """Does one thing after the other until told to rest; ``done`` counts what."""

    deciding = Signal()

    def __init__(self, window: MainWindow, seed: int, switch_model: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._chance = random.Random(seed)  # noqa: S311 - what a person does, not a secret
        self._switch_model = switch_model
        self.done: Counter[str] = Counter()
        self.resting = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._act)
        window.drafting.draft_finished.connect(lambda draft: self._count(draft.stop_reason.value))
        window.drafting.failed.connect(lambda text: self._count(f"failed ({text})"))
        window.recording.decision_failed.connect(
            lambda _, text: self._count(f"decision failed ({text})")
        )

    def start(self) -> None:
        """Begin, or go on."""
        self.resting = False
        self._timer.start(0)

    def rest(self) -> None:
        """Stop acting, stop the draft and leave an empty study."""
        self.resting = True
        self._timer.stop()
        self._window.commands.stop.trigger()
        self._window.commands.new_study.trigger()

    def _count(self, what: str) -> None:
        self.done[what] += 1

    def _act(self) -> None:
        acts: dict[Callable[[], None], int] = {
            self._draft: 24,
            self._paste: 12,
            self._type: 14,
            self._edit_impression: 12,
            self._accept: 14,
            self._reject: 3,
            self._stop: 6,
            self._undo: 4,
            self._fill_header: 5,
            self._new_study: 6,
            self._copy: 3,
            self._switch_language: 3,
            self._reload: 1,
            self._resize: 1,
        }
        act = self._chance.choices(list(acts), list(acts.values()))[0]
        act()
        if not self.resting:
            self._timer.start(self._chance.randint(_QUICKEST_MS, _SLOWEST_MS))

    # --- what a person does -------------------------------------------------------------------

    def _trigger(self, action: QAction, name: str) -> None:
        if action.isEnabled():
            self._count(name)
            action.trigger()

    def _draft(self) -> None:
        if not self._window.findings.text().strip():
            self._paste()
        self._trigger(self._window.commands.draft, "draft")

    def _stop(self) -> None:
        self._trigger(self._window.commands.stop, "stop")

    def _accept(self) -> None:
        if self._window.commands.accept.isEnabled():
            self.deciding.emit()
        self._trigger(self._window.commands.accept, "accept")

    def _copy(self) -> None:
        self._trigger(self._window.commands.copy, "copy")

    def _new_study(self) -> None:
        self._trigger(self._window.commands.new_study, "new study")

    def _reject(self) -> None:
        if self._window.commands.reject.isEnabled():
            QTimer.singleShot(50, self._answer_dialog)
            self._trigger(self._window.commands.reject, "reject")

    def _answer_dialog(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        for line in dialog.findChildren(QLineEdit):
            line.setText("not this side")
        answer = self._chance.choice((dialog.accept, dialog.reject))
        answer()

    def _paste(self) -> None:
        count = self._chance.choice((1, 2, 3, 5, 8, 40))
        text = " ".join(self._chance.choices(_SENTENCES, k=count))
        QGuiApplication.clipboard().setText(self._chance.choice(_HEADINGS).format(text))
        editor = self._window.findings.editor
        if self._chance.random() < 0.8:
            editor.selectAll()
        editor.paste()
        self._count("paste")

    def _type(self) -> None:
        self._type_into(self._window.findings.editor)
        self._count("type")

    def _edit_impression(self) -> None:
        pane = self._window.impression
        if pane.state in (DraftState.COMPLETE, DraftState.STOPPED, DraftState.STALE):
            self._type_into(pane.editor)
            self._count("edit impression")

    def _type_into(self, editor: PlainEditor) -> None:
        if len(editor.toPlainText()) > _TYPED_AT_MOST:
            editor.selectAll()
        text = self._chance.choice(("small ", "no change. ", "stable, ", "left "))
        QTest.keyClicks(editor, text)
        if self._chance.random() < 0.3:
            QTest.keyClick(editor, Qt.Key.Key_Backspace)

    def _undo(self) -> None:
        editor = self._window.findings.editor
        for _ in range(self._chance.randint(1, 5)):
            editor.undo()
        if self._chance.random() < 0.5:
            editor.redo()
        self._count("undo")

    def _fill_header(self) -> None:
        line = self._chance.choice(self._window.header.findChildren(QLineEdit))
        line.selectAll()
        QTest.keyClicks(line, self._chance.choice(("CT chest", "57", "cough", "study 12", "")))
        self._count("header")

    def _switch_language(self) -> None:
        self._window.language_chosen.emit(self._chance.choice(("en", "zh")))
        self._count("language")

    def _reload(self) -> None:
        if self._chance.random() < 0.5:
            self._switch_model()
            self._count("model switch")
        self._window.drafting.load_model()
        self._count("reload")

    def _resize(self) -> None:
        self._window.resize(self._chance.randint(700, 1500), self._chance.randint(500, 900))
        self._count("resize")
