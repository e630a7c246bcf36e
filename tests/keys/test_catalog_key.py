"""Which key wins, and what a key file must be."""

import resource
import stat
from pathlib import Path

import pytest

from holdfast.config import Bootstrap, Home
from holdfast.errors import KeyExposed, KeyMissing, KeyWrong, UsageError
from holdfast.keys import catalog_key, key_file, recovery_code


def key_in(path: Path) -> bytes:
    key_file.write(path, bytes([len(path.name)]) * 32)
    return bytes([len(path.name)]) * 32


def test_made_key_file_holds_hex_and_is_the_owners_alone(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "my.key"
    made = catalog_key.make(home, path)
    assert path.read_text() == made.key.hex() + "\n"
    assert len(made.key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made.key_file == path
    assert str(path) in made.note


def test_two_keys_differ(home: Home, tmp_path: Path) -> None:
    assert catalog_key.make(home, tmp_path / "a").key != catalog_key.make(home, tmp_path / "b").key


def test_made_key_does_not_show_itself(home: Home, tmp_path: Path) -> None:
    made = catalog_key.make(home, tmp_path / "a")
    assert made.key.hex() not in repr(made)
    assert repr(made.key) not in repr(made)
    assert made.key.hex() not in made.note


def test_existing_key_file_is_never_overwritten(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "old.key"
    path.write_text("something of the person\n")
    with pytest.raises(UsageError, match="old.key already exists"):
        catalog_key.make(home, path)
    assert path.read_text() == "something of the person\n"


def test_dangling_link_is_not_followed(home: Home, tmp_path: Path) -> None:
    link = tmp_path / "link.key"
    link.symlink_to(tmp_path / "elsewhere.key")
    with pytest.raises(UsageError, match="link.key"):
        catalog_key.make(home, link)
    assert not (tmp_path / "elsewhere.key").exists()


def test_folder_of_the_key_file_must_exist(home: Home, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="its folder does not exist"):
        catalog_key.make(home, tmp_path / "nowhere" / "my.key")
    assert not (tmp_path / "nowhere").exists()


def test_folder_of_the_key_file_is_a_file(home: Home, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="file/my.key cannot be made"):
        catalog_key.make(home, tmp_path / "file" / "my.key")


def test_key_file_that_cannot_be_filled_is_taken_away(home: Home, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, hard))
    try:
        with pytest.raises(UsageError, match="my.key could not be written"):
            catalog_key.make(home, tmp_path / "my.key")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not (tmp_path / "my.key").exists()


def test_environment_names_the_key_file(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_KEY_FILE", str(tmp_path / "from environment"))
    made = catalog_key.make(home, None)
    assert made.key_file == tmp_path / "from environment"
    assert catalog_key.load(home, Bootstrap(home.path, None), None) == made.key


def test_order_argument_environment_settings(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    argument, environment, settings = tmp_path / "1", tmp_path / "22", tmp_path / "333"
    keys = [key_in(path) for path in (argument, environment, settings)]
    bootstrap = Bootstrap(home.path, settings)
    assert catalog_key.load(home, bootstrap, None) == keys[2]
    monkeypatch.setenv("HOLDFAST_KEY_FILE", str(environment))
    assert catalog_key.load(home, bootstrap, None) == keys[1]
    assert catalog_key.load(home, bootstrap, argument) == keys[0]


def test_empty_variable_is_no_key_file(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = key_in(tmp_path / "settings.key")
    monkeypatch.setenv("HOLDFAST_KEY_FILE", "")
    assert catalog_key.load(home, Bootstrap(home.path, tmp_path / "settings.key"), None) == key


def test_key_file_of_the_settings_may_be_relative_to_the_home(home: Home) -> None:
    key = key_in(home.path / "catalog.key")
    assert catalog_key.load(home, Bootstrap(home.path, Path("catalog.key")), None) == key


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_key_file_open_to_others_is_refused_with_the_remedy(home: Home, tmp_path: Path, mode: int) -> None:
    path = tmp_path / "open.key"
    key_in(path)
    path.chmod(mode)
    with pytest.raises(KeyExposed) as caught:
        catalog_key.load(home, Bootstrap(home.path, None), path)
    assert f"{mode:04o}" in caught.value.message
    assert caught.value.action == f"Run `chmod 600 '{path}'` and try again."


def test_read_only_key_file_is_fine(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "credential"
    key = key_in(path)
    path.chmod(0o400)
    assert catalog_key.load(home, Bootstrap(home.path, None), path) == key


def test_missing_key_file_is_named(home: Home, tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="gone.key"):
        catalog_key.load(home, Bootstrap(home.path, None), tmp_path / "gone.key")


def test_folder_is_no_key_file(home: Home, tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="is a folder"):
        catalog_key.load(home, Bootstrap(home.path, None), tmp_path)


MALFORMED = ("", "\n", "0" * 63, "0" * 65, "g" * 64, "0x" + "0" * 62, "é" * 64, "12 " * 32, "\x00" * 64)


@pytest.mark.parametrize("text", MALFORMED)
def test_malformed_key_file_says_what_is_expected(home: Home, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.key"
    path.touch(0o600)
    path.write_text(text, "utf-8")
    with pytest.raises(KeyWrong) as caught:
        catalog_key.load(home, Bootstrap(home.path, None), path)
    assert "bad.key" in caught.value.message
    assert "64 hexadecimal digits" in caught.value.action


def test_large_file_by_mistake_is_not_read_whole(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    path.touch(0o600)
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(KeyWrong, match="video.mp4"):
        catalog_key.load(home, Bootstrap(home.path, None), path)


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "  \n"])
def test_key_file_made_by_hand(home: Home, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "hand.key"
    path.touch(0o600)
    path.write_bytes(("AB" * 32 + ending).encode())
    assert catalog_key.load(home, Bootstrap(home.path, None), path) == b"\xab" * 32


def test_recovery_code_in_a_file_is_a_way_back(home: Home, tmp_path: Path) -> None:
    key = bytes(range(32))
    path = tmp_path / "from paper.txt"
    path.touch(0o600)
    path.write_text(recovery_code.encode(key).lower().replace("-", " ") + "\n")
    assert catalog_key.load(home, Bootstrap(home.path, None), path) == key


def test_mistyped_recovery_code_in_a_file_names_its_group(home: Home, tmp_path: Path) -> None:
    code = recovery_code.encode(bytes(range(32)))
    wrong = "1" if code[9] != "1" else "2"
    path = tmp_path / "from paper.txt"
    path.touch(0o600)
    path.write_text(code[:9] + wrong + code[10:])
    with pytest.raises(KeyWrong, match="Group 2 of the recovery code is mistyped"):
        catalog_key.load(home, Bootstrap(home.path, None), path)
