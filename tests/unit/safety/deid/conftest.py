from __future__ import annotations

import pytest

from radvaluer_desktop.knowledge.entries import Knowledge
from radvaluer_desktop.safety.deid.deidentify import Deidentifier


@pytest.fixture(scope="session")
def deidentifier(knowledge: Knowledge) -> Deidentifier:
    return Deidentifier(knowledge)
