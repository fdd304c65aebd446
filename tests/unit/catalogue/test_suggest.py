"""What suits a computer: memory, cores, GPU, each with its reason."""

from __future__ import annotations

from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.cards import cards_of_linux, cards_of_windows
from radvaluer_desktop.catalogue.entries import read_catalogue
from radvaluer_desktop.catalogue.suggest import Fit, Machine, suggest
from radvaluer_desktop.session.devices import gpu_in_words

ENTRIES = read_catalogue([resource("catalogue.toml")])
GIB = 1 << 30


def fits(machine: Machine) -> dict[str, Fit]:
    return {each.entry.id: each.fit for each in suggest(ENTRIES, machine)}


def first(machine: Machine) -> str:
    return suggest(ENTRIES, machine)[0].entry.id


def test_the_largest_that_suits_comes_first() -> None:
    assert first(Machine(24 * GIB, 20 * GIB, cores=2)) == "qwen2.5-1.5b-instruct-q4_k_m"
    assert first(Machine(32 * GIB, 20 * GIB, cores=8)).startswith("qwen2.5-3b")
    assert first(Machine(32 * GIB, 20 * GIB, cores=12)).startswith("Meta-Llama-3.1-8B")


def test_memory_is_left_for_others() -> None:
    small = Machine(4 * GIB, 3 * GIB, cores=16)
    assert small.for_models_mib == 2048
    assert fits(small)["qwen2.5-3b-instruct-q4_k_m"] is Fit.TOO_LARGE
    assert first(Machine(2 * GIB, GIB, cores=1)) == "chatradio-demo"
    assert fits(Machine(2 * GIB, GIB, cores=1))["qwen2.5-0.5b-instruct-q4_k_m"] is Fit.TOO_LARGE


def test_a_gpu_that_holds_it_lifts_the_limit_of_the_cores() -> None:
    without = Machine(16 * GIB, 9 * GIB, cores=2)
    card = Machine(16 * GIB, 9 * GIB, cores=2, gpus=("Card",), gpu_free_bytes=8 * GIB)
    assert fits(without)["Meta-Llama-3.1-8B-Instruct-Q4_K_M"] is Fit.SLOW
    assert fits(card)["Meta-Llama-3.1-8B-Instruct-Q4_K_M"] is Fit.GPU
    assert first(card).startswith("Meta-Llama")


def test_the_demonstration_is_the_last_that_suits() -> None:
    found = suggest(ENTRIES, Machine(24 * GIB, 20 * GIB, cores=2))
    assert [each for each in found if each.suits][-1].entry.embedded


def test_words_for_what_is_built_and_what_is_there() -> None:
    alone = Machine(GIB, GIB, 1, backends=("CPU",))
    assert gpu_in_words(alone) == "none seen; built for CPU"
    unused = Machine(GIB, GIB, 1, cards=("NVIDIA",), backends=("CPU",))
    assert "it was built for CPU, the computer has NVIDIA" in gpu_in_words(unused)
    used = Machine(GIB, GIB, 1, ("H100",), 79 * GIB, ("NVIDIA",), ("CUDA", "CPU"))
    assert gpu_in_words(used) == f"H100 with {79 * 1024} MiB free; built for CUDA, CPU"


def test_cards_as_linux_names_them(tmp_path: Path) -> None:
    for name, kind, vendor in (
        ("0000:00:02.0", "0x030000", "0x8086"),
        ("0000:01:00.0", "0x030200", "0x10de"),
        ("0000:02:00.0", "0x020000", "0x8086"),
        ("0000:03:00.0", "0x030000", "0x1af4"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "class").write_text(f"{kind}\n")
        (tmp_path / name / "vendor").write_text(f"{vendor}\n")
    (tmp_path / "0000:04:00.0").mkdir()
    assert list(cards_of_linux(tmp_path)) == ["Intel", "NVIDIA"]
    assert list(cards_of_linux(tmp_path / "none")) == []


class _Opened:
    def __init__(self, name: object) -> None:
        self.name = name

    def __enter__(self) -> _Opened:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class _Winreg:
    HKEY_LOCAL_MACHINE = 0
    names: tuple[object, ...] = ("NVIDIA RTX A2000", 3)

    def OpenKey(self, _root: int, key: str) -> _Opened:  # noqa: N802 - winreg's own name
        number = int(key.rpartition("\\")[2])
        if number >= len(self.names):
            raise FileNotFoundError
        return _Opened(self.names[number])

    def QueryValueEx(self, opened: _Opened, _name: str) -> tuple[object, int]:  # noqa: N802
        return opened.name, 1


def test_cards_as_windows_names_them() -> None:
    assert list(cards_of_windows(_Winreg())) == ["NVIDIA RTX A2000"]
