"""Reading ahead and writing ahead: a real model in a real child process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import psutil
import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import (
    AheadRead,
    Done,
    EngineSettings,
    Failed,
    FailureKind,
    Ready,
    Remembered,
    Sampling,
    Segment,
)
from radvaluer_desktop.prompting.build import build_prompt
from radvaluer_desktop.prompting.templates import choose_template, load_templates
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.training.corpus import make_reports

GREEDY = Sampling(max_tokens=48)
NOTHING_PROPOSED = (1.0,)
ALWAYS_WORTH = (1.0,) * 16  # as if sixteen tokens cost what one costs
FINDINGS = (
    "Patchy airspace opacity in the right lower lobe. Small right pleural effusion. "
    "No pneumothorax. The heart is enlarged. Degenerative changes of the spine."
)
TEMPLATE = choose_template(
    load_templates(resource("prompts")),
    ("<|report|>", "<|exam|>", "<|findings|>", "<|impression|>", "<|end|>"),
)


def segments_of(findings: str, language: Language = Language.ENGLISH) -> tuple[Segment, ...]:
    return build_prompt(TEMPLATE, StudyHeader(), findings, language).segments


def open_part(findings: str) -> tuple[Segment, ...]:
    """The prompt as far as it stands while the findings are typed."""
    return segments_of(findings)[:-1]


@pytest.fixture
def engine(demo_model: Path) -> Iterator[LocalEngine]:
    engine = LocalEngine()
    load(engine, demo_model, NOTHING_PROPOSED)
    yield engine
    engine.close()


def load(engine: LocalEngine, model: Path, costs: tuple[float, ...] = ()) -> Ready:
    *_, ready = engine.load(model, EngineSettings(decode_costs=costs))
    assert isinstance(ready, Ready)
    return ready


def draft(engine: LocalEngine, findings: str, dictated: str | None = None) -> Done:
    *_, done = engine.generate(segments_of(findings), GREEDY, dictated=dictated)
    assert isinstance(done, Done)
    return done


def read(engine: LocalEngine, findings: str, most: int = 1000) -> AheadRead:
    (answer,) = engine.read_ahead(open_part(findings), most)
    assert isinstance(answer, AheadRead)
    return answer


def test_what_was_read_ahead_is_not_read_again(engine: LocalEngine) -> None:
    plain = draft(engine, FINDINGS)
    whole = plain.timings.prompt_tokens
    assert plain.timings.kept_tokens == 0
    draft(engine, "Something else.")
    answer = read(engine, FINDINGS)
    assert answer.done == answer.total == whole - 1
    ahead = draft(engine, FINDINGS)
    assert ahead.timings.kept_tokens == whole - 1
    assert ahead.text == plain.text


def test_a_prompt_that_is_read_to_its_end_leaves_one_token(engine: LocalEngine) -> None:
    plain = draft(engine, FINDINGS)
    draft(engine, "Something else.")
    (answer,) = engine.read_ahead(segments_of(FINDINGS), 1000)
    assert isinstance(answer, AheadRead)
    ahead = draft(engine, FINDINGS)
    assert answer.done == answer.total == ahead.timings.prompt_tokens
    assert ahead.timings.kept_tokens == ahead.timings.prompt_tokens - 1
    assert ahead.text == plain.text


def test_reading_goes_on_where_it_stopped(engine: LocalEngine) -> None:
    first, second = read(engine, FINDINGS, most=10), read(engine, FINDINGS, most=10)
    assert (first.done, second.done) == (10, 20)
    grown = read(engine, FINDINGS + " No fracture.", most=1)
    assert grown.done == 21
    assert grown.total > first.total


def test_an_edit_drops_the_tail_from_the_first_changed_token(engine: LocalEngine) -> None:
    total = read(engine, FINDINGS).total
    late = draft(engine, FINDINGS.replace("the spine", "the hips")).timings.kept_tokens
    read(engine, FINDINGS)
    early = draft(engine, FINDINGS.replace("Patchy", "Dense")).timings.kept_tokens
    assert total - 8 < late < total
    assert 0 < early < 12


def test_a_prompt_that_has_become_shorter_is_read_right(engine: LocalEngine) -> None:
    plain = draft(engine, "The heart is enlarged.")
    read(engine, "The heart is enlarged. " + FINDINGS)
    again = draft(engine, "The heart is enlarged.")
    assert again.text == plain.text
    assert again.timings.kept_tokens >= plain.timings.prompt_tokens - 2


def test_reading_ends_where_the_context_ends(engine: LocalEngine) -> None:
    answer = read(engine, FINDINGS * 100, most=100_000)
    assert answer.done == answer.total < 4096
    assert draft(engine, FINDINGS).text


def test_tokens_that_were_proposed_change_no_text(demo_model: Path) -> None:
    reports = list(islice(make_reports(5, "test"), 16))
    texts, agreed = [], 0
    for costs in (NOTHING_PROPOSED, ALWAYS_WORTH):
        engine = LocalEngine()
        load(engine, demo_model, costs)
        list(engine.remember(tuple(report.impression for report in reports)))
        drafts = []
        for report in reports:
            segments = segments_of(report.findings, report.language)
            *_, done = engine.generate(segments, GREEDY)
            assert isinstance(done, Done)
            drafts.append(done.text)
            agreed += done.timings.agreed_tokens
        engine.close()
        texts.append(drafts)
    assert agreed > len(reports)
    # Kernels for several tokens round differently: a near tie may fall to the other side.
    assert sum(one != other for one, other in zip(*texts, strict=True)) <= 1


def test_a_dictated_text_is_written_and_proposed_from_earlier_ones(demo_model: Path) -> None:
    said = "Right lower lobe pneumonia with a small effusion. No pneumothorax."
    engine = LocalEngine()
    load(engine, demo_model, ALWAYS_WORTH)
    without = draft(engine, FINDINGS, dictated=said)
    assert isinstance(next(iter(engine.remember((said,)))), Remembered)
    known = draft(engine, FINDINGS, dictated=said)
    engine.close()
    assert without.text == known.text == said
    assert known.timings.agreed_tokens > 2 * without.timings.agreed_tokens
    assert known.timings.agreed_tokens > known.timings.completion_tokens / 2


def test_earlier_texts_are_known_to_the_next_worker_too(demo_model: Path) -> None:
    said = "Right lower lobe pneumonia with a small effusion. No pneumothorax."
    engine = LocalEngine()
    load(engine, demo_model, ALWAYS_WORTH)
    list(engine.remember((said,)))
    before = draft(engine, FINDINGS, dictated=said).timings.agreed_tokens
    assert engine.worker_pid is not None
    psutil.Process(engine.worker_pid).kill()
    assert draft(engine, FINDINGS, dictated=said).timings.agreed_tokens == before
    engine.close()


def test_a_small_model_proposes_what_it_would_write_itself(demo_model: Path) -> None:
    engine = LocalEngine()
    settings = EngineSettings(decode_costs=ALWAYS_WORTH, small_model=demo_model)
    *_, ready = engine.load(demo_model, settings)
    assert isinstance(ready, Ready)
    alone = draft(engine, FINDINGS)
    segments = segments_of(FINDINGS)
    drafts = []
    for _ in range(4):  # until it is trusted
        *_, done = engine.generate(segments, GREEDY, small_prompt=segments)
        assert isinstance(done, Done)
        drafts.append(done)
    engine.close()
    beside = drafts[-1]
    assert beside.text == alone.text
    assert beside.timings.agreed_tokens > 0.7 * beside.timings.completion_tokens
    assert beside.timings.agreed_tokens > alone.timings.agreed_tokens


def test_a_small_model_that_cannot_be_read_is_refused(demo_model: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(demo_model.read_bytes()[:1000])
    engine = LocalEngine()
    *_, failed = engine.load(demo_model, EngineSettings(small_model=broken))
    engine.close()
    assert isinstance(failed, Failed)
    assert failed.kind is FailureKind.MODEL_UNREADABLE


def test_nothing_is_proposed_with_a_temperature(demo_model: Path) -> None:
    engine = LocalEngine()
    load(engine, demo_model, ALWAYS_WORTH)
    *_, done = engine.generate(segments_of(FINDINGS), Sampling(max_tokens=32, temperature=0.7))
    engine.close()
    assert isinstance(done, Done)
    assert done.timings.proposed_tokens == 0


def test_a_small_model_is_measured_and_left_alone(demo_model: Path) -> None:
    engine = LocalEngine()
    ready = load(engine, demo_model)
    engine.close()
    assert ready.model.decode_costs == NOTHING_PROPOSED


def test_reading_ahead_stops_in_the_middle_of_a_slice(slow_model: Path) -> None:
    engine = LocalEngine()
    ready = load(engine, slow_model)
    assert len(ready.model.decode_costs) == 16
    assert ready.model.decode_costs[0] == 1.0
    answers: list[object] = []
    long = (Segment("x" * 3500),)
    reading = threading.Thread(target=lambda: answers.extend(engine.read_ahead(long, 100_000)))
    reading.start()
    time.sleep(0.3)
    began = time.perf_counter()
    engine.cancel()
    reading.join()
    assert time.perf_counter() - began < 1.5
    assert [(type(each), each.kind) for each in answers if isinstance(each, Failed)] == [
        (Failed, FailureKind.CANCELLED)
    ]
    engine.close()
