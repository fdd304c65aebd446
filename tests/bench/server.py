"""Reports a second through a server on this computer: one at a time, and several in flight.

    python -m tests.bench.server [REPORTS] [IN_FLIGHT]

The server is llama-cpp-python's own with the demonstration model, which answers one request after
the other: what is gained is what this program would otherwise do while the server waits. Findings
are synthetic. Each way begins with a server that has just started.
"""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import psutil

from radvaluer_desktop.app import build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.inference.messages import Sampling
from radvaluer_desktop.paths import locations
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.batch import Row, draft_rows
from radvaluer_desktop.session.serving import Load
from radvaluer_desktop.settings.policy import PolicySource
from radvaluer_desktop.training.corpus import make_reports
from tests.model_server import running_server

_TOKENS = 48


def main(count: int = 1000, in_flight: int = 8) -> None:
    """Print a line for each way."""
    made = islice(make_reports(7), count)
    rows = [Row(at, each.findings) for at, each in enumerate(made)]
    print(f"{psutil.cpu_count()} cores, load {psutil.getloadavg()[0]:.1f}; {len(rows)} reports")
    for at_once in (1, in_flight):
        for trusted in ("yes", "no"):
            _run(rows, at_once, trusted)


def _run(rows: list[Row], at_once: int, trusted: str) -> None:
    model = resource("models") / "chatradio-demo.gguf"
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(model, "--n_ctx", 1024, key="") as server,
    ):
        values = {"server": server[1], "server_trusted": trusted}
        application = build_application(
            locations(Path(folder)),
            policy=(PolicySource("bench", lambda: values),),
            load=Load(at_once, tries=6),
        )
        try:
            began = time.monotonic()
            output = Path(folder) / "out.jsonl"
            sampling = Sampling(max_tokens=_TOKENS)
            answers = draft_rows(
                application.drafts, rows, output, StudyHeader(), sampling, None, at_once
            )
            done = sum(answer.draft is not None for answer in answers)
            seconds = time.monotonic() - began
        finally:
            application.close_engines()
    how = "as they are" if trusted == "yes" else "without identifiers"
    print(f"{at_once} in flight, {how}: {done} in {seconds:.1f} s, {done / seconds:.2f} reports/s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
