"""Small versions of what ``make store-kill`` and ``make store-damage`` do at length."""

from __future__ import annotations

import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal, and forks")


def test_kills_lose_nothing_that_was_acknowledged() -> None:
    from tests.soak.store_kill import rounds

    assert rounds(12, seed=3).total() >= 12


def test_damage_is_noticed() -> None:
    from tests.soak.store_damage import damage

    for said in damage(12, seed=3).values():
        assert said[""] == 0
