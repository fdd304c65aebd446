"""The pictures of browser and dashboard: forty weeks of decisions about made-up reports."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from radvaluer_desktop.feedback.records import Decision, Verdict
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.metrics.edit_distance import edit_distance, token_edits
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.corpus import make_reports
from tests.unit.feedback.samples import CHECKS, HEADER, decision

_WEEKS, _A_WEEK = 40, 24
_BEGAN = datetime(2025, 6, 2, 8, tzinfo=UTC)
_FALL_FROM = 32  # weeks; from then on fewer drafts are accepted
_ADDED = {Language.ENGLISH: " Follow-up in three months.", Language.CHINESE: " 建议三个月后复查。"}
_SEARCHED = {"en": "effusion", "zh": "结节"}

Wait = Callable[[Callable[[], bool]], None]


def made_up() -> Iterator[Decision]:
    """Yield decisions, the eldest first."""
    chance = random.Random(20250602)  # noqa: S311 - which report, not a secret
    reports = list(itertools.islice(make_reports(7, "train", range(1, 7)), 400))
    for at in range(_WEEKS * _A_WEEK):
        week, number = divmod(at, _A_WEEK)
        report = chance.choice(reports)
        language = report.language
        accepted = chance.random() < (0.62 if week < _FALL_FROM else 0.36)
        rejected = not accepted and chance.random() < 0.15
        final = report.impression if accepted else report.impression + _ADDED[language]
        final = "" if rejected else final
        edit = edit_distance(report.impression, final)
        yield decision(
            header=replace(report.header, pseudonym=HEADER.pseudonym, body_system=report.system),
            language=language,
            findings=report.findings,
            draft=report.impression,
            final=final,
            verdict=Verdict.ACCEPTED
            if accepted
            else Verdict.REJECTED
            if rejected
            else Verdict.EDITED,
            edits=edit.edits,
            edit_fraction=edit.fraction,
            token_edits=() if rejected else token_edits(report.impression, final),
            model_id="chatradio-demo",
            model_sha256=("ab" if week < 20 else "cd") * 32,
            station_id=f"ct-{1 + number % 3}",
            institution=("North", "South")[number % 2],
            radiologist_id=f"r-{number % 7}",
            seconds_to_decide=chance.uniform(5, 40),
            checked=True,
            checks=CHECKS[:2] if chance.random() < 0.04 and not rejected else (),
            decided_at=_BEGAN + timedelta(weeks=week, hours=number * 5),
        )


def take_lead(
    window: MainWindow, language: str, wait: Wait, shoot: Callable[[QWidget, str], None]
) -> None:
    """Take the pictures of a window whose store is open."""
    with window._application.feedback.open() as store, store._writing():
        for each in made_up():
            store._keep(each)
    window.commands.browse.trigger()
    browser = window.lead.browsing.window
    assert browser is not None
    wait(lambda: "…" not in browser.count.text() and bool(browser.count.text()))
    browser.filters.words.setText(_SEARCHED[language])
    before = browser.count.text()
    wait(lambda: browser.count.text() != before and "…" not in browser.count.text())
    wait(lambda: browser.model.cells_at(0) is not None)
    row = next(
        at
        for at in range(min(60, browser.model.rowCount()))
        if (cells := browser.model.cells_at(at)) and cells[1].startswith("✎")
    )
    browser.table.selectRow(row)
    browser.opened.emit(browser.model.number_at(row))
    wait(lambda: browser.decision is not None and "UTC" in browser.page.toPlainText())
    shoot(browser, f"browser-{language}")
    browser.close()
    window.commands.dashboard.trigger()
    dashboard = window.lead.dashboarding.window
    assert dashboard is not None
    wait(lambda: bool(dashboard.charts))
    shoot(dashboard, f"dashboard-{language}")
    dashboard.close()
