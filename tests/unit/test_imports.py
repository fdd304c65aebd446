"""The rooms of the house: who may import whom, and proof that a breach is found."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import radvaluer_desktop

PACKAGE = Path(radvaluer_desktop.__file__).parent
ROOT = PACKAGE.parent
OWNERS: dict[str, str] = {
    "PySide6": "gui/",
    "llama_cpp": "inference/native/",
    "sqlcipher3": "feedback/",
    "sqlite_utils": "feedback/",
    "keyring": "credentials/system_keyring.py",
    "cryptography": "feedback/sealing.py",
    "pyrage": "feedback/export/sealed.py",
    "pyarrow": "feedback/export/encoding.py",
    "gguf": "modelfile/",
    "jinja2": "prompting/chat/",
    "torch": "training/",
    "tokenizers": "training/",
    "rouge_score": "evaluation/",
    "sacrebleu": "evaluation/",
    "huggingface_hub": "catalogue/hub.py",
    "httpx2": "http_client.py",
    "truststore": "http_client.py",
    "requests": "nowhere",
}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter on a tree; in its own process, since it caches what it imported."""
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_are_kept(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr
    assert " 0 broken" in result.stdout


@pytest.mark.parametrize(
    ("room", "planted", "contract"),
    [
        ("report/language.py", "from radvaluer_desktop.session import draft", "rooms below it"),
        ("evaluation/measure.py", "import sacrebleu", "The libraries that measure"),
        ("cli/doctor.py", "from PySide6.QtCore import QObject", "Qt stays"),
    ],
)
def test_a_planted_import_breaks_its_contract(
    copy: Path, room: str, planted: str, contract: str
) -> None:
    file = copy / PACKAGE.name / room
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{planted}\n", encoding="utf-8")
    result = lint(copy)
    assert result.returncode == 1
    broken = [line for line in result.stdout.splitlines() if " BROKEN" in line]
    assert [line for line in broken if contract in line], result.stdout


def imports_of(file: Path) -> Iterator[str]:
    """The names of all modules that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize(("third_party", "owner"), OWNERS.items())
def test_each_third_party_has_one_owner(third_party: str, owner: str) -> None:
    users = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        if any(name.partition(".")[0] == third_party for name in imports_of(file))
    }
    assert {user for user in users if not user.startswith(owner)} == set()
    assert bool(users) == (owner != "nowhere"), "an owner that imports nothing owns nothing"


def test_every_room_has_its_place_in_the_layers() -> None:
    data: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(
        contract["layers"]
        for contract in data["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    placed = {room.strip() for layer in layers for room in layer.replace("|", ":").split(":")}
    rooms = {path.stem for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert placed == rooms - {"__init__", "__main__", "__pycache__", "resources"}


@pytest.mark.parametrize(
    "module",
    ["cli.root", "cli.draft", "cli.batch", "cli.evaluate", "cli.models", "session.reporting"],
)
def test_the_command_line_loads_neither_window_nor_engine(module: str) -> None:
    heavy = {"PySide6", "llama_cpp", "torch", "rouge_score", "radvaluer_desktop.gui"}
    heavy |= {"huggingface_hub", "httpx2"}
    script = f"import sys, radvaluer_desktop.{module}\nprint(sorted({heavy!r} & set(sys.modules)))"
    output = subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True)
    assert output.strip() == "[]"


def test_the_window_starts_without_what_only_files_and_keys_need() -> None:
    late = ("numpy", "gguf", "sqlite_utils", "keyring", "radvaluer_desktop.safety.deid.deidentify")
    script = (
        "import sys, radvaluer_desktop.cli.root, radvaluer_desktop.gui.main_window\n"
        f"print([name for name in {late!r} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert result.stdout.strip() == "[]"


def test_threads_that_want_the_keyring_first_do_not_wait_for_each_other() -> None:
    script = """
import threading
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.credentials.system_keyring import _choose
failed, all_at_once = [], threading.Barrier(6)

def ask(number):
    all_at_once.wait()
    try:
        _choose() if number % 2 else Keyring()._translated(ValueError())
    except Exception as error:
        failed.append(repr(error))

threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(failed)
"""
    for _ in range(3):  # without the lock, each of 25 failed
        output = subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True)
        assert output.strip() == "[]"
