"""The wheel: it carries the resources and drafts a report when installed away from the source."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORT = (
    "CHEST, TWO VIEWS\n\nFINDINGS: The cardiac silhouette is enlarged."
    " There is a small left pleural effusion. No pneumothorax.\n"
)


def _run(command: list[str], folder: Path, text: str | None = None) -> str:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "RADVALUER", "XDG_"))
    }
    environment = kept | {"HOME": str(folder), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, input=text, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    _run([*build, str(ROOT)], folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment with the wheel; third parties come from this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False, symlinks=os.name != "nt")
    scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / Path(sys.executable).name
    ours = _run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder
    )
    # A plain line adds the folder alone; the .pth files in it, the editable one too, stay unread.
    third_parties = sysconfig.get_path("purelib")
    Path(ours.strip(), "third_parties.pth").write_text(third_parties + "\n", "utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    _run([*pip, "--no-index", "--no-deps", str(wheel)], folder)
    return python


def test_the_wheel_carries_every_resource(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    files = (path for path in (ROOT / "resources").rglob("*") if path.is_file())
    wanted = {f"radvaluer_desktop/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert wanted - carried == set()
    assert any(name.startswith("radvaluer_desktop/resources/prompts/") for name in carried)
    assert any(name.startswith("radvaluer_desktop/resources/models/") for name in carried)


def test_the_wheel_carries_no_tests_and_no_installers(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"radvaluer_desktop"}


def test_the_installed_wheel_is_not_the_source_tree(installed: Path) -> None:
    where = _run(
        [str(installed), "-c", "import radvaluer_desktop as r; print(r.__file__)"], installed.parent
    )
    assert not Path(where.strip()).is_relative_to(ROOT)


def test_the_installed_wheel_drafts_an_impression(installed: Path) -> None:
    drafted = _run(
        [str(installed), "-m", "radvaluer_desktop", "draft", "-"], installed.parent, REPORT
    )
    assert drafted.strip()
