"""Which processors are refused, by the flags that emulated ones show."""

from __future__ import annotations

import platform
import sys

import pytest

from radvaluer_desktop.processor import missing_features, missing_of

# As Linux names them under QEMU's models of these.
_NEHALEM = "fpu sse sse2 ht syscall nx lm pni ssse3 cx16 sse4_1 sse4_2 popcnt hypervisor lahf_lm"
_CONROE = "fpu sse sse2 ht syscall nx lm pni ssse3 cx16 hypervisor lahf_lm"


@pytest.mark.row("processor-too-old")
def test_a_processor_without_sse42_is_refused_by_what_it_lacks() -> None:
    assert missing_of(frozenset(_CONROE.split())) == ("popcnt", "sse4_1", "sse4_2")


@pytest.mark.row("processor-without-avx")
def test_a_processor_without_avx_is_accepted() -> None:
    assert missing_of(frozenset(_NEHALEM.split())) == ()


def test_what_cannot_be_read_is_not_refused() -> None:
    assert missing_of(frozenset()) == ()


@pytest.mark.skipif(
    sys.platform == "linux" and platform.machine() != "x86_64", reason="x86-64 has these flags"
)
def test_this_processor_suffices() -> None:
    assert missing_features() == ()
