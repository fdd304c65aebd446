"""Does llama.cpp read the exported model as PyTorch does, and what does quantising cost?

``python -m radvaluer_desktop.training.parity FOLDER`` takes the folder of a finished ``radvaluer
pretrain``. The float32 file must give PyTorch's logits within 1e-4, the same greedy texts and the
same token ids; then each quantisation is compared with the float32 file.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from radvaluer_desktop.inference.native.exact import ExactModel, open_exactly
from radvaluer_desktop.inference.native.quantise import Quantisation, quantise
from radvaluer_desktop.modelfile.weights import read_model
from radvaluer_desktop.training.batches import encode_prompt, encode_report
from radvaluer_desktop.training.decoding import Drawing, draft_all
from radvaluer_desktop.training.export import MODEL_ID, model_of
from radvaluer_desktop.training.model import Llama
from radvaluer_desktop.training.odd_texts import odd_texts
from radvaluer_desktop.training.pretrain import report_template
from radvaluer_desktop.training.reports import Report, development_reports
from radvaluer_desktop.training.tokenizer import END_TOKEN, encode_text, load_tokenizer

_SEED = 11
_MOST_TOKENS = 160
_COMPARED_LOGITS = 20
KINDS = (Quantisation.Q8_0, Quantisation.Q6_K, Quantisation.Q5_K_M, Quantisation.Q4_K_M)


@dataclass(frozen=True, slots=True)
class Parity:
    """``logits``: the largest difference; counts of texts that differ, of how many."""

    logits: float
    texts: int
    texts_differing: int
    drafts: int
    drafts_differing: int


def compare(full: Path, model: Llama, tokenizer: Tokenizer, reports: int, texts: int) -> Parity:
    """Compare the float32 file ``full`` with the model it was written from."""
    drawn = development_reports(reports)
    with open_exactly(full) as native:
        expected = _pytorch_drafts(model, tokenizer, drawn)
        given = greedy_drafts(native, tokenizer, drawn)
        return Parity(
            logits=max(_logit_difference(native, model, tokenizer, drawn)),
            texts=texts,
            texts_differing=sum(
                native.tokenise(text) != encode_text(tokenizer, text)
                for text in odd_texts(texts, _SEED)
            ),
            drafts=len(drawn),
            drafts_differing=sum(a != b for a, b in zip(expected, given, strict=True)),
        )


def _logit_difference(
    native: ExactModel, model: Llama, tokenizer: Tokenizer, reports: Sequence[Report]
) -> Iterator[float]:
    template = report_template()
    for report in reports[:_COMPARED_LOGITS]:
        ids = encode_report(tokenizer, template, report).ids
        with torch.no_grad():
            expected = model(torch.tensor([ids]))[0].numpy()
        yield float(np.abs(native.logits(ids) - expected).max())


def _pytorch_drafts(model: Llama, tokenizer: Tokenizer, reports: Sequence[Report]) -> list[str]:
    prompts = [encode_prompt(tokenizer, report_template(), report) for report in reports]
    drawing = Drawing(most_tokens=_MOST_TOKENS)
    return [texts[0] for texts in draft_all(model, tokenizer, prompts, drawing)]


def greedy_drafts(native: ExactModel, tokenizer: Tokenizer, reports: Sequence[Report]) -> list[str]:
    """Return what llama.cpp drafts greedily for ``reports``."""
    template, end = report_template(), tokenizer.token_to_id(END_TOKEN)
    drafts = []
    for report in reports:
        prompt = encode_prompt(tokenizer, template, report)
        ids = native.continue_greedily(prompt, end, _MOST_TOKENS)
        drafts.append(tokenizer.decode(ids).strip())
    return drafts


def quantisation_costs(full: Path, tokenizer: Tokenizer, reports: int) -> Iterator[str]:
    """Yield a line a kind: size, and how many of the drafts differ from the float32 file's."""
    drawn = development_reports(reports)
    with open_exactly(full) as native:
        expected = greedy_drafts(native, tokenizer, drawn)
    yield f"{'file':<8}{'MB':>7}{'drafts changed':>16}{'right':>8}"
    yield _cost("F32", full, drawn, expected, expected)
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            path = Path(folder) / f"{kind.name}.gguf"
            quantise(full, path, kind)
            with open_exactly(path) as native:
                yield _cost(
                    kind.name, path, drawn, expected, greedy_drafts(native, tokenizer, drawn)
                )


def _cost(
    name: str, path: Path, reports: Sequence[Report], expected: list[str], given: list[str]
) -> str:
    changed = sum(a != b for a, b in zip(expected, given, strict=True))
    right = sum(a.impression == b for a, b in zip(reports, given, strict=True))
    megabytes = path.stat().st_size / 1e6
    return f"{name:<8}{megabytes:>7.1f}{changed:>9} of {len(given):<4}{right:>7}"


def main() -> None:
    """Print the comparison of a folder's model."""
    parser = argparse.ArgumentParser(description="Compare an exported model with PyTorch.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--texts", type=int, default=10_000)
    arguments = parser.parse_args()
    full = arguments.folder / f"{MODEL_ID}-f32.gguf"
    tokenizer = load_tokenizer(arguments.folder / "tokenizer.json")
    model = model_of(read_model(full)).eval()
    found = compare(full, model, tokenizer, arguments.reports, arguments.texts)
    print(f"largest difference of a logit: {found.logits:.2e}")
    print(f"texts with other token ids: {found.texts_differing} of {found.texts}")
    print(f"greedy drafts that differ: {found.drafts_differing} of {found.drafts}")
    for line in quantisation_costs(full, tokenizer, arguments.reports):
        print(line)


if __name__ == "__main__":
    main()
