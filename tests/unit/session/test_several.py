"""Of several drafts the one that the checks bear out best is shown, and the choice is on record."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.inference.messages import (
    EngineSettings,
    Sampling,
    StopReason,
    Token,
    Written,
)
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.prompting.templates import load_templates
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.safety.checker import Checker
from radvaluer_desktop.safety.process import CheckRequest, ChecksNotRunning
from radvaluer_desktop.safety.result import CheckResult
from radvaluer_desktop.session.draft import Draft, Drafted
from radvaluer_desktop.session.reporting import ReportingSession
from radvaluer_desktop.session.several import SMALL, Several
from tests.unit.session.samples import MODEL

FINDINGS = "Opacity in the right lower lobe. Small right pleural effusion. No pneumothorax."
RIGHT = "Right lower lobe opacity. Small right pleural effusion."
WRONG_SIDE = "Left lower lobe opacity. Small right pleural effusion."
INVENTED = "Right lower lobe opacity. Small right pleural effusion. Rib fracture."


class DirectChecks:
    """The real checks, in this process."""

    def __init__(self) -> None:
        self._checker = Checker()
        self.asked = 0
        self.running = True

    def start(self) -> None:
        pass

    def check(self, request: CheckRequest) -> CheckResult:
        if not self.running:
            raise ChecksNotRunning
        self.asked += 1
        return self._checker.check(
            request.findings, request.impression, request.header, request.language
        )

    def close(self) -> None:
        pass


def many_drafts(texts: Sequence[str], parameters: int = 3_000_000) -> ScriptedEngine:
    """Return an engine that writes ``texts`` together."""
    engine = ScriptedEngine(texts[:1])
    engine.others = tuple(Written(text, StopReason.END) for text in texts[1:])
    engine.parameters = parameters
    return engine


@pytest.fixture(scope="module")
def checks() -> DirectChecks:
    return DirectChecks()


def draft_of(
    engine: ScriptedEngine, checks: DirectChecks, sampling: Sampling | None = None
) -> Draft:
    several = Several(1 + len(engine.others), checks)
    session = ReportingSession(engine, load_templates(resource("prompts")), several)
    for _ in session.load(MODEL, EngineSettings()):
        pass
    events = list(session.draft(StudyHeader(), FINDINGS, sampling))
    last = events[-1]
    assert isinstance(last, Drafted)
    shown = "".join(event.text for event in events if isinstance(event, Token))
    assert shown == last.draft.impression
    return last.draft


@pytest.mark.parametrize("first", [WRONG_SIDE, INVENTED])
def test_a_draft_that_the_findings_bear_out_is_chosen(first: str, checks: DirectChecks) -> None:
    engine = many_drafts([first, WRONG_SIDE, RIGHT, INVENTED])
    draft = draft_of(engine, checks)
    assert draft.impression == RIGHT
    assert draft.sampling.candidates == 4


def test_the_first_is_greedy_and_the_others_are_drawn_apart(checks: DirectChecks) -> None:
    engine = many_drafts([RIGHT, RIGHT, RIGHT])
    draft_of(engine, checks)
    ((first, *others),) = engine.samplings
    assert first.temperature == 0
    assert all(each.temperature > 0 for each in others)
    assert len({each.seed for each in others}) == 2


def test_among_equals_it_is_what_most_say(checks: DirectChecks) -> None:
    other = "Opacity in the right lower lobe with a small right pleural effusion."
    assert draft_of(many_drafts([other, RIGHT, RIGHT, RIGHT]), checks).impression == RIGHT
    assert draft_of(many_drafts([RIGHT, RIGHT, other]), checks).impression == RIGHT


def test_each_text_is_checked_once_and_none_where_all_are_alike() -> None:
    fresh = DirectChecks()
    draft_of(many_drafts([RIGHT, WRONG_SIDE, RIGHT]), fresh)
    assert fresh.asked == 2
    draft_of(many_drafts([RIGHT, RIGHT, RIGHT]), fresh)
    assert fresh.asked == 2


@pytest.mark.parametrize("parameters", [SMALL, 0])
def test_a_large_model_or_an_unknown_one_writes_one(parameters: int, checks: DirectChecks) -> None:
    engine = many_drafts([WRONG_SIDE, RIGHT], parameters)
    draft = draft_of(engine, checks)
    assert (draft.impression, draft.sampling.candidates) == (WRONG_SIDE, 1)
    assert [len(each) for each in engine.samplings] == [1]


def test_with_a_temperature_there_is_one(checks: DirectChecks) -> None:
    engine = many_drafts([WRONG_SIDE, RIGHT])
    draft = draft_of(engine, checks, Sampling(temperature=0.5))
    assert (draft.impression, draft.sampling.candidates) == (WRONG_SIDE, 1)


def test_where_checks_do_not_run_the_greedy_draft_is_shown() -> None:
    silent = DirectChecks()
    silent.running = False
    assert draft_of(many_drafts([WRONG_SIDE, RIGHT]), silent).impression == WRONG_SIDE


def test_stopped_it_shows_the_first_as_far_as_it_is(checks: DirectChecks) -> None:
    engine = many_drafts([WRONG_SIDE, RIGHT, RIGHT])
    engine.others = (Written(RIGHT, StopReason.END), Written("Right", StopReason.CANCELLED))
    assert draft_of(engine, checks).impression == WRONG_SIDE
    engine.stop_reason = StopReason.CANCELLED
    draft = draft_of(engine, checks)
    assert (draft.impression, draft.stop_reason) == (WRONG_SIDE, StopReason.CANCELLED)


def test_one_that_ran_into_its_limit_is_shown_only_where_none_ended(checks: DirectChecks) -> None:
    engine = many_drafts([RIGHT, WRONG_SIDE])
    engine.stop_reason = StopReason.MAX_TOKENS
    assert draft_of(engine, checks).impression == WRONG_SIDE
    engine.others = (Written(WRONG_SIDE, StopReason.MAX_TOKENS),)
    assert draft_of(engine, checks).impression == RIGHT


def test_where_the_engine_writes_no_others_the_record_says_one(checks: DirectChecks) -> None:
    engine = many_drafts([WRONG_SIDE, RIGHT])
    several = Several(2, checks)
    engine.others = ()
    session = ReportingSession(engine, load_templates(resource("prompts")), several)
    for _ in session.load(MODEL, EngineSettings()):
        pass
    *_, last = session.draft(StudyHeader(), FINDINGS)
    assert isinstance(last, Drafted)
    assert (last.draft.impression, last.draft.sampling.candidates) == (WRONG_SIDE, 1)


def test_chinese_drafts_are_chosen_too(checks: DirectChecks) -> None:
    several = Several(2, checks)
    findings = "右肺下叶见斑片状密度增高影。右侧胸腔少量积液。"
    drafts = ["左肺下叶斑片影。右侧胸腔少量积液。", "右肺下叶斑片影。右侧胸腔少量积液。"]
    assert several.best(findings, StudyHeader(), Language.CHINESE, drafts) == 1
