"""Two writers over the same reports."""

from __future__ import annotations

from radvaluer_desktop.evaluation.paired import FIGURES, paired
from radvaluer_desktop.evaluation.reports import LabelledReport
from radvaluer_desktop.report.study import Language

FINDINGS = "Large left pleural effusion. No pneumothorax. The heart is normal in size."
GOOD = "Large left pleural effusion."
WRONG = "Large right pleural effusion."


def reports(count: int) -> list[LabelledReport]:
    return [LabelledReport(n, FINDINGS, GOOD, Language.ENGLISH) for n in range(count)]


def test_a_writer_beside_itself_differs_in_nothing() -> None:
    texts = [GOOD, WRONG, "", "Nothing acute."] * 5
    for name, figure in paired(reports(20), texts, texts).items():
        assert (figure.difference.value, figure.difference.low, figure.difference.high) == (
            0.0, 0.0, 0.0,
        ), name  # fmt: skip


def test_wrong_sides_are_seen_against_the_findings_and_as_edits() -> None:
    found = paired(reports(20), [GOOD] * 20, [GOOD] * 10 + [WRONG] * 10)
    assert found.keys() == set(FIGURES)
    side = found["side"]
    assert (side.first.value, side.second.value, side.reference.value) == (0.0, 50.0, 0.0)
    assert side.difference.value == 50.0
    assert side.difference.low is not None
    assert 20.0 < side.difference.low < 40.0
    # One word of five, the full stop among them, in half of the drafts.
    assert round(found["edit_distance"].second.value, 6) == 10.0
    assert found["edit_distance"].first.value == 0.0
    assert found["sides_beyond"].difference.value == 50.0
    assert found["consistency"].difference.value < 0


def test_a_final_that_is_wrong_itself_does_not_make_a_wrong_draft_right() -> None:
    spoilt = [LabelledReport(n, FINDINGS, WRONG, Language.ENGLISH) for n in range(10)]
    found = paired(spoilt, [GOOD] * 10, [WRONG] * 10)
    assert found["edit_distance"].difference.value < 0, "it is nearer to what was kept"
    assert found["side"].difference.value == 100.0
    assert found["side"].reference.value == 100.0
