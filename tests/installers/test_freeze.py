"""What goes into the frozen tree, and how its engine is compiled; nothing is frozen here."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest

from freeze import bundle, contents, engine
from freeze.places import INSTALLERS

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="what Linux leaves to the system")


@pytest.mark.parametrize(
    ("target", "kind", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "BINARY", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libibus.so", "BINARY", True),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", "BINARY", False),
        ("PySide6/plugins/tls/qschannelbackend.dll", "BINARY", False),
        ("PySide6/Qt/plugins/networkinformation/libqglib.so", "BINARY", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "BINARY", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", "DATA", True),
        ("PySide6/Qt/translations/qtbase_de.qm", "DATA", False),
        ("radvaluer_desktop/resources/translations/zh_CN.qm", "DATA", True),
        ("radvaluer_desktop/resources/icons/accept.svg", "DATA", True),
        ("PySide6/QtSvg.abi3.so", "EXTENSION", True),
        ("PySide6/Qt/lib/libQt6Svg.so.6", "BINARY", True),
        ("click-8.5.1.dist-info/METADATA", "DATA", True),
        ("click-8.5.1.dist-info/licenses/LICENSE.txt", "DATA", True),
        ("hf_xet-1.8.0.dist-info/sboms/hf_xet.cyclonedx.json", "DATA", False),
        ("radvaluer_desktop-0.1.0.dist-info/direct_url.json", "DATA", False),
    ],
)
def test_what_goes_in(target: str, kind: str, wanted: bool) -> None:
    source = f"/home/somebody/.venv/{target}"
    assert contents.is_wanted_file(target, source, kind) is wanted


@on_linux
def test_libraries_of_the_system_stay_with_the_system() -> None:
    def wanted(source: str) -> bool:
        return contents.is_wanted_file(Path(source).name, source, "BINARY")

    assert not wanted("/usr/lib/x86_64-linux-gnu/libssl.so.3")
    assert not wanted("/lib/x86_64-linux-gnu/libxcb.so.1")
    assert wanted("/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0")
    assert wanted("/usr/lib/python3.11/lib-dynload/_ctypes.cpython-311-x86_64-linux-gnu.so")
    assert wanted("/home/somebody/.venv/lib/python3.11/site-packages/numpy.libs/libgfortran.so")


def test_training_and_evaluation_stay_out() -> None:
    assert not contents.is_wanted_module("radvaluer_desktop.training.pretrain")
    assert not contents.is_wanted_module("radvaluer_desktop.evaluation.run")
    assert contents.is_wanted_module("radvaluer_desktop.cli.evaluate")
    assert contents.is_wanted_module("radvaluer_desktop.cli.draft")
    unwanted = {"torch", "tokenizers", "rouge_score", "sacrebleu", "pyarrow", "readline"}
    assert unwanted <= set(contents.UNWANTED_MODULES)


@pytest.mark.skipif(
    platform.machine() not in ("x86_64", "AMD64") or sys.platform == "darwin",
    reason="one kind of processor needs no modules",
)
def test_the_engine_is_compiled_for_every_processor() -> None:
    assert "-DGGML_NATIVE=OFF" in engine.OPTIONS
    assert "-DGGML_BACKEND_DL=ON" in engine.OPTIONS
    assert "-DGGML_CPU_ALL_VARIANTS=ON" in engine.OPTIONS


def test_the_cmake_file_goes_with_the_one_that_it_includes() -> None:
    first, *others = engine.CMAKE_FILES
    assert all(file.is_file() for file in engine.CMAKE_FILES)
    assert all(f"/{file.name}" in first.read_text("utf-8") for file in others)


def test_the_recipe_is_python_and_asks_for_what_there_is() -> None:
    text = (INSTALLERS / "freeze" / "radvaluer.spec").read_text("utf-8")
    compile(text, "radvaluer.spec", "exec")
    for word in text.replace("(", " ").replace(")", " ").replace("]", " ").split():
        if word.startswith(("contents.", "*contents.")):
            assert hasattr(contents, word.removeprefix("*").removeprefix("contents."))


@pytest.mark.skipif(sys.platform == "win32", reason="links of libraries")
def test_copies_of_a_library_become_links(tmp_path: Path) -> None:
    for name in ("libx.so", "libx.so.0", "libx.so.0.1"):
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "liby.so").write_text("y", "utf-8")
    (tmp_path / "liby.so.0").write_text("another", "utf-8")
    bundle.link_copies(tmp_path)
    links = {path.name for path in tmp_path.iterdir() if path.is_symlink()}
    assert links == {"libx.so", "libx.so.0"}
    assert all((tmp_path / name).read_text("utf-8") == "x" for name in links)
