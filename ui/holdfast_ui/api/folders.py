"""GET /api/folders and what lies below it: the folders of the sources and the photos in them."""

from collections.abc import Sequence

from apiflask import APIBlueprint, APIFlask
from flask import request
from werkzeug.routing import BaseConverter

from holdfast.catalog import Connection, browse, jobs, sources
from holdfast.catalog.browse import FolderSeen
from holdfast.engine.report import Json
from holdfast_ui.api import models, showing, sync
from holdfast_ui.desk import Desk
from holdfast_ui.problems import Problem, ProblemError, not_found

BELOW = "/api/folders/"
NAME_ONE = Problem(422, "INVALID", "Name one folder, by `path` or by `id`.", "Correct it and try again.")


class Anything(BaseConverter):
    """The rest of a path, whatever is in it: a folder may be called `..`, or nothing, or have a line break in it.

    It is looked up in the catalog, and never leads to a file.
    """

    regex = "(?s:.+)"
    part_isolating = False


def teach(app: APIFlask) -> None:
    """Let routes use `<anything:path>`."""
    app.url_map.converters["anything"] = Anything


def blueprint(desk: Desk) -> APIBlueprint:
    folders = APIBlueprint("folders", __name__, url_prefix="/api")

    @folders.get("/folders")
    @folders.input(models.RootQuery, location="query", arg_name="asked")
    @folders.output(models.Contents)
    @folders.doc(responses={404: "There is no such folder"})
    def roots(asked: models.RootQuery) -> dict[str, Json]:
        """The top folder of every source; with `id`, a page of that folder."""
        return desk.catalog.read(lambda db: _page(db, _by_id(db, asked.id), asked) if asked.id else _roots(db))

    @folders.get("/folders/<anything:path>")
    @folders.input(models.FolderQuery, location="query", arg_name="asked")
    @folders.output(models.Contents)
    @folders.doc(responses={404: "There is no such folder"})
    def contents(path: str, asked: models.FolderQuery) -> dict[str, Json]:  # noqa: ARG001
        """A page of a folder; `next` is the `after` of the following one."""
        whole = request.path.removeprefix(BELOW)  # routing takes a `/` from its end, which may be a folder's name
        return desk.catalog.read(lambda db: _page(db, _at(db, whole), asked))

    @folders.post("/folders/sync")
    @folders.input(models.FolderRequest, arg_name="asked")
    @folders.output(models.SyncJob, status_code=202)
    @folders.doc(responses={404: "There is no such folder"})
    def scan(asked: models.FolderRequest) -> dict[str, Json]:
        """List one folder and all below it anew, and copy what is new there."""
        return desk.catalog.write(lambda db: _scan(db, asked, desk.now()))

    return folders


def _roots(db: Connection) -> dict[str, Json]:
    return {"folder": None, "parents": [], "folders": _tiles(db, browse.roots(db)), "photos": [], "next": None}


def _tiles(db: Connection, folders: Sequence[FolderSeen]) -> list[Json]:
    """Folders as they are listed, each with the photos of all that is below it."""
    below = browse.below(db, folders)
    return [showing.folder(one, below[one.id]) for one in folders]


def _page(db: Connection, seen: FolderSeen, asked: models.FolderQuery) -> dict[str, Json]:
    found = browse.contents(db, seen.id, asked.after, asked.limit)
    return {
        "folder": showing.folder(seen),
        "parents": [showing.folder(one) for one in browse.above(db, seen)],
        "folders": _tiles(db, found.folders),
        "photos": [showing.photo(one) for one in found.photos],
        "next": found.next,
    }


def _by_id(db: Connection, folder_id: int) -> FolderSeen:
    found = browse.folder(db, folder_id)
    if found is None:
        raise not_found(f"folder {folder_id}")
    return found


def _at(db: Connection, path: str) -> FolderSeen:
    found = browse.folder_at(db, path)
    if found is None:
        raise not_found(f"folder {path}")
    return found


def _scan(db: Connection, asked: models.FolderRequest, at: int) -> dict[str, Json]:
    if (asked.path is None) == (asked.id is None):
        raise ProblemError(NAME_ONE)
    seen = _by_id(db, asked.id) if asked.id is not None else _at(db, asked.path or "")
    source = next(one for one in sources.everything(db) if one.name == seen.source)
    parameters = jobs.Parameters(sources=(source.id,), folder=seen.id)
    return sync.shown(db, jobs.enqueue(db, "folder_scan", parameters, origin="person", at=at))
