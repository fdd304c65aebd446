"""The style dialog: by keys to the next draft; what a policy decides; what a phrase may not do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.shaping.style_dialog import StyleDialog
from radvaluer_desktop.settings.layers import Choice, Configuration, Layer
from radvaluer_desktop.settings.styles import OwnStyle, read_style
from tests.gui.test_shaping import draft, front, press

Key = Qt.Key
Modifier = Qt.KeyboardModifier


def opened(qtbot: QtBot, window: MainWindow) -> StyleDialog:
    front(qtbot, window)
    press(window, Key.Key_S, Modifier.ControlModifier | Modifier.ShiftModifier)
    dialog = window.shaping.styles.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def save(dialog: StyleDialog) -> None:
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    QTest.keyClick(box.button(QDialogButtonBox.StandardButton.Save), Key.Key_Space)


def add_phrase(dialog: StyleDialog, said: str, says: str) -> None:
    """Add a row and fill in both of its texts."""
    QTest.keyClick(dialog.add, Key.Key_Space)
    row = dialog.phrases.rowCount() - 1
    for column, text in enumerate((said, says)):
        item = dialog.phrases.item(row, column)
        assert item is not None
        item.setText(text)


def test_a_style_is_chosen_by_keys_and_the_next_draft_has_it(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    dialog = opened(qtbot, window)
    QTest.keyClick(dialog.form, Key.Key_End)
    add_phrase(dialog, "Small effusion", "A little effusion")
    save(dialog)
    assert not dialog.isVisible()
    kept = read_style(application.locations.styles_file, application.settings.radiologist_id)
    assert kept == OwnStyle("prose", "any", (("Small effusion", "A little effusion"),))
    draft(qtbot, window)
    assert window.impression.text() == "Right lower lobe pneumonia. A little effusion."


@pytest.mark.parametrize(("said", "says"), [("left", "right"), ("未见气胸", "气胸")])
def test_a_phrase_that_changes_facts_is_refused(
    qtbot: QtBot, window: MainWindow, application: Application, said: str, says: str
) -> None:
    dialog = opened(qtbot, window)
    add_phrase(dialog, said, says)
    save(dialog)
    assert dialog.isVisible()
    assert "never facts" in dialog.problem.text()
    dialog.reject()
    assert not application.locations.styles_file.exists()


class TestUnderPolicy:
    @pytest.fixture
    def application(self, application: Application) -> Application:
        policy = Choice("bulleted", Layer.POLICY, "policy")
        choices = {**application.configuration.choices, "impression_form": policy}
        return replace(application, configuration=Configuration(choices))

    def test_what_it_decides_cannot_be_chosen(self, qtbot: QtBot, window: MainWindow) -> None:
        dialog = opened(qtbot, window)
        assert not dialog.form.isEnabled()
        assert dialog.length.isEnabled()
        dialog.reject()
        draft(qtbot, window)
        assert window.impression.text() == "- Right lower lobe pneumonia.\n- Small effusion."
