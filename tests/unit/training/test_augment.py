import random

from radvaluer_desktop.report.study import BodySystem, Language, StudyHeader
from radvaluer_desktop.training.augment import Augmentation, augmented
from radvaluer_desktop.training.reports import PlainReport

ENGLISH = PlainReport(
    StudyHeader(body_system=BodySystem.CHEST),
    "Heart size is normal. A 3.5 mm nodule lies in the left upper lobe. No effusion!",
    "Nodule.",
    Language.ENGLISH,
)
CHINESE = PlainReport(
    StudyHeader(), "心影不大。左肺上叶结节，约3.5mm。无胸腔积液。", "结节。", Language.CHINESE
)


def varied(report: PlainReport, how: Augmentation) -> list[PlainReport]:
    rng = random.Random(1)  # noqa: S311 - no secret
    return [augmented(report, how, rng) for _ in range(60)]


def test_sentences_change_places_and_none_is_lost_or_cut() -> None:
    for report, parts in (
        (ENGLISH, ["Heart size is normal.", "A 3.5 mm nodule lies in the left upper lobe."]),
        (CHINESE, ["心影不大。", "左肺上叶结节，约3.5mm。", "无胸腔积液。"]),
    ):
        variations = {each.findings for each in varied(report, Augmentation(reorder=1.0))}
        assert len(variations) > 2
        for findings in variations:
            assert all(part in findings for part in parts)
            assert sorted(findings.replace(" ", "")) == sorted(report.findings.replace(" ", ""))


def test_nothing_is_varied_where_nothing_shall_be() -> None:
    assert set(varied(ENGLISH, Augmentation(reorder=0.0, bare=0.0))) == {ENGLISH}


def test_the_body_system_is_sometimes_left_out() -> None:
    systems = {each.header.body_system for each in varied(ENGLISH, Augmentation())}
    assert systems == {None, BodySystem.CHEST}
