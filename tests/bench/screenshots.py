"""Takes the pictures of the documentation: the example report, drafted, in both languages."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.app import build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.impression_pane import DraftState
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.theme import apply_theme
from radvaluer_desktop.gui.translation import LANGUAGES, Translation
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.paths import locations
from radvaluer_desktop.report.study import BodySystem, Modality, Sex, StudyHeader

FOLDER = Path(__file__).parents[2] / "docs" / "images"
_WITHIN_S = 60
_HEADERS = {
    "en": StudyHeader(
        pseudonym="EXAMPLE-0001",
        modality=Modality.RADIOGRAPH,
        body_system=BodySystem.CHEST,
        sex=Sex.FEMALE,
        age=58,
    ),
    "zh": StudyHeader(
        pseudonym="示例-0001",
        modality=Modality.CT,
        body_system=BodySystem.CHEST,
        sex=Sex.MALE,
        age=63,
    ),
}


def take(language: str, basedir: Path, target: Path) -> None:
    """Draft the example report in ``language`` and save a picture of the window."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    apply_theme(qt)
    translation = Translation(qt)
    translation.use(language)
    window = MainWindow(build_application(locations(basedir), LocalEngine()), language)
    window.show()
    window.start()
    window.header.set_header(_HEADERS[language])
    window.show_example(resource(f"examples/{language}.txt").read_text(encoding="utf-8"))
    window.commands.draft.trigger()
    started = time.monotonic()
    while window.impression.state is not DraftState.COMPLETE or not window.recording.is_open:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        if time.monotonic() - started > _WITHIN_S:
            sys.exit(f"no draft within {_WITHIN_S} s: {window.notice.text()}")
    QCoreApplication.processEvents()
    window.grab().save(str(target))
    window.close()
    translation.use("en")


def main() -> None:
    """Take both pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for language in LANGUAGES:
            take(language, Path(name) / language, FOLDER / f"window-{language}.png")
            print(FOLDER / f"window-{language}.png")


if __name__ == "__main__":
    main()
