"""A value beside the catalog that tells a wrong key from a damaged catalog, and betrays neither.

SQLCipher says the same of both: "file is not a database".
"""

import hashlib
import hmac
import json
import os

from holdfast.config import Home


def write(home: Home, key: bytes, catalog_id: str) -> None:
    """Write the check value whole, or leave the old one."""
    part = home.key_check_file.with_suffix(".part")
    text = json.dumps({"catalog_id": catalog_id, "check": _check(key, catalog_id)})
    part.unlink(missing_ok=True)
    fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(home.key_check_file)


def matches(home: Home, key: bytes) -> bool | None:
    """Whether this is the key of this home's catalog; None when no readable check value is there."""
    try:
        card = json.loads(home.key_check_file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    match card:
        case {"catalog_id": str(catalog_id), "check": str(check)}:
            return hmac.compare_digest(check.encode(), _check(key, catalog_id).encode())
    return None


def _check(key: bytes, catalog_id: str) -> str:
    return hmac.new(key, b"holdfast key check" + catalog_id.encode(), hashlib.sha256).hexdigest()
