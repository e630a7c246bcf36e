"""The completeness statement, made of one view of the catalog and of the library's manifest."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Literal

from holdfast import __version__
from holdfast.catalog import Connection, drills, settings, sources
from holdfast.catalog import proof as rows
from holdfast.catalog.sources import SourceRow
from holdfast.clock import milliseconds, rfc3339
from holdfast.domain import statement
from holdfast.domain.proof import LIMITS, Account, Manifest, Proof
from holdfast.domain.status import Trouble
from holdfast.engine.checked import verification
from holdfast.engine.report import as_json, drill_trouble, sources_now
from holdfast.engine.setup import Opened, open_library
from holdfast.errors import LibraryError, UsageError
from holdfast.library import manifest, paper

Form = Literal["text", "json"]
PLACE = ("cloud_name", "bucket", "prefix", "endpoint_url", "path")
"""Settings that say which account or place a source is."""


def prove(opened: Opened, out: IO[str], form: Form = "text") -> Proof:
    """Write the statement, in words or as one JSON object, and answer with what it says. However many photos it names,
    they are written one by one; counts and names are of the same moment."""
    return opened.catalog.read(partial(_prove, opened=opened, out=out, form=form))


def write(opened: Opened, path: Path) -> Proof:
    """The statement as a new file: JSON where its name ends so, else words. UsageError: something is there already, or
    the place is in the library."""
    path = path.expanduser().absolute()
    if path.resolve().is_relative_to(opened.library.resolve()):
        raise UsageError(f"{path} is in the library.", action="Name a file outside of it: in there belong photos only.")
    with paper.fresh(path) as out:
        return prove(opened, out, "json" if path.suffix.lower() == ".json" else "text")


def _prove(db: Connection, opened: Opened, out: IO[str], form: Form) -> Proof:
    found = _found(db, opened)
    (_write_json if form == "json" else _write_text)(db, found, out)
    return found


def _found(db: Connection, opened: Opened) -> Proof:
    """The catalog is looked at before the manifest, in which everything stands before the catalog knows of it."""
    now = milliseconds(opened.clock)
    rows_by_id = {row.id: row for row in sources.everything(db)}
    accounts = tuple(Account(one, _place(rows_by_id[one.id])) for one in sources_now(db, now))
    held = rows.held(db)
    listed, trouble = _manifest(db, opened, held.originals)
    library_id, catalog_id = (settings.identity(db, name) or "" for name in ("library_id", "catalog_id"))
    return Proof(
        now, __version__, str(opened.library), library_id, catalog_id, accounts, held, listed, trouble,
        _doubts(db, opened, now),
    )


def _doubts(db: Connection, opened: Opened, now: int) -> tuple[Trouble, ...]:
    """The counts call a photo safe until its loss is accepted: what is held says that they cannot be believed yet."""
    loss, drill = verification(db, str(opened.library), now).held, drill_trouble(drills.last(db))
    found = () if loss is None else (Trouble(loss.code, loss.message, loss.action),)
    return found if drill is None else (*found, drill)


def _place(row: SourceRow) -> dict[str, str]:
    return {name: row.settings[name] for name in PLACE if row.settings.get(name)}


def _manifest(db: Connection, opened: Opened, originals: int) -> tuple[Manifest | None, Trouble | None]:
    try:
        with open_library(opened) as library:
            found = manifest.measure(library)
            if found is None:
                return None, None
            known = (manifest.Entry(path, sha256) for path, sha256 in rows.every_path(db))
            unlisted = manifest.unlisted(library, known, lambda: paper.scratch(opened.home.run_dir))
            library.check(writing=False)
    except LibraryError as error:
        return None, Trouble(error.code, error.message, error.action)
    return Manifest(found.sha256, found.bytes, found.lines, originals, unlisted), None


def _groups(db: Connection, found: Proof) -> Iterator[rows.Group]:
    for one in found.accounts:
        yield from rows.groups(db, one.status.id, one.status.name)


def _write_text(db: Connection, found: Proof, out: IO[str]) -> None:
    groups = ((one.source, one.state, one.code, one.photos) for one in _groups(db, found))
    out.writelines(f"{line}\n" for line in statement.head(found, groups))
    count = 0
    for account in found.accounts:
        for one in rows.exceptions(db, account.status.id, account.status.name):
            out.write(statement.exception(one) + "\n")
            count += 1
    out.writelines(f"{line}\n" for line in statement.end(count))


def summary(found: Proof) -> dict[str, object]:
    """The statement without its exceptions, as JSON shows it."""
    return {
        "statement": "holdfast completeness", "format": 1, "complete": found.is_complete, "sentence": found.sentence,
        "gaps": list(found.gaps), "made_at": rfc3339(found.made_at), "made_by": f"Holdfast {found.version}",
        "library": {"path": found.library, "id": found.library_id, "trouble": found.trouble},
        "catalog": found.catalog_id, "sources": [_account(one) for one in found.accounts],
        "originals": {"held": found.held.originals, "bytes": found.held.bytes, "reread": found.held.reread,
                      "oldest_reading": rfc3339(found.held.oldest_reading), "spoiled": found.held.spoiled},
        "manifest": found.manifest, "limits": list(LIMITS),
    }  # fmt: skip


def _account(one: Account) -> dict[str, object]:
    plain = ("name", "kind", "listed", "safe", "pending", "failed", "skipped", "gone", "bytes", "safe_bytes",
             "last_complete_scan", "stale", "paused", "problem", "held", "strengths")  # fmt: skip
    return {"place": dict(one.place), **{name: getattr(one.status, name) for name in plain}}


def _write_json(db: Connection, found: Proof, out: IO[str]) -> None:
    text = json.dumps(as_json({**summary(found), "groups": list(_groups(db, found))}), indent=1, ensure_ascii=False)
    out.write(text.removesuffix("\n}") + ',\n "exceptions": [')
    separator = "\n"
    for account in found.accounts:
        for one in rows.exceptions(db, account.status.id, account.status.name):
            out.write(f"{separator}  {json.dumps(as_json(one), ensure_ascii=False)}")
            separator = ",\n"
    out.write("\n ]\n}\n")
