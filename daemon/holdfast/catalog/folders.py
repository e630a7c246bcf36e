"""The folders of a source, as the source names them."""

from holdfast.catalog.driver import Connection


def ensure(db: Connection, source_id: int, segments: tuple[str, ...]) -> int:
    """The id of a folder, made with its parents if need be."""
    path = "/".join(segments)
    row = db.row("SELECT id FROM folders WHERE source_id = ? AND path = ?", (source_id, path))
    if row is not None:
        return int(row["id"])
    parent = ensure(db, source_id, segments[:-1]) if segments else None
    return db.insert(
        "INSERT INTO folders (source_id, parent_id, path, name) VALUES (?, ?, ?, ?)",
        (source_id, parent, path, segments[-1] if segments else ""),
    )
