"""The marker of a locked window: it outlives the program, not the login."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop import sitting
from radvaluer_desktop.sitting import LockMarker, login_time, read_marker, write_marker


def test_what_was_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "data" / "lock.json"
    assert read_marker(file) == LockMarker()
    marker = LockMarker(has_pin=True, locked_in=login_time())
    write_marker(file, marker)
    assert read_marker(file) == marker
    assert [each.name for each in file.parent.iterdir()] == ["lock.json"]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"has_pin": true, "locked_in": "x"}', "\0"])
def test_what_is_damaged_locks_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "lock.json"
    file.write_text(text)
    assert read_marker(file) == LockMarker()


def test_another_login_is_another_sitting(monkeypatch: pytest.MonkeyPatch) -> None:
    marker = LockMarker(has_pin=True, locked_in=login_time())
    assert marker.of_this_login
    later = login_time() + 3600
    monkeypatch.setattr(sitting, "login_time", lambda: later)
    assert not marker.of_this_login
