"""Makes the key of the catalog and finds it again.

A key file named on the command line beats `HOLDFAST_KEY_FILE`, that beats `settings.toml`, that beats the keyring.
"""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.config import Bootstrap, Home
from holdfast.errors import KeyringLocked, NoKeyring
from holdfast.keys import key_file as key_files
from holdfast.keys.place import FilePlace, KeyPlace, KeyringPlace, parsed

if TYPE_CHECKING:
    from holdfast.keys.keyring_entry import KeyringEntry

KEY_FILE_VARIABLE = "HOLDFAST_KEY_FILE"

KEYRING_NOTE = "The key of the catalog is in the keyring of this computer."
KEPT_NOTE = "The keyring of this computer already held a key for this place; the catalog uses it."


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key, where it was put, and that in words for the person."""

    key: bytes = field(repr=False)
    key_file: Path | None
    """None: the key is in the OS keyring."""
    note: str


def make(home: Home, key_file: Path | None) -> MadeKey:
    """Make a key and put it into the named file, else the keyring, else a file in the home; never over another."""
    named = named_file(key_file)
    if named is not None:
        note = f"The key of the catalog is in {named}. Anyone who can read this file can read the catalog."
        return _make_file(named, note)
    try:
        return _make_entry(_entry(home))
    except (NoKeyring, KeyringLocked) as error:
        path = home.key_file.absolute()
        home.make()
        return _make_file(
            path,
            f"{error.message} The key of the catalog is therefore in the file {path}: "
            "anyone who can read this file can read the catalog. The photos themselves are not encrypted either way.",
        )


def fresh() -> bytes:
    """A key that nobody has."""
    return secrets.token_bytes(key_files.KEY_BYTES)


def load(home: Home, bootstrap: Bootstrap, key_file: Path | None) -> bytes:
    """The key of this home's catalog."""
    return place(home, bootstrap, key_file).read()


def place(home: Home, bootstrap: Bootstrap, key_file: Path | None) -> KeyPlace:
    """Where the key of this home's catalog lies."""
    named = named_file(key_file) or bootstrap.key_file
    return KeyringPlace(home) if named is None else FilePlace(home.path / named)


def waits_for_keyring(bootstrap: Bootstrap, key_file: Path | None) -> bool:
    """Whether the key is in a keyring that is locked just now; nobody is asked to unlock it."""
    if (named_file(key_file) or bootstrap.key_file) is not None:
        return False
    from holdfast.keys.keyring_entry import is_locked

    return is_locked()


def try_keyring(home: Home) -> None:
    """Put something of our own into the keyring and take it out again. NoKeyring, KeyringLocked: it will not do."""
    _entry(home).probe()


def named_file(key_file: Path | None) -> Path | None:
    """The key file that the person names: by argument, else by `HOLDFAST_KEY_FILE`; None when by neither."""
    if key_file is not None:
        return key_file.expanduser().absolute()
    variable = os.environ.get(KEY_FILE_VARIABLE)
    return Path(variable).expanduser().absolute() if variable else None


def _entry(home: Home) -> "KeyringEntry":
    """What speaks with the keyring is loaded only where no file holds the key: it takes a while."""
    from holdfast.keys.keyring_entry import KeyringEntry

    return KeyringEntry(home)


def _make_file(path: Path, note: str) -> MadeKey:
    key = fresh()
    key_files.write(path, key)
    return MadeKey(key, path, note)


def _make_entry(entry: "KeyringEntry") -> MadeKey:
    entry.probe()
    kept = entry.read()
    if kept is not None:
        return MadeKey(parsed(kept), None, KEPT_NOTE)
    key = fresh()
    entry.write(key.hex())
    return MadeKey(key, None, KEYRING_NOTE)
