"""Reports to evaluate on, written for the tests."""

from __future__ import annotations

from radvaluer_desktop.evaluation.reports import LabelledReport, ReportSet
from radvaluer_desktop.report.study import Language

NORMAL = "No acute abnormality."


def report(
    name: int, findings: str, impression: str, language: Language = Language.ENGLISH, **more: object
) -> LabelledReport:
    """A report whose id is its number."""
    return LabelledReport(name, findings, impression, language, **more)  # type: ignore[arg-type]


TRAINING = (
    report(1, "The lungs are clear. No effusion.", NORMAL),
    report(2, "Clear lungs. Normal heart size.", "Normal chest."),
    report(3, "Heart size is normal. The lungs are clear.", NORMAL),
    report(4, "Opacity in the right lower lobe.", "Right lower lobe pneumonia."),
    report(5, "右肺下叶见斑片影。", "右肺下叶炎症。", Language.CHINESE),
    report(6, "双肺纹理清晰。", "双肺未见明显异常。", Language.CHINESE),
    report(7, "双肺野清晰。", "双肺未见明显异常。", Language.CHINESE),
)
REPORTS = (
    report(1, "The lungs are clear. No effusion.", NORMAL, system="chest", institution="A"),
    report(
        2,
        "Patchy opacity in the left lower lobe. A Zorvex port is seen.",
        "Left lower lobe pneumonia. Zorvex port.",
        system="chest",
        institution="B",
        second="Pneumonia of the left lower lobe.",
        new_words=("Zorvex", "Quilbin"),
    ),
    report(
        3,
        "右肺下叶见斑片状高密度影，直径3mm。",
        "右肺下叶炎症。",
        Language.CHINESE,
        system="chest",
        institution="A",
    ),
)
DATA = ReportSet("data.csv", REPORTS, "a" * 64)
TRAINING_SET = ReportSet("train.csv", TRAINING, "b" * 64, left_out=2, unknown={"sex": 1})
