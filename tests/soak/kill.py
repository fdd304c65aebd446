"""Kills the worker in mid-stream and the window in mid-prefill, again and again; ``make soak``.

Runs inside an X server. The model has random weights and is slow enough for every kill to land in
the middle: the worker is killed when the first words of a draft stand in the window, the window
while a long prompt is being read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import psutil
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.app import build_application
from radvaluer_desktop.gui.impression_pane import DraftState
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme import apply_theme
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.paths import locations
from tests.e2e.desktop import Desktop, is_gone, wait_until
from tests.soak.random_model import write_random_model

WORKER_KILLS = 50
WINDOW_KILLS = 10
FINDINGS = "Patchy opacity in the right lower lobe. Small right pleural effusion. "


def configure(basedir: Path, model: Path) -> None:
    """Let the program in ``basedir`` use ``model``."""
    settings = basedir / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"model = '{model}'\n", encoding="utf-8")


def run_until(condition: Callable[[], bool]) -> None:
    """Let the window live until ``condition()``."""
    while not condition():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def kill_worker_in_mid_stream(basedir: Path, model: Path) -> tuple[int, int]:
    """Return how many kills were named in the window, and how many next drafts were complete."""
    configure(basedir, model)
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    apply_theme(qt)
    engine = LocalEngine()
    window = MainWindow(build_application(locations(basedir), engine), "en")
    window.show()
    window.start()
    window.findings.editor.setPlainText(FINDINGS)
    named = complete = 0
    for _ in range(WORKER_KILLS):
        window.commands.draft.trigger()
        run_until(lambda: bool(window.impression.text()))
        assert engine.worker_pid is not None
        psutil.Process(engine.worker_pid).kill()
        run_until(lambda: window.impression.state is DraftState.STOPPED)
        named += "SIGKILL" in window.notice.text()
        window.commands.draft.trigger()
        run_until(lambda: window.impression.state is not DraftState.WRITING)
        complete += window.impression.state is DraftState.COMPLETE
    window.findings.editor.clear()
    window.close()
    return named, complete


def kill_window_in_mid_prefill(folder: Path, model: Path) -> list[float]:
    """Return the seconds that each worker outlived its window."""
    outlived = []
    for number in range(WINDOW_KILLS):
        basedir = folder / str(number)
        configure(basedir, model)
        with Desktop(basedir) as desktop:
            desktop.paste(FINDINGS * 40)
            desktop.key("F5")
            desktop.wait_for_title("drafting")
            worker = desktop.worker()
            before = worker.cpu_times().user
            # Loading takes no second of computing; reading the prompt takes many.
            wait_until(lambda w=worker, b=before: w.cpu_times().user - b > 2, "the prompt")
            assert desktop.title.endswith("drafting")
            desktop.process.kill()
            desktop.process.wait()
            gone = wait_until(lambda w=worker: is_gone(w), "the worker's end", 10)
            outlived.append(gone)
    return outlived


def main() -> None:
    """Kill, and print what survived."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = folder / "small.gguf", folder / "large.gguf"
        write_random_model(small, width=512, layers=8)
        write_random_model(large, width=1024, layers=24)
        outlived = kill_window_in_mid_prefill(folder / "windows", large)
        print(f"window killed in mid-prefill: {len(outlived)} times; the worker outlived it by at "
              f"most {max(outlived):.2f} s")  # fmt: skip
        named, complete = kill_worker_in_mid_stream(folder / "worker", small)
        print(f"worker killed in mid-stream: {WORKER_KILLS} times; named in the window {named}, "
              f"next draft complete {complete}")  # fmt: skip


if __name__ == "__main__":
    main()
