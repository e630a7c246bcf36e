"""The recovery code typed back: whoever did that knows that they have it. What is kept is the day, never the code."""

import hashlib

from holdfast.catalog import Connection, audit, settings
from holdfast.clock import milliseconds
from holdfast.config import Home
from holdfast.engine.setup import Opened
from holdfast.errors import KeyWrong, UsageError
from holdfast.keys import key_check, recovery_code

TESTED, CODE = "recovery_code_tested_at", "recovery_code_tested"


def compare(opened: Opened, typed: str) -> int:
    """Compare the code with the key of this catalog; when it was. UsageError names the group that is mistyped;
    KeyWrong: it is another catalog's."""
    try:
        key = recovery_code.decode(typed)
    except UsageError as error:
        raise UsageError(error.message, action=error.action, field="code") from None
    if key_check.matches(opened.home, key) is not True:
        raise KeyWrong(
            "This recovery code is right in itself, but it is not the one of this catalog.",
            action="Look for the code that was shown when this catalog was made, or last got a new key.",
        )
    now = milliseconds(opened.clock)

    def keep(db: Connection) -> None:
        settings.remember(db, TESTED, now, now)
        settings.remember(db, CODE, _mark(opened.home), now)
        audit.note(db, "person", "test recovery code", "", now)

    opened.catalog.write(keep)
    return now


def tested_at(opened: Opened) -> int | None:
    """When the code was typed back last; None: never, or not since the key changed."""
    at, code = opened.catalog.read(lambda db: (settings.chosen(db, TESTED), settings.identity(db, CODE)))
    return at if code == _mark(opened.home) else None


def _mark(home: Home) -> str:
    """What tells one key's code from another's, and betrays neither."""
    try:
        return hashlib.sha256(home.key_check_file.read_bytes()).hexdigest()
    except OSError:
        return ""
