"""The person's settings and the catalog's own identity: the table `config`."""

import json

from holdfast.catalog import jobs
from holdfast.catalog.driver import Connection
from holdfast.config import SETTINGS, Setting
from holdfast.errors import DiskFull, UsageError

BY_NAME = {setting.name: setting for setting in SETTINGS}

PROGRAM = "made_by"
"""The version of Holdfast that made the catalog what it is: an older program names it when it meets such a catalog."""


def value(db: Connection, name: str) -> int:
    """A setting: what the person chose, else its default."""
    found = chosen(db, name)
    return BY_NAME[name].default if found is None else found


def chosen(db: Connection, name: str) -> int | None:
    """A setting as the person chose it; None while it is as it was made."""
    row = db.row("SELECT value FROM config WHERE name = ?", (name,))
    return None if row is None else int(json.loads(row["value"]))


def everything(db: Connection) -> list[tuple[Setting, int]]:
    """Every setting with its present value, in the order of the table in config.py."""
    chosen = {row["name"]: json.loads(row["value"]) for row in db.rows("SELECT name, value FROM config")}
    return [(setting, int(chosen.get(setting.name, setting.default))) for setting in SETTINGS]


def check(name: str, new: int) -> None:
    """UsageError when there is no such setting or the value is out of its bounds."""
    setting = BY_NAME.get(name)
    if setting is None:
        raise UsageError(f"There is no setting called {name!r}.", action=f"Settings are: {', '.join(BY_NAME)}.")
    if not setting.low <= new <= setting.high:
        raise UsageError(f"{name} must be a whole number from {setting.low} to {setting.high}, not {new!r}.")


def change(db: Connection, name: str, new: int, at: int) -> None:
    """Set one setting; UsageError as `check` raises it."""
    check(name, new)
    remember(db, name, new, at)
    if name == "reserve_megabytes":
        jobs.wake(db, {DiskFull.code})  # it may be full no more


def remember(db: Connection, name: str, new: int | str, at: int) -> None:
    """Write one value of the catalog's own."""
    db.run(
        "INSERT INTO config VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value,"
        " changed_at = excluded.changed_at",
        (name, json.dumps(new), at),
    )


def identity(db: Connection, name: str) -> str | None:
    """`catalog_id`, `library_id`, or another text of the catalog's own."""
    row = db.row("SELECT value FROM config WHERE name = ?", (name,))
    return None if row is None else str(json.loads(row["value"]))


def made_at(db: Connection) -> int:
    """When this catalog was made."""
    return db.number("SELECT changed_at FROM config WHERE name = 'catalog_id'")
