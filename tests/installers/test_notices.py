"""The bill of materials and the notices, made of a small stand-in for a frozen tree."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from freeze.places import INSTALLERS, ROOT
from notices.bill import bill_of_materials, check_bill
from notices.licences import ALLOWED, LicenceNotAllowed, check_licence
from notices.parts import NotAccountedFor, Part, account_for, modules_here
from notices.table import Entry, claimed, read_table
from notices.text import notices
from notices.tree import FrozenTree, Native, contents_of, is_native, take_stock

TABLE = read_table(INSTALLERS / "components.toml")
OWNERS = {
    "fast": frozenset({"fast-one"}),
    "plain": frozenset({"plain"}),
    "space": frozenset({"plain", "other"}),
}
ENTRIES = (
    Entry("fast-one", is_distribution=True, files=("fast/*",), compiled_in=(("zlib", "Zlib"),)),
    Entry("Program", files=("radvaluer",), licence="Apache-2.0", purl="pkg:generic/program",
          version="1.0", texts=("LICENSE",)),
    Entry("Inner", inside="fast-one", licence="MIT", purl="pkg:generic/inner",
          version_in="fast/*", version_pattern=r"Inner (\d+\.\d+)"),
    Entry("Elsewhere", files=("elsewhere/*.dll",), licence="MIT", version="1"),
)  # fmt: skip
DATE = 1_700_000_000


def _distribution(contents: Path, name: str, version: str, licence: str) -> Path:
    folder = contents / f"{name}-{version}.dist-info"
    (folder / "licenses").mkdir(parents=True)
    (folder / "METADATA").write_text(
        f"Name: {name}\nVersion: {version}\nLicense-Expression: {licence}\n", "utf-8"
    )
    (folder / "licenses" / "LICENSE").write_text(f"{licence} in full", "utf-8")
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A program with a native distribution, a pure one, and one without code."""
    contents = tmp_path / "_internal"
    (contents / "fast").mkdir(parents=True)
    (contents / "fast" / "_fast.so").write_bytes(b"\x7fELF\0Inner 2.5\0")
    (contents / "fast" / "_fast.so.1").symlink_to("_fast.so")
    (contents / "fast" / "data.txt").write_text("MX: no program", "utf-8")
    (tmp_path / "radvaluer").write_bytes(b"\x7fELF")
    fast = _distribution(contents, "Fast_One", "1.2", "MIT")
    _distribution(contents, "plain", "3", "BSD-3-Clause OR GPL-3.0-only")
    _distribution(contents, "unused", "4", "MIT")
    (fast / "sboms").mkdir()
    rows = [
        {"name": "zlib", "version": "1.3", "purl": "pkg:generic/zlib@1.3?x=y"},
        {"name": "build-tool", "version": "9", "scope": "excluded"},
    ]
    (fast / "sboms" / "inner.json").write_text(json.dumps({"components": rows}), "utf-8")
    return tmp_path


def _stock(tree: Path, *more: str) -> FrozenTree:
    return take_stock(tree, {"fast", "plain", "json", "_pyi_rth_utils", *more})


def _parts(tree: Path, *entries: Entry) -> tuple[Part, ...]:
    return account_for(_stock(tree), entries or ENTRIES, OWNERS)


def test_stock_is_taken_of_programs_and_libraries_once(tree: Path) -> None:
    assert [native.name for native in _stock(tree).natives] == ["fast/_fast.so", "radvaluer"]
    assert contents_of(tree) == tree / "_internal"
    for magic in (b"MZ\x90\0", bytes.fromhex("cffaedfe"), bytes.fromhex("cafebabe")):
        (tree / "x").write_bytes(magic)
        assert is_native(tree / "x")


def test_every_part_has_a_version_and_a_licence(tree: Path) -> None:
    parts = {part.name: part for part in _parts(tree)}
    assert parts.keys() == {"fast-one", "plain", "unused", "Program", "Inner"}
    assert (parts["Inner"].version, parts["Inner"].host) == ("2.5", "fast-one")
    assert [inner.name for inner in parts["fast-one"].compiled_in] == ["zlib"]
    assert parts["fast-one"].texts == ("MIT in full",)
    assert not parts["unused"].has_code


