"""The PIN of the lock: a slow hash in a real keyring, waits that grow."""

from __future__ import annotations

import time

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.credentials.pin import (
    SECRET,
    Pin,
    change_pin,
    forget_pin,
    keep_pin,
    may_be_pin,
    new_pin,
    read_pin,
    try_pin,
    wait_after,
)

TYPED = "2749肺"


@pytest.fixture(scope="module")
def pin() -> Pin:
    return new_pin(TYPED)


def test_only_what_was_typed_opens(pin: Pin) -> None:
    assert pin.opens(TYPED)
    assert not any(pin.opens(other) for other in ("", "2749", TYPED + " "))


def test_two_of_the_same_share_nothing(pin: Pin) -> None:
    other = new_pin(TYPED)
    assert other.salt != pin.salt
    assert other.digest != pin.digest


def test_a_try_takes_long_enough_to_slow_guessing(pin: Pin) -> None:
    started = time.perf_counter()
    pin.opens("0000")
    assert time.perf_counter() - started > 0.03


@pytest.mark.parametrize("typed", ["", "123", "1111", "aaaaaa", "x" * 65])
def test_what_anybody_would_guess_is_no_pin(typed: str) -> None:
    assert not may_be_pin(typed)
    assert may_be_pin(TYPED)


def test_waits_grow_and_end() -> None:
    waits = [wait_after(wrong) for wrong in range(40)]
    assert waits[:3] == [0, 0, 0]
    assert waits[3:6] == [5, 10, 20]
    assert waits == sorted(waits)
    assert waits[-1] == 900


def test_wrong_tries_are_counted_and_a_right_one_forgets_them(pin: Pin) -> None:
    now = 1_000_000.0
    tried = pin
    for _ in range(4):
        tried = tried.tried(right=False, now=now)
    assert tried.wrong == 4
    assert tried.wait_s(now) == 10
    assert tried.wait_s(now + 9) == 1
    assert tried.wait_s(now + 11) == 0
    assert tried.wait_s(now - 1e9) == 10, "a clock that was set back"
    assert tried.tried(right=True, now=now) == pin


def test_the_keyring_keeps_it_and_not_what_was_typed(unlocked_keyring: object, pin: Pin) -> None:
    keyring = Keyring()
    assert read_pin(keyring) is None
    keep_pin(keyring, pin.tried(right=False, now=5.0))
    kept = read_pin(keyring)
    assert kept is not None
    assert kept.wrong == 1
    assert kept.opens(TYPED)
    assert TYPED not in keyring.read_secret(SECRET)
    forget_pin(keyring)
    assert read_pin(keyring) is None


@pytest.mark.parametrize(
    "text", ["{}", "[]", "nonsense", '{"salt": "zz", "digest": ""}', '{"salt": 1, "digest": ""}']
)
def test_what_is_no_pin_of_ours_counts_as_none(unlocked_keyring: object, text: str) -> None:
    Keyring().keep_secret(SECRET, text)
    assert read_pin(Keyring()) is None
    forget_pin(Keyring())


def test_a_change_needs_the_pin_before_and_tries_are_counted(unlocked_keyring: object) -> None:
    keyring = Keyring()
    assert change_pin(keyring, None, TYPED).right
    for _ in range(2):
        assert not change_pin(keyring, "0000", "8361").right
    assert change_pin(keyring, TYPED, "8361").right
    assert try_pin(keyring, "8361").right
    assert not try_pin(keyring, TYPED).right
    assert not try_pin(keyring, TYPED).right
    waiting = try_pin(keyring, TYPED)
    assert 0 < waiting.wait_s <= 5
    assert not try_pin(keyring, "8361").right, "while one waits not even the right one counts"
    forget_pin(keyring)
    assert try_pin(keyring, "anything").right, "an emptied keyring locks nobody out"
    assert change_pin(keyring, None, "").pin is None
