"""Where the key of one home's catalog lies: a file or the keyring. While a key is being replaced, the new one lies
beside it, and neither is taken away before the catalog has been opened with the one that stays.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from holdfast.config import Home
from holdfast.errors import KeyMissing, KeyWrong
from holdfast.keys import key_file as key_files

if TYPE_CHECKING:
    from holdfast.keys.keyring_entry import KeyringEntry


class KeyPlace(Protocol):
    """One place for one key, and for the one that is to follow it."""

    file: Path | None
    """None: the keyring."""

    def read(self) -> bytes:
        """The key. KeyMissing, KeyWrong, KeyExposed, NoKeyring, KeyringLocked."""

    def read_next(self) -> bytes | None:
        """The key that is to follow, if one is being changed."""

    def keep_next(self, key: bytes) -> None:
        """Put a key beside the present one, durably, in place of another that nothing is encrypted with."""

    def promote(self) -> None:
        """The key that was to follow takes the place of the other. Nothing happens when there is none."""

    def take(self, key: bytes, at: int) -> str | None:
        """Put this key here; another one that is here is kept under another name, which is the answer."""


class FilePlace:
    """A key file, and beside it `….next`."""

    def __init__(self, path: Path) -> None:
        self.file: Path | None = path
        self._path = path
        self._next = path.with_name(path.name + ".next")

    def read(self) -> bytes:
        return key_files.read(self._path)

    def read_next(self) -> bytes | None:
        try:
            return key_files.read(self._next)
        except (KeyMissing, KeyWrong):  # torn by a crash: nothing was encrypted with it yet
            return None

    def keep_next(self, key: bytes) -> None:
        if self._next.exists():
            self._next.unlink()  # of a change that did not come about: nothing is encrypted with it any more
        key_files.write(self._next, key)

    def promote(self) -> None:
        if self._next.exists():
            self._next.replace(self._path)
            key_files.sync_folder(self._path.parent)

    def take(self, key: bytes, at: int) -> str | None:
        kept = None
        if self._path.exists():
            kept = self._path.with_name(f"{self._path.name}.old-{at}")
            self._path.rename(kept)
        key_files.write(self._path, key)
        return None if kept is None else str(kept)


class KeyringPlace:
    """The entry of a home in the keyring of the system, and a second one while the key is changed."""

    def __init__(self, home: Home) -> None:
        self.file: Path | None = None
        self._home = home

    @cached_property
    def _entry(self) -> "KeyringEntry":
        """What speaks with the keyring is loaded only where no file holds the key: it takes a while."""
        from holdfast.keys.keyring_entry import KeyringEntry

        return KeyringEntry(self._home)

    def read(self) -> bytes:
        text = self._entry.read()
        if text is None:
            raise KeyMissing(f"The keyring of this computer holds no key for the catalog in {self._home.path}.")
        return parsed(text)

    def read_next(self) -> bytes | None:
        text = self._entry.read("next ")
        return None if text is None else parsed(text)

    def keep_next(self, key: bytes) -> None:
        self._entry.write(key.hex(), "next ")

    def promote(self) -> None:
        text = self._entry.read("next ")
        if text is not None:
            self._entry.write(text)
            self._entry.forget("next ")

    def take(self, key: bytes, at: int) -> str | None:
        kept, text = None, self._entry.read()
        if text is not None and text != key.hex():
            kept = f"old-{at} "
            self._entry.write(text, kept)
        self._entry.write(key.hex())
        return None if kept is None else f"the keyring, as {kept.strip()}"


def parsed(text: str) -> bytes:
    """The key that an entry of the keyring holds."""
    if not key_files.HEX_KEY.fullmatch(text):
        raise KeyWrong("The entry of Holdfast in the keyring of this computer is not a key.")
    return bytes.fromhex(text)
