"""What the person says of photos, what is missing of them, and what can be undone."""

from apiflask import APIBlueprint

from holdfast.catalog import Connection, browse, marks, work, worklist
from holdfast.catalog.driver import Value
from holdfast.catalog.work import Done
from holdfast.clock import rfc3339
from holdfast.domain import marking as rules
from holdfast.domain.marking import Marking
from holdfast.engine import figures, marking
from holdfast.engine.marking import Act
from holdfast.engine.report import Json
from holdfast.errors import UsageError
from holdfast_ui.api import showing
from holdfast_ui.api.shapes import MOST_ID, own
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk
from holdfast_ui.problems import not_found

PLAIN = ("rating", "pick", "colour", "title", "caption", "latitude", "longitude", "place")
KIND = "<any(date, place, camera, tags):kind>"


def blueprint(desk: Desk) -> APIBlueprint:
    said = APIBlueprint("marks", __name__, url_prefix="/api")
    _of_photos(said, desk)
    _of_changes(said, desk)
    _of_missing(said, desk)
    return said


def _of_photos(said: APIBlueprint, desk: Desk) -> None:
    @said.get(f"/photos/<int(max={MOST_ID}):photo_id>/marks")
    @said.output(own.Marks)
    @said.doc(responses={404: "There is no such photo in the library"})
    def one(photo_id: int) -> dict[str, Json]:
        """What the person said of this photo."""
        return desk.catalog.read(_marks, photo_id)

    @said.patch("/photos/marks")
    @said.input(own.MarkRequest, arg_name="asked")
    @said.output(own.Act)
    def mark(asked: own.MarkRequest) -> dict[str, Json]:
        """Say something of photos, of all of them in one act."""
        return shown(marking.mark(desk.catalog, asked.photos, marking_of(asked), desk.now()))

    @said.post("/photos/marks/preview")
    @said.input(own.MarkRequest, arg_name="asked")
    @said.output(own.Turn)
    def preview(asked: own.MarkRequest) -> dict[str, Json]:
        """What that would do to their times. Nothing changes."""
        wanted = marking_of(asked)
        return fields_of(
            desk.catalog.read(lambda db: marks.moved(db, marks.originals_of(db, asked.photos), wanted))
        )


def _of_changes(said: APIBlueprint, desk: Desk) -> None:
    @said.get("/changes")
    @said.output(own.ChangesDone)
    def changes() -> dict[str, Json]:
        """What the person did last, newest first."""
        return {"changes": [change(done) for done in desk.catalog.read(work.recent)]}

    @said.post("/changes/undo")
    @said.output(own.ChangeDone)
    @said.doc(responses={422: "There is nothing to undo"})
    def undo_last() -> dict[str, Json]:
        """Take the last act back that stands, wherever it was done."""
        return change(marking.undo(desk.catalog, None, desk.now()))

    @said.post("/changes/redo")
    @said.output(own.ChangeDone)
    @said.doc(responses={422: "There is nothing to do again"})
    def redo_next() -> dict[str, Json]:
        """Do the act again whose undo came last."""
        return change(marking.redo(desk.catalog, None, desk.now()))

    @said.post("/changes/<int:number>/undo")
    @said.output(own.ChangeDone)
    @said.doc(responses={404: "There is no such act", 409: "A later act changed the same, or it is undone already"})
    def undo(number: int) -> dict[str, Json]:
        """Take an act back, whole."""
        return change(marking.undo(desk.catalog, _known(desk, number), desk.now()))

    @said.post("/changes/<int:number>/redo")
    @said.output(own.ChangeDone)
    @said.doc(responses={404: "There is no such act", 409: "A later act changed the same, or it is not undone"})
    def redo(number: int) -> dict[str, Json]:
        """Take an undo back."""
        return change(marking.redo(desk.catalog, _known(desk, number), desk.now()))


def _of_missing(said: APIBlueprint, desk: Desk) -> None:
    @said.get("/missing")
    @said.output(own.MissingCounts)
    def missing() -> dict[str, Json]:
        """How many photos lack a date, a place, a camera, tags."""
        return dict(figures.missing(desk.catalog, desk.clock))

    @said.get(f"/missing/{KIND}")
    @said.input(own.MissingQuery, location="query", arg_name="asked")
    @said.output(own.MissingPage)
    def lacking(kind: worklist.Kind, asked: own.MissingQuery) -> dict[str, Json]:
        """Photos that lack one of these."""
        page = desk.catalog.read(worklist.page, kind, asked.after, asked.limit)
        return {"photos": [showing.photo(one) for one in page.photos], "next": page.next}


def _known(desk: Desk, number: int) -> int:
    if number > MOST_ID or not desk.catalog.read(work.is_known, number):
        raise not_found(f"change {number}")
    return number


def marking_of(asked: own.MarkRequest) -> Marking:
    """What is asked, as the rules know it."""
    named = asked.model_fields_set
    values: dict[str, Value] = {name: getattr(asked, name) for name in PLAIN if name in named}
    values |= {name: int(bool(getattr(asked, name))) for name in ("star", "hidden") if name in named}
    if "taken_at" in named:
        values["taken_at"] = None if asked.taken_at is None else _taken(asked.taken_at)
    plain = {name: value for name, value in values.items() if not isinstance(value, bytes)}
    return Marking(plain, tuple(asked.tags), tuple(asked.untags), asked.shift, asked.offset)


def _taken(text: str) -> str:
    try:
        return rules.taken(text)
    except ValueError as error:
        raise UsageError(f"{error}.") from error


def _marks(db: Connection, photo_id: int) -> dict[str, Json]:
    original = browse.original(db, photo_id)
    found = None if original is None else marks.of_original(db, original.id)
    if found is None:
        raise not_found(f"photo {photo_id} in the library")
    return {**fields_of(found), "star": bool(found.star), "hidden": bool(found.hidden), "tags": list(found.tags)}


def shown(act: Act) -> dict[str, Json]:
    """An act as `Act`."""
    return fields_of(act)


def change(done: Done) -> dict[str, Json]:
    """An act as `ChangeDone`."""
    return {**fields_of(done), "at": rfc3339(done.at), "undone_at": rfc3339(done.undone_at)}
