"""How far the catalog had come, said beside it: so that one that lost its last changes is known for what it is.

SQLite cannot tell: without its `-wal`, or with one of another day, it is simply a little older. The numbers here are
written after the catalog has them, so a catalog that is behind them has lost something.
"""

import json
import os

from holdfast.catalog import Catalog, Connection, audit, sessions, settings
from holdfast.catalog.files import sync_folder
from holdfast.config import Home


def remember(home: Home, catalog: Catalog) -> None:
    """Say how far the catalog is now. Only the holder of the worker lock says so."""
    text = json.dumps(catalog.read(_reached)) + "\n"
    part = home.moment_file.with_suffix(".part")
    part.unlink(missing_ok=True)
    fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(home.moment_file)
    sync_folder(home.path)


def runs_lost(home: Home, catalog: Catalog) -> int:
    """How many runs and decisions this same catalog knew once and knows no more; 0 where nothing was said."""
    try:
        said = json.loads(home.moment_file.read_text("utf-8"))
    except (OSError, ValueError):
        return 0
    now = catalog.read(_reached)
    match said:
        case {"catalog_id": str(catalog_id), "runs": int(runs), "decisions": int(decisions)}:
            if catalog_id == now["catalog_id"]:
                return max(0, runs - int(now["runs"] or 0)) + max(0, decisions - int(now["decisions"] or 0))
    return 0


def _reached(db: Connection) -> dict[str, str | int | None]:
    """The numbers of the last run and the last decision; neither is ever given twice."""
    return {
        "catalog_id": settings.identity(db, "catalog_id"),
        "runs": sessions.last_id(db),
        "decisions": audit.last_id(db),
    }
