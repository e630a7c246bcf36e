"""/api/collections: albums by hand, by rule, or mirrored from a folder of a source."""

from apiflask import APIBlueprint

from holdfast.catalog import browse, collections
from holdfast.catalog.collections import Page
from holdfast.catalog.driver import Value
from holdfast.engine import collecting
from holdfast.engine.marking import Act
from holdfast.engine.report import Json
from holdfast.errors import QueryError
from holdfast_ui.api import showing
from holdfast_ui.api.marks import shown
from holdfast_ui.api.shapes import MOST_ID, own
from holdfast_ui.desk import Desk
from holdfast_ui.problems import not_found

ONE = "/collections/<int:number>"
TEXTS = ("name", "query")
GONE = {404: "There is no such collection"}
BY_HAND = {404: "There is no such collection", 409: "Its photos are not put in by hand"}


def blueprint(desk: Desk) -> APIBlueprint:
    albums = APIBlueprint("collections", __name__, url_prefix="/api")
    _all(albums, desk)
    _one(albums, desk)
    _photos(albums, desk)
    return albums


def _all(albums: APIBlueprint, desk: Desk) -> None:
    @albums.get("/collections")
    @albums.output(own.Collections)
    def everything() -> dict[str, Json]:
        """All collections, in the person's order."""
        return {"collections": [collection(one) for one in desk.catalog.read(collections.everything)]}

    @albums.post("/collections")
    @albums.input(own.CollectionRequest, arg_name="asked")
    @albums.output(own.Collection, status_code=201)
    @albums.doc(responses={404: "There is no such folder", 409: "There is a collection of that name"})
    def make(asked: own.CollectionRequest) -> dict[str, Json]:
        """Make a collection."""
        if asked.folder is not None and desk.catalog.read(browse.folder, asked.folder) is None:
            raise not_found(f"folder {asked.folder}")
        number = collecting.make(desk.catalog, asked.name, desk.now(), query=asked.query, folder_id=asked.folder)
        return collection(_known(desk, number))


def _one(albums: APIBlueprint, desk: Desk) -> None:
    @albums.get(ONE)
    @albums.input(own.PageQuery, location="query", arg_name="asked")
    @albums.output(own.CollectionPage)
    @albums.doc(responses=GONE)
    def page(number: int, asked: own.PageQuery) -> dict[str, Json]:
        """A page of a collection; `next` is the `after` of the following one."""
        album = _known(desk, number)
        try:
            found, problem = collecting.page(desk.catalog, album, asked.after, asked.limit), None
        except QueryError as error:  # what its rule names was renamed or removed: the collection itself is there
            found, problem = Page((), None), error
        photos: list[Json] = [showing.photo(one) for one in found.photos]
        return {"collection": collection(album), "photos": photos, "next": found.next, "problem": _said(problem)}

    @albums.patch(ONE)
    @albums.input(own.CollectionChange, arg_name="asked")
    @albums.output(own.Act)
    @albums.doc(responses={**GONE, 409: "There is a collection of that name"})
    def change(number: int, asked: own.CollectionChange) -> dict[str, Json]:
        """Another name, description, rule, cover or place among the others."""
        album, named = _known(desk, number), asked.model_fields_set
        values: dict[str, Value] = {name: said for name in TEXTS if (said := getattr(asked, name)) is not None}
        if "description" in named:
            values["description"] = asked.description
        if "cover" in named:
            values["cover_id"] = asked.cover
        act = collecting.change(desk.catalog, album, values, desk.now()) if values else None
        if "before" in named:
            act = collecting.reorder(desk.catalog, album, asked.before, desk.now())
        return done(act, f"Changed “{album.name}”")

    @albums.delete(ONE)
    @albums.output(own.Act)
    @albums.doc(responses=GONE)
    def remove(number: int) -> dict[str, Json]:
        """The collection goes; its photos stay where they are."""
        album = _known(desk, number)
        return done(collecting.remove(desk.catalog, album, desk.now()), f"Removed “{album.name}”")


def _photos(albums: APIBlueprint, desk: Desk) -> None:
    @albums.post(f"{ONE}/photos")
    @albums.input(own.Chosen, arg_name="asked")
    @albums.output(own.Act)
    @albums.doc(responses=BY_HAND)
    def add(number: int, asked: own.Chosen) -> dict[str, Json]:
        """Put photos at the end."""
        return shown(collecting.add(desk.catalog, _known(desk, number), asked.photos, desk.now()))

    @albums.delete(f"{ONE}/photos")
    @albums.input(own.Chosen, arg_name="asked")
    @albums.output(own.Act)
    @albums.doc(responses=BY_HAND)
    def take(number: int, asked: own.Chosen) -> dict[str, Json]:
        """Take photos out; they stay where they are."""
        return shown(collecting.take(desk.catalog, _known(desk, number), asked.photos, desk.now()))

    @albums.patch(f"{ONE}/photos")
    @albums.input(own.Moving, arg_name="asked")
    @albums.output(own.Act)
    @albums.doc(responses=BY_HAND)
    def move(number: int, asked: own.Moving) -> dict[str, Json]:
        """Put a photo before another one."""
        album = _known(desk, number)
        act = collecting.move(desk.catalog, album, asked.photo, asked.before, desk.now())
        return done(act, f"Moved a photo in “{album.name}”")


def _known(desk: Desk, number: int) -> collections.Collection:
    found = desk.catalog.read(collections.by_id, number) if number <= MOST_ID else None
    if found is None:
        raise not_found(f"collection {number}")
    return found


def done(change: int | None, what: str) -> dict[str, Json]:
    """An act on one thing as `Act`."""
    return shown(Act(change, 1, 0, what))


def collection(one: collections.Collection) -> dict[str, Json]:
    """A collection as `Collection`."""
    return {
        "id": one.id, "name": one.name, "kind": one.kind, "description": one.description, "query": one.query,
        "folder": one.folder, "folder_id": one.folder_id, "photos": one.photos,
        "cover_url": showing.thumbnail_url(one.cover.photo_id, one.cover.md5) if one.cover else None,
    }  # fmt: skip


def _said(problem: QueryError | None) -> dict[str, Json] | None:
    if problem is None:
        return None
    return {"code": problem.code, "message": problem.message, "action": problem.action}
