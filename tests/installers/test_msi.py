"""The Windows package, compiled by wixl over a stand-in tree and looked into."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from freeze.places import ROOT, BuildFailed
from tests.installers.stand_in import FILES, make_tree
from windows.msi import SOURCE, WINDOW, build_msi, msi_version

UPGRADE_CODE = "{5D0E1B52-7C1C-5C0B-8E0B-0C1B8F6A4D21}"
IS_64_BIT = 256
HKLM = "2"
LISTED = (ROOT / "docs" / "releasing.md").read_text("utf-8")
USED = ("wixl", "msiinfo", "msiextract")

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, USED)), reason="wixl or msitools is not here"
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tree(tmp_path_factory.mktemp("msi") / "tree")


@pytest.fixture(scope="module")
def package(tree: Path) -> Path:
    return _built(tree, "0.1.0")


def _built(tree: Path, version: str, name: str = "first") -> Path:
    package = tree.parent / name / "radvaluer.msi"
    build_msi(tree, package, version, tree.parent / name / "work")
    return package


def _rows(package: Path, table: str) -> list[list[str]]:
    # In the package's folder: beside what it prints, it writes a table's streams to files.
    text = _msiinfo("export", package, table)
    return [line.split("\t") for line in text.splitlines()[3:]]


def _msiinfo(verb: str, package: Path, *table: str) -> str:
    return subprocess.run(
        ["msiinfo", verb, package.name, *table],
        check=True,
        capture_output=True,
        text=True,
        cwd=package.parent,
    ).stdout


def _properties(package: Path) -> dict[str, str]:
    return dict(_rows(package, "Property"))


def _components(package: Path) -> dict[str, str]:
    """GUIDs by the path of the file that each component installs, in the tree."""
    parents = {row[0]: (row[1], row[2]) for row in _rows(package, "Directory")}
    component = {row[0]: row for row in _rows(package, "Component")}
    found = {}
    for row in _rows(package, "File"):
        name, folder = row[2], component[row[1]][2]
        while folder != "INSTALLDIR":
            name = f"{parents[folder][1]}/{name}"
            folder = parents[folder][0]
        found[name] = component[row[1]][1]
    return found


def test_it_is_the_machines(package: Path) -> None:
    properties = _properties(package)
    assert properties["ALLUSERS"] == "1"
    assert properties["UpgradeCode"] == UPGRADE_CODE
    assert properties["ProductVersion"] == "0.1.0"
    assert "Template: x64;1033" in _msiinfo("suminfo", package)


def test_no_file_is_missing(package: Path, tree: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["msiextract", "-C", str(tmp_path), str(package)], check=True, capture_output=True
    )
    root = next(tmp_path.rglob(WINDOW)).parent
    extracted = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert extracted == {name: (tree / name).read_bytes() for name in FILES}


def test_each_file_is_the_key_of_its_own_component(package: Path) -> None:
    components = {row[0]: row for row in _rows(package, "Component")}
    files = _rows(package, "File")
    assert len({row[1] for row in files}) == len(files) == len(FILES)
    for row in files:
        assert components[row[1]][5] == row[0]
    guids = [row[1] for row in components.values()]
    assert len(set(guids)) == len(guids)
    assert all(int(row[3]) & IS_64_BIT for row in components.values())
    in_the_feature = {row[1] for row in _rows(package, "FeatureComponents")}
    assert in_the_feature == components.keys()


def test_component_ids_stay_between_builds(package: Path, tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "another place")
    (tree / "_internal/python311.dll").write_text("a newer one", "utf-8")
    (tree / "_internal/new.dll").write_text("new", "utf-8")
    (tree / "_internal/base_library.zip").unlink()
    before, after = _components(package), _components(_built(tree, "0.2.0"))
    assert {name: after[name] for name in before.keys() & after.keys()} == {
        name: guid for name, guid in before.items() if name != "_internal/base_library.zip"
    }
    assert after["_internal/new.dll"] not in before.values()
    assert before.keys() ^ after.keys() == {"_internal/new.dll", "_internal/base_library.zip"}


def test_the_ids_are_those_of_released_packages(package: Path) -> None:
    """Never to be changed: Windows would keep a file of each version, or remove both."""
    assert _components(package)["radvaluer.exe"] == "{CCC2207E-CF9B-5BD6-8931-86202E65E258}"


def test_a_version_has_one_product_code(package: Path, tree: Path) -> None:
    again, later = _built(tree, "0.1.0", "again"), _built(tree, "0.1.1", "later")
    codes = [_properties(each)["ProductCode"] for each in (package, again, later)]
    assert codes[0] == codes[1] != codes[2]
    upgrades = _rows(later, "Upgrade")
    assert {row[0] for row in upgrades} == {UPGRADE_CODE}
    assert {(row[1], row[2], row[6]) for row in upgrades} == {
        ("", "0.1.1", "WIX_UPGRADE_DETECTED"),
        ("0.1.1", "", "WIX_DOWNGRADE_DETECTED"),
    }


def test_it_asks_nothing(package: Path) -> None:
    assert "Dialog" not in _msiinfo("tables", package).split()
    assert [row[0] for row in _rows(package, "InstallUISequence") if "Dlg" in row[0]] == []
    # The only action of its own sets a property (51); nothing runs a program or a library.
    assert [(row[0], int(row[1]) & 0x3F) for row in _rows(package, "CustomAction")] == [
        ("SetInstallLocation", 51)
    ]


def test_nothing_of_a_users_profile_is_touched(package: Path) -> None:
    roots = {row[0] for row in _rows(package, "Directory") if row[1] == "TARGETDIR"}
    assert roots == {"ProgramFiles64Folder", "ProgramMenuFolder", "CommonAppDataFolder"}
    assert {row[1] for row in _rows(package, "Registry")} == {HKLM}
    assert _rows(package, "RemoveFile") == []


def test_models_and_policy_have_a_folder(package: Path) -> None:
    folders = {row[0]: (row[1], row[2]) for row in _rows(package, "Directory")}
    assert folders["MACHINEDATA"] == ("CommonAppDataFolder", "radvaluer")
    assert folders["MODELS"] == ("MACHINEDATA", "models")
    created = {row[0] for row in _rows(package, "CreateFolder")}
    assert created == {"MACHINEDATA", "MODELS"}


def test_start_menu_and_list_of_programs(package: Path) -> None:
    (shortcut,) = _rows(package, "Shortcut")
    assert shortcut[1] == "ProgramMenuFolder"
    assert shortcut[4] == f"[INSTALLDIR]{WINDOW}"
    assert shortcut[8] == _properties(package)["ARPPRODUCTICON"] == "radvaluer.ico"
    assert [row[0] for row in _rows(package, "Icon")] == ["radvaluer.ico"]


def test_old_windows_is_refused(package: Path) -> None:
    conditions = [row[0] for row in _rows(package, "LaunchCondition")]
    assert "Installed OR (VersionNT64 AND WINDOWSBUILD >= 17763)" in conditions
    assert "NOT WIX_DOWNGRADE_DETECTED" in conditions


@pytest.mark.parametrize("version", ["0.1", "0.1.0.dev1", "256.0.0", "0.1.70000", "1.0.0rc1"])
def test_a_version_that_windows_cannot_compare_is_refused(version: str) -> None:
    with pytest.raises(BuildFailed, match=re.escape(version)):
        msi_version(version)


def test_a_tree_without_the_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(BuildFailed, match=WINDOW):
        build_msi(tmp_path, tmp_path / "a.msi", "1.0.0", tmp_path / "work")


# What wixl leaves out, as docs/releasing.md lists it: true until wixl learns it. The elements stop
# it; the attributes are left out.
IN_A_PRODUCT = {
    "SetProperty": '<SetProperty Id="A" Value="b" After="CostFinalize" />',
    "SetDirectory": '<SetDirectory Id="D" Value="x" />',
    "UI": '<UI><Error Id="1">x</Error></UI>',
    "UIRef": '<UIRef Id="WixUI_Minimal" />',
    "PropertyRef": '<PropertyRef Id="X" />',
    "WixVariable": '<WixVariable Id="a" Value="b" />',
    "DirectorySearch": '<Property Id="Q"><DirectorySearch Id="q" Path="C:" /></Property>',
    "CloseApplication": '<util:CloseApplication Id="x" Target="a.exe" />',
    "CDATA": '<Condition Message="m"><![CDATA[Installed]]></Condition>',
}
IN_A_COMPONENT = {
    "PermissionEx": '<CreateFolder><PermissionEx Id="x" Sddl="D:PAI(A;;FA;;;SY)" /></CreateFolder>',
    "WixUtilExtension's": '<CreateFolder><util:PermissionEx User="Users" /></CreateFolder>',
    "Environment": '<Environment Id="e" Name="PATH" Value="x" Action="set" System="yes" />',
    "RemoveFile": '<RemoveFile Id="r" Name="*" On="uninstall" />',
    "RemoveFolderEx": '<util:RemoveFolderEx Property="X" On="uninstall" />',
    "ShortcutProperty": """<Shortcut Id="s" Name="S" Target="[D]"><ShortcutProperty Key="k"
        Value="v" /></Shortcut>""",
}
ATTRIBUTES = (
    ("MajorUpgrade", "AllowSameVersionUpgrades", '<MajorUpgrade {}="yes" />'),
    ("MajorUpgrade", "Schedule", '<MajorUpgrade {}="afterInstallInitialize" />'),
    ("Property", "Secure", '<Property Id="P" Value="1" {}="yes" />'),
)


class TestWixl:
    """Holds docs/releasing.md and wixl against each other."""

    def test_it_leaves_out_what_is_listed_and_nothing_else(
        self, tree: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        _built(tree, "0.1.0", "warned")
        told = re.findall(r"class '(\w+)' has no property named '(\w+)'", capfd.readouterr().err)
        assert set(told) == {("WixlWixComponent", "Permanent"), ("WixlWixMajorUpgrade", "Schedule")}

    def test_it_compiles_what_is_around_the_tried_elements(self, tmp_path: Path) -> None:
        assert _with_wixl(tmp_path, component="<CreateFolder />").returncode == 0

    @pytest.mark.parametrize("name", IN_A_PRODUCT)
    def test_it_knows_no_such_element_of_a_product(self, tmp_path: Path, name: str) -> None:
        assert _with_wixl(tmp_path, product=IN_A_PRODUCT[name]).returncode != 0
        assert name in LISTED

    @pytest.mark.parametrize("name", IN_A_COMPONENT)
    def test_it_knows_no_such_element_of_a_component(self, tmp_path: Path, name: str) -> None:
        assert _with_wixl(tmp_path, component=IN_A_COMPONENT[name]).returncode != 0
        assert name in LISTED

    @pytest.mark.parametrize(("element", "name", "source"), ATTRIBUTES)
    def test_it_leaves_out_such_an_attribute(
        self, tmp_path: Path, element: str, name: str, source: str
    ) -> None:
        done = _with_wixl(tmp_path, product=source.format(name))
        assert f"class 'WixlWix{element}' has no property named '{name}'" in done.stderr
        assert f"{element}/@{name}" in LISTED


def _with_wixl(
    folder: Path, *, product: str = "", component: str = ""
) -> subprocess.CompletedProcess[str]:
    """Compile a package of one component, with these elements in it and in the product."""
    source = f"""<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi"
     xmlns:util="http://schemas.microsoft.com/wix/UtilExtension">
  <Product Id="11111111-1111-4111-8111-111111111111" Name="P" Language="1033" Version="1.0.0"
           Manufacturer="M" UpgradeCode="21111111-1111-4111-8111-111111111111">
    <Package InstallerVersion="500" Compressed="yes" />
    <Media Id="1" Cabinet="a.cab" EmbedCab="yes" />
    {product}
    <Directory Id="TARGETDIR" Name="SourceDir"><Directory Id="D" Name="d">
      <Component Id="C" Guid="31111111-1111-4111-8111-111111111111">{component}</Component>
    </Directory></Directory>
    <Feature Id="F" Level="1"><ComponentRef Id="C" /></Feature>
  </Product>
</Wix>"""
    (folder / "p.wxs").write_text(source, "utf-8")
    return subprocess.run(
        ["wixl", "-o", "p.msi", "p.wxs"], cwd=folder, check=False, capture_output=True, text=True
    )


def test_the_sources_lock_and_keep_the_folders() -> None:
    """What wixl does not compile is at least written down."""
    text = SOURCE.read_text("utf-8")
    for folder in ("MachineData", "Models"):
        component = text.split(f'<Component Id="{folder}"')[1].split("</Component>")[0]
        assert 'Permanent="yes"' in component
        assert '(A;OICI;FRFX;;;BU)" />' in component
        assert "FA;;;BU" not in component
