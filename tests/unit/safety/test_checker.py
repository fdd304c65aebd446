"""Each row: findings, impression, and the issues that must be raised, with the words they quote."""

from __future__ import annotations

import pytest

from radvaluer_desktop.report.study import Sex, Side, StudyHeader
from radvaluer_desktop.safety.checker import Checker
from radvaluer_desktop.safety.result import IssueKind, StatementKind

NOTHING: set[tuple[str, str]] = set()


def issues(
    checker: Checker, findings: str, impression: str, header: StudyHeader | None = None
) -> set[tuple[str, str]]:
    result = checker.check(findings, impression, header)
    return {
        (
            issue.kind.value,
            impression[slice(*issue.impression_span)]
            if issue.impression_span
            else findings[slice(*(issue.findings_span or (0, 0)))],
        )
        for issue in result.issues
    }


@pytest.mark.parametrize(
    ("findings", "impression", "expected"),
    [
        # side
        ("Mass in the left kidney.", "Right renal mass.", {("side", "Right")}),
        ("Mass in the left kidney.", "Left renal mass.", NOTHING),
        ("Bilateral nodules.", "Left nodule.", {("side", "Left")}),
        ("Nodule on the right.", "Bilateral nodules.", {("side", "Bilateral")}),
        ("左肾见占位。", "右肾占位。", {("side", "右")}),
        ("左肾见占位。", "左肾占位。", NOTHING),
        ("The left ulnar nerve is enlarged.", "Enlarged right ulnar nerve.", {("side", "right")}),
        # negation
        ("No fracture.", "Fracture.", {("negation", "Fracture")}),
        ("There is a displaced fracture.", "No fracture.", {("negation", "fracture")}),
        ("未见骨折。", "骨折。", {("negation", "骨折")}),
        ("见骨折。", "未见骨折。", {("negation", "骨折")}),
        ("No large hematoma.", "Small hematoma.", {("unsupported", "Small hematoma.")}),
        # number
        ("A 12 mm nodule.", "1.2 cm nodule.", NOTHING),
        ("A 12 mm nodule.", "12 cm nodule.", {("number", "12 cm")}),
        ("结节，约1.2cm。", "结节，约2.2cm。", {("number", "2.2cm")}),
        ("A nodule.", "7 mm nodule.", {("number", "7 mm")}),
        ("A 12 mm nodule.", "Nodule. Follow-up of nodules over 6 mm in 3 months.", NOTHING),
        ("Two nodules in the liver.", "Four nodules in the liver.", {("number", "Four")}),
        ("见3枚结节。", "见5枚结节。", {("number", "5")}),
        (
            "A mass of 12.2 x 6.2 x 4.4 cm.",
            "Mass of 12.2 x 9.9 x 4.4 cm.",
            {("number", "12.2 x 9.9 x 4.4 cm")},
        ),
        # level
        ("Stenosis at L4-5.", "L3-4 stenosis.", {("level", "L3-4")}),
        ("Stenosis at L4-5.", "L4-5 stenosis.", NOTHING),
        ("腰4/5狭窄。", "腰5/骶1狭窄。", {("level", "腰5/骶1")}),
        (
            "Fracture of the left fifth rib.",
            "Left seventh rib fracture.",
            {("level", "seventh rib")},
        ),
        (
            "Cyst in the upper pole of the right kidney.",
            "Right lower pole renal cyst.",
            {("level", "lower")},
        ),
        ("胆总管下段结石。", "胆总管上段结石。", {("level", "上")}),
        # degree, certainty, change
        ("Mild stenosis.", "Severe stenosis.", {("severity", "Severe stenosis")}),
        ("轻度狭窄。", "重度狭窄。", {("severity", "重度狭窄")}),
        ("Possible hematoma.", "Hematoma.", {("certainty", "Hematoma.")}),
        ("A nodule.", "Stable nodule.", {("comparison", "Stable")}),
        ("The nodule is stable.", "Stable nodule.", NOTHING),
        (
            "Nodule, increased from prior.",
            "Nodule, decreased from prior.",
            {("comparison", "Nodule")},
        ),
        # support
        ("A nodule.", "Nodule. Dislocation.", {("unsupported", "Dislocation.")}),
        ("A fracture. A hematoma.", "Fracture.", {("left_out", "hematoma")}),
        ("结节。脓肿。", "结节。", {("left_out", "脓肿")}),
        ("A mass.", "Malignancy is suspected. Recommend biopsy.", NOTHING),
        ("膈下见游离气体影。", "消化道穿孔可能。", {("critical", "消化道穿孔")}),
        ("肝胆胰脾未见异常。", "肝血管瘤。", {("unsupported", "肝血管瘤。")}),
        (
            "Acute subdural hematoma on the right.",
            "Chronic small vessel ischemic disease.",
            {
                ("left_out", "Acute subdural"),
                ("critical", "Acute subdural"),
                ("unsupported", "Chronic small vessel ischemic disease."),
            },
        ),
        # what covers a finding, and what does not
        (
            "Left basal ganglia hyperdense hemorrhage. No hyperdensity in the ventricles.",
            "No hyperdensity in the ventricles.",
            {
                ("left_out", "basal ganglia hyperdense hemorrhage"),
                ("critical", "basal ganglia hyperdense hemorrhage"),
            },
        ),
        ("Opacity in the left base, consistent with scarring.", "No acute disease.", NOTHING),
        ("Opacity in the left base.", "No fracture.", {("left_out", "Opacity in the left base")}),
        ("Bony overlap could obscure a small lung nodule.", "No acute disease.", NOTHING),
        (
            "Large pleural mass on the right. Enlarged mediastinal lymph nodes.",
            "Mediastinal lymphadenopathy as described above.",
            {("left_out", "pleural mass")},
        ),
        ("Large pleural mass on the right.", "See above.", NOTHING),
        (
            "右侧基底节区见血肿。左侧基底节区未见异常。",
            "右侧基底节区血肿。",
            {("critical", "基底节区血肿")},
        ),
        (
            "Left subdural hematoma. Effacement of the left lateral ventricle.",
            "Left subdural hematoma.",
            {("critical", "subdural hematoma")},
        ),
        # what is sound agrees with a denial
        ("The portal vein is patent.", "No portal vein invasion.", NOTHING),
        ("双侧海绵窦未受累。", "双侧海绵窦未见侵犯。", NOTHING),
        ("Trace pelvic free fluid.", "Trace pelvic free fluid, likely reactive.", NOTHING),
        (
            "Free intraperitoneal gas.",
            "No perforation.",
            {
                ("negation", "perforation"),
                ("critical", "Free intraperitoneal gas"),
                ("left_out", "Free intraperitoneal gas"),
            },
        ),
        ("Mass of 8.4 x 6.2 x 5.1 cm.", "Mass, 5.1 cm.", {("number", "5.1 cm")}),
        (
            "Both submandibular glands enhance normally. Stone in the left submandibular duct.",
            "Left submandibular stone.",
            NOTHING,
        ),
        # what the findings say twice
        ("The left kidney is normal. Mass in the right kidney.", "Right renal mass.", NOTHING),
        ("L2-3: Disc protrusion. L3-4: No disc protrusion.", "L2-3 disc protrusion.", NOTHING),
        (
            "L2-3: Normal disc height. Severe foraminal stenosis. L3-4: No foraminal stenosis.",
            "L2-3 foraminal stenosis.",
            NOTHING,
        ),
        ("前交叉韧带连续性中断。后交叉韧带正常。", "前交叉韧带断裂。", NOTHING),
        # spoken commands
        ("A nodule.", "Nodule scratch that.", {("dictation", "scratch that")}),
        ("见结节。", "结节换行。", {("dictation", "换行")}),
        ("A nodule.", "Nodule period No fracture.", {("dictation", "period N")}),
        ("A nodule.", "Nodule, unclear in this period.", NOTHING),
        (
            "A nodule.",
            "Nodule. A new line is in place.",
            {("comparison", "new"), ("unsupported", "A new line is in place.")},
        ),
        ("A nodule.", "Comma shaped nodule.", NOTHING),
        ("见结节。近期新行手术。", "结节。近期新行手术。", NOTHING),
        ("A nodule.", "Nodule.</s>", {("dictation", "</s>")}),
        # the text itself
        ("A nodule.", " ", {("empty", "")} | {("left_out", "nodule")}),
        ("A nodule.", "Nodule. Nodule.", {("looping", "Nodule.")}),
        ("A nodule.", "Nodule with", {("cut_off", "with")}),
        ("A nodule is seen.", "结节影。", {("wrong_language", "结节影。")}),
        ("A nodule nodule.", "Nodule.", {("dictation", "nodule nodule")}),
    ],
)
def test_issues(
    checker: Checker, findings: str, impression: str, expected: set[tuple[str, str]]
) -> None:
    assert issues(checker, findings, impression) == expected


