"""Findings are read while they are typed, and that is never in the way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.drafting import Drafting
from radvaluer_desktop.inference.messages import AheadRead, Event, Failed, FailureKind, Segment
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.report.study import StudyHeader

FINDINGS = "The heart is enlarged. No effusion. "


class CountingEngine(ScriptedEngine):
    """Reads as many tokens as it is asked to, one a character; waits before each reading."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self.go_on.set()
        self.done = 0
        self.cancels = 0
        self.failing = False

    def read_ahead(self, segments: tuple[Segment, ...], most_tokens: int) -> Iterator[Event]:
        self.read.append(segments)
        self._stop_now = False
        while not self.go_on.wait(0.005):
            if self._stop_now:
                break
        if self._stop_now or self.failing:
            kind = FailureKind.CANCELLED if self._stop_now else FailureKind.DECODE_FAILED
            yield Failed(1, kind)
            return
        total = sum(len(segment.text) for segment in segments)
        self.done = min(total, self.done + most_tokens)
        yield AheadRead(1, self.done, total)

    def cancel(self) -> None:
        self.cancels += 1
        self._stop_now = True
        super().cancel()

    def texts_read(self) -> list[str]:
        return [segments[-1].text for segments in self.read]


@pytest.fixture
def engine() -> CountingEngine:
    return CountingEngine()


@pytest.fixture
def drafting(
    qtbot: QtBot, tmp_path: Path, engine: CountingEngine
) -> Iterator[Callable[..., Drafting]]:
    parent = QObject()
    made: list[Drafting] = []

    def start(wish: str = "on") -> Drafting:
        places = locations(tmp_path)
        places.settings_file.parent.mkdir(parents=True)
        places.settings_file.write_text(f"read_ahead = '{wish}'\n", "utf-8")
        drafting = Drafting(build_application(places, engine, ()), parent)
        with qtbot.waitSignal(drafting.model_loaded, timeout=20_000):
            drafting.load_model()
        made.append(drafting)
        return drafting

    yield start
    engine.go_on.set()
    for each in made:
        each.shut_down()


def study(text: str) -> Callable[[], tuple[StudyHeader, str]]:
    return lambda: (StudyHeader(), text)


