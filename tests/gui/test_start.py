"""What a desktop is told of the program."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from radvaluer_desktop.gui.start import introduce

LINUX = Path(__file__).parents[2] / "installers" / "linux"


def test_the_window_has_the_programs_icon_and_on_linux_its_entry_in_the_menu(
    qapp: QApplication,
) -> None:
    introduce(qapp)
    assert qapp.windowIcon().actualSize(QSize(256, 256)) == QSize(256, 256)
    if sys.platform == "linux":
        assert (LINUX / f"{qapp.desktopFileName()}.desktop").is_file()
