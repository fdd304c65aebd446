"""The window and a department's server: consent, what the strip says, a fall-back in mid-stream."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from radvaluer_desktop.app import server_key_name
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.gui.main_window import MainWindow
from radvaluer_desktop.gui.reading.impression_pane import DraftState
from radvaluer_desktop.gui.server.dialog import ServerDialog
from radvaluer_desktop.inference.remote.address import server_address
from tests.model_server import KEY

Server = tuple[subprocess.Popen[bytes], str]
FINDINGS = "Patchy opacity in the right lower lobe. Discussed with Dr. Okafor on 12 March 2024."


def keep_key(address: str) -> None:
    Keyring().keep_secret(server_key_name(server_address(address).host), KEY)


def draft(qtbot: QtBot, window: MainWindow) -> None:
    window.findings.editor.replace_text(FINDINGS)
    with qtbot.waitSignal(window.drafting.draft_finished, timeout=60_000):
        window.commands.draft.trigger()


def test_consent_is_asked_for_each_address(qtbot: QtBot) -> None:
    dialog = ServerDialog("https://gpu.example", "")
    qtbot.addWidget(dialog)
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not ok.isEnabled()
    dialog.consent.setChecked(True)
    assert ok.isEnabled()
    dialog.address.setText("https://other.example")
    assert not ok.isEnabled()
    dialog.address.setText("")
    assert ok.isEnabled()  # no server needs no consent


def test_without_consent_nothing_is_sent_and_the_strip_is_hidden(window: MainWindow) -> None:
    assert not window.server.strip.isVisible()
    window.server.agree("http://10.0.0.5", "")
    assert "cannot be used" in window.notice.text()
    assert not window.server.strip.isVisible()


def test_a_draft_of_the_server(qtbot: QtBot, window: MainWindow, model_server: Server) -> None:
    keep_key(model_server[1])
    window.server.agree(model_server[1], "")
    assert window.server.strip.isVisible()
    assert "127.0.0.1" in window.server.strip.text()
    draft(qtbot, window)
    assert window.impression.state is DraftState.COMPLETE
    assert window.study.draft
    assert window.study.draft.model_id.startswith("department (127.0.0.1:")
    window.server.agree("", "")
    assert not window.server.strip.isVisible()
    draft(qtbot, window)
    assert window.impression.text() == "1. Right lower lobe pneumonia.\n2. Small effusion."


@pytest.mark.parametrize("when", ["before", "in mid-stream"])
def test_killed_it_falls_back_and_nothing_is_lost(
    qtbot: QtBot,
    window: MainWindow,
    slow_server: Server,
    when: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    process, address = slow_server
    keep_key(address)
    window.server.agree(address, "")
    kill: Callable[..., None] = lambda *_: process.kill()  # noqa: E731
    if when == "before":
        kill()
        process.wait()
    else:
        window.drafting.text_written.connect(kill)
    told: list[str] = []
    window.drafting.fell_back.connect(told.append)
    draft(qtbot, window)
    assert window.impression.text() == "1. Right lower lobe pneumonia.\n2. Small effusion."
    assert window.findings.text() == FINDINGS
    assert len(told) == 1
    assert "This computer drafts instead." in window.notice.text()
    assert window.impression.state is DraftState.COMPLETE