def test_one_of_several_distributions_of_a_namespace_is_enough(tree: Path) -> None:
    stock = take_stock(tree, {"fast", "space"})
    parts = {part.name: part for part in account_for(stock, ENTRIES, OWNERS)}
    assert parts["plain"].has_code


def _wrong(tree: Path, *entries: Entry, modules: tuple[str, ...] = ()) -> str:
    with pytest.raises(NotAccountedFor) as caught:
        account_for(_stock(tree, *modules), entries, OWNERS)
    return str(caught.value)


def test_a_file_that_nobody_or_two_claim_is_named(tree: Path) -> None:
    assert "radvaluer is claimed by nothing" in _wrong(tree, ENTRIES[0])
    twice = replace(ENTRIES[1], name="Second")
    assert "radvaluer is claimed by Program and Second" in _wrong(tree, *ENTRIES, twice)


def test_a_module_that_no_listed_distribution_has_is_named(tree: Path) -> None:
    assert "the module stranger belongs to no" in _wrong(tree, *ENTRIES, modules=("stranger",))


def test_a_licence_that_is_not_allowed_is_named(tree: Path) -> None:
    copyleft = replace(ENTRIES[1], licence="GPL-3.0-only")
    assert "Program: 'GPL-3.0-only' is not in" in _wrong(tree, ENTRIES[0], copyleft)
    without = replace(ENTRIES[0], compiled_in=())
    assert "zlib: ''" in _wrong(tree, without, *ENTRIES[1:])


def test_a_missing_text_or_version_is_named(tree: Path) -> None:
    silent = replace(ENTRIES[1], texts=())
    assert "Program: no text of its licence" in _wrong(tree, ENTRIES[0], silent)
    changed = replace(ENTRIES[2], version_pattern="Other (.)")
    assert "the version of Inner was not found" in _wrong(tree, *ENTRIES[:2], changed)


@pytest.mark.parametrize(
    "expression", ["", "Apache 2.0", "GPL-3.0-only", "MIT AND GPL-3.0-only", "Proprietary"]
)
def test_expressions_that_no_package_may_have(expression: str) -> None:
    with pytest.raises(LicenceNotAllowed):
        check_licence(expression)


@pytest.mark.parametrize(
    "expression", [*sorted(ALLOWED), "MIT OR GPL-3.0-only", "(MIT OR Apache-2.0) AND Unicode-3.0"]
)
def test_expressions_that_a_package_may_have(expression: str) -> None:
    check_licence(expression)


