"""Headers of model files: read where they are whole, and refused in words where they are not."""

from __future__ import annotations

import io
import os
import struct
import tracemalloc
from pathlib import Path

import gguf
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radvaluer_desktop.errors import ModelError
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.modelfile.header import (
    ModelCutShort,
    ModelMissing,
    ModelTooNew,
    NotAModel,
    read_header,
)
from radvaluer_desktop.modelfile.reading import HeaderReader, Malformed

CONTROL = ("<|report|>", "<|end|>")
_TENSORS_AT, _KEYS_AT = 8, 16


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A model file of less than a kilobyte, with keys of several kinds and two tensors."""
    path = tmp_path_factory.mktemp("header") / "small.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("小模型")
    writer.add_context_length(1024)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_add_bos_token(False)
    writer.add_token_list(["a", *CONTROL, "b"])
    kinds = gguf.TokenType
    writer.add_token_types([kinds.NORMAL, kinds.CONTROL, kinds.CONTROL, kinds.BYTE])
    writer.add_tensor("token_embd.weight", np.zeros((4, 8), dtype=np.float32))
    writer.add_tensor("output_norm.weight", np.zeros(8, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path.read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "model.gguf"


def refused(file: Path, data: bytes) -> ModelError:
    file.write_bytes(data)
    with pytest.raises(ModelError) as caught:
        read_header(file)
    assert caught.value.exit_code == 3
    assert str(file) in str(caught.value)
    return caught.value


def patched(data: bytes, at: int, code: str, value: int) -> bytes:
    """``data`` with another number at ``at``."""
    new = bytearray(data)
    struct.pack_into(code, new, at, value)
    return bytes(new)


def test_a_small_file(file: Path, small: bytes) -> None:
    file.write_bytes(small)
    header = read_header(file)
    assert (header.architecture, header.name, header.context_length) == ("llama", "小模型", 1024)
    assert header.control_tokens == CONTROL


def test_the_demonstration_model(demo_model: Path) -> None:
    header = read_header(demo_model)
    assert header.architecture == "llama"
    assert {"<|report|>", "<|exam|>", "<|findings|>", "<|impression|>", "<|end|>"} <= set(
        header.control_tokens
    )


def test_a_file_cut_anywhere_is_refused(file: Path, small: bytes) -> None:
    for size in range(len(small)):
        error = refused(file, small[:size])
        assert isinstance(error, NotAModel if size < 4 else ModelCutShort), size


def test_the_demonstration_model_without_its_last_byte(file: Path, demo_model: Path) -> None:
    assert isinstance(refused(file, demo_model.read_bytes()[:-1]), ModelCutShort)


@pytest.mark.parametrize("count", [2**20, 2**31, 2**60, 2**64 - 1])
@pytest.mark.parametrize("at", [_TENSORS_AT, _KEYS_AT, 24], ids=["tensors", "keys", "key length"])
def test_counts_beyond_the_file(file: Path, small: bytes, at: int, count: int) -> None:
    assert isinstance(refused(file, patched(small, at, "<Q", count)), ModelCutShort)


def test_lengths_of_values_beyond_the_file(file: Path, small: bytes) -> None:
    name = small.index("小模型".encode())
    tokens = small.index(b"tokenizer.ggml.tokens") + len(b"tokenizer.ggml.tokens")
    for at in (name - 8, tokens + 8, tokens + 16):
        for length in (2**31, 2**60, 2**64 - 1):
            assert isinstance(refused(file, patched(small, at, "<Q", length)), ModelCutShort)


def test_tensors_beyond_the_file(file: Path, small: bytes) -> None:
    tensor = small.index(b"token_embd.weight") + len(b"token_embd.weight")
    dimensions, kind, offset = tensor + 4, tensor + 20, tensor + 24
    for at in (dimensions, dimensions + 8, offset):
        assert isinstance(refused(file, patched(small, at, "<Q", 2**60)), ModelCutShort)
    assert isinstance(refused(file, patched(small, tensor, "<I", 2**31)), ModelCutShort)
    error = refused(file, patched(small, kind, "<I", 9999))
    assert isinstance(error, ModelTooNew)
    assert "9999" in str(error)


@pytest.mark.parametrize("version", [0, 1, 4, 2**32 - 1])
def test_other_versions(file: Path, small: bytes, version: int) -> None:
    assert isinstance(refused(file, patched(small, 4, "<I", version)), NotAModel)


@pytest.mark.parametrize(
    "data", [b"", b"GGU", b"GGML" * 64, b"\0" * 64, b"PK\x03\x04" + b"\1" * 64]
)
def test_other_files(file: Path, data: bytes) -> None:
    assert isinstance(refused(file, data), NotAModel)


def test_no_file_a_folder_and_a_pipe(file: Path) -> None:
    with pytest.raises(ModelMissing, match="no such file"):
        read_header(file)
    with pytest.raises(ModelMissing, match="folder"):
        read_header(file.parent)
    if hasattr(os, "mkfifo"):
        os.mkfifo(file)
        with pytest.raises(ModelMissing, match="no regular file"):
            read_header(file)


def test_a_value_of_another_kind(file: Path, small: bytes) -> None:
    # The context length, a 32-bit number, becomes a floating-point one of the same size.
    at = small.index(b"llama.context_length") + len(b"llama.context_length")
    wrong = patched(small, at, "<I", gguf.GGUFValueType.FLOAT32)
    assert isinstance(refused(file, wrong), ModelCutShort)


_STRING, _ARRAY = gguf.GGUFValueType.STRING, gguf.GGUFValueType.ARRAY


def with_array(small: bytes, kind: int, count: int) -> bytes:
    """The beginning of a file whose last key holds an array; its elements are to follow."""
    key = b"claim"
    keys = struct.pack("<Q", struct.unpack_from("<Q", small, _KEYS_AT)[0] + 1)
    end = small.index(b"token_embd.weight") - 8  # where the keys end and the tensors begin
    claim = struct.pack(f"<Q{len(key)}sIIQ", len(key), key, _ARRAY, kind, count)
    return small[:_KEYS_AT] + keys + small[_KEYS_AT + 8 : end] + claim


@pytest.mark.row("model-huge-arrays")
def test_a_long_array_of_numbers_is_passed_over(file: Path, small: bytes) -> None:
    beginning, count = with_array(small, gguf.GGUFValueType.FLOAT32, 2**29), 2**29
    end = small.index(b"token_embd.weight") - 8
    data_at = -(-(len(beginning) + 4 * count + small.index(b"output_norm.weight")) // 32) * 32
    with file.open("wb") as sparse:  # two gibibytes that take no room
        sparse.write(beginning)
        sparse.seek(len(beginning) + 4 * count)
        sparse.write(small[end:])
        sparse.truncate(data_at + len(small))
    tracemalloc.start()
    assert read_header(file).control_tokens == CONTROL
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < 8 << 20


@pytest.mark.row("model-huge-arrays")
def test_strings_beyond_all_reason_are_not_walked_through(file: Path, small: bytes) -> None:
    beginning = with_array(small, _STRING, 2**27)
    with file.open("wb") as sparse:  # a gibibyte of empty strings
        sparse.write(beginning)
        sparse.truncate(len(beginning) + 8 * 2**27)
    with pytest.raises(ModelCutShort):
        read_header(file)


def test_strings_that_lie_across_blocks_are_found(file: Path) -> None:
    writer = gguf.GGUFWriter(file, "llama")
    texts = ["x" * (at * 7919 % 4096) for at in range(400)]
    writer.add_token_list([*texts, *CONTROL])
    kinds = gguf.TokenType
    writer.add_token_types([kinds.NORMAL] * len(texts) + [kinds.CONTROL] * 2)
    writer.add_tensor("w", np.zeros(8, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    header = read_header(file)
    assert (header.control_tokens, header.vocabulary) == (CONTROL, 402)


def test_a_file_that_gets_shorter_while_it_is_read(small: bytes) -> None:
    reader = HeaderReader(io.BytesIO(small[:100]), len(small))
    with pytest.raises(Malformed):
        list(map(reader.scalar, "Q" * 20))


@pytest.mark.row("model-odd-names")
@pytest.mark.parametrize("name", ["", "a\x1b[31m", "a" * 65, "two words", "架构"])
def test_an_architecture_that_is_no_name_is_not_shown(file: Path, name: str) -> None:
    writer = gguf.GGUFWriter(file, name)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    assert isinstance(refused(file, file.read_bytes()), ModelCutShort)


@pytest.mark.parametrize(
    ("heads", "shared", "bytes_per_token"),
    [
        (8, 2, 3 * 2 * (64 // 8 * 2) * 2),
        (8, None, 3 * 8 * (64 // 8 * 2) * 2),
        (8, [2, 0, 1], 3 * (64 // 8 * 2) * 2),
        ([4, 8, 4], 2, 3 * 2 * (64 // 8 * 2) * 2),
        (None, None, 0),
    ],
)
def test_the_cache_of_a_token(
    file: Path, heads: int | list[int] | None, shared: int | list[int] | None, bytes_per_token: int
) -> None:
    writer = gguf.GGUFWriter(file, "llama")
    writer.add_block_count(3)
    writer.add_embedding_length(64)
    if heads is not None:
        writer.add_head_count(heads)
    if shared is not None:
        writer.add_head_count_kv(shared)
    writer.add_tensor("w", np.zeros(8, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    header = read_header(file)
    assert header.cache_bytes_per_token == bytes_per_token
    assert header.tensor_bytes == 32


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_model_error(
    tmp_path_factory: pytest.TempPathFactory, small: bytes, data: st.DataObject
) -> None:
    damaged = bytearray(small)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(small) - 1))
        piece = data.draw(st.binary(min_size=1, max_size=9))
        damaged[at : at + len(piece)] = piece
    file = tmp_path_factory.getbasetemp() / "damaged.gguf"
    file.write_bytes(damaged)
    try:
        read_header(file)
    except ModelError as error:
        assert str(error)  # noqa: PT017 - whether it raises is not the question


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_behind_the_magic_raise_anything_but_a_model_error(
    tmp_path_factory: pytest.TempPathFactory, tail: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "tail.gguf"
    file.write_bytes(b"GGUF\3\0\0\0" + tail)
    try:
        read_header(file)
    except ModelError as error:
        assert str(error)  # noqa: PT017 - whether it raises is not the question


def test_the_digest_is_that_of_sha256sum(file: Path) -> None:
    file.write_bytes(b"abc")
    assert sha256_of(file).startswith("ba7816bf8f01cfea414140de5dae2223")
    with pytest.raises(OSError, match="No such file"):
        sha256_of(file.with_suffix(".none"))


@pytest.mark.row("model-key-twice")
def test_a_name_twice_is_refused(file: Path) -> None:
    """Readers differ in which of two they take: so neither is believed."""

    def written(rename: tuple[bytes, bytes]) -> bytes:
        writer = gguf.GGUFWriter(file, "llama")
        writer.add_uint32("some.key_a", 1)
        writer.add_uint32("some.key_b", 2)
        writer.add_tensor("blk.0.a", np.zeros(8, dtype=np.float32))
        writer.add_tensor("blk.0.b", np.zeros(8, dtype=np.float32))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        read_header(file)
        return file.read_bytes().replace(*rename)

    for rename in ((b"some.key_b", b"some.key_a"), (b"blk.0.b", b"blk.0.a")):
        assert isinstance(refused(file, written(rename)), ModelCutShort)
