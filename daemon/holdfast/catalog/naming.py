"""What the names in a query stand for: a source, folders, a collection, a shoot, a town."""

from dataclasses import dataclass

from holdfast.catalog import places
from holdfast.catalog.driver import Connection
from holdfast.catalog.places import Town
from holdfast.domain.query import Query, parsed
from holdfast.errors import QueryError

ADD_PLACES = "Add a file of towns with `holdfast places add FILE`; those of GeoNames can be read."


@dataclass(frozen=True, slots=True)
class Collection:
    """Photos put together: by hand, by a rule, or by where they lie."""

    id: int
    rule: Query | None
    folders: list[int] | None


def source(db: Connection, name: str, at: int) -> int:
    row = db.row("SELECT id FROM sources WHERE name = ? AND removed_at IS NULL", (name,))
    if row is None:
        raise QueryError(f"There is no source {name!r}.", position=at)
    return int(row["id"])


def folders(db: Connection, path: str) -> list[int]:
    """The folders in whose path these steps stand one after the other, whatever their capitals: so with every folder
    all below it. A source's name may stand before them."""
    steps = f"%/{_like('/'.join(step for step in path.split('/') if step))}/%"
    rows = db.rows(
        "SELECT f.id FROM folders AS f JOIN sources AS s ON s.id = f.source_id"
        r" WHERE '/' || s.name || '/' || f.path || '/' LIKE ? ESCAPE '\'",
        (steps,),
    )
    return [row["id"] for row in rows]


def _like(text: str) -> str:
    """Letters of which none means more than itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def below(db: Connection, folder_id: int) -> list[int]:
    """A folder and all below it."""
    rows = db.rows(
        "WITH RECURSIVE tree(id) AS (SELECT ? UNION ALL"
        " SELECT f.id FROM tree JOIN folders AS f ON f.parent_id = tree.id) SELECT id FROM tree",
        (folder_id,),
    )
    return [row["id"] for row in rows]


def shoots(db: Connection, name: str, at: int) -> list[int]:
    """All shoots of this name; several may be called alike."""
    rows = db.rows("SELECT id FROM photo_shoots WHERE name = ? COLLATE NOCASE AND state <> 'dismissed'", (name,))
    if not rows:
        raise QueryError(f"There is no shoot {name!r}.", position=at)
    return [row["id"] for row in rows]


def collection(db: Connection, name: str, at: int) -> Collection:
    row = db.row("SELECT id, query, folder_id FROM collections WHERE name = ?", (name,))
    if row is None:
        raise QueryError(f"There is no collection {name!r}.", position=at)
    here = None if row["folder_id"] is None else below(db, row["folder_id"])
    return Collection(row["id"], _rule(row["query"], name, at), here)


def _rule(text: str | None, name: str, at: int) -> Query | None:
    try:
        return None if text is None else parsed(text)
    except QueryError as error:
        raise QueryError(f"The rule of the collection {name!r} cannot be read: {error.message}", position=at) from error


def town(db: Connection, name: str, at: int) -> Town:
    found = places.named(db, name)
    if found is not None:
        return found
    if places.count(db) == 0:
        raise QueryError("Holdfast knows no towns yet.", position=at, action=ADD_PLACES)
    raise QueryError(f"There is no town {name!r} among those that Holdfast knows.", position=at)
