"""Browser, dashboard and stations' files over a real store, by keyboard."""

from __future__ import annotations

import json
from array import array
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import build_application
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.export.failures import NoStoreYet
from radvaluer_desktop.feedback.export.forms import Form
from radvaluer_desktop.feedback.export.review import code_of, make_review
from radvaluer_desktop.feedback.export.rows import Request
from radvaluer_desktop.feedback.export.writing import Approval, write_export
from radvaluer_desktop.feedback.records import Verdict
from radvaluer_desktop.gui.exporting.care import Exporting
from radvaluer_desktop.gui.feedback.browser_window import BrowserWindow
from radvaluer_desktop.gui.feedback.charting import on_screen
from radvaluer_desktop.gui.feedback.dashboard_window import DashboardWindow
from radvaluer_desktop.gui.feedback.decision_page import decision_page
from radvaluer_desktop.gui.feedback.decision_table import PAGE, DecisionTable
from radvaluer_desktop.gui.feedback.lead import Lead
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme.themes import DARK
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.metrics.charts.shapes import Ink
from radvaluer_desktop.paths import locations
from radvaluer_desktop.report.study import BodySystem, Language
from tests.unit.feedback.samples import CHECKS, HEADER, decision
from tests.unit.metrics.charts.test_charts import contrast

_WITHIN_MS = 20_000


def keep(window: MainWindow, number: int, **changes: Any) -> None:
    """Keep so many decisions, the first one on 1 March 2026, one each eight hours."""
    began = datetime(2026, 3, 1, 8, tzinfo=UTC)
    with window._application.feedback.open() as store, store._writing():
        for at in range(number):
            store._keep(decision(decided_at=began + timedelta(hours=8 * at), **changes))


