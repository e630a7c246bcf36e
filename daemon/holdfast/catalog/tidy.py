"""What nothing refers to any more. Never a photo, never an original, never a failure that is open."""

from holdfast.catalog.driver import Connection

YEAR = 365 * 86_400_000
"""Jobs that led to no run are forgotten so long after their end. Runs are kept: they say what was backed up when."""

PAGES = 500
"""Given back in one transaction: measured 41 ms at most in a catalog of 170 MB."""


def unused_tags(db: Connection, limit: int) -> int:
    """Forget tags that no photo has; how many."""
    return db.run(
        "DELETE FROM tags WHERE id IN (SELECT id FROM tags AS t"
        " WHERE NOT EXISTS (SELECT 1 FROM photo_tags AS p WHERE p.tag_id = t.id) LIMIT ?)",
        (limit,),
    )


def empty_folders(db: Connection, limit: int) -> int:
    """Forget folders in which no photo is or was, and no folder, and that no collection mirrors; how many. Those above
    them may be empty then."""
    rows = db.rows(
        "SELECT f.id, f.parent_id FROM folders AS f WHERE f.parent_id IS NOT NULL AND f.subfolders = 0"
        " AND NOT EXISTS (SELECT 1 FROM photos AS p WHERE p.folder_id = f.id)"
        " AND NOT EXISTS (SELECT 1 FROM collections AS c WHERE c.folder_id = f.id) LIMIT ?",
        (limit,),
    )
    db.many("UPDATE folders SET subfolders = subfolders - 1 WHERE id = ?", [(row["parent_id"],) for row in rows])
    db.many("DELETE FROM folders WHERE id = ?", [(row["id"],) for row in rows])
    return len(rows)


def old_jobs(db: Connection, now: int, limit: int) -> int:
    """Forget jobs that ended long ago and led to no run, as those of the background do; how many."""
    return db.run(
        "DELETE FROM jobs WHERE id IN (SELECT id FROM jobs AS j WHERE finished_at < ?"
        " AND NOT EXISTS (SELECT 1 FROM backup_sessions AS b WHERE b.job_id = j.id) LIMIT ?)",
        (now - YEAR, limit),
    )


def give_back(db: Connection) -> int:
    """Cut some of the catalog's free room off its end; how many bytes. 0: there is none left, or the catalog is one
    that cannot."""
    before = db.number("PRAGMA freelist_count")
    if before == 0 or db.number("PRAGMA auto_vacuum") == 0:
        return 0
    db.rows(f"PRAGMA incremental_vacuum({PAGES})")
    return (before - db.number("PRAGMA freelist_count")) * db.number("PRAGMA page_size")
