"""Fuzzed findings through the session and the real engine: ``make fuzz``.

Half are texts of hypothesis, half are damaged bytes of report files, read as the command line
reads a file. Each must end in an impression, or in a declared error with words that say what is
wrong with the text (that the engine failed is no answer): within a minute, with the same worker
alive, and with nothing of the text parsed as a control token.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.cli.reading import read_report
from radvaluer_desktop.errors import EngineError, WorldError
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.prompting.build import Prompt, build_prompt
from radvaluer_desktop.prompting.templates import choose_template, load_templates
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.draft import Draft, Drafted
from radvaluer_desktop.session.prepared import prepare
from tests.soak.fuzz_inputs import TOKENS, headers, mutated, report_bytes, texts
from tests.soak.provenance import provenance

HANG_S = 60.0


class Broken(AssertionError):
    """The contract does not hold."""


class Fuzzed:
    """One session with its engine, through which everything goes."""

    def __init__(self, folder: Path) -> None:
        self.engine = LocalEngine()
        places = locations(folder)
        # Two drafts come to be chosen from as eight do, and many texts can be tried.
        places.settings_file.parent.mkdir(parents=True, exist_ok=True)
        places.settings_file.write_text("candidates = 2\n", encoding="utf-8")
        self.application: Application = build_application(places, self.engine)
        self.outcomes: Counter[str] = Counter()
        self.slowest_s = 0.0
        self._file = folder / "report.txt"
        self._templates = load_templates(resource("prompts"))
        for _event in self.application.load_model():
            pass
        self._worker = self.engine.worker_pid

    def close(self) -> None:
        """End the worker."""
        self.engine.close()

    def file(self, data: bytes) -> None:
        """Hand in a file that holds ``data``; raises Broken."""
        self._file.write_bytes(data)
        self._judged("file", lambda: self._draft(StudyHeader(), read_report(str(self._file))))

    def text(self, header: StudyHeader, text: str) -> None:
        """Hand in ``text`` as the window does; raises Broken."""
        self._judged("text", lambda: self._draft(header, text))

    def _judged(self, kind: str, work: Callable[[], str]) -> None:
        hung = threading.Event()
        timer = threading.Timer(HANG_S, self._break_off, (hung,))
        timer.daemon = True
        timer.start()
        started = time.monotonic()
        try:
            outcome = work()
        except WorldError as error:
            if isinstance(error, EngineError) or not str(error).strip():
                raise Broken(f"{type(error).__name__}: {error}; hung: {hung.is_set()}") from error
            outcome = type(error).__name__
        finally:
            timer.cancel()
        self.slowest_s = max(self.slowest_s, time.monotonic() - started)
        if self.engine.worker_pid != self._worker:
            raise Broken("the worker is not the one that was there")
        self.outcomes[f"{kind}: {outcome}"] += 1

    def _break_off(self, hung: threading.Event) -> None:
        hung.set()
        self.engine.close()

    def _draft(self, header: StudyHeader, text: str) -> str:
        for event in self.application.session.draft(header, text):
            if isinstance(event, Drafted):
                self._look_for_injection(header, text)
                _look_for_tokens(event.draft)
                return f"impression ({event.draft.stop_reason.value})"
        raise Broken("no closing event")

    def _look_for_injection(self, header: StudyHeader, text: str) -> None:
        """What may be parsed for control tokens must be the template's, whatever was handed in."""
        model = self.application.session.model
        assert model is not None
        template = choose_template(self._templates, model.control_tokens)
        report = prepare(header, text)
        prompt = build_prompt(template, report.header, report.findings, report.language)
        plain = build_prompt(template, StudyHeader(), "Clear.", report.language)
        if _parsed(prompt) != _parsed(plain):
            raise Broken("what is parsed for control tokens differs with the text")


def _parsed(prompt: Prompt) -> list[str]:
    return [segment.text for segment in prompt.segments if segment.special]


def _look_for_tokens(draft: Draft) -> None:
    """A control token's name may stand in the impression only where a person wrote it."""
    read = f"{draft.findings} {draft.header.order} {draft.header.indication} {draft.header.prior}"
    written = [token for token in TOKENS if token in draft.impression and token not in read]
    if written:
        raise Broken(f"the impression holds {written}")


def fuzz_texts(fuzzed: Fuzzed, count: int, number: int) -> None:
    """Hand in ``count`` texts; hypothesis shrinks what breaks and prints it."""

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(headers(), texts())
    def hand_in(header: StudyHeader, text: str) -> None:
        fuzzed.text(header, text)

    hand_in()


def fuzz_files(fuzzed: Fuzzed, count: int, number: int) -> None:
    """Hand in ``count`` files; what breaks is made smaller and printed."""
    seeds, chance = report_bytes(), random.Random(number)  # noqa: S311 - not a secret
    for index in range(count):
        data = mutated(seeds, chance)
        try:
            fuzzed.file(data)
        except Exception:
            print(f"file {index} of seed {number}: {_smaller(fuzzed, data)!r}", file=sys.stderr)
            raise


def _smaller(fuzzed: Fuzzed, data: bytes) -> bytes:
    """Return a smaller file that breaks too: whole pieces go, as long as it still does."""
    size = len(data) // 2
    while size:
        for at in range(0, len(data), size):
            shorter = data[:at] + data[at + size :]
            if _breaks(fuzzed, shorter):
                data = shorter
                break
        else:
            size //= 2
    return data


def _breaks(fuzzed: Fuzzed, data: bytes) -> bool:
    try:
        fuzzed.file(data)
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return True
    return False


def main() -> None:
    """Fuzz, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}, {asked.count} findings", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        fuzzed = Fuzzed(Path(folder))
        started = time.monotonic()
        try:
            fuzz_files(fuzzed, asked.count - asked.count // 2, asked.seed)
            fuzz_texts(fuzzed, asked.count // 2, asked.seed)
        finally:
            seconds = time.monotonic() - started
            for outcome, number in sorted(fuzzed.outcomes.items()):
                print(f"{number:6} {outcome}")
            total = fuzzed.outcomes.total()
            print(f"{total:6} in {seconds:.0f} s, {total / seconds:.1f} a second; "
                  f"slowest {fuzzed.slowest_s:.2f} s")  # fmt: skip
            fuzzed.close()


if __name__ == "__main__":
    main()
