"""Reports a second through a server on this computer: one at a time, and several in flight.

    python -m tests.bench.server [REPORTS] [IN_FLIGHT] [--llama-server PROGRAM] [--trusted]

Without PROGRAM the server is llama-cpp-python's own, which answers one request after the other:
what is gained is what this program would otherwise do while the server waits. PROGRAM is
llama.cpp's llama-server, which gets as many slots as requests are in flight and writes for all of
them in one batch. The model is the demonstration model, findings are synthetic. Each way begins
with a server that has just started, on the same cores as this program.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from subprocess import Popen

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
from tests.model_server import llama_server, running_server

_TOKENS = 48
_CONTEXT = 1024  # tokens of each request


def main() -> None:
    """Print a line for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=int, nargs="?", default=1000)
    parser.add_argument("in_flight", type=int, nargs="?", default=8)
    parser.add_argument("--llama-server", type=Path)
    parser.add_argument("--trusted", action="store_true", help="also with identifiers left in")
    asked = parser.parse_args()
    made = islice(make_reports(7), asked.reports)
    rows = [Row(at, each.findings) for at, each in enumerate(made)]
    print(f"{psutil.cpu_count()} cores, load {psutil.getloadavg()[0]:.1f}; {len(rows)} reports")
    for at_once in (1, asked.in_flight):
        for trusted in ("yes", "no") if asked.trusted else ("no",):
            _run(rows, at_once, trusted, asked.llama_server)


def _server(program: Path | None, slots: int) -> AbstractContextManager[tuple[Popen[bytes], str]]:
    model = resource("models") / "chatradio-demo.gguf"
    if program is None:
        return running_server(model, "--n_ctx", _CONTEXT, key="")
    return llama_server(program, model, slots, _CONTEXT)


def _run(rows: list[Row], at_once: int, trusted: str, program: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder, _server(program, at_once) as server:
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
            drafts = [answer.draft for answer in answers if answer.draft is not None]
            seconds = time.monotonic() - began
        finally:
            application.close_engines()
    how = "as they are" if trusted == "yes" else "without identifiers"
    written = sum(draft.timings.completion_tokens for draft in drafts)
    print(
        f"{at_once} in flight, {how}: {len(drafts)} in {seconds:.1f} s, "
        f"{len(drafts) / seconds:.2f} reports/s, {written / seconds:.0f} tokens/s written",
        flush=True,
    )


if __name__ == "__main__":
    main()
