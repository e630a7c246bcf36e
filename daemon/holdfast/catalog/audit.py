"""What was decided, and by whom."""

import json
from collections.abc import Mapping
from typing import Literal

from holdfast.catalog.driver import Connection

Actor = Literal["person", "daemon"]


def note(
    db: Connection, actor: Actor, action: str, subject: str, at: int, detail: Mapping[str, str | int] | None = None
) -> None:
    """Add one line; nothing secret may be in it."""
    db.run(
        "INSERT INTO audit_log (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
        (at, actor, action, subject, json.dumps(dict(detail or {}))),
    )


def last_id(db: Connection) -> int:
    """The number of the latest decision; no other one ever gets it."""
    return db.number("SELECT max(id) FROM audit_log")
