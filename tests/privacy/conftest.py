"""A home for each flow, and no limit on core files: only the program itself may forbid them."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.privacy.home import Home


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("h")).make()  # short: sockets' paths have 108 bytes


@pytest.fixture
def core_files_allowed() -> Iterator[bool]:
    """Let children dump core as far as this machine permits; whether it does."""
    if sys.platform == "win32":
        yield False
    else:
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        try:
            yield hard != 0
        finally:
            resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
