"""The Chinese translation is whole, keeps its placeholders, and is compiled and up to date."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from radvaluer_desktop.assets import resource

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "resources" / "translations" / "zh_CN.ts"
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# The tools of Qt, through PySide6's own entry points.
_TOOL = (
    "import sys; from PySide6.scripts import pyside_tool; getattr(pyside_tool, sys.argv.pop(1))()"
)

Text = tuple[str, str]  # context, source


def _messages(path: Path) -> dict[Text, ET.Element]:
    tree = ET.parse(path)  # noqa: S314 - our own file
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message
        for context in tree.iter("context")
        for message in context.iter("message")
    }


def _translation(message: ET.Element) -> str:
    return message.findtext("translation", "")


MESSAGES = _messages(SOURCE)
# A name that is the same everywhere, and which of the catalogue's texts are shown.
_WITHOUT_HAN = {("ModelCare", "SHA-256"), ("models", "en")}
each_message = pytest.mark.parametrize(
    ("context", "source"), MESSAGES, ids=[f"{c}-{s[:30]}" for c, s in MESSAGES]
)


def _run_tool(name: str, *arguments: str | Path) -> None:
    command = [sys.executable, "-c", _TOOL, name, *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, timeout=60)


@each_message
def test_is_finished(context: str, source: str) -> None:
    message = MESSAGES[context, source]
    translation = message.find("translation")
    assert translation is not None
    assert translation.get("type") is None
    assert _HAN.search(_translation(message)) or (context, source) in _WITHOUT_HAN


@each_message
def test_keeps_its_placeholders_and_mnemonic(context: str, source: str) -> None:
    translated = _translation(MESSAGES[context, source])
    assert sorted(_PLACEHOLDER.findall(translated)) == sorted(_PLACEHOLDER.findall(source))
    assert translated.count("&") == source.count("&")


def test_the_compiled_file_says_what_the_source_says() -> None:
    translator = QTranslator()
    assert translator.load(str(resource("translations") / "zh_CN.qm"))
    compiled = {text: translator.translate(*text) for text in MESSAGES}
    assert compiled == {text: _translation(message) for text, message in MESSAGES.items()}


def test_the_compiled_file_is_made_from_the_source(tmp_path: Path) -> None:
    _run_tool("lrelease", SOURCE, "-qm", tmp_path / "zh_CN.qm")
    assert (tmp_path / "zh_CN.qm").read_bytes() == SOURCE.with_suffix(".qm").read_bytes()


def test_no_text_of_the_program_is_missing_or_left_over(tmp_path: Path) -> None:
    copy = tmp_path / SOURCE.name
    shutil.copyfile(SOURCE, copy)
    sources = sorted((ROOT / "radvaluer_desktop").rglob("*.py"))
    _run_tool("lupdate", "-no-obsolete", "-locations", "none", *sources, "-ts", copy)
    assert set(_messages(copy)) == set(MESSAGES), "run: make translations"
