"""How long a draft takes to stop while a prompt is being read and while text is being written.

Run by ``make bench``. The model has random weights and is slow, so that every stop lands in the
middle; the time runs from the call of ``cancel`` to the closing event.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from pathlib import Path

from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import (
    Done,
    EngineSettings,
    Progress,
    Sampling,
    Segment,
    StopReason,
    Token,
)
from tests.soak.random_model import write_random_model

STOPS = 10
LONG = Segment("Patchy opacity in the right lower lobe. " * 60)


def stop_after(engine: LocalEngine, kind: type[Progress] | type[Token]) -> float:
    """Stop 50 ms after the first event of ``kind``; return the milliseconds it took."""
    called: list[float] = []

    def cancel() -> None:
        called.append(time.perf_counter())
        engine.cancel()

    prompt = (LONG,) if kind is Progress else (Segment("Short."),)
    timer = threading.Timer(0.05, cancel)
    for event in engine.generate(prompt, Sampling(max_tokens=2000)):
        if isinstance(event, kind) and not timer.ident:
            timer.start()
        if isinstance(event, Done):
            assert event.stop_reason is StopReason.CANCELLED
            return (time.perf_counter() - called[0]) * 1000
    raise AssertionError("the draft failed")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "random.gguf"
        write_random_model(model, width=1024, layers=24)
        engine = LocalEngine()
        list(engine.load(model, EngineSettings()))
        for name, kind in (("reading the prompt", Progress), ("writing", Token)):
            took = [stop_after(engine, kind) for _ in range(STOPS)]
            print(
                f"stop while {name:<31} median {statistics.median(took):8.2f}  "
                f"worst {max(took):8.2f}  ms (n={STOPS})"
            )
        engine.close()


if __name__ == "__main__":
    main()
