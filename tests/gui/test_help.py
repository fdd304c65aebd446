"""The menu Help: keys from the commands, the guide with its links, the About box, a report."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from radvaluer_desktop import __version__
from radvaluer_desktop.app import Application
from radvaluer_desktop.assets import document
from radvaluer_desktop.gui.commands import KEYS
from radvaluer_desktop.gui.help.about_dialog import AboutDialog
from radvaluer_desktop.gui.help.guide_window import GuideWindow
from radvaluer_desktop.gui.help.report_dialog import ReportDialog
from radvaluer_desktop.gui.help.shortcuts import key_groups
from radvaluer_desktop.gui.help.shortcuts_dialog import ShortcutsDialog
from radvaluer_desktop.gui.main_window import MainWindow
from tests.gui.test_window import FINDINGS, draft

ROOT = Path(__file__).resolve().parents[2]
Key = Qt.Key


@pytest.fixture
def shown(qtbot: QtBot, unlocked_keyring: object, open_window: object) -> MainWindow:
    assert callable(open_window)
    window = open_window()
    assert isinstance(window, MainWindow)
    return window


def test_f1_lists_every_command_once_with_its_keys(qtbot: QtBot, shown: MainWindow) -> None:
    shown.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget() or shown, Key.Key_F1)
    dialog = shown.beside.help.dialog
    assert isinstance(dialog, ShortcutsDialog)
    rows = [row for group in key_groups(shown, "Everywhere") for row in group.rows]
    listed = [text for _name, text in rows]
    for keys in KEYS.values():
        native = QKeySequence.SequenceFormat.NativeText
        wanted = ", ".join(QKeySequence(key).toString(native) for key in keys)
        assert listed.count(wanted) == 1, wanted
    assert any("Ctrl+1" in text for text in listed), "those of menus too"
    assert dialog.table.rowCount() == len(rows)
    QTest.keyClicks(dialog.search, "draft ctrl+return")
    left = [r for r in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(r)]
    assert len(left) == 1


def test_the_guide_follows_links_to_headings_and_pages(qtbot: QtBot, shown: MainWindow) -> None:
    shown.beside.help.show_guide()
    dialog = shown.beside.help.dialog
    assert isinstance(dialog, GuideWindow)
    browser = dialog.browser
    assert "Press F5" in browser.toPlainText()
    browser.anchorClicked.emit(QUrl("#checks"))
    assert browser.textCursor().block().text() == "Checks"
    browser.anchorClicked.emit(QUrl("data-protection.md"))
    assert browser.page == "data-protection.md"
    assert dialog.back.isEnabled()
    dialog.back.click()
    assert browser.page == "user-guide.md"
    browser.anchorClicked.emit(QUrl("../pyproject.toml"))
    assert browser.page == "user-guide.md"
    assert "not part of the program" in dialog.said.text()
    QTest.keyClicks(dialog.search, "Shift+F8")
    QTest.keyClick(dialog.search, Key.Key_Return)
    assert browser.textCursor().selectedText() == "Shift+F8"
    assert dialog.isVisible()


@pytest.mark.parametrize("name", ["user-guide.md", "user-guide.zh.md", "images/window-en.png"])
def test_pages_and_pictures_are_there(name: str) -> None:
    assert document(name) is not None


@pytest.mark.parametrize("name", ["", ".", "../README.md", "/etc/hosts", "decisions", "none.md"])
def test_nothing_else_is(name: str) -> None:
    assert document(name) is None


def test_what_the_guides_lead_to_is_carried_along() -> None:
    import re
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for guide in ("user-guide.md", "user-guide.zh.md"):
        text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
        for name in re.findall(r"\]\(([^)#:\s]+)", text):
            page = f"docs/{name}"
            assert page in carried or Path(page).parent.as_posix() in carried, page


def test_the_about_box_says_what_drafts_and_in_what_scope(
    qtbot: QtBot, shown: MainWindow, application: Application
) -> None:
    shown.beside.help.show_about()
    care = shown.beside.help
    qtbot.waitUntil(lambda: isinstance(care.dialog, AboutDialog), timeout=20_000)
    dialog = care.dialog
    assert isinstance(dialog, AboutDialog)
    model = application.session.model
    assert model is not None
    for text in (__version__, model.id, model.sha256, "not for clinical use", "report-1"):
        assert text in dialog._text
    assert "cryptography" in dialog.licences.toPlainText()
    dialog.copy.click()
    assert model.sha256 in QApplication.clipboard().text()


def test_a_report_shows_all_that_it_bundles_and_holds_no_text_of_a_study(
    qtbot: QtBot,
    shown: MainWindow,
    application: Application,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application.save_setting("radiologist", "Dr Okafor")
    application.save_setting("institution", "St. Elsewhere")
    draft(qtbot, shown)
    shown.beside.help.show_report()
    care = shown.beside.help
    qtbot.waitUntil(lambda: isinstance(care.dialog, ReportDialog), timeout=20_000)
    dialog = care.dialog
    assert isinstance(dialog, ReportDialog)
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert "settings.txt" in names
    assert "log/radvaluer.log" in names
    seen = {}
    for row, name in enumerate(names):
        dialog.list.setCurrentRow(row)
        seen[name] = dialog.viewer.toPlainText()
    file = tmp_path / "report.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    dialog._on_save()
    qtbot.waitUntil(lambda: "Saved" in dialog.said.text(), timeout=20_000)
    with zipfile.ZipFile(file) as bundle:
        written = {name: bundle.read(name).decode("utf-8") for name in bundle.namelist()}
    assert {name: text.rstrip("\n") for name, text in written.items()} == {
        name: text.rstrip("\n") for name, text in seen.items()
    }
    whole = "\n".join(written.values())
    for secret in (FINDINGS[:20], "pneumonia", "Okafor", "Elsewhere", str(tmp_path)):
        assert secret not in whole
    assert "radiologist = '(not given here)' (user)" in whole
    assert "threads = 0 (default)" in whole


@pytest.mark.row("report-unwritable")
def test_a_report_that_cannot_be_written_says_so(
    qtbot: QtBot, shown: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.beside.help.show_report()
    care = shown.beside.help
    qtbot.waitUntil(lambda: isinstance(care.dialog, ReportDialog), timeout=20_000)
    dialog = care.dialog
    assert isinstance(dialog, ReportDialog)
    name = str(tmp_path / "none" / "report.zip")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    dialog._on_save()
    qtbot.waitUntil(lambda: "was not saved" in dialog.said.text(), timeout=20_000)
    assert not list(tmp_path.glob("none*"))
