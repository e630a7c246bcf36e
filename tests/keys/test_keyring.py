"""The keyring: a real one in a desktop session of its own, and the ones that must not be trusted."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.config import Bootstrap, Home
from holdfast.errors import NoKeyring
from holdfast.keys import catalog_key

Ask = Callable[..., str]
ROOT = Path(__file__).parents[2]

DISTRUSTED = ("null.Keyring", "fail.Keyring", "chainer.ChainerBackend")
MAKE = """
import sys
from pathlib import Path
from holdfast.config import Home
from holdfast.keys import catalog_key
print(catalog_key.make(Home(Path(sys.argv[1])), None).key_file)
"""


def test_key_survives_the_end_of_the_session(home: Home, ask_in_session: Ask) -> None:
    made, place = ask_in_session("make", str(home.path)).split()
    assert place == "keyring"
    assert not home.key_file.exists()
    assert ask_in_session("load", str(home.path)) == made


def test_second_make_keeps_the_key_that_is_there(home: Home, ask_in_session: Ask) -> None:
    assert ask_in_session("make", str(home.path)) == ask_in_session("make", str(home.path))


def test_each_home_has_a_key_of_its_own(home: Home, tmp_path: Path, ask_in_session: Ask) -> None:
    other = tmp_path / "other home"
    assert ask_in_session("make", str(home.path)) != ask_in_session("make", str(other))


def test_keyring_without_our_entry(home: Home, ask_in_session: Ask) -> None:
    assert ask_in_session("load", str(home.path)) == "KEY_MISSING"


def test_locked_keyring_is_not_a_missing_one(home: Home, ask_in_session: Ask) -> None:
    ask_in_session("make", str(home.path))
    assert ask_in_session("load", str(home.path), password="wrong") == "KEYRING_LOCKED"


def test_g5_a_daemon_that_starts_before_the_login_waits_for_the_keyring(home: Home, ask_in_session: Ask) -> None:
    assert "key_file=None" in ask_in_session("init", str(home.path))
    said = ask_in_session(str(home.path), "correct horse", password="wrong", program="daemon.py")
    assert said.split("\n") == ["KEYRING_LOCKED", "at work", "0"]
    assert (home.log_file.read_text().count("waiting for the keyring"), home.key_file.exists()) == (1, False)


def test_no_session_gives_a_key_file_and_says_so(home: Home) -> None:
    made = catalog_key.make(home, None)
    assert made.key_file == home.key_file
    assert "no keyring" in made.note
    assert str(home.key_file) in made.note
    assert catalog_key.load(home, Bootstrap(home.path, made.key_file), None) == made.key


def test_no_session_and_no_key_file_cannot_load(home: Home) -> None:
    with pytest.raises(NoKeyring) as caught:
        catalog_key.load(home, Bootstrap(home.path, None), None)
    assert "--key-file" in caught.value.action


@pytest.mark.parametrize("backend", DISTRUSTED)
def test_keyring_that_forgets_or_fails_is_not_trusted(home: Home, backend: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "daemon")}
    environment["PYTHON_KEYRING_BACKEND"] = f"keyring.backends.{backend}"
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(home.path)], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(home.key_file)
