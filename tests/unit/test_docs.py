"""The documentation names every command, setting, exit code and key; its links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from radvaluer_desktop.cli.root import _READER_GONE, radvaluer
from radvaluer_desktop.errors import WorldError
from radvaluer_desktop.settings.table import settings_table

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
GUIDE = (ROOT / "docs" / "administrator-guide.md").read_text(encoding="utf-8")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def _commands(group: click.Group, prefix: str) -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"


def _exit_codes(kind: type[WorldError]) -> set[int]:
    return {kind.exit_code}.union(*map(_exit_codes, kind.__subclasses__()))


def _section(title: str) -> str:
    return GUIDE.split(f"## {title}\n")[1].split("\n## ")[0]


def _anchor(heading: str) -> str:
    """Return the anchor that a heading gets, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("command", list(_commands(radvaluer, "radvaluer")))
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"^\| `{command}\b", _section("Commands"), re.MULTILINE)


def test_the_table_of_settings_is_that_of_the_declaration() -> None:
    assert settings_table() in GUIDE


def test_every_exit_code_is_documented() -> None:
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", _section("Exit codes"), re.M)}
    assert documented == {0, 1, _READER_GONE} | _exit_codes(WorldError)


@each_page
def test_every_link_leads_to_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in _LINK.findall(text):
        if _EXTERNAL.match(link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = page.parent / name if name else page
        assert target.exists(), f"{link} leads nowhere"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(_anchor, headings), f"{link} names no heading"


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = set(_LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert index == {page.name for page in folder.glob("*.md")} - {"README.md"}


@pytest.mark.parametrize("name", ["user-guide.md", "user-guide.zh.md"])
def test_every_key_is_documented(name: str) -> None:
    from radvaluer_desktop.gui.commands import KEYS

    guide = (ROOT / "docs" / name).read_text(encoding="utf-8")
    rows = "\n".join(line for line in guide.splitlines() if line.startswith("| "))
    for keys in KEYS.values():
        assert re.search(rf"^\| {re.escape(keys[0])}(?!\w)", rows, re.MULTILINE)
