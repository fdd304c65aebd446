"""Accepted reports as examples: by the header and by use, never by what is being typed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.feedback.records import PastReport
from radvaluer_desktop.inference.messages import EngineSettings, Failed, FailureKind
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.prompting.templates import load_templates
from radvaluer_desktop.report.study import BodySystem, Language, Modality, StudyHeader
from radvaluer_desktop.session.draft import Drafted
from radvaluer_desktop.session.examples import Examples
from radvaluer_desktop.session.reporting import ReportingSession

CHEST = StudyHeader(body_system=BodySystem.CHEST, modality=Modality.CT)
HEAD = StudyHeader(body_system=BodySystem.HEAD, modality=Modality.CT)
CHAT = InstalledModel(
    "chat", Path("chat.gguf"), "cd" * 32, ("<|im_start|>", "<|im_end|>"), embedded=False
)


def report(
    header: StudyHeader,
    findings: str,
    impression: str,
    language: Language = Language.ENGLISH,
) -> PastReport:
    return PastReport(header=header, language=language, findings=findings, impression=impression)


PAST = [
    report(CHEST, "Clear one.", "No acute disease."),
    report(CHEST, "Clear two.", "No acute  disease."),
    report(CHEST, "Opacity.", "Pneumonia."),
    *(report(HEAD, f"No bleed {n}.", "Normal head.") for n in range(9)),
    report(CHEST, "双肺清晰。", "未见异常。", Language.CHINESE),
]


def chosen(header: StudyHeader, most: int = 4, context: int = 4096) -> list[str]:
    examples = Examples(most)
    examples.remember(PAST)
    return [each.findings for each in examples.choose(header, Language.ENGLISH, context)]


def test_what_is_like_the_examination_and_usual_stands_last() -> None:
    assert chosen(CHEST) == ["No bleed 8.", "Opacity.", "Clear two."]
    assert chosen(HEAD)[-1] == "No bleed 8."
    assert chosen(CHEST, most=1) == ["Clear two."]
    assert chosen(CHEST, most=0) == []


def test_they_take_half_of_the_context_at_most() -> None:
    assert chosen(CHEST, context=24) == ["Clear two."]
    assert chosen(CHEST, context=4) == []


def session(engine: ScriptedEngine) -> ReportingSession:
    session = ReportingSession(engine, load_templates(resource("prompts")), examples=4)
    list(session.load(CHAT, EngineSettings()))
    session.remember(PAST)
    return session


@given(st.text(alphabet="abc Opacity.\n", min_size=1).filter(str.strip))
def test_what_is_typed_moves_nothing_before_it(findings: str) -> None:
    engine = ScriptedEngine()
    made = session(engine)
    made.read_ahead(CHEST, "Lungs", 10)
    list(made.draft(CHEST, f"x {findings}", language=Language.ENGLISH))
    (ahead,), (prompt,) = engine.read, engine.prompts
    texts = [segment.text for segment in prompt]
    assert "Clear two." in texts
    assert ahead[:-1] == prompt[:-2]  # all but the findings themselves, and the closing


def test_findings_go_before_examples_where_both_do_not_fit() -> None:
    engine = ScriptedEngine()
    made = session(engine)
    engine.failure = Failed(1, FailureKind.PROMPT_TOO_LONG, prompt_tokens=9, context_tokens=8)
    *_, last = made.draft(CHEST, "Opacity in the left lung.")
    assert isinstance(last, Drafted)
    assert len(engine.prompts) == 2
    assert "Clear two." not in [segment.text for segment in engine.prompts[1]]
