"""Exports load in Hugging Face's ``datasets`` and train in TRL as they are: one step of each.

Needs torch, transformers, datasets and trl, which the project's own environment does not hold.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.feedback.export.encoding import encoded
from radvaluer_desktop.feedback.export.forms import Form, row_of
from radvaluer_desktop.feedback.export.leaving import Gate, LeavingKeys
from tests.unit.feedback.samples import decision

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
datasets = pytest.importorskip("datasets")
trl = pytest.importorskip("trl")

pytestmark = pytest.mark.filterwarnings("default")

_CHAT = (
    "{% for message in messages %}{% if message['role'] == 'user' %}<|report|>{{ message['content']"
    " }}<|impression|>{% else %}{{ message['content'] }}<|end|>{% endif %}{% endfor %}"
)
_NAMES = {
    "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj", "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj", "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
}  # fmt: skip


def _theirs(name: str) -> str:
    """Return Hugging Face's name of one of our parameters."""
    if name == "token_embd.weight":
        return "model.embed_tokens.weight"
    if name == "output_norm.weight":
        return "model.norm.weight"
    _, number, part, kind = name.split(".")
    return f"model.layers.{number}.{_NAMES[part]}.{kind}"


@pytest.fixture(scope="module")
def model_and_tokenizer() -> tuple[Any, Any]:
    """The embedded model and its tokenizer, as transformers knows them."""
    from radvaluer_desktop.modelfile.weights import read_model
    from radvaluer_desktop.training.export import model_of
    from radvaluer_desktop.training.tokenizer import tokenizer_of

    stored = read_model(resource("models") / "chatradio-demo.gguf")
    ours, shape = model_of(stored).eval(), stored.shape
    config = transformers.LlamaConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.width,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.kv_heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.context,
        rope_theta=shape.rope_base,
        rms_norm_eps=shape.norm_epsilon,
        tie_word_embeddings=True,
    )
    model = transformers.LlamaForCausalLM(config).eval()
    state = {_theirs(name): value for name, value in ours.state_dict().items()}
    left = model.load_state_dict(state, strict=False)
    assert left.missing_keys == ["lm_head.weight"]
    assert not left.unexpected_keys
    ids = torch.randint(0, shape.vocabulary, (1, 40))
    with torch.no_grad():
        assert torch.allclose(ours(ids), model(ids).logits, atol=1e-3)
    plain = tokenizer_of(stored.vocabulary)
    plain.encode_special_tokens = False
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=plain, eos_token="<|end|>", pad_token="<|end|>"
    )
    tokenizer.chat_template = _CHAT
    return model, tokenizer


def _exported(folder: Path, form: Form) -> Any:
    gate = Gate(LeavingKeys(bytes(32), bytes(32)))
    rows = [
        row_of(form, gate.let_out(decision(findings=f"Nodule of {n} mm. 右肺结节。")).decision)
        for n in range(8)
    ]
    file = folder / f"{form.value}.jsonl"
    file.write_bytes(b"".join(encoded(form, rows)))  # type: ignore[arg-type]
    loaded = datasets.load_dataset(
        "json", data_files=str(file), split="train", cache_dir=str(folder / "cache")
    )
    assert loaded[0] == json.loads(file.read_text("utf-8").splitlines()[0])
    return loaded


def _how(kind: Any, folder: Path, **more: Any) -> Any:
    return kind(
        output_dir=str(folder / "out"),
        max_steps=1,
        per_device_train_batch_size=2,
        report_to="none",
        save_strategy="no",
        use_cpu=True,
        bf16=False,
        **more,
    )


def test_one_step_of_supervised_fine_tuning(
    model_and_tokenizer: tuple[Any, Any], tmp_path: Path
) -> None:
    model, tokenizer = model_and_tokenizer
    trainer = trl.SFTTrainer(
        model=model,
        args=_how(trl.SFTConfig, tmp_path, max_length=512),
        train_dataset=_exported(tmp_path, Form.SFT),
        processing_class=tokenizer,
    )
    assert 0 < trainer.train().training_loss < 20


def test_one_step_of_preference_optimisation(
    model_and_tokenizer: tuple[Any, Any], tmp_path: Path
) -> None:
    model, tokenizer = model_and_tokenizer
    trainer = trl.DPOTrainer(
        model=model,
        ref_model=copy.deepcopy(model),  # without one TRL loads it by the name of a hub
        args=_how(trl.DPOConfig, tmp_path, max_length=512),
        train_dataset=_exported(tmp_path, Form.PREFERENCE),
        processing_class=tokenizer,
    )
    assert trainer.train().training_loss == pytest.approx(0.6931, abs=0.05)
