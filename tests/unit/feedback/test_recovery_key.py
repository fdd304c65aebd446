"""A recovery key as it is typed: each slip is found, and the group that it is in is named."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radvaluer_desktop.errors import InputError
from radvaluer_desktop.feedback.key_failures import (
    RecoveryCharacter,
    RecoveryGroupLength,
    RecoveryGroupMistyped,
    RecoveryKeyCut,
)
from radvaluer_desktop.feedback.recovery_key import (
    ALPHABET,
    GROUPS,
    SIZE,
    new_recovery_key,
    read_recovery_key,
)

KEY = new_recovery_key()
SLIPS = (RecoveryGroupMistyped, RecoveryCharacter)


def test_keys_are_random_and_not_shown_by_accident() -> None:
    keys = {new_recovery_key().text for _ in range(200)}
    assert len(keys) == 200
    assert all(len(key) == GROUPS * SIZE + GROUPS - 1 for key in keys)
    assert set("".join(keys)) == set(ALPHABET) | {"-"}
    assert KEY.groups[0] not in repr(KEY)


@pytest.mark.row("recovery-spelling")
@pytest.mark.parametrize("between", ["", " ", "  -\t", "\n", "—", "，", "."])
def test_it_is_read_in_any_spelling(between: str) -> None:
    typed = between.join(KEY.groups)
    wide = typed.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})  # as an IME may
    for spelling in (typed, typed.lower(), f"  {typed}\r\n", wide):
        assert read_recovery_key(spelling) == KEY


@pytest.mark.row("recovery-mistyped")
def test_every_wrong_character_is_found_in_its_group() -> None:
    text = KEY.text
    for place, character in itertools.product(range(len(text)), ALPHABET):
        if text[place] in ("-", character):
            continue
        with pytest.raises(RecoveryGroupMistyped, match=f"group {place // 6 + 1}\\."):
            read_recovery_key(text[:place] + character + text[place + 1 :])


def test_every_exchange_of_neighbours_and_of_groups_is_found() -> None:
    for place in range(GROUPS * 6 - 2):
        key = new_recovery_key().text
        first, second = key[place], key[place + 1]
        if "-" in (first, second) or first == second:
            continue
        with pytest.raises(RecoveryGroupMistyped, match=f"group {place // 6 + 1}\\."):
            read_recovery_key(key[:place] + second + first + key[place + 2 :])
    for one, other in itertools.combinations(range(GROUPS), 2):
        groups = list(KEY.groups)
        groups[one], groups[other] = groups[other], groups[one]
        if groups[one] != groups[other]:
            with pytest.raises(RecoveryGroupMistyped, match=f"group {one + 1}, {other + 1}\\."):
                read_recovery_key(" ".join(groups))


@pytest.mark.row("recovery-mistyped")
def test_what_is_no_recovery_key_is_said() -> None:
    groups = KEY.groups
    with pytest.raises(RecoveryGroupLength, match=r"Group 3 .* 4 characters instead of 5"):
        read_recovery_key(" ".join([*groups[:2], groups[2][:4], *groups[3:]]))
    with pytest.raises(RecoveryKeyCut, match="this has 35 characters"):
        read_recovery_key(" ".join(groups[:7]))
    with pytest.raises(RecoveryKeyCut, match="this has 0 characters"):
        read_recovery_key(" - ")
    for strange in ("O", "0", "1", "I", "L", "中", "\0"):
        with pytest.raises(RecoveryCharacter, match="Group 2 "):
            read_recovery_key(" ".join([groups[0], groups[1][:4] + strange, *groups[2:]]))


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_key_or_an_error_that_repeats_nothing(typed: str) -> None:
    said = ""
    try:
        read_recovery_key(typed)
    except InputError as error:
        said = str(error)
    assert len(typed) < 4 or typed not in said
