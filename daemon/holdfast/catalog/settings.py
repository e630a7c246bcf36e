"""The person's settings and the catalog's own identity: the table `config`."""

import json

from holdfast.catalog import jobs
from holdfast.catalog.driver import Connection
from holdfast.config import SETTINGS, TEXTS, Setting
from holdfast.domain import bandwidth
from holdfast.errors import DiskFull, UsageError

BY_NAME = {setting.name: setting for setting in SETTINGS}
TEXT_BY_NAME = {setting.name: setting for setting in TEXTS}

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
        message = f"{name} must be a whole number from {setting.low} to {setting.high}, not {new!r}."
        raise UsageError(message, field=name)


def change(db: Connection, name: str, new: int, at: int) -> None:
    """Set one setting; UsageError as `check` raises it."""
    check(name, new)
    remember(db, name, new, at)
    if name == "reserve_megabytes":
        jobs.wake(db, {DiskFull.code})  # it may be full no more


def text(db: Connection, name: str) -> str:
    """A written setting: what the person chose, else its default."""
    found = identity(db, name)
    return TEXT_BY_NAME[name].default if found is None else found


def check_text(name: str, new: str) -> str:
    """The value as it is kept. UsageError when there is no such setting or the value makes no sense."""
    if name not in TEXT_BY_NAME:
        known = ", ".join((*BY_NAME, *TEXT_BY_NAME))
        raise UsageError(f"There is no setting called {name!r}.", action=f"Settings are: {known}.")
    return bandwidth.spelled(bandwidth.parse(new))


def change_text(db: Connection, name: str, new: str, at: int) -> str:
    """Set a written setting; the value as it is kept. UsageError as `check_text` raises it."""
    kept = check_text(name, new)
    remember(db, name, kept, at)
    return kept


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
