"""The key of the catalog as a person writes it down: eight groups of eight characters.

256 bits of key and 24 bits of checksum make 56 symbols of Crockford's base 32. Each group is seven of
them and a check symbol over the group and its place, so that a mistyped group is found by its number.
"""

import hashlib
import re

from holdfast.errors import UsageError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("OIL", "011")
GROUPS = 8
GROUP = 8
KEY_BYTES = 32
CHECKSUM_BYTES = 3
FIELD = 0b100101
"""x^5 + x^2 + 1: arithmetic in GF(32) finds every wrong symbol and every swap of two in a group."""


def encode(key: bytes) -> str:
    """The recovery code of a key."""
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    number = int.from_bytes(key + _checksum(key), "big")
    symbols = [number >> shift & 31 for shift in range(5 * (GROUP - 1) * GROUPS - 5, -1, -5)]
    groups = [symbols[start : start + GROUP - 1] for start in range(0, len(symbols), GROUP - 1)]
    return "-".join(
        "".join(ALPHABET[symbol] for symbol in [*group, _check_symbol(place, group)])
        for place, group in enumerate(groups, 1)
    )


def decode(text: str) -> bytes:
    """The key of a recovery code, however it was typed; the error names the wrong group."""
    groups = _groups(text.upper().translate(LOOKALIKES))
    wrong = [place for place, group in enumerate(groups, 1) if not _holds(place, group)]
    if wrong:
        raise _mistyped(wrong)
    number = 0
    for group in groups:
        for letter in group[:-1]:
            number = number << 5 | ALPHABET.index(letter)
    raw = number.to_bytes(KEY_BYTES + CHECKSUM_BYTES, "big")
    key = raw[:KEY_BYTES]
    if raw[KEY_BYTES:] != _checksum(key):
        raise UsageError("The recovery code is not right as a whole: its groups do not belong together.")
    return key


def _groups(text: str) -> list[str]:
    """The eight groups: as they were separated, or else cut from the plain row of characters."""
    groups = [group for group in re.split(r"[\s\-\u2010-\u2014]+", text) if group]
    if len(groups) == GROUPS:
        return groups
    row = "".join(groups)
    if len(row) != GROUP * GROUPS:
        raise UsageError(f"A recovery code has {GROUPS} groups of {GROUP} characters; these are {len(row)} characters.")
    return [row[start : start + GROUP] for start in range(0, len(row), GROUP)]


def _holds(place: int, group: str) -> bool:
    if len(group) != GROUP or any(letter not in ALPHABET for letter in group):
        return False
    symbols = [ALPHABET.index(letter) for letter in group]
    return _check_symbol(place, symbols[:-1]) == symbols[-1]


def _check_symbol(place: int, symbols: list[int]) -> int:
    check = place
    for symbol in symbols:
        check ^= symbol
        check = check << 1 ^ (FIELD if check & 16 else 0)
    return check


def _checksum(key: bytes) -> bytes:
    return hashlib.sha256(b"holdfast recovery code" + key).digest()[:CHECKSUM_BYTES]


def _mistyped(places: list[int]) -> UsageError:
    named = ", ".join(str(place) for place in places)
    group = "Group" if len(places) == 1 else "Groups"
    return UsageError(
        f"{group} {named} of the recovery code {'is' if len(places) == 1 else 'are'} mistyped.",
        action="Compare with what you wrote down and type it again.",
    )