@pytest.mark.parametrize(
    ("header", "findings", "impression", "expected"),
    [
        (StudyHeader(sex=Sex.MALE), "Mass of the uterus.", "Mass.", {("sex", "uterus")}),
        (StudyHeader(sex=Sex.FEMALE), "前列腺增大。", "增大。", {("sex", "前列腺")}),
        (StudyHeader(sex=Sex.MALE), "Prostate mass.", "Prostate mass.", NOTHING),
        (StudyHeader(order="MRI left knee"), "Right tear.", "Right tear.", {("side", "Right")}),
        (StudyHeader(side=Side.LEFT), "A tear.", "A tear.", {("side", "")}),
        (StudyHeader(age=4), "A nodule.", "Nodule.", {("scope", "")}),
        (StudyHeader(prior="CT of May"), "A nodule.", "Stable nodule.", NOTHING),
    ],
)
def test_what_the_header_knows(
    checker: Checker,
    header: StudyHeader,
    findings: str,
    impression: str,
    expected: set[tuple[str, str]],
) -> None:
    assert issues(checker, findings, impression, header) == expected


def test_statements_rest_on_sentences(checker: Checker) -> None:
    findings = "The liver is normal. There is a 12 mm nodule. No fracture."
    impression = "1. Nodule. 2. Recommend CT. 3. No fracture. 4. Dislocation."
    result = checker.check(findings, impression)
    kinds = [statement.kind for statement in result.statements]
    assert kinds == [
        StatementKind.FINDING, StatementKind.ADVICE, StatementKind.NEGATIVE, StatementKind.FINDING,
    ]  # fmt: skip
    (ground,) = result.statements[0].evidence
    assert findings[ground.start : ground.end] == "There is a 12 mm nodule."
    assert [statement.supported for statement in result.statements] == [True, True, True, False]


