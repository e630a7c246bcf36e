"""The check value: it knows the right key, betrays none, and claims nothing when it cannot know."""

import json
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.config import Home
from holdfast.keys import key_check

KEY = bytes(range(32))


def test_right_and_wrong_key(home: Home) -> None:
    key_check.write(home, KEY, "catalog-1")
    assert key_check.matches(home, KEY) is True
    assert key_check.matches(home, bytes(32)) is False


def test_no_check_value(home: Home) -> None:
    assert key_check.matches(home, KEY) is None


UNREADABLE = ("", "nonsense", "[]", "{}", '{"catalog_id": 1, "check": "x"}', '{"catalog_id": "a"}', "\x00")


@pytest.mark.parametrize("text", UNREADABLE)
def test_unreadable_check_value_claims_nothing(home: Home, text: str) -> None:
    home.key_check_file.write_text(text)
    assert key_check.matches(home, KEY) is None


def test_bytes_that_are_no_text_claim_nothing(home: Home) -> None:
    home.key_check_file.write_bytes(b"\xff\xfe\x00")
    assert key_check.matches(home, KEY) is None


def test_check_that_is_not_ascii_is_a_wrong_key_not_a_crash(home: Home) -> None:
    home.key_check_file.write_text(json.dumps({"catalog_id": "a", "check": "é"}))
    assert key_check.matches(home, KEY) is False


def test_file_is_the_owners_alone_and_names_the_catalog(home: Home) -> None:
    key_check.write(home, KEY, "catalog-1")
    assert stat.S_IMODE(home.key_check_file.stat().st_mode) == 0o600
    text = home.key_check_file.read_text()
    assert json.loads(text)["catalog_id"] == "catalog-1"
    assert KEY.hex() not in text


def test_writing_again_replaces_and_leaves_no_part(home: Home) -> None:
    key_check.write(home, KEY, "catalog-1")
    key_check.write(home, bytes(32), "catalog-1")
    assert key_check.matches(home, bytes(32)) is True
    assert [path.name for path in home.path.glob("catalog.*")] == ["catalog.keycheck"]


def test_part_of_a_killed_write_is_no_obstacle(home: Home) -> None:
    home.key_check_file.with_suffix(".part").write_text("half")
    key_check.write(home, KEY, "catalog-1")
    assert key_check.matches(home, KEY) is True


def test_check_of_another_catalog_does_not_match(home: Home) -> None:
    key_check.write(home, KEY, "catalog-1")
    text = home.key_check_file.read_text().replace("catalog-1", "catalog-2")
    home.key_check_file.write_text(text)
    assert key_check.matches(home, KEY) is False


@given(st.binary(min_size=32, max_size=32), st.text(min_size=1, max_size=40))
def test_every_key_is_known_again(tmp_path_factory: pytest.TempPathFactory, key: bytes, catalog_id: str) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    key_check.write(home, key, catalog_id)
    assert key_check.matches(home, key) is True
