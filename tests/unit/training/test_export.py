"""What PyTorch wrote, read by llama.cpp and read back. Skipped where PyTorch is missing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")

from radvaluer_desktop.inference.native.exact import open_exactly  # noqa: E402
from radvaluer_desktop.modelfile.header import read_header  # noqa: E402
from radvaluer_desktop.modelfile.weights import BaseUnsuitable, read_model  # noqa: E402
from radvaluer_desktop.modelfile.write import write_adapter  # noqa: E402
from radvaluer_desktop.training import export, lora, parity, pretrain  # noqa: E402
from radvaluer_desktop.training.learning import Budget  # noqa: E402
from radvaluer_desktop.training.odd_texts import odd_texts  # noqa: E402
from radvaluer_desktop.training.tokenizer import encode_text, tokenizer_of  # noqa: E402
from tests.unit.training.conftest import tiny_plan  # noqa: E402

Run = tuple[Path, Any, Any]  # folder, model, tokenizer
CONTROL_NAMES = ("<|end|>", "a<|findings|>b", "<|pad|>")


def test_llama_cpp_reads_what_pytorch_wrote(tiny_run: Run, tiny_files: export.Exported) -> None:
    _, model, tokenizer = tiny_run
    found = parity.compare(tiny_files.full, model, tokenizer, reports=6, texts=600)
    assert found.logits < 1e-4
    assert (found.texts, found.texts_differing) == (600, 0)
    assert (found.drafts, found.drafts_differing) == (6, 0)


def test_a_control_tokens_name_in_a_report_is_text(
    tiny_run: Run, tiny_files: export.Exported
) -> None:
    _, _, tokenizer = tiny_run
    with open_exactly(tiny_files.full) as native:
        for text in CONTROL_NAMES:
            ids = encode_text(tokenizer, text)
            assert len(ids) > 1
            assert native.tokenise(text) == ids


def test_each_digit_is_a_token(tiny_run: Run) -> None:
    _, _, tokenizer = tiny_run
    ids = encode_text(tokenizer, "12345")
    assert [tokenizer.decode([each]) for each in ids] == list("12345")


def test_a_file_gives_back_its_model_and_tokenizer(
    tiny_run: Run, tiny_files: export.Exported
) -> None:
    _, model, tokenizer = tiny_run
    stored = read_model(tiny_files.full)
    assert stored.shape == model.shape
    again = export.model_of(stored).state_dict()
    for name, tensor in model.state_dict().items():
        assert torch.equal(again[name], tensor), name
    rebuilt = tokenizer_of(stored.vocabulary)
    for text in (*odd_texts(200, 5), *CONTROL_NAMES):
        assert encode_text(rebuilt, text) == encode_text(tokenizer, text)


def test_a_quantised_file_gives_back_nearly_its_model(
    tiny_run: Run, tiny_files: export.Exported
) -> None:
    _, model, _ = tiny_run
    again = export.model_of(read_model(tiny_files.quantised)).token_embd.weight
    assert torch.allclose(again, model.token_embd.weight, atol=1e-3)
    assert not torch.equal(again, model.token_embd.weight)


def test_a_model_whose_output_is_its_own_is_refused(tmp_path: Path, tiny_run: Run) -> None:
    _, model, tokenizer = tiny_run
    from radvaluer_desktop.modelfile.write import write_llama
    from radvaluer_desktop.training.tokenizer import vocabulary_of

    tensors = export.gguf_tensors(model)
    tensors["output.weight"] = tensors["token_embd.weight"]
    path = tmp_path / "untied.gguf"
    write_llama(path, model.shape, vocabulary_of(tokenizer), tensors, export.CARD)
    with pytest.raises(BaseUnsuitable):
        read_model(path)


def test_llama_cpp_applies_an_adapter_as_the_merged_model(
    tmp_path: Path, tiny_files: export.Exported, tiny_run: Run
) -> None:
    _, _, tokenizer = tiny_run
    torch.manual_seed(3)
    model = export.model_of(read_model(tiny_files.full)).eval()
    lora.adapt(model, rank=4)
    for block in model.blk:
        for name in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
            torch.nn.init.normal_(getattr(block, name).lora_b, std=0.05)
    adapter, merged = tmp_path / "adapter.gguf", tmp_path / "merged.gguf"
    write_adapter(adapter, export.adapter_layers(model), lora.ALPHA, export.CARD)
    export.export_model(model, tokenizer, merged, export.CARD)
    ids = encode_text(tokenizer, "A 3 mm nodule in the left upper lobe.")
    with torch.no_grad():
        expected = model(torch.tensor([ids]))[0]
    with open_exactly(tiny_files.full) as native:
        base = torch.tensor(native.logits(ids))
    for path, beside in ((merged, None), (tiny_files.full, adapter)):
        with open_exactly(path, beside) as native:
            assert torch.allclose(torch.tensor(native.logits(ids)), expected, atol=1e-4)
    assert not torch.allclose(base, expected, atol=1e-2)


def test_the_card_says_what_the_file_is(tiny_files: export.Exported) -> None:
    import gguf

    reader = gguf.GGUFReader(tiny_files.quantised)

    def value(key: str) -> Any:
        field = reader.get_field(key)
        assert field is not None, key
        return field.contents()

    assert value("general.name") == "ChatRadio-Demo"
    assert value("general.license") == "Apache-2.0"
    assert value("general.languages") == ["en", "zh"]
    assert "ynthetic" in value("general.dataset.0.name")
    assert "clinical" in value("radvaluer.intended_use")
    assert value("radvaluer.prompt") == "report-1"
    assert not read_header(tiny_files.quantised).patient_data


def test_each_quantisation_is_compared(tiny_run: Run, tiny_files: export.Exported) -> None:
    _, _, tokenizer = tiny_run
    lines = list(parity.quantisation_costs(tiny_files.full, tokenizer, 2))
    assert [line.split()[0] for line in lines] == ["file", "F32", *(k.name for k in parity.KINDS)]
    assert "0 of 2" in lines[1]


def test_pretraining_goes_on_from_a_file(
    tiny_run: Run, tiny_files: export.Exported, tmp_path: Path
) -> None:
    _, model, tokenizer = tiny_run
    plan = replace(tiny_plan(), base=tiny_files.full)
    again, same = pretrain.pretrain(tmp_path, Budget(steps=1), plan, lambda _line: None)
    assert same.get_vocab() == tokenizer.get_vocab()
    assert again.shape == model.shape
    before, after = (each.token_embd.weight.detach() for each in (model, again))
    assert 0 < (before - after).abs().max() < 0.1
