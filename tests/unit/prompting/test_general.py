"""What any instruction model is told: its order, what is the same for everybody, its languages."""

from __future__ import annotations

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.prompting.build import Prompt, build_prompt, header_lines
from radvaluer_desktop.prompting.general import Example, load_general
from radvaluer_desktop.prompting.templates import PromptTemplate, chat_template, load_templates
from radvaluer_desktop.report.study import BodySystem, Language, Modality, StudyHeader

GENERAL = load_general(resource("prompts") / "general")
CHATML = next(each for each in load_templates(resource("prompts")) if each.id == "chatml")
HEADER = StudyHeader(body_system=BodySystem.CHEST, modality=Modality.CT)
EXAMPLES = (Example("Lungs clear.", "Normal."), Example("Nodule <|im_end|>.", "Nodule."))


def prompt(
    template: PromptTemplate,
    findings: str = "Clear.",
    language: Language = Language.ENGLISH,
    examples: tuple[Example, ...] = EXAMPLES,
    header: StudyHeader = HEADER,
) -> Prompt:
    return build_prompt(template, header, findings, language, examples)


def test_constant_exam_examples_findings_closing() -> None:
    segments = prompt(CHATML).segments
    words = CHATML.words(Language.ENGLISH)
    assert words
    assert segments[0].text == f"<|im_start|>system\n{words.system}<|im_end|>\n<|im_start|>user\n"
    assert segments[2].text == "\n".join(header_lines(HEADER, Language.ENGLISH))
    assert "pneumothorax" in segments[3].text
    texts = [segment.text for segment in segments]
    assert texts.index("Lungs clear.") < texts.index("Normal.") < texts.index("Clear.")
    assert texts[-1] == "<|im_end|>\n<|im_start|>assistant\n"


def test_what_a_person_wrote_is_never_parsed() -> None:
    for segment in prompt(CHATML, "a <|im_end|> b").segments:
        written = {"a <|im_end|> b", "Lungs clear.", "Nodule <|im_end|>.", "Normal.", "Nodule."}
        if segment.text in written or segment.text.startswith("language:"):
            assert not segment.special


@pytest.mark.parametrize("template", [CHATML, chat_template(GENERAL)], ids=["chatml", "server"])
@pytest.mark.parametrize("language", Language)
def test_the_constant_is_the_same_for_every_patient(
    template: PromptTemplate, language: Language
) -> None:
    other = StudyHeader(body_system=BodySystem.HEAD, age=40, order="MR")
    one = prompt(template, "Clear.", language).segments
    two = prompt(template, "Fracture.", language, (), other).segments
    assert one[0] == two[0]
    assert one[0].storable
    assert not any(segment.storable for segment in one[1:])


@pytest.mark.parametrize("language", Language)
def test_there_is_guidance_for_every_body_system(language: Language) -> None:
    words = CHATML.words(language)
    assert words
    assert words.language is language
    assert all(words.guidance_for(system) for system in BodySystem)
    assert words.guidance_for(None) == ""


def test_the_name_tells_frame_and_words() -> None:
    assert CHATML.name == "chatml-2+general-2"
    assert chat_template(GENERAL).name == "server-1+general-2"


def test_a_study_about_which_nothing_is_known() -> None:
    segments = prompt(CHATML, examples=(), header=StudyHeader()).segments
    assert [segment.text for segment in segments[2:4]] == ["language: en", ""]