def test_left_out_findings_stand_with_the_most_urgent_first(checker: Checker) -> None:
    result = checker.check("Osteopenia. A nodule. A fracture.", "No hernia.")
    assert [left.urgency for left in result.left_out] == [3, 2]


def test_an_issue_has_the_same_key_wherever_it_stands(checker: Checker) -> None:
    first = checker.check("A nodule.", "Nodule. Dislocation.").issues[0]
    second = checker.check("A nodule.", "A small nodule is there. Dislocation.").issues[0]
    assert (first.kind, first.key) == (IssueKind.UNSUPPORTED, second.key)
    assert "Dislocation" not in repr(first)


def test_a_diagnosis_rests_on_what_lies_at_its_place(checker: Checker) -> None:
    findings = (
        "Patchy airspace opacity in the left lower lobe. Small right pleural effusion. "
        "6 mm nodule in the left upper lobe."
    )
    result = checker.check(findings, "Left lower lobe pneumonia.")
    grounds = [findings[e.start : e.end] for e in result.statements[0].evidence]
    assert grounds == ["Patchy airspace opacity in the left lower lobe."]
    assert [findings[left.start : left.end] for left in result.left_out if left.urgency > 1] == [
        "pleural effusion", "nodule in the left upper lobe",
    ]  # fmt: skip


def test_a_diagnosis_of_several_findings_covers_them_all(checker: Checker) -> None:
    findings = "The heart is enlarged. Interstitial edema and small bilateral effusions."
    result = checker.check(findings, "Congestive heart failure.")
    assert len(result.statements[0].evidence) == 2
    assert result.issues == ()


def test_what_is_denied_rests_on_nothing_that_merely_allows_it(checker: Checker) -> None:
    result = checker.check("Small left pleural effusion. No pneumothorax.", "Pneumothorax.")
    assert result.statements[0].evidence == ()
    assert [issue.kind for issue in result.issues if issue.impression_span] == [
        IssueKind.NEGATION
    ]  # fmt: skip


def test_advice_is_stated_by_nobody(checker: Checker) -> None:
    result = checker.check("头颅CT未见骨折。", "未见骨折。建议复查除外颅内血肿。")
    assert result.issues == ()


@pytest.mark.parametrize(
    "text",
    ["左" * 3000, "no " * 2000, "右肺结节。" * 400, "Right lung nodule " * 600, "1 mm " * 1500],
)
def test_no_text_hangs(checker: Checker, text: str) -> None:
    assert checker.check(text, text + " ").statements  # within the time that pytest allows