@pytest.fixture
def browser(qtbot: QtBot, window: MainWindow) -> BrowserWindow:
    """The browser over 150 decisions, of which the newest is unlike the others."""
    keep(window, 149)
    keep(
        window,
        1,
        findings="左侧基底节区陈旧性腔隙灶。",
        draft="Old lacune.",
        final="Old lacune, left.",
        header=replace(HEADER, body_system=BodySystem.HEAD),
        language=Language.ENGLISH,
        verdict=Verdict.EDITED,
        checked=True,
        checks=CHECKS,
    )
    return open_browser(qtbot, window)


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    """Press Ctrl+Shift and a key where the person types."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.findings.editor, key, modifiers)


def open_browser(qtbot: QtBot, window: MainWindow) -> BrowserWindow:
    press(qtbot, window, Qt.Key.Key_F)
    shown = window.lead.browsing.window
    assert shown is not None
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def settled(qtbot: QtBot, browser: BrowserWindow, text: str) -> None:
    qtbot.waitUntil(lambda: browser.count.text() == text, timeout=_WITHIN_MS)


def first_line_is_here(qtbot: QtBot, browser: BrowserWindow) -> None:
    qtbot.waitUntil(lambda: browser.model.cells_at(0) is not None, timeout=_WITHIN_MS)


def viewed(window: MainWindow) -> list[dict[str, Any]]:
    with window._application.feedback.reader() as store:
        return [dict(row.details) for row in store.events() if row.event == Event.VIEWED]


def test_the_newest_decisions_come_first_and_pages_as_they_show(
    qtbot: QtBot, browser: BrowserWindow
) -> None:
    settled(qtbot, browser, "Decisions: 150")
    first_line_is_here(qtbot, browser)
    model = browser.model
    row = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert row[1:4] == ["✎ Edited", "Head", "English"]
    assert row[9:] == ["! 1", "Old lacune, left."]
    last = model.rowCount() - 1
    assert model.cells_at(last) is None  # nobody has looked there
    browser.table.scrollToBottom()
    qtbot.waitUntil(lambda: model.cells_at(last) is not None, timeout=_WITHIN_MS)


def test_a_rejected_draft_has_no_size_of_edits(qtbot: QtBot, window: MainWindow) -> None:
    keep(window, 1, verdict=Verdict.REJECTED, final="", edits=8)
    browser = open_browser(qtbot, window)
    first_line_is_here(qtbot, browser)
    cells = browser.model.cells_at(0)
    assert cells is not None
    assert cells[1] == "✗ Rejected"
    assert cells[7] == ""


def test_columns_and_parts_that_were_moved_are_so_the_next_time(
    qtbot: QtBot, browser: BrowserWindow, window: MainWindow
) -> None:
    settled(qtbot, browser, "Decisions: 150")
    columns = browser.table.horizontalHeader()
    as_made = columns.sectionSize(1)
    columns.resizeSection(2, 222)
    browser.close()
    again = open_browser(qtbot, window)
    settled(qtbot, again, "Decisions: 150")
    columns = again.table.horizontalHeader()
    assert (columns.sectionSize(1), columns.sectionSize(2)) == (as_made, 222)
    QTest.keyClick(again.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again.decision is not None, timeout=_WITHIN_MS)
    splitter = again.findChild(QSplitter, "list")
    assert splitter is not None
    splitter.setSizes([400, 800])
    moved = splitter.sizes()
    again.close()
    third = open_browser(qtbot, window)
    first_line_is_here(qtbot, third)
    QTest.keyClick(third.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: third.decision is not None, timeout=_WITHIN_MS)
    splitter = third.findChild(QSplitter, "list")
    assert splitter is not None
    QApplication.processEvents()
    assert splitter.sizes() == pytest.approx(moved, abs=4)


def test_a_page_that_grew_while_it_was_read_is_read_again(qtbot: QtBot) -> None:
    model = DecisionTable()
    wanted: list[list[int]] = []
    model.pages_wanted.connect(wanted.append)
    model.add(array("q", range(PAGE + 3)))
    before = model.numbers_of(1)
    model.add(array("q", range(1000, 1002)))
    model.show_page(1, before, {})
    assert model.cells_at(PAGE) is None
    assert model.data(model.index(PAGE, 0)) == "…"
    qtbot.waitUntil(lambda: wanted == [[1]])
    model.show_page(1, model.numbers_of(1), {})
    assert model.data(model.index(PAGE, 0)) == "erased since"
    model.add(array("q", [2000]))
    assert model.data(model.index(PAGE, 0)) == "…"


def test_words_are_searched_for_as_they_are_typed(qtbot: QtBot, browser: BrowserWindow) -> None:
    settled(qtbot, browser, "Decisions: 150")
    QTest.keyClick(browser.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(browser.filters.words.hasFocus)
    QTest.keyClicks(browser.filters.words, "lacune")
    settled(qtbot, browser, "Decisions: 1 of 150")
    browser.filters.words.setText("腔隙")
    settled(qtbot, browser, "Decisions: 1 of 150")
    browser.filters.words.setText("磨玻璃")
    settled(qtbot, browser, "Decisions: 149 of 150")
    browser.filters.words.setText("nowhere")
    settled(qtbot, browser, "Decisions: 0 of 150")
    assert "No decision holds all of these words" in browser.strip.text()


def test_enter_in_the_search_goes_to_the_list_and_esc_closes_what_is_open(
    qtbot: QtBot, browser: BrowserWindow
) -> None:
    settled(qtbot, browser, "Decisions: 150")
    QTest.keyClick(browser.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(browser.filters.words.hasFocus)
    QTest.keyClick(browser.filters.words, Qt.Key.Key_Return)
    assert browser.table.hasFocus()
    QTest.keyClick(browser.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: browser.decision is not None, timeout=_WITHIN_MS)
    QTest.keyClick(browser.page, Qt.Key.Key_Escape)
    assert browser.decision is None
    assert browser.isVisible()
    QTest.keyClick(browser.table, Qt.Key.Key_Escape)
    assert not browser.isVisible()


def test_filters_narrow_and_are_cleared(qtbot: QtBot, browser: BrowserWindow) -> None:
    settled(qtbot, browser, "Decisions: 150")
    browser.filters.system.setCurrentText("Head")
    settled(qtbot, browser, "Decisions: 1 of 150")
    browser.filters.overridden.click()
    browser.filters.language.setCurrentText("Chinese")
    settled(qtbot, browser, "Decisions: 0 of 150")
    assert "Clear a filter" in browser.strip.text()
    browser.filters.clear.click()
    settled(qtbot, browser, "Decisions: 150")
    assert not browser.strip.isVisible()


def test_one_decision_is_opened_noted_and_closed_by_keys(
    qtbot: QtBot, window: MainWindow, browser: BrowserWindow
) -> None:
    settled(qtbot, browser, "Decisions: 150")
    first_line_is_here(qtbot, browser)
    browser.table.setFocus()
    QTest.keyClick(browser.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: browser.decision is not None, timeout=_WITHIN_MS)
    qtbot.waitUntil(lambda: "decided ·" in browser.page.toPlainText(), timeout=_WITHIN_MS)
    text = browser.page.toPlainText()
    for part in ("Old lacune, left.", "overridden", "dismissed", "ab" * 32, "腔隙", "read ·"):
        assert part in text
    assert browser.focusWidget() is browser.page
    browser.page.selectAll()
    copied = browser.page.createMimeDataFromSelection()
    assert "Old lacune, left." in copied.text()
    assert copied.data("x-kde-passwordManagerHint").data() == b"secret"
    opened = browser.decision
    assert opened is not None
    assert {"decisions": 1, "id": opened.id} in viewed(window)
    QTest.keyClick(browser.page, Qt.Key.Key_Escape)
    assert browser.decision is None
    assert browser.focusWidget() is browser.table
    QTest.keyClick(browser, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.lead.browsing.window is None)
    window.lead.browsing._pages.finish()
    lines = sum(each["decisions"] for each in viewed(window) if "id" not in each)
    assert PAGE <= lines <= 150


def test_no_filter_for_radiologists_without_a_policy(browser: BrowserWindow) -> None:
    assert browser.filters.radiologist is None


def test_without_a_store_one_plain_line_says_so(
    qtbot: QtBot, qapp: QApplication, engine: ScriptedEngine, tmp_path: Path
) -> None:
    elsewhere = build_application(locations(tmp_path / "elsewhere"), engine)
    with pytest.raises(NoStoreYet):
        elsewhere.feedback.reader()
    lead = Lead(elsewhere, Exporting(elsewhere, QWidget()), qapp)
    lead.browse()
    lead.dashboard()
    browser, dashboard = lead.browsing.window, lead.dashboarding.window
    assert browser is not None
    assert dashboard is not None
    for strip in (browser.strip, dashboard.strip):
        qtbot.waitUntil(lambda strip=strip: strip.text().startswith("✗ "), timeout=_WITHIN_MS)  # type: ignore[misc]
        assert "There is no feedback store" in strip.text()
    assert browser.model.rowCount() == 0
    lead.shut_down()


def test_a_page_escapes_what_reports_say() -> None:
    page = decision_page(decision(findings="<script>x</script>", reject_reason="<b>"), [])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.fixture
def dashboard(qtbot: QtBot, window: MainWindow) -> DashboardWindow:
    """The dashboard over ten weeks of 21 decisions each, and eight of another system."""
    keep(window, 210, checked=True)
    keep(window, 8, header=replace(HEADER, body_system=BodySystem.HEAD))
    press(qtbot, window, Qt.Key.Key_D)
    shown = window.lead.dashboarding.window
    assert shown is not None
    qtbot.waitUntil(lambda: bool(shown.charts), timeout=60_000)
    return shown


def test_charts_by_keyboard_as_picture_words_and_table(
    qtbot: QtBot, window: MainWindow, dashboard: DashboardWindow
) -> None:
    assert dashboard.rests_on.text() == "Decisions: 218"
    keys = [chart.key for chart in dashboard.charts]
    assert keys == ["acceptance", "edits", "system", "language", "model", "time", "overrides"]
    assert "not for reviewing" in dashboard.remark.text()
    assert "Drift is not looked for yet" in dashboard.words.text()
    QTest.keyClick(dashboard.names, Qt.Key.Key_Down)
    QTest.keyClick(dashboard.names, Qt.Key.Key_Down)
    chart = dashboard.chart
    assert chart is not None
    assert chart.key == "system"
    assert "Not shown, fewer than 10 decisions: Head." in dashboard.words.text()
    assert dashboard.view.accessibleDescription() == dashboard.words.text()
    index = dashboard.table.model().index
    rows = {index(at, 0).data(): at for at in range(dashboard.table.rowCount())}
    assert index(rows["Head"], 1).data() == ""
    assert {"statistics": True, "radiologists": False} in viewed(window)


def test_charts_are_exported_whole_and_never_in_the_place_of_a_file(
    qtbot: QtBot, window: MainWindow, dashboard: DashboardWindow, monkeypatch: Any, tmp_path: Path
) -> None:
    chosen: list[Path] = []
    answer = lambda *_args, **_more: (str(chosen[-1]), "")  # noqa: E731 - what the person chose
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    dashboard.export_charts.click()
    dialog = window.lead.dashboarding.dialog
    assert dialog is not None
    for place, (form, signature) in enumerate(
        (("html", b"<!DOCTYPE html>"), ("png", b"\x89PNG"), ("svg", b"<svg "), ("csv", b"\xef"))
    ):
        chosen.append(tmp_path / f"charts.{form}")
        dialog.form.setCurrentIndex(place)
        dialog.save.click()
        qtbot.waitUntil(dialog.save.isEnabled, timeout=60_000)
        assert "Saved" in dialog.strip.text()
        files = sorted(tmp_path.glob(f"*.{form}"))
        assert len(files) == (1 if form == "html" else 7)
        assert all(file.read_bytes().startswith(signature) for file in files)
    before = chosen[0].read_bytes()
    chosen.append(chosen[0])
    dialog.form.setCurrentIndex(0)
    dialog.save.click()
    qtbot.waitUntil(dialog.save.isEnabled, timeout=_WITHIN_MS)
    assert "is there already" in dialog.strip.text()
    assert chosen[0].read_bytes() == before
    chosen.append(tmp_path / "gone" / "charts.html")
    dialog.save.click()
    qtbot.waitUntil(dialog.save.isEnabled, timeout=_WITHIN_MS)
    assert "could not be written" in dialog.strip.text()
    assert not list(tmp_path.glob("*.new"))


def test_inks_stand_out_from_the_dark_ground() -> None:
    for ink, colour in on_screen().items():
        if ink is not Ink.GRID:
            assert contrast(colour, DARK.field) >= 4.5, ink


def exported(window: MainWindow, target: Path) -> None:
    with window._application.feedback.read() as store:
        review, request = make_review(store, Request(Form.JSONL))
        approval = Approval("A. Reader", code_of(request, review), "ct-2")
        write_export(store, request, target, "", approval)


def test_files_of_stations_are_verified_and_merged_once(
    qtbot: QtBot, window: MainWindow, dashboard: DashboardWindow, tmp_path: Path
) -> None:
    target = tmp_path / "station.jsonl"
    exported(window, target)
    dashboard.files.click()
    dialog = window.lead.files.dialog
    assert dialog is not None
    dialog.add_files([target, target])
    assert dialog.paths == [target]
    strip = dialog.strip

    def said(button: QPushButton) -> str:
        button.click()
        assert not strip.text()
        qtbot.waitUntil(lambda: bool(strip.text()), timeout=60_000)
        return strip.text()

    assert said(dialog.verify) == "✓ 1 files are whole and unchanged."
    assert said(dialog.merge).startswith("✓ Merged: 218 new, 0 there already, 0 refused.")
    assert said(dialog.merge).startswith("✓ Merged: 0 new, 218 there already, 0 refused.")
    changed = json.dumps({"no": "row"}) + "\n"
    target.write_text(changed * 2, "utf-8")
    assert said(dialog.merge).startswith("✗ ")
    dialog.reject()
    assert window.lead.files.dialog is None
