"""The prompt: its order, and what in it may be parsed for control tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.assets import resource
from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.prompting.build import build_prompt, header_lines
from radvaluer_desktop.prompting.templates import (
    PromptTemplate,
    choose_template,
    load_templates,
)
from radvaluer_desktop.report.study import (
    BodySystem,
    Language,
    Modality,
    Sex,
    Side,
    StudyHeader,
)

TEMPLATES = [each for each in load_templates(resource("prompts")) if not each.general]
ALL = load_templates(resource("prompts"))
PIECES = ("constant", "exam", "findings", "closing")
BY_ID = {template.id: template for template in TEMPLATES}
OURS = ("<|report|>", "<|exam|>", "<|findings|>", "<|impression|>", "<|end|>")
WHOLE = StudyHeader(
    order="CT chest",
    modality=Modality.CT,
    body_system=BodySystem.CHEST,
    side=Side.LEFT,
    sex=Sex.FEMALE,
    age=61,
    indication="Cough",
    prior="CT of 2020",
    pseudonym="P-17",
)


@pytest.fixture(params=TEMPLATES, ids=lambda template: template.id)
def template(request: pytest.FixtureRequest) -> PromptTemplate:
    chosen = request.param
    assert isinstance(chosen, PromptTemplate)
    return chosen


def test_constant_then_exam_then_findings_then_closing(template: PromptTemplate) -> None:
    prompt = build_prompt(template, WHOLE, "  Clear lungs.\n", Language.ENGLISH)
    assert [segment.text for segment in prompt.segments] == [
        template.constant,
        template.exam,
        "\n".join(header_lines(WHOLE, Language.ENGLISH)),
        template.findings,
        "Clear lungs.",
        template.closing,
    ]
    assert prompt.stop_texts == template.stop_texts
    assert prompt.template == f"{template.id}-{template.version}"


def test_template_text_alone_is_special_and_the_constant_alone_may_be_stored(
    template: PromptTemplate,
) -> None:
    segments = build_prompt(template, WHOLE, "Clear.", Language.ENGLISH).segments
    own = {getattr(template, name) for name in PIECES}
    assert [segment.special for segment in segments] == [
        segment.text in own for segment in segments
    ]
    assert [segment.storable for segment in segments] == [True] + [False] * 5


def test_the_header_in_words() -> None:
    assert list(header_lines(WHOLE, Language.CHINESE)) == [
        "language: zh",
        "system: chest",
        "modality: CT",
        "side: left",
        "sex: F",
        "age: 61",
        "order: CT chest",
        "indication: Cough",
        "prior: CT of 2020",
    ]
    assert list(header_lines(StudyHeader(), Language.ENGLISH)) == ["language: en"]
    assert "age: 0" in list(header_lines(StudyHeader(age=0, order=""), Language.ENGLISH))


@given(st.text(min_size=1), st.text(), st.text())
def test_no_field_adds_a_line_and_findings_stand_in_their_own_segment(
    order: str, prior: str, findings: str
) -> None:
    header = StudyHeader(order=order, prior=prior, indication="a\nmodality: MR\r\n\x0bb")
    lines = "\n".join(header_lines(header, Language.ENGLISH)).splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        name
        for name in ("language", "order", "indication", "prior")
        if name in {"language", "indication"} or getattr(header, name) != ""
    ]
    prompt = build_prompt(BY_ID["report"], header, findings, Language.ENGLISH)
    assert prompt.segments[4].text == findings.strip()
    assert not prompt.segments[4].special


@given(st.from_regex(r"PSN[0-9]{12}", fullmatch=True))
def test_the_pseudonym_is_never_shown_to_the_model(pseudonym: str) -> None:
    for template in ALL:
        header = StudyHeader(order="CT", pseudonym=pseudonym)
        prompt = build_prompt(template, header, "Clear.", Language.ENGLISH)
        assert pseudonym not in "".join(segment.text for segment in prompt.segments)


@pytest.mark.parametrize(
    ("tokens", "chosen"),
    [
        ((), "plain"),
        (("<s>", "</s>"), "plain"),
        (("<|im_start|>", "<|im_end|>", "<|endoftext|>"), "chatml"),
        (("<|im_start|>",), "plain"),
        (OURS, "report"),
        ((*OURS, "<|im_start|>", "<|im_end|>"), "report"),
        (OURS[:-1], "plain"),
    ],
)
def test_the_template_with_most_tokens_that_are_all_there(
    tokens: tuple[str, ...], chosen: str
) -> None:
    assert choose_template(ALL, tokens).id == chosen


def test_a_lack_of_templates_is_our_own_mistake() -> None:
    with pytest.raises(InternalError):
        choose_template([BY_ID["report"]], ())
