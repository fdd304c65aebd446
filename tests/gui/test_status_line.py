"""What the status bar says of the model that drafts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.gui.status_line import StatusLine
from radvaluer_desktop.inference.messages import LoadedModel, Offload

_LOADED = LoadedModel(Path("house.gguf"), "llama 5M", 5_000_000, 2048, Offload(), 1)
_HOUSE = InstalledModel("house", Path("house.gguf"), "ab" * 32, (), embedded=False)


@pytest.mark.parametrize(
    ("model", "notice"),
    [
        (_HOUSE, ""),
        (replace(_HOUSE, embedded=True), "Demonstration model, not for clinical use"),
        (
            replace(_HOUSE, patient_data=True),
            "Taught on patients' reports: the model must not leave the hospital",
        ),
    ],
)
def test_what_must_be_known_of_a_model_is_said(
    qtbot: QtBot, model: InstalledModel, notice: str
) -> None:
    status = StatusLine()
    qtbot.addWidget(status)

    status.show_model(_LOADED, model)

    warnings = [
        label.text() for label in status.findChildren(QLabel) if label.property("role") == "warning"
    ]
    assert warnings == [notice]
    assert "house · CPU" in [label.text() for label in status.findChildren(QLabel)]
