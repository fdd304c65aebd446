import itertools
from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt
import pytest

from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import (
    Done,
    EngineSettings,
    Ready,
    Sampling,
    Segment,
    StopReason,
)
from radvaluer_desktop.modelfile.write import (
    BytePairVocabulary,
    LlamaShape,
    ModelCard,
    write_llama,
)

CONTROL = ("<|pad|>", "<|end|>", "<|report|>")
CARD = ModelCard("Tiny", "0", "random weights", "Apache-2.0", ("en", "zh"))


def byte_tokens() -> list[str]:
    """The 256 characters that stand for bytes in GPT-2's vocabulary, in the order of the bytes."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = itertools.count(256)
    return [chr(byte if byte in printable else next(others)) for byte in range(256)]


@pytest.fixture(scope="module")
def vocabulary() -> BytePairVocabulary:
    tokens = (*CONTROL, *byte_tokens(), "no", "nor")
    return BytePairVocabulary(tokens, ("n o", "no r"), frozenset(range(3)), end=1, padding=0)


@pytest.fixture(scope="module")
def shape(vocabulary: BytePairVocabulary) -> LlamaShape:
    return LlamaShape(
        len(vocabulary.tokens),
        width=64,
        layers=2,
        heads=4,
        kv_heads=2,
        feed_forward=96,
        context=256,
    )


def random_tensors(shape: LlamaShape) -> dict[str, npt.NDArray[np.float32]]:
    rng = np.random.default_rng(3)
    kv_width = shape.kv_heads * shape.head_width
    sizes = {"token_embd.weight": (shape.vocabulary, shape.width)}
    for layer in range(shape.layers):
        sizes |= {
            f"blk.{layer}.attn_q.weight": (shape.width, shape.width),
            f"blk.{layer}.attn_k.weight": (kv_width, shape.width),
            f"blk.{layer}.attn_v.weight": (kv_width, shape.width),
            f"blk.{layer}.attn_output.weight": (shape.width, shape.width),
            f"blk.{layer}.ffn_gate.weight": (shape.feed_forward, shape.width),
            f"blk.{layer}.ffn_up.weight": (shape.feed_forward, shape.width),
            f"blk.{layer}.ffn_down.weight": (shape.width, shape.feed_forward),
        }
    tensors = {name: rng.normal(0, 0.1, size).astype(np.float32) for name, size in sizes.items()}
    norms = [f"blk.{i}.{part}_norm.weight" for i in range(shape.layers) for part in ("attn", "ffn")]
    ones = np.ones(shape.width, np.float32)
    return tensors | dict.fromkeys([*norms, "output_norm.weight"], ones)


@pytest.fixture(scope="module")
def model_file(
    tmp_path_factory: pytest.TempPathFactory, shape: LlamaShape, vocabulary: BytePairVocabulary
) -> Path:
    path = tmp_path_factory.mktemp("model") / "tiny.gguf"
    write_llama(path, shape, vocabulary, random_tensors(shape), CARD)
    return path


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    engine = LocalEngine()
    yield engine
    engine.close()


def test_a_worker_loads_the_file_and_drafts(
    engine: LocalEngine, model_file: Path, shape: LlamaShape
) -> None:
    events = list(engine.load(model_file, EngineSettings(threads=1)))
    ready = events[-1]
    assert isinstance(ready, Ready)
    assert ready.model.context_tokens == shape.context
    parameters = sum(tensor.size for tensor in random_tensors(shape).values())
    assert ready.model.parameters == parameters
    segments = (Segment("<|report|>", special=True), Segment("nor no 肺<|end|>"))
    done = list(engine.generate(segments, Sampling(max_tokens=4)))[-1]
    assert isinstance(done, Done)
    # one control token, "nor", " ", "no", " ", three bytes, and seven of text that looks special
    assert done.timings.prompt_tokens == 1 + 1 + 1 + 1 + 1 + 3 + 7
    assert done.stop_reason in {StopReason.MAX_TOKENS, StopReason.END}


def test_the_header_says_what_was_written(
    model_file: Path, shape: LlamaShape, vocabulary: BytePairVocabulary
) -> None:
    reader = gguf.GGUFReader(model_file)

    def field(name: str) -> object:
        return reader.fields[name].contents()

    assert field("general.architecture") == "llama"
    assert field("general.name") == "Tiny"
    assert field("general.license") == "Apache-2.0"
    assert field("general.languages") == ["en", "zh"]
    assert field("llama.block_count") == shape.layers
    assert field("llama.attention.head_count_kv") == shape.kv_heads
    assert field("llama.attention.layer_norm_rms_epsilon") == pytest.approx(shape.norm_epsilon)
    assert field("llama.rope.freq_base") == shape.rope_base
    assert field("tokenizer.ggml.tokens") == list(vocabulary.tokens)
    assert field("tokenizer.ggml.merges") == list(vocabulary.merges)
    kinds = [3] * len(CONTROL) + [1] * (len(vocabulary.tokens) - len(CONTROL))
    assert field("tokenizer.ggml.token_type") == kinds
    assert field("tokenizer.ggml.eos_token_id") == vocabulary.end
    assert field("tokenizer.ggml.padding_token_id") == vocabulary.padding
    assert field("tokenizer.ggml.add_bos_token") is False
