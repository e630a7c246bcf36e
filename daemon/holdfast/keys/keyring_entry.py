"""The entry for the key of the catalog in the keyring of the operating system.

Only keyrings that encrypt and belong to the system are used: the null, the plain-text and the
file-with-a-password ones either forget, expose or ask where nobody answers.
"""

import secrets
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import keyring
from keyring import errors as keyring_errors
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend

from holdfast.config import Home
from holdfast.errors import KeyringLocked, NoKeyring

SERVICE = "Holdfast"
TRUSTED = "keyring.backends."
"""The modules that the keyring library itself ships; its null and fail ones have a priority below 1."""

FOREIGN_ERRORS: tuple[type[Exception], ...] = (keyring_errors.KeyringError, OSError, EOFError, RuntimeError)
if sys.platform == "linux":
    import secretstorage
    from jeepney import DBusErrorResponse
    from secretstorage import SecretStorageException

    FOREIGN_ERRORS += (SecretStorageException, DBusErrorResponse)


class KeyringEntry:
    """The one entry of one home. Every method raises `NoKeyring` or `KeyringLocked`."""

    def __init__(self, home: Home) -> None:
        self._backend = _system_keyring()
        self._user = f"key of the catalog in {home.path.resolve()}"

    def probe(self) -> None:
        """Put something in, read it back and take it out again: only then is a keyring trusted with the key."""
        user, value = f"probe {secrets.token_hex(8)}", secrets.token_hex(8)
        with _translated():
            self._backend.set_password(SERVICE, user, value)
            found = self._backend.get_password(SERVICE, user)
            self._backend.delete_password(SERVICE, user)
        if found != value:
            raise NoKeyring("The keyring of this computer does not keep what it is given.")

    def read(self, which: str = "") -> str | None:
        """What the entry holds; `which` names another one of the same home."""
        with _translated():
            return self._backend.get_password(SERVICE, which + self._user)

    def write(self, text: str, which: str = "") -> None:
        with _translated():
            self._backend.set_password(SERVICE, which + self._user, text)

    def forget(self, which: str) -> None:
        """Take an entry out."""
        with _translated():
            self._backend.delete_password(SERVICE, which + self._user)


def is_locked() -> bool:
    """Whether the keyring is locked or not there yet, found without asking the person for its password."""
    if sys.platform != "linux":
        return False
    try:
        with closing(secretstorage.dbus_init()) as connection:
            return bool(secretstorage.get_default_collection(connection).is_locked())
    except FOREIGN_ERRORS:
        return True


def _system_keyring() -> KeyringBackend:
    with _translated():
        chosen = keyring.get_keyring()
        candidates = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
        for backend in candidates:
            if type(backend).__module__.startswith(TRUSTED) and backend.priority >= 1:
                return backend
    raise NoKeyring("This computer has no keyring that Holdfast can reach from here.")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (keyring_errors.KeyringLocked, keyring_errors.InitError) as error:
        raise KeyringLocked("The keyring of this computer is locked.") from error
    except FOREIGN_ERRORS as error:
        raise NoKeyring(f"The keyring of this computer cannot be used ({type(error).__name__}).") from error
