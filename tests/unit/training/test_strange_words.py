"""Strange words: findings and impression keep saying the same."""

import random
import re
from itertools import islice

import pytest

from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.training.reports import PlainReport, synthetic_reports
from radvaluer_desktop.training.strange_words import Strangeness, StrangeWords

_ALWAYS = Strangeness(share=1.0, most=1, before=0.0)


def _dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - it must be reproducible, not secret


def _report(findings: str, impression: str, language: Language) -> PlainReport:
    return PlainReport(StudyHeader(), findings, impression, language)


def test_one_word_is_replaced_in_both_texts_and_keeps_its_capital() -> None:
    report = _report("Nodule on the left. The nodule is new.", "Left nodule.", Language.ENGLISH)

    changed = StrangeWords(_ALWAYS, _dice(1)).vary(report)

    found = re.fullmatch(r"(\w+) on the left\. The (\w+) is new\.", changed.findings)
    assert found is not None
    assert found[1] == found[2].capitalize()
    assert changed.impression == f"Left {found[2]}."
    assert "nodule" not in changed.findings.lower()


def test_a_chinese_piece_is_replaced_in_both_texts() -> None:
    report = _report("右肺上叶见结节影。", "右肺上叶结节影。", Language.CHINESE)

    changed = StrangeWords(_ALWAYS, _dice(1)).vary(report)

    assert changed.findings != report.findings
    assert changed.findings.replace("见", "") == changed.impression


def test_a_word_may_come_before_one_that_stays() -> None:
    report = _report("Nodule on the left.", "Left nodule.", Language.ENGLISH)
    before = Strangeness(share=1.0, most=1, known=0.0, before=1.0)

    changed = StrangeWords(before, _dice(1)).vary(report)

    found = re.fullmatch(r"([A-Z]\w+) nodule on the left\.", changed.findings)
    assert found is not None
    assert changed.impression == f"Left {found[1].lower()} nodule."


@pytest.mark.parametrize("language", list(Language))
def test_words_of_reports_before_stand_where_they_never_stood(language: Language) -> None:
    first, then = {
        Language.ENGLISH: ("Pericallosal plaque seen.", "Nodule on the left."),
        Language.CHINESE: ("胼胝体见强化灶。", "右肺见结节影。"),
    }[language]
    known = Strangeness(share=1.0, most=1, known=1.0, before=0.0)
    strange = StrangeWords(known, _dice(3))
    strange.vary(_report(first, first, language))

    changed = strange.vary(_report(then, then, language))

    assert changed.findings == changed.impression != then
    assert any(
        changed.findings.lower().count(piece)
        for piece in ("pericallosal", "plaque", "胼胝", "胝体", "体见", "见强", "强化", "化灶")
    )


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_words_that_only_one_text_has_stay(share: float) -> None:
    report = _report("The heart is enlarged.", "Cardiomegaly.", Language.ENGLISH)

    changed = StrangeWords(Strangeness(share=share), _dice(1)).vary(report)

    assert (changed.findings, changed.impression) == (report.findings, report.impression)


def test_figures_and_the_share_of_changed_reports_stay() -> None:
    reports = list(islice(synthetic_reports(7), 400))
    strange = StrangeWords(Strangeness(share=0.5), _dice(2))

    changed = [strange.vary(report) for report in reports]

    differing = [new is not old for new, old in zip(changed, reports, strict=True)]
    assert 0.4 < sum(differing) / len(differing) < 0.6
    for new, old in zip(changed, reports, strict=True):
        assert re.findall(r"\d", new.findings) == re.findall(r"\d", old.findings)
        assert re.findall(r"\d", new.impression) == re.findall(r"\d", old.impression)
