"""From a pasted text to a draft, through a scripted engine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.assets import resource
from radvaluer_desktop.errors import EngineError, InternalError, ModelError, WorldError
from radvaluer_desktop.inference.messages import (
    EngineSettings,
    Event,
    Failed,
    FailureKind,
    Progress,
    Ready,
    Sampling,
    StopReason,
    Token,
)
from radvaluer_desktop.inference.scripted import ScriptedEngine, crash
from radvaluer_desktop.prompting.templates import load_templates
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.session.draft import Drafted
from radvaluer_desktop.session.engine_failures import EngineDied, EngineNotStarted
from radvaluer_desktop.session.failures import (
    EngineRefused,
    FindingsEmpty,
    FindingsTooLong,
    LoadStopped,
    ModelTooLarge,
    ModelUnreadable,
    NoCpuModule,
)
from radvaluer_desktop.session.prepared import prepare
from radvaluer_desktop.session.reporting import RESERVE_TOKENS, ReportingSession
from tests.unit.session.samples import FINDINGS, MODEL, session_with

HEADER = StudyHeader()


def drafted(events: Iterator[object]) -> Drafted:
    last = list(events)[-1]
    assert isinstance(last, Drafted)
    return last


class TestPrepare:
    def test_findings_alone(self) -> None:
        report = prepare(HEADER, f"  {FINDINGS}\r\n")
        assert (report.findings, report.language) == (FINDINGS, Language.ENGLISH)

    def test_a_whole_report(self) -> None:
        text = (
            "INDICATION: Cough.\nCOMPARISON: CT of 2020.\n"
            f"FINDINGS:\n{FINDINGS}\nIMPRESSION: Pneumonia."
        )
        report = prepare(HEADER, text)
        assert report.findings == FINDINGS
        assert (report.header.indication, report.header.prior) == ("Cough.", "CT of 2020.")

    def test_what_the_order_said_wins(self) -> None:
        header = StudyHeader(indication="Fall", prior="none")
        report = prepare(header, f"INDICATION: Cough.\nCOMPARISON: CT.\nFINDINGS: {FINDINGS}")
        assert report.header == header

    def test_language_is_told_from_the_findings_or_taken_as_said(self) -> None:
        text = "检查所见：右肺下叶斑片影。"
        assert prepare(HEADER, text).language is Language.CHINESE
        assert prepare(HEADER, text, Language.ENGLISH).language is Language.ENGLISH

    @pytest.mark.parametrize(
        "text",
        ["", " \n\t\u3000", "IMPRESSION: Pneumonia.", "FINDINGS:\n", "诊断意见：肺炎。", "\x00"],
    )
    def test_nothing_to_draft_from_is_refused(self, text: str) -> None:
        with pytest.raises(FindingsEmpty) as caught:
            prepare(HEADER, text)
        assert caught.value.exit_code == 2

    @given(st.text())
    def test_any_text_is_prepared_or_refused(self, text: str) -> None:
        with contextlib.suppress(FindingsEmpty):
            assert prepare(HEADER, text).findings


class TestLoad:
    def test_events_and_the_model(self) -> None:
        session = ReportingSession(ScriptedEngine(), load_templates(resource("prompts")))
        assert session.model is None
        kinds = [type(event) for event in session.load(MODEL, EngineSettings())]
        assert kinds == [Progress, Ready]
        assert session.model is MODEL

    @pytest.mark.parametrize(
        ("kind", "error", "code"),
        [
            (FailureKind.MODEL_UNREADABLE, ModelUnreadable, 3),
            (FailureKind.CONTEXT_REFUSED, ModelTooLarge, 3),
            (FailureKind.CANCELLED, LoadStopped, 4),
            (FailureKind.WORKER_DIED, EngineDied, 4),
            (FailureKind.WORKER_NOT_STARTED, EngineNotStarted, 4),
            pytest.param(
                *(FailureKind.NO_CPU_MODULE, NoCpuModule, 4),
                marks=pytest.mark.row("engine-no-cpu-module"),
            ),
        ],
    )
    def test_a_failed_load_is_named_and_leaves_no_model(
        self, kind: FailureKind, error: type[WorldError], code: int
    ) -> None:
        class Refusing(ScriptedEngine):
            def load(self, path: Path, settings: EngineSettings) -> Iterator[Event]:
                yield Failed(1, kind, "why")

        session = session_with(ScriptedEngine())
        session._engine = Refusing()
        with pytest.raises(error) as caught:
            list(session.load(MODEL, EngineSettings()))
        assert caught.value.exit_code == code
        assert isinstance(caught.value, EngineError | ModelError)
        assert session.model is None


class TestDraft:
    def test_tokens_then_the_draft(self) -> None:
        engine = ScriptedEngine(["1. ", "肺炎", "。"])
        sampling = Sampling(max_tokens=9, temperature=0.5)
        header = StudyHeader(pseudonym="P-17", age=61)
        events = list(session_with(engine).draft(header, FINDINGS, sampling))
        assert [event.text for event in events if isinstance(event, Token)] == ["1. ", "肺炎", "。"]
        draft = drafted(iter(events)).draft
        assert (draft.impression, draft.findings) == ("1. 肺炎。", FINDINGS)
        assert (draft.stop_reason, draft.language) == (StopReason.END, Language.ENGLISH)
        assert (draft.model_id, draft.model_sha256) == ("demo", "ab" * 32)
        assert (draft.prompt_version, draft.sampling.temperature) == ("plain-1", 0.5)
        assert draft.header == header
        assert draft.timings.prompt_tokens == len(engine.prompts[0])

    def test_the_prompt_holds_the_findings_but_neither_impression_nor_pseudonym(self) -> None:
        engine = ScriptedEngine()
        header = StudyHeader(pseudonym="P-17")
        text = f"FINDINGS: {FINDINGS}\nIMPRESSION: Pneumonia."
        drafted(session_with(engine).draft(header, text))
        prompt = "".join(segment.text for segment in engine.prompts[0])
        assert FINDINGS in prompt
        assert "Pneumonia" not in prompt
        assert "P-17" not in prompt

    def test_the_templates_stop_texts_are_used(self) -> None:
        session = session_with(ScriptedEngine())
        own = Sampling(stop_texts=("mine",))
        assert (
            "\nFindings:" in drafted(session.draft(HEADER, FINDINGS, own)).draft.sampling.stop_texts
        )

    def test_texts_stay_out_of_what_could_be_logged(self) -> None:
        closing = drafted(session_with(ScriptedEngine(["Secret."])).draft(HEADER, FINDINGS))
        assert "Secret" not in repr(closing)
        assert "Opacity" not in repr(closing)

    def test_stop_keeps_what_was_written(self) -> None:
        engine = ScriptedEngine(["a", "b", "c"])
        session = session_with(engine)
        engine.before_piece = lambda number: session.stop() if number == 2 else None
        draft = drafted(session.draft(HEADER, FINDINGS)).draft
        assert (draft.impression, draft.stop_reason) == ("ab", StopReason.CANCELLED)

    def test_stopped_while_the_model_was_loaded_again(self) -> None:
        engine = ScriptedEngine(failure=Failed(1, FailureKind.CANCELLED))
        draft = drafted(session_with(engine).draft(HEADER, FINDINGS)).draft
        assert (draft.impression, draft.stop_reason) == ("", StopReason.CANCELLED)

    @pytest.mark.parametrize(
        ("failed", "error", "code", "words"),
        [
            (crash("SIGKILL"), EngineDied, 4, "SIGKILL"),
            (Failed(1, FailureKind.WORKER_NOT_STARTED, "OSError"), EngineNotStarted, 4, "OSError"),
            (Failed(1, FailureKind.DECODE_FAILED, "code 1"), EngineRefused, 4, "code 1"),
            (Failed(1, FailureKind.NOT_LOADED), EngineRefused, 4, "not_loaded"),
            (Failed(1, FailureKind.MODEL_UNREADABLE, "bad."), ModelUnreadable, 3, "demo.gguf"),
        ],
    )
    def test_a_failure_becomes_its_error_and_the_next_draft_works(
        self, failed: Failed, error: type[WorldError], code: int, words: str
    ) -> None:
        engine = ScriptedEngine(failure=failed)
        session = session_with(engine)
        with pytest.raises(error, match=words) as caught:
            list(session.draft(HEADER, FINDINGS))
        assert caught.value.exit_code == code
        assert "Opacity" not in str(caught.value)
        assert drafted(session.draft(HEADER, FINDINGS)).draft.impression

    def test_findings_that_do_not_fit_are_refused_with_the_numbers(self) -> None:
        failed = Failed(1, FailureKind.PROMPT_TOO_LONG, prompt_tokens=5000, context_tokens=4096)
        for max_tokens, reserve in ((256, RESERVE_TOKENS), (16, 16)):
            session = session_with(ScriptedEngine(failure=failed))
            with pytest.raises(FindingsTooLong) as caught:
                list(session.draft(HEADER, FINDINGS, Sampling(max_tokens=max_tokens)))
            assert caught.value.exit_code == 2
            for number in (5000, reserve, 4096):
                assert str(number) in str(caught.value)

    def test_empty_findings_never_reach_the_engine(self) -> None:
        engine = ScriptedEngine()
        with pytest.raises(FindingsEmpty):
            list(session_with(engine).draft(HEADER, "IMPRESSION: Pneumonia."))
        assert engine.prompts == []

    def test_without_a_model_it_is_our_own_mistake(self) -> None:
        session = ReportingSession(ScriptedEngine(), load_templates(resource("prompts")))
        with pytest.raises(InternalError):
            list(session.draft(HEADER, FINDINGS))
