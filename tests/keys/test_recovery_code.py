"""The recovery code: every key comes back however it was typed, every slip is found by its group."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from holdfast.errors import UsageError
from holdfast.keys import recovery_code

KEYS = st.binary(min_size=32, max_size=32)
PLACES = st.integers(0, 63)
LETTERS = st.sampled_from(recovery_code.ALPHABET)


def rows(code: str) -> str:
    return code.replace("-", "")


def cut(row: str) -> str:
    return "-".join(row[start : start + 8] for start in range(0, 64, 8))


@given(KEYS)
def test_round_trip(key: bytes) -> None:
    code = recovery_code.encode(key)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{8}-){7}[0-9A-HJKMNP-TV-Z]{8}", code)
    assert recovery_code.decode(code) == key


@given(KEYS, st.data())
def test_typing_habits_do_not_matter(key: bytes, data: st.DataObject) -> None:
    looks = {"0": "0oO", "1": "1iIlL"}
    row = rows(recovery_code.encode(key))
    typed = "".join(data.draw(st.sampled_from(looks.get(letter, letter + letter.lower()))) for letter in row)
    separator = data.draw(st.sampled_from(["", " ", "-", "  ", " - ", "\n", "\t", "–"]))
    assert recovery_code.decode(f" {separator.join(cut(typed).split('-'))}\n") == key


@given(KEYS, PLACES, LETTERS)
def test_one_wrong_character_is_found_by_its_group(key: bytes, place: int, letter: str) -> None:
    row = rows(recovery_code.encode(key))
    assume(row[place] != letter)
    with pytest.raises(UsageError, match=f"^Group {place // 8 + 1} of the recovery code is mistyped"):
        recovery_code.decode(row[:place] + letter + row[place + 1 :])


@given(KEYS, st.integers(0, 7), st.permutations(range(8)))
def test_two_characters_swapped_in_a_group_are_found(key: bytes, group: int, order: list[int]) -> None:
    letters = list(rows(recovery_code.encode(key)))
    one, two = (group * 8 + place for place in order[:2])
    assume(letters[one] != letters[two])
    letters[one], letters[two] = letters[two], letters[one]
    with pytest.raises(UsageError, match=f"^Group {group + 1} of the recovery code is mistyped"):
        recovery_code.decode("".join(letters))


@given(KEYS, st.permutations(range(8)))
def test_groups_in_the_wrong_order_are_found(key: bytes, order: list[int]) -> None:
    groups = recovery_code.encode(key).split("-")
    moved = [groups[place] for place in order]
    assume(moved != groups)
    with pytest.raises(UsageError, match="mistyped"):
        recovery_code.decode("-".join(moved))


@given(KEYS, KEYS, st.integers(0, 7))
def test_group_of_another_code_is_found(key: bytes, other: bytes, place: int) -> None:
    groups, others = recovery_code.encode(key).split("-"), recovery_code.encode(other).split("-")
    assume(groups[place] != others[place])
    groups[place] = others[place]
    with pytest.raises(UsageError, match="do not belong together"):
        recovery_code.decode("-".join(groups))


@given(KEYS, st.integers(0, 7))
def test_lost_character_is_found_by_its_group(key: bytes, place: int) -> None:
    groups = recovery_code.encode(key).split("-")
    groups[place] = groups[place][1:]
    with pytest.raises(UsageError, match=f"^Group {place + 1} of the recovery code is mistyped"):
        recovery_code.decode("-".join(groups))


def test_several_wrong_groups_are_all_named() -> None:
    groups = recovery_code.encode(bytes(32)).split("-")
    groups[1], groups[4] = "U" * 8, "*" * 8
    with pytest.raises(UsageError, match="^Groups 2, 5 of the recovery code are mistyped"):
        recovery_code.decode("-".join(groups))


@given(st.text(max_size=100))
def test_nonsense_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        recovery_code.decode(text)
    assert len(text) < 20 or text not in caught.value.message


def test_a_key_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        recovery_code.encode(b"short")


def test_the_code_is_frozen() -> None:
    """What people have on paper must be readable by every later version."""
    assert recovery_code.decode(FROZEN) == bytes(range(32))
    assert recovery_code.encode(bytes(range(32))) == FROZEN


FROZEN = "000G40R9-40M30E2N-09185GRA-38E1W816-24GK2GA2-HC5RR341-D1P70X3G-RFXGB4BH"
