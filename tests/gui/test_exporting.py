"""An export from the window: chosen, reviewed, corrected, saved; nothing is written before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyrage
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from radvaluer_desktop.feedback.export.failures import RecipientInvalid
from radvaluer_desktop.feedback.export.policy import ExportPolicy
from radvaluer_desktop.feedback.export.verify import verify_export
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.exporting.dialog import ExportDialog
from radvaluer_desktop.gui.main_window import MainWindow
from tests.unit.feedback.samples import decision


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> ExportDialog:
    """The dialog over a store with three decisions."""
    kept = [
        decision(findings="Discussed with Dr. Okafor. 5 mm nodule."),
        decision(findings="A nodule near Quillhaven 4471902 is seen."),
        decision(findings="No nodule.", radiologist_id="r-18"),
    ]
    with window._application.feedback.open() as store:
        for each in kept:
            store.keep(each)
    window.commands.export.trigger()
    shown = window.exporting.dialog
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    return shown


def test_enter_in_a_field_goes_on_on_either_page(qtbot: QtBot, dialog: ExportDialog) -> None:
    assert dialog.focusWidget() is dialog.filters.form, "where the keyboard begins"
    qtbot.waitUntil(lambda: dialog.pages.count() > 1)
    dialog.filters.radiologist.setFocus()
    with qtbot.waitSignal(dialog.review_asked):
        QTest.keyClick(dialog.filters.radiologist, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1, timeout=30_000)
    assert dialog.save.isDefault()
    dialog.back.click()
    with qtbot.waitSignal(dialog.review_asked):
        QTest.keyClick(dialog.filters.model, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1, timeout=30_000)


def review(qtbot: QtBot, dialog: ExportDialog) -> None:
    (dialog.again if dialog.pages.currentIndex() else dialog.read).click()
    assert not dialog.save.isEnabled()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1 and dialog.save.isEnabled(),
                    timeout=30_000)  # fmt: skip


def save(qtbot: QtBot, dialog: ExportDialog, monkeypatch: Any, target: Path) -> None:
    answer = lambda *_args, **_more: (str(target), "")  # noqa: E731 - what the person chose
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    dialog.save.click()


def test_what_was_reviewed_and_corrected_is_saved(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog, monkeypatch: Any, tmp_path: Path
) -> None:
    review(qtbot, dialog)
    page = dialog.review
    assert "Quillhaven" in page.text.toPlainText()
    (okafor,) = (item for item in page.items() if item.text(0) == "Okafor")
    okafor.setCheckState(0, Qt.CheckState.Unchecked)
    page.missed.setText("Quillhaven")
    page.add.click()
    assert not dialog.save.isEnabled()
    review(qtbot, dialog)
    target = tmp_path / "out.jsonl"
    with qtbot.waitSignal(window.exporting.told, timeout=30_000):
        save(qtbot, dialog, monkeypatch, target)
    manifest = verify_export(target)
    text = target.read_text("utf-8")
    assert manifest.rows == len(text.splitlines()) == 3
    assert (manifest.kept_by_reviewer, manifest.added_by_reviewer) == (1, 1)
    assert "Okafor" in text
    assert "Quillhaven" not in text
    assert window.exporting.dialog is None
    assert list(json.loads(text.splitlines()[0])) == ["messages"]


def test_filters_and_recipient_count(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog, monkeypatch: Any, tmp_path: Path
) -> None:
    identity = pyrage.x25519.Identity.generate()
    dialog.filters.radiologist.setText("r-18")
    dialog.filters.system.setCurrentText("Chest")
    dialog.filters.language.setCurrentText("Chinese")
    dialog.filters.verdict.setCurrentText("Edited")
    dialog.filters.until.setDate(QDate(2026, 3, 1))
    dialog.filters.recipient.setText(str(identity.to_public()))
    review(qtbot, dialog)
    with qtbot.waitSignal(window.exporting.told, timeout=30_000):
        save(qtbot, dialog, monkeypatch, tmp_path / "out")
    assert verify_export(tmp_path / "out", [str(identity)]).rows == 1


def test_what_cannot_be_written_is_said_and_leaves_the_dialog_open(
    qtbot: QtBot, window: MainWindow, dialog: ExportDialog, monkeypatch: Any, tmp_path: Path
) -> None:
    review(qtbot, dialog)
    dialog.filters.recipient.setText("age1nobody")
    save(qtbot, dialog, monkeypatch, tmp_path / "out")
    qtbot.waitUntil(lambda: dialog.said.text() == error_text(RecipientInvalid()), timeout=20_000)
    dialog.filters.recipient.setText("")
    save(qtbot, dialog, monkeypatch, tmp_path / "gone" / "out")
    qtbot.waitUntil(lambda: "could not be written" in dialog.said.text(), timeout=20_000)
    assert dialog.isVisible()
    assert not list(tmp_path.glob("out*"))


def test_closing_stops_a_review(qtbot: QtBot, window: MainWindow, dialog: ExportDialog) -> None:
    dialog.read.click()
    dialog.reject()
    qtbot.waitUntil(lambda: window.exporting.dialog is None)
    window.commands.export.trigger()
    again = window.exporting.dialog
    assert again is not None
    review(qtbot, again)


def test_a_recipient_that_the_policy_decides_cannot_be_changed(qtbot: QtBot) -> None:
    public = str(pyrage.x25519.Identity.generate().to_public())
    decided = ExportDialog(ExportPolicy(public, decided=True), "r-17")
    qtbot.addWidget(decided)
    assert decided.filters.recipient.isReadOnly()
    assert decided.filters.recipient.text() == public
