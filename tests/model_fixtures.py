"""Model files for the tests: the one that comes with the program, and a slow one."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop.assets import resource
from tests.soak.random_model import write_random_model

DEMO_ID = "chatradio-demo"


@pytest.fixture(scope="session")
def demo_model() -> Path:
    """The demonstration model."""
    return resource("models") / f"{DEMO_ID}.gguf"


@pytest.fixture(scope="session")
def slow_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random weights that need seconds for a long prompt and never end a text by themselves."""
    path = tmp_path_factory.mktemp("slow") / "slow.gguf"
    write_random_model(path, width=512, layers=8)
    return path