def test_the_bill_is_cyclonedx_with_hashes_and_package_urls(tree: Path) -> None:
    bill = json.loads(bill_of_materials(_parts(tree), "0.1.0", DATE))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == "0.1.0"
    found = {component["name"]: component for component in bill["components"]}
    assert found["fast-one"]["purl"] == "pkg:pypi/fast-one@1.2"
    assert found["fast-one"]["licenses"] == [{"expression": "MIT"}]
    library, zlib = found["fast-one"]["components"]
    content = (tree / "_internal" / "fast" / "_fast.so").read_bytes()
    assert library["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}]
    assert (zlib["purl"], zlib["licenses"]) == ("pkg:generic/zlib@1.3", [{"expression": "Zlib"}])
    assert found["unused"]["scope"] == "excluded"
    needs = {row["ref"]: row.get("dependsOn", []) for row in bill["dependencies"]}
    assert found["Inner"]["bom-ref"] in needs[found["fast-one"]["bom-ref"]]
    assert found["plain"]["bom-ref"] in needs["radvaluer-desktop"]


def test_equal_trees_have_equal_bills(tree: Path) -> None:
    same = (Part(name, "", "MIT", "pkg:generic/gcc", ("text",)) for name in ("one", "two"))
    parts = (*_parts(tree), *same)
    first = bill_of_materials(parts, "0.1.0", DATE)
    assert first == bill_of_materials(reversed(parts), "0.1.0", DATE)
    assert first != bill_of_materials(parts, "0.1.1", DATE)


def test_a_bill_that_breaks_the_schema_is_refused(tree: Path) -> None:
    bill = json.loads(bill_of_materials(_parts(tree), "0.1.0", DATE))
    bill["components"][0]["type"] = "thing"
    with pytest.raises(NotAccountedFor):
        check_bill(json.dumps(bill))


def test_the_notices_hold_each_text_once_and_the_rights_in_qt(tree: Path) -> None:
    parts = (*_parts(tree), Part("Qt", "6.1", "LGPL-3.0-only", "pkg:generic/qt", ("MIT in full",)))
    text = notices(parts, "0.1.0", "_internal")
    assert text.count("MIT in full") == 1
    assert "\nfast-one, Qt\n" in text
    assert "BSD-3-Clause OR GPL-3.0-only in full" in text
    assert "unused" not in text
    assert "You may replace them" in text
    assert "qt-everywhere-src-6.1" in text


# Names of a real tree on Linux, on Windows and in a bundle for macOS, and whose they are.
@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("radvaluer", "PyInstaller's bootloader"),
        ("radvaluer-window.exe", "PyInstaller's bootloader"),
        ("libpython3.11.so.1.0", "Python"),
        ("python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", "Python"),
        ("python311.dll", "Python"),
        ("_ssl.pyd", "Python"),
        ("_cffi_backend.cpython-311-x86_64-linux-gnu.so", "cffi"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "Qt"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "Qt"),
        ("PySide6/Qt6Core.dll", "Qt"),
        ("PySide6/plugins/platforms/qwindows.dll", "Qt"),
        ("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", "Qt"),
        ("PySide6/Qt/lib/libicuuc.so.73", "ICU"),
        ("PySide6/QtCore.abi3.so", "pyside6-essentials"),
        ("PySide6/QtCore.pyd", "pyside6-essentials"),
        ("PySide6/libpyside6.abi3.so.6.11", "pyside6-essentials"),
        ("PySide6/pyside6.abi3.dll", "pyside6-essentials"),
        ("PySide6/libpyside6.abi3.6.11.dylib", "pyside6-essentials"),
        ("shiboken6/libshiboken6.abi3.so.6.11", "shiboken6"),
        ("llama_cpp/lib/libggml-cpu-haswell.so", "llama.cpp"),
        ("llama_cpp/lib/llama.dll", "llama.cpp"),
        ("numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so", "numpy"),
        ("numpy.libs/libscipy_openblas64_-32a4b2a6.so", "OpenBLAS"),
        ("numpy.libs/libgfortran-040039e1-0352e75f.so.5.0.0", "GCC runtime library"),
        ("sqlcipher3/_sqlite3.cp311-win_amd64.pyd", "sqlcipher3"),
        ("VCRUNTIME140_1.dll", "Microsoft Visual C++ runtime"),
        ("libcrypto-3.dll", "OpenSSL"),
    ],
)
def test_the_table_claims_each_name_once(name: str, owner: str) -> None:
    found, problems = claimed([Native(name, Path(name))], TABLE)
    assert problems == []
    assert [entry.name for entry, natives in found.items() if natives] == [owner]


def test_the_table_is_whole() -> None:
    names = {entry.name for entry in TABLE}
    for entry in TABLE:
        assert entry.files or entry.inside or entry.licence, entry.name
        assert not entry.inside or entry.inside in names
        if entry.licence:
            check_licence(entry.licence)
        for text in entry.texts:
            assert ":" in text or (ROOT / text).is_file(), text


def test_modules_of_a_namespace_have_several_owners() -> None:
    assert {"jaraco-classes", "jaraco-context"} <= modules_here()["jaraco"]
