"""Whatever is done to the trail without its key is found."""

from __future__ import annotations

from tests.soak.audit_tamper import TAMPERINGS, tamper


def test_each_way_of_tampering_is_found() -> None:
    tried, found = tamper(5 * len(TAMPERINGS), seed=7)
    assert found == tried
