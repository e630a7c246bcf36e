"""Rules of collections follow what they name: when it is renamed, they say its new name, in the same act."""

from holdfast.catalog.driver import Connection
from holdfast.catalog.work import Change
from holdfast.domain.query import parsed, written
from holdfast.domain.query.renaming import Named, renamed
from holdfast.errors import QueryError


def follow(db: Connection, change: Change, field: Named, old: str, new: str) -> None:
    """Let every rule that names the collection or shoot `old` name it `new`. A rule that cannot be read stays."""
    for row in db.rows("SELECT id, query FROM collections WHERE query IS NOT NULL"):
        try:
            query = parsed(row["query"])
        except QueryError:
            continue
        followed = renamed(query, field, old, new)
        if followed != query:
            change.put("collections", {"id": row["id"]}, {"query": written(followed)})


def follow_shoot(db: Connection, change: Change, old: str, new: str) -> None:
    """As `follow`, unless another shoot still has the old name: then a rule goes on to mean that one."""
    others = "SELECT count(*) FROM photo_shoots WHERE name = ? COLLATE NOCASE AND state <> 'dismissed'"
    if old != new and db.number(others, (old,)) == 0:
        follow(db, change, "shoot", old, new)