def test_everything_is_read_piece_by_piece(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    reading = drafting().reading
    seen: list[tuple[int, int]] = []
    reading.progressed.connect(lambda done, total: seen.append((done, total)))
    reading.note_change(study(FINDINGS * 8))
    qtbot.waitUntil(lambda: bool(seen) and seen[-1][0] == seen[-1][1], timeout=10_000)
    assert len(seen) > 1
    count = len(engine.read)
    reading.note_change(study(FINDINGS * 8))
    qtbot.wait(200)
    assert len(engine.read) == count  # what is read is not asked for again


def test_the_word_being_typed_is_held_back(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    reading = drafting().reading
    reading.note_change(study("The heart is enla"))
    qtbot.waitUntil(lambda: bool(engine.read))
    assert engine.texts_read()[0] == "The heart is"
    reading.note_change(study("双肺纹理清晰，心影增"))
    qtbot.waitUntil(lambda: engine.texts_read()[-1] == "双肺纹理清晰，")


def test_in_a_pause_all_that_a_draft_needs_is_read(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    started = drafting()
    started.reading.note_change(study("The heart is enlarged"))
    qtbot.waitUntil(lambda: bool(engine.read))
    assert engine.texts_read()[0] == "The heart is"
    with qtbot.waitSignal(started.draft_finished, timeout=10_000):
        qtbot.waitUntil(lambda: "enlarged" in engine.read[-1][-2].text, timeout=10_000)
        started.draft(StudyHeader(), "The heart is enlarged")
    assert engine.read[-1] == engine.prompts[0]


def test_keys_after_a_pause_do_not_interrupt(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    reading = drafting().reading
    reading.note_change(study("The heart is enla"))
    qtbot.waitUntil(lambda: bool(engine.read))
    engine.go_on.clear()
    qtbot.waitUntil(lambda: len(engine.read) == 2, timeout=10_000)  # the pause is over
    reading.note_change(study("The heart is enlarged. No effusion. "))
    qtbot.wait(200)
    assert engine.cancels == 0
    engine.go_on.set()
    qtbot.waitUntil(lambda: engine.texts_read()[-1].endswith("effusion."))


def test_keys_that_append_do_not_interrupt_and_an_edit_does(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    reading = drafting().reading
    engine.go_on.clear()
    reading.note_change(study(FINDINGS))
    qtbot.waitUntil(lambda: len(engine.read) == 1)
    for more in range(1, 5):
        reading.note_change(study(FINDINGS + "No fracture. " * more))
        qtbot.wait(80)
    assert engine.cancels == 0
    reading.note_change(study(FINDINGS.replace("enlarged", "small")))
    qtbot.waitUntil(lambda: engine.cancels == 1)
    engine.go_on.set()
    qtbot.waitUntil(lambda: "small" in engine.texts_read()[-1])


def test_a_draft_stops_the_reading_and_reading_waits_for_it(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    started = drafting()
    engine.go_on.clear()
    started.reading.note_change(study(FINDINGS))
    qtbot.waitUntil(lambda: len(engine.read) == 1)
    with qtbot.waitSignal(started.draft_finished, timeout=10_000):
        started.draft(StudyHeader(), FINDINGS)
        started.reading.note_change(study(FINDINGS + "No fracture. "))
    assert engine.cancels == 1
    assert len(engine.read) == 1
    engine.go_on.set()
    started.reading.note_change(study(FINDINGS + "No fracture. "))
    qtbot.waitUntil(lambda: len(engine.read) > 1)


def test_an_engine_that_fails_is_not_asked_again_until_a_draft(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    started = drafting()
    engine.failing = True
    started.reading.note_change(study(FINDINGS))
    qtbot.waitUntil(lambda: len(engine.read) == 1)
    for more in range(1, 4):
        started.reading.note_change(study(FINDINGS + "No fracture. " * more))
        qtbot.wait(100)
    assert len(engine.read) == 1
    engine.failing = False
    with qtbot.waitSignal(started.draft_finished, timeout=10_000):
        started.draft(StudyHeader(), FINDINGS)
    started.reading.note_change(study(FINDINGS + "No fracture. "))
    qtbot.waitUntil(lambda: len(engine.read) > 1)


def test_nothing_is_stopped_that_is_not_ones_own(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    started = drafting()
    held = threading.Event()
    started._lane.run_task(lambda: held.wait(10))  # something else has the engine
    started.reading.note_change(study(FINDINGS))
    qtbot.wait(200)
    started.reading.note_change(study(FINDINGS.replace("enlarged", "small")))
    qtbot.wait(200)
    assert engine.cancels == 0
    held.set()
    qtbot.waitUntil(lambda: bool(engine.read))
    assert "small" in engine.texts_read()[0]


def test_headings_alone_are_nothing_to_read_and_no_failure(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    reading = drafting().reading
    reading.note_change(study("FINDINGS: "))
    qtbot.wait(200)
    reading.note_change(study("FINDINGS: The heart is enlarged. "))
    qtbot.waitUntil(lambda: bool(engine.read))


def test_a_text_of_many_pages_is_left_to_the_draft(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    reading = drafting().reading
    reading.note_change(study(FINDINGS * 6000))
    qtbot.wait(300)
    assert not engine.read


def test_what_was_typed_during_a_draft_is_read_after_it(
    qtbot: QtBot, drafting: Callable[..., Drafting], engine: CountingEngine
) -> None:
    started = drafting()
    with qtbot.waitSignal(started.draft_finished, timeout=10_000):
        started.draft(StudyHeader(), FINDINGS)
        started.reading.note_change(study(FINDINGS + "No fracture. "))
    qtbot.waitUntil(lambda: any("No fracture" in text for text in engine.texts_read()))


@pytest.mark.parametrize(
    ("wish", "plugged", "reads"),
    [("off", True, False), ("mains", True, True), ("mains", False, False), ("on", False, True)],
)
def test_the_setting_and_the_battery(
    qtbot: QtBot,
    drafting: Callable[..., Drafting],
    engine: CountingEngine,
    monkeypatch: pytest.MonkeyPatch,
    wish: str,
    plugged: bool,
    reads: bool,
) -> None:
    class Battery:
        power_plugged = plugged

    module = "radvaluer_desktop.gui.reading.ahead.psutil.sensors_battery"
    monkeypatch.setattr(module, Battery, raising=False)
    reading = drafting(wish).reading
    reading.note_change(study(FINDINGS))
    qtbot.wait(300)
    assert bool(engine.read) is reads


def test_the_window_reads_what_is_typed_and_says_so(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine, application: Application
) -> None:
    del application
    window.findings.editor.replace_text(FINDINGS)
    qtbot.waitUntil(lambda: bool(engine.read), timeout=10_000)
    qtbot.waitUntil(lambda: window.status._engine.text() == "Ready, findings read")


def test_what_was_accepted_is_proposed_from(
    qtbot: QtBot, window: MainWindow, engine: ScriptedEngine
) -> None:
    assert not engine.texts
    window.findings.editor.replace_text(FINDINGS)
    with qtbot.waitSignal(window.drafting.draft_finished, timeout=10_000):
        window.commands.draft.trigger()
    with qtbot.waitSignal(window.recording.decision_kept, timeout=10_000):
        window.commands.accept.trigger()
    qtbot.waitUntil(lambda: len(engine.texts) == 1, timeout=10_000)
    assert engine.texts[0] == window.impression.text()
    store = window.recording._store
    assert store is not None
