"""Model files that are wrong, as the terminal answers them."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

import gguf
import numpy as np
import psutil
import pytest

from radvaluer_desktop.app import build_application
from radvaluer_desktop.catalogue.loading import ModelCrashedEngine
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import EngineSettings, Ready
from radvaluer_desktop.modelfile.header import read_header
from radvaluer_desktop.modelfile.memory import bytes_available, bytes_needed
from radvaluer_desktop.modelfile.random_weights import RandomShape, write_random
from radvaluer_desktop.modelfile.write import LlamaShape
from radvaluer_desktop.paths import locations
from radvaluer_desktop.session.engine_failures import EngineUnfit
from tests.command_line import Run
from tests.integration.workers import meets_an_unknown_instruction

FINDINGS = "Heart size is normal. Lungs are clear."


def answer(run: Run, model: Path) -> str:
    """What is said of a draft with this model, on standard error."""
    done = run("draft", "--model", model, text=FINDINGS)
    assert (done.returncode, done.stdout) == (3, "")
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.row("model-empty")
def test_an_empty_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.gguf").write_bytes(b"")
    assert "is not a GGUF model file" in answer(run, tmp_path / "m.gguf")


@pytest.mark.row("model-folder")
def test_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.gguf").mkdir()
    assert "cannot be read (it is a folder)" in answer(run, tmp_path / "m.gguf")


@pytest.mark.row("model-pipe")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(run: Run, tmp_path: Path) -> None:
    if sys.platform != "win32":  # says it to mypy, as the mark does to pytest
        os.mkfifo(tmp_path / "m.gguf")
    assert "cannot be read (it is no regular file)" in answer(run, tmp_path / "m.gguf")


@pytest.mark.row("model-missing")
def test_no_file(run: Run, tmp_path: Path) -> None:
    assert "cannot be read (no such file)" in answer(run, tmp_path / "m.gguf")


@pytest.mark.row("model-many-tensors")
def test_a_file_that_claims_an_exabyte_of_tensors(
    run: Run, tmp_path: Path, demo_model: Path
) -> None:
    data = bytearray(demo_model.read_bytes())
    struct.pack_into("<Q", data, 8, 2**60)
    (tmp_path / "m.gguf").write_bytes(data)
    assert "is incomplete or damaged" in answer(run, tmp_path / "m.gguf")


@pytest.mark.row("model-cut")
def test_a_file_that_was_cut(run: Run, tmp_path: Path, demo_model: Path) -> None:
    (tmp_path / "m.gguf").write_bytes(demo_model.read_bytes()[:-1000])
    assert "is incomplete or damaged" in answer(run, tmp_path / "m.gguf")


@pytest.mark.row("model-unknown-architecture")
def test_an_architecture_that_nobody_knows(run: Run, tmp_path: Path) -> None:
    writer = gguf.GGUFWriter(tmp_path / "m.gguf", "perceptron-1958")
    writer.add_tensor("w", np.zeros(8, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    words = answer(run, tmp_path / "m.gguf")
    assert "could not be loaded" in words
    assert "unknown model architecture: 'perceptron-1958'" in words


@pytest.mark.row("model-odd-names")
def test_names_that_would_write_on_the_terminal(run: Run, tmp_path: Path, demo_model: Path) -> None:
    odd = demo_model.read_bytes().replace(b"smollm", b"\x1b[5mx\n", 1)
    (tmp_path / "m.gguf").write_bytes(odd)
    words = answer(run, tmp_path / "m.gguf")
    assert "unknown pre-tokenizer type: '?[5mx?'" in words
    assert words.rstrip("\n").isprintable()


@pytest.mark.row("model-needs-more-than-free")
def test_a_model_that_needs_more_memory_than_is_free(
    run: Run, tmp_path: Path, demo_model: Path
) -> None:
    """The demonstration model with a cache so large that it cannot be held anywhere."""
    tokens = 2**20
    data = with_number(demo_model.read_bytes(), b"llama.context_length", tokens)
    (tmp_path / "m.gguf").write_bytes(with_number(data, b"llama.block_count", 4000))
    header = read_header(tmp_path / "m.gguf")
    assert bytes_needed(header, tokens) > psutil.virtual_memory().total
    settings = tmp_path / "base" / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"context_tokens = {tokens}\n")
    done = run("draft", "--model", tmp_path / "m.gguf", text=FINDINGS)
    assert done.returncode == 3
    assert "MiB of memory, but the engine can have only" in done.stderr
    assert f"needs about {-(-bytes_needed(header, tokens) // 2**20)} MiB" in done.stderr


def with_number(data: bytes, key: bytes, number: int) -> bytes:
    """``data`` with another number behind ``key`` in its header."""
    at = data.index(key) + len(key) + 4
    return data[:at] + struct.pack("<I", number) + data[at + 4 :]


def test_a_model_that_needs_more_than_its_cap_is_not_begun(
    run: Run, tmp_path: Path, slow_model: Path
) -> None:
    settings = tmp_path / "base" / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("engine_memory_mb = 100\n")
    done = run("draft", "--model", slow_model, text=FINDINGS)
    assert done.returncode == 3
    assert "the engine can have only 100 MiB" in done.stderr


def test_what_is_needed_is_near_what_is_taken(slow_model: Path) -> None:
    engine = LocalEngine()
    assert isinstance(list(engine.load(slow_model, EngineSettings(gpu_layers=0)))[-1], Ready)
    assert engine.worker_pid is not None
    taken = psutil.Process(engine.worker_pid).memory_info().rss
    needed = bytes_needed(read_header(slow_model), 4096)
    engine.close()
    assert 0.4 < needed / taken < 1.6


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells mapped memory apart")
def test_under_a_cap_nothing_counts_twice(slow_model: Path) -> None:
    """Weights that llama.cpp arranges anew would lie in memory and, mapped, in it once more."""
    engine, mapped = LocalEngine(), dict[int, int]()
    for cap in (0, 2000):
        settings = EngineSettings(gpu_layers=0, memory_mb=cap)
        assert isinstance(list(engine.load(slow_model, settings))[-1], Ready)
        mapped[cap] = psutil.Process(engine.worker_pid).memory_info()._asdict()["shared"]
        engine.close()
    assert mapped[0] - mapped[2000] > 0.9 * read_header(slow_model).tensor_bytes


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells mapped memory apart")
def test_weights_that_are_laid_out_anew_do_not_lie_in_memory_twice(
    tmp_path: Path, demo_model: Path
) -> None:
    file = tmp_path / "random.gguf"
    sizes = LlamaShape(8192, width=512, layers=16, heads=8, kv_heads=8, feed_forward=2048)
    write_random(file, RandomShape("test", sizes), demo_model)
    engine = LocalEngine()
    assert isinstance(list(engine.load(file, EngineSettings(gpu_layers=0)))[-1], Ready)
    assert engine.worker_pid is not None
    taken = psutil.Process(engine.worker_pid).memory_info()._asdict()
    engine.close()
    own, weights = taken["rss"] - taken["shared"], file.stat().st_size
    assert read_header(file).rearranged_bytes > 0.9 * weights
    assert taken["shared"] < own
    assert own < weights + 150 * 2**20


def test_a_container_has_only_what_its_limit_leaves(tmp_path: Path) -> None:
    for name, text in (
        ("memory.max", "1000000"),
        ("memory.current", "700000"),
        ("memory.stat", "anon 5\ninactive_file 50000\n"),
    ):
        (tmp_path / name).write_text(text)
    assert bytes_available(tmp_path) == 350_000
    (tmp_path / "memory.max").write_text("max")
    assert bytes_available(tmp_path) > 350_000


@pytest.mark.row("model-crashed-engine")
def test_a_file_that_ended_the_engine_is_loaded_again_only_when_asked(
    run: Run, tmp_path: Path, demo_model: Path
) -> None:
    crashing = build_application(
        locations(tmp_path / "base"), LocalEngine(meets_an_unknown_instruction)
    )
    with pytest.raises(EngineUnfit):
        list(crashing.load_model(str(demo_model)))
    with pytest.raises(ModelCrashedEngine):
        list(crashing.load_model(str(demo_model)))
    crashing.engine.close()

    def draft(*options: str) -> tuple[int, str]:
        asked = ("draft", "--model", demo_model, *options)
        done = run(*asked, text=FINDINGS)
        return done.returncode, done.stderr

    code, words = draft()
    assert code == 3
    assert "the engine ended when it last loaded this file" in words
    assert draft("--load-anyway")[0] == 0
    assert draft()[0] == 0
