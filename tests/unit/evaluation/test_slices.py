"""Which impressions are new, and which are abnormal."""

from __future__ import annotations

import pytest

from radvaluer_desktop.evaluation.slices import is_abnormal, is_unseen
from radvaluer_desktop.report.cleaning import normalised
from radvaluer_desktop.report.study import Language


def test_case_and_white_space_make_no_impression_new() -> None:
    known = {normalised("No acute\n disease.")}
    assert not is_unseen("NO ACUTE  DISEASE.", known)
    assert is_unseen("No acute disease", known)


@pytest.mark.parametrize(
    "text",
    [
        "No acute cardiopulmonary abnormality.",
        "1. No acute disease.\n2. No evidence of tuberculosis.",
        "Normal chest x-XXXX.",
        "Negative chest.",
        "Clear lungs.",
        "There is no active disease. Specifically, no effusion.",
        "The lungs are clear. Heart size within normal limits.",
        "Essentially normal examination",
        "双肺未见明显异常。",
        "1.双肺未见活动性病变；2.心膈未见异常，请结合临床。",
        "未见明显异常，建议随访。",
        "颅脑CT平扫未见明显异常",
        "心影大小正常。",
    ],
)
def test_normal(text: str) -> None:
    language = Language.CHINESE if text > "\u4e00" or "未见" in text else Language.ENGLISH
    assert not is_abnormal(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Right lower lobe pneumonia.", Language.ENGLISH),
        ("No acute disease. Stable 5 mm nodule.", Language.ENGLISH),
        ("No change in the large effusion.", Language.ENGLISH),
        ("No significant interval change.", Language.ENGLISH),
        ("Normal chest except for a granuloma.", Language.ENGLISH),
        ("Low lung volumes, otherwise clear.", Language.ENGLISH),
        ("Cardiomegaly without edema.", Language.ENGLISH),
        ("右肺下叶炎症。", Language.CHINESE),
        ("双肺未见明显异常；肝囊肿。", Language.CHINESE),
        ("与前片比较未见明显变化。", Language.CHINESE),
        ("脂肪肝，建议复查。", Language.CHINESE),
    ],
)
def test_abnormal(text: str, language: Language) -> None:
    assert is_abnormal(text, language)
