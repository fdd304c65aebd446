from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, command_line, is_gone, set_clipboard, wait_until

FINDINGS = (
    "There is patchy airspace opacity in the right lower lobe. "
    "There is a small right pleural effusion. No pneumothorax."
)
CHINESE = "右肺下叶可见斑片状密度增高影，边界模糊。右侧胸腔见少量积液。左肺清晰，未见气胸征象。"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
PIECE = 12


@pytest.fixture
def basedir(tmp_path: Path, unlocked_keyring: object) -> Path:
    return tmp_path / "base"


def records(basedir: Path) -> list[dict[str, object]]:
    listed = command_line(basedir, "feedback", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    return [json.loads(line) for line in listed.stdout.splitlines()]


def pieces(text: str) -> Iterator[bytes]:
    for start in range(len(text) - PIECE + 1):
        for encoding in ENCODINGS:
            yield text[start : start + PIECE].encode(encoding)


def leaks(folder: Path, texts: list[str]) -> list[str]:
    wanted = {piece for text in texts for piece in pieces(text)}
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    found = []
    for path in files:
        data = path.read_bytes()
        found += [f"{path.name}: {piece!r}" for piece in wanted if piece in data]
    return found


def test_findings_are_typed_drafted_edited_accepted_and_kept_encrypted(basedir: Path) -> None:
    with Desktop(basedir) as desktop:
        desktop.type(FINDINGS)
        desktop.key("F5")
        desktop.wait_for_title("draft complete")
        desktop.key("Tab", "ctrl+End")
        desktop.type(" Follow-up radiograph in six weeks.")
        desktop.accept()
        kept = wait_for_record(basedir)
        desktop.key("ctrl+q")
        assert desktop.process.wait(20) == 0
    assert kept["findings"] == FINDINGS
    assert kept["verdict"] == "edited"
    assert str(kept["final"]).endswith("Follow-up radiograph in six weeks.")
    assert str(kept["draft"]) in str(kept["final"])
    texts = [str(kept[name]) for name in ("findings", "draft", "final")]
    assert leaks(basedir, texts) == []


def wait_for_record(basedir: Path) -> dict[str, object]:
    found: list[dict[str, object]] = []

    def look() -> bool:
        found[:] = records(basedir)
        return bool(found)

    wait_until(look, "a record")
    return found[0]


def test_chinese_findings_are_pasted_drafted_and_accepted(basedir: Path) -> None:
    with Desktop(basedir) as desktop:
        desktop.paste(CHINESE)
        desktop.key("F5")
        desktop.wait_for_title("draft complete")
        desktop.accept()
        kept = wait_for_record(basedir)
    assert (kept["findings"], kept["language"], kept["verdict"]) == (CHINESE, "zh", "accepted")
    assert kept["final"]
    assert leaks(basedir, [CHINESE, str(kept["final"])]) == []


def test_what_was_typed_survives_a_killed_window(basedir: Path) -> None:
    with Desktop(basedir) as desktop:
        desktop.type(FINDINGS)
        wait_until(lambda: database_holds_typing(basedir), "typing to be kept")
        desktop.process.kill()
        desktop.process.wait()
    assert leaks(basedir, [FINDINGS]) == []
    set_clipboard("nothing yet")
    with Desktop(basedir) as again:
        wait_until(lambda: again.copied() == FINDINGS, "the findings to be back")


def database_holds_typing(basedir: Path) -> bool:
    from radvaluer_desktop.credentials import Keyring
    from radvaluer_desktop.errors import StoreError
    from radvaluer_desktop.feedback.store import read_store
    from radvaluer_desktop.paths import locations

    try:
        store = read_store(locations(basedir).feedback_database, Keyring())
    except StoreError:  # being made just now
        return False
    if store is None:
        return False
    with store:
        typed = store.workspace()
        return typed is not None and typed.findings == FINDINGS


def test_a_killed_worker_costs_one_draft_at_most(basedir: Path) -> None:
    with Desktop(basedir) as desktop:
        desktop.type(FINDINGS)
        for _ in range(3):
            worker = desktop.worker()
            worker.kill()
            wait_until(lambda worker=worker: is_gone(worker), "the worker's end")
            desktop.key("F5")
            desktop.wait_for_title("draft complete")
            desktop.key("ctrl+End")
            desktop.type(" Stable.")
            desktop.wait_for_title("draft out of date")
        assert desktop.process.poll() is None


def test_a_killed_window_takes_its_children_along(basedir: Path) -> None:
    with Desktop(basedir) as desktop:
        children = (desktop.worker(), desktop.checker())
        desktop.process.kill()
        desktop.process.wait()
        took = wait_until(lambda: all(map(is_gone, children)), "the children's end", 5)
    assert took < 1


def test_a_killed_checker_is_replaced_and_costs_nothing(basedir: Path) -> None:
    with Desktop(basedir) as desktop:
        desktop.type(FINDINGS)
        killed = desktop.checker()
        killed.kill()
        wait_until(lambda: is_gone(killed), "the checker's end")
        desktop.key("F5")
        desktop.wait_for_title("draft complete")
        assert desktop.checker().pid != killed.pid
        desktop.accept()
        assert wait_for_record(basedir)["findings"] == FINDINGS


def test_without_a_keyring_the_window_drafts_and_nothing_is_created(
    tmp_path: Path, no_session_bus: None
) -> None:
    basedir = tmp_path / "base"
    with Desktop(basedir) as desktop:
        desktop.type(FINDINGS)
        desktop.key("F5")
        desktop.wait_for_title("draft complete")
        desktop.accept()
    assert not list(basedir.rglob("*.db"))
    listed = command_line(basedir, "feedback", "list")
    assert listed.returncode == 5
    assert "keyring" in listed.stderr


def test_no_display_drafts_the_example_in_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for display in (None, ":987"):
        if display:
            monkeypatch.setenv("DISPLAY", display)
        shown = command_line(tmp_path / "base", "--example")
        assert shown.returncode == 0, shown.stderr
        assert "No display" in shown.stdout
        assert "AI DRAFT" in shown.stdout
        assert shown.stdout.split("AI DRAFT")[1].partition("\n")[2].strip()
