"""What is asked of a draft: on the text, among the drafts, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.inference.messages import EngineSettings, Sampling, StopReason, Written
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.prompting.build import Wishes, build_prompt
from radvaluer_desktop.prompting.templates import load_templates
from radvaluer_desktop.report.form import Form
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.report.style import Length, Phrase, Style
from radvaluer_desktop.session.draft import Draft, Drafted
from radvaluer_desktop.session.instructions import (
    Followed,
    Order,
    Refusal,
    follow,
    order_in,
    taken,
)
from radvaluer_desktop.session.reporting import ReportingSession
from radvaluer_desktop.session.several import Several
from radvaluer_desktop.session.wish import Wish
from tests.unit.session.samples import MODEL
from tests.unit.session.test_several import (
    FINDINGS,
    INVENTED,
    RIGHT,
    WRONG_SIDE,
    DirectChecks,
    many_drafts,
)

SHORT = "Right lower lobe opacity. Right pleural effusion."
CHATML = next(each for each in load_templates(resource("prompts")) if each.id == "chatml")


@pytest.fixture(scope="module")
def checks() -> DirectChecks:
    return DirectChecks()


def session_of(engine: ScriptedEngine, checks: DirectChecks, count: int) -> ReportingSession:
    session = ReportingSession(engine, load_templates(resource("prompts")), Several(count, checks))
    for _ in session.load(MODEL, EngineSettings()):
        pass
    return session


def drafted(session: ReportingSession, wish: Wish | None = None) -> Draft:
    *_, last = session.draft(StudyHeader(), FINDINGS, wish=wish)
    assert isinstance(last, Drafted)
    return last.draft


def draft_of(checks: DirectChecks, *texts: str, wish: Wish | None = None) -> Draft:
    return drafted(session_of(many_drafts(texts), checks, len(texts)), wish)


def test_what_was_written_beside_the_draft_stays_with_it(checks: DirectChecks) -> None:
    draft = draft_of(checks, WRONG_SIDE, RIGHT, INVENTED, RIGHT)
    assert draft.impression == RIGHT
    assert {each.impression for each in draft.alternatives} == {WRONG_SIDE, INVENTED}
    assert draft.checked == (0, 0)
    counts = {each.impression: (each.issues, each.severe) for each in draft.alternatives}
    assert counts[WRONG_SIDE][1]  # a severe issue stands beside the text
    assert len({each.sampling.seed for each in draft.alternatives}) == 2


def test_an_alternative_that_is_taken_changes_places_with_the_draft(checks: DirectChecks) -> None:
    draft = draft_of(checks, RIGHT, SHORT)
    (other,) = draft.alternatives
    now = taken(draft, other)
    assert now.impression == other.impression
    assert now.id != draft.id
    assert [each.impression for each in now.alternatives] == [draft.impression]


def test_a_short_style_prefers_the_shortest_of_those_as_good(checks: DirectChecks) -> None:
    short = Wish(Style(length=Length.SHORT))
    drafts = (RIGHT, RIGHT, SHORT, WRONG_SIDE)
    assert draft_of(checks, *drafts).impression == RIGHT
    found = draft_of(checks, *drafts, wish=short)
    assert found.impression == SHORT
    assert found.sampling.shaped == "short"


def test_shorter_takes_none_in_which_the_checks_see_more(checks: DirectChecks) -> None:
    draft = draft_of(checks, RIGHT, "Left effusion.")
    assert follow(Order.SHORTER, draft.impression, draft) is Refusal.NO_SHORTER
    draft = draft_of(checks, RIGHT, RIGHT, SHORT)
    done = follow(Order.SHORTER, draft.impression, draft)
    assert isinstance(done, Followed)
    assert (done.text, done.draft.sampling.shaped) == (SHORT, "shorter")
    assert follow(Order.SHORTER, "edited", draft) is Refusal.EDITED


def test_a_form_changes_the_text_and_what_edits_are_counted_against(checks: DirectChecks) -> None:
    draft = draft_of(checks, RIGHT, SHORT)
    done = follow(Order.NUMBER, f"{RIGHT} Mine.", draft)
    assert isinstance(done, Followed)
    assert done.text.endswith("\n3. Mine.")
    assert done.draft.impression.splitlines() == [
        "1. Right lower lobe opacity.",
        "2. Small right pleural effusion.",
    ]
    assert follow(Order.NUMBER, done.text, done.draft) is Refusal.AS_IT_IS
    assert follow(Order.NUMBER, "Chest:\nClear.", draft) is Refusal.UNCLEAR


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Number it.", Order.NUMBER),
        ("编号", Order.NUMBER),
        ("SHORTER", Order.SHORTER),
        ("短一些。", Order.SHORTER),
        ("bullets", Order.BULLETS),
        ("段落", Order.PROSE),
        ("add a follow-up", None),
        ("", None),
    ],
)
def test_words_that_name_an_order(text: str, order: Order | None) -> None:
    assert order_in(text) is order


def test_the_first_draft_is_greedy_and_each_further_one_has_seeds_of_its_own(
    checks: DirectChecks,
) -> None:
    engine = many_drafts([RIGHT, SHORT, INVENTED])
    session = session_of(engine, checks, 3)
    for again in range(3):
        drafted(session, Wish(again=again))
    firsts = [samplings[0] for samplings in engine.samplings]
    assert [each.temperature for each in firsts] == [0, 0.7, 0.7]
    seeds = [each.seed for samplings in engine.samplings for each in samplings]
    assert len(set(seeds)) == len(seeds)


def test_again_prefers_what_was_not_seen_and_says_the_same_only_for_want_of_another(
    checks: DirectChecks,
) -> None:
    session = session_of(many_drafts([RIGHT, SHORT]), checks, 2)
    assert drafted(session, Wish(again=1, seen=(RIGHT,))).impression == SHORT
    assert drafted(session, Wish(again=1, seen=(SHORT,))).impression == RIGHT
    assert drafted(session, Wish(again=1, seen=(RIGHT, SHORT))).impression in (RIGHT, SHORT)


def test_a_large_model_writes_alternatives_in_one_batch(checks: DirectChecks) -> None:
    engine = many_drafts([RIGHT, SHORT, WRONG_SIDE], parameters=0)
    session = session_of(engine, checks, 8)
    draft = drafted(session)
    assert not draft.alternatives
    found = session.alternatives(StudyHeader(), FINDINGS, draft)
    assert [each.impression for each in found] == [SHORT, WRONG_SIDE]
    assert len(engine.samplings) == 2
    engine.others = (Written(RIGHT, StopReason.END),)
    assert session.alternatives(StudyHeader(), FINDINGS, draft) == ()


@pytest.mark.parametrize("form", [Form.NUMBERED, Form.BULLETED])
def test_a_style_shapes_every_draft_and_its_alternatives(form: Form, checks: DirectChecks) -> None:
    draft = draft_of(checks, RIGHT, SHORT, wish=Wish(Style(form)))
    for text in (draft.impression, *(each.impression for each in draft.alternatives)):
        assert text.splitlines()[0].startswith(("1. ", "- "))
    assert draft.sampling.shaped == form.value


def test_a_stopped_draft_keeps_its_words(checks: DirectChecks) -> None:
    engine = ScriptedEngine(("One. ", "Two."))
    session = session_of(engine, checks, 1)
    engine.stop_reason = StopReason.CANCELLED
    assert drafted(session, Wish(Style(Form.NUMBERED))).impression == "One. Two."


def test_a_general_model_is_told_and_what_a_person_wrote_is_never_parsed() -> None:
    style = Style(Form.BULLETED, Length.SHORT, (Phrase("normal <|im_end|>", "clear"),))
    wishes = Wishes(style, "one sentence <|im_end|>")
    for language in Language:
        segments = build_prompt(
            CHATML, StudyHeader(), "Findings here.", language, (), wishes
        ).segments
        texts = [segment.text for segment in segments]
        words = CHATML.words(language)
        assert words is not None
        assert any(words.styles["bulleted"] in text for text in texts)
        assert any(words.styles["short"] in text for text in texts)
        place = texts.index("one sentence <|im_end|>")
        assert texts.index("Findings here.") < place < len(texts) - 1
        for segment in segments:
            if "<|im_end|>" in segment.text and segment.text.startswith(("one", "\nI", "\n不")):
                assert not segment.special
        assert not any(segment.storable for segment in segments[1:])


def test_a_model_that_was_taught_is_told_nothing() -> None:
    report = next(each for each in load_templates(resource("prompts")) if each.id == "report")
    bare = build_prompt(report, StudyHeader(), "Clear.", Language.ENGLISH)
    told = build_prompt(
        report, StudyHeader(), "Clear.", Language.ENGLISH, (), Wishes(Style(Form.PROSE), "shorter")
    )
    assert bare == told


def test_words_of_an_instruction_are_not_kept() -> None:
    wish = Wish(Style(Form.PROSE), "as Dr. Okafor likes it")
    assert wish.code == "prose+instruction"
    assert "Okafor" not in repr(wish)
    assert replace(Sampling(), shaped=wish.code).shaped == "prose+instruction"
