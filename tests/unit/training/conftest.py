"""A tiny model that has taken a few steps, with its tokenizer and its exported files."""

from pathlib import Path
from typing import Any

import pytest

TINY_STEPS = 3


@pytest.fixture(scope="session")
def tiny_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any, Any]:
    """Folder, model and tokenizer of a pre-training run of a few steps."""
    pytest.importorskip("torch")
    pytest.importorskip("tokenizers")
    import torch

    from radvaluer_desktop.training import pretrain
    from radvaluer_desktop.training.learning import Budget

    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("run")
    model, tokenizer = pretrain.pretrain(
        folder, Budget(steps=TINY_STEPS), tiny_plan(), lambda _line: None
    )
    return folder, model, tokenizer


@pytest.fixture(scope="session")
def tiny_files(tiny_run: tuple[Path, Any, Any]) -> Any:
    """The exported files of the tiny model."""
    from radvaluer_desktop.training.export import export_demo

    folder, model, tokenizer = tiny_run
    return export_demo(model, tokenizer, folder)


def tiny_plan() -> Any:
    from radvaluer_desktop.training.pretrain import Plan

    return Plan(width=64, layers=2, vocabulary=600, tokenizer_reports=300, seed=1, copying=False)
