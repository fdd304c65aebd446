from __future__ import annotations

import pytest

from radvaluer_desktop.knowledge.entries import Knowledge
from radvaluer_desktop.knowledge.loading import bundled_knowledge
from radvaluer_desktop.safety.checker import Checker
from radvaluer_desktop.safety.reading import Reader


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return bundled_knowledge()


@pytest.fixture(scope="session")
def reader(knowledge: Knowledge) -> Reader:
    return Reader(knowledge)


@pytest.fixture(scope="session")
def checker(knowledge: Knowledge) -> Checker:
    return Checker(knowledge)
