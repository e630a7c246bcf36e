"""/api/shoots: photos that were taken together, and what a person does with them."""

from collections.abc import Callable, Sequence

from apiflask import APIBlueprint

from holdfast.catalog import Connection, shoot_acts, shoots
from holdfast.catalog.shoots import ShootSeen
from holdfast.engine import shooting
from holdfast.engine.report import Json
from holdfast.errors import UsageError
from holdfast_ui.api import showing
from holdfast_ui.api.shapes import MOST_ID
from holdfast_ui.api.shapes import shoots as shapes
from holdfast_ui.desk import Desk
from holdfast_ui.problems import not_found

ONE = f"/shoots/<int(max={MOST_ID}):shoot_id>"
NO_SUCH = {404: "There is no such shoot"}
REFUSED = {404: "There is no such shoot", 422: "It cannot be done with these photos"}


def blueprint(desk: Desk) -> APIBlueprint:
    group = APIBlueprint("shoots", __name__, url_prefix="/api")
    _looking(group, desk)
    _keeping(group, desk)
    _changing(group, desk)
    return group


def _looking(group: APIBlueprint, desk: Desk) -> None:
    @group.get("/shoots")
    @group.input(shapes.ShootQuery, location="query", arg_name="asked")
    @group.output(shapes.Shoots)
    def every(asked: shapes.ShootQuery) -> dict[str, Json]:
        """A page of the shoots of one state."""
        return desk.catalog.read(lambda db: _page(db, asked))

    @group.get(ONE)
    @group.input(shapes.ShootPhotosQuery, location="query", arg_name="asked")
    @group.output(shapes.ShootInFull)
    @group.doc(responses=NO_SUCH)
    def one(shoot_id: int, asked: shapes.ShootPhotosQuery) -> dict[str, Json]:
        """One shoot with a page of its photos."""
        return desk.catalog.read(lambda db: _in_full(db, _found(db, shoot_id), asked))


def _keeping(group: APIBlueprint, desk: Desk) -> None:
    @group.post("/shoots")
    @group.input(shapes.NewShoot, arg_name="asked")
    @group.output(shapes.ShootAct, status_code=201)
    @group.doc(responses={422: "A photo is not in the library"})
    def make(asked: shapes.NewShoot) -> dict[str, Json]:
        """Make a shoot of photos."""
        return desk.catalog.write(lambda db: _made(db, asked, desk.now()))

    @group.post("/shoots/keep")
    @group.input(shapes.ShootsKeep, arg_name="asked")
    @group.output(shapes.ShootAct)
    @group.doc(responses=NO_SUCH)
    def keep_several(asked: shapes.ShootsKeep) -> dict[str, Json]:
        """Make several suggestions one's own, or all. It is one act."""
        ids = desk.catalog.read(lambda db: [_found(db, one).id for one in asked.shoots or shooting.suggested(db)])
        return {"change": shooting.keep(desk.catalog, ids, desk.now()), "count": len(ids), "shoots": []}

    @group.post(f"{ONE}/keep")
    @group.input(shapes.ShootKeep, arg_name="asked")
    @group.output(shapes.ShootAct)
    @group.doc(responses=NO_SUCH)
    def keep(shoot_id: int, asked: shapes.ShootKeep) -> dict[str, Json]:
        """Make a suggestion one's own."""
        return _done(desk, shoot_id, lambda db: shoot_acts.keep(db, [shoot_id], desk.now(), asked.name))

    @group.post(f"{ONE}/dismiss")
    @group.output(shapes.ShootAct)
    @group.doc(responses=NO_SUCH)
    def dismiss(shoot_id: int) -> dict[str, Json]:
        """Say that it is none: it is not suggested again."""
        return _done(desk, shoot_id, lambda db: shoot_acts.dismiss(db, [shoot_id], desk.now()))


def _changing(group: APIBlueprint, desk: Desk) -> None:
    @group.patch(ONE)
    @group.input(shapes.ShootChange, arg_name="asked")
    @group.output(shapes.ShootAct)
    @group.doc(responses=REFUSED)
    def change(shoot_id: int, asked: shapes.ShootChange) -> dict[str, Json]:
        """Rename it, or say when and where it was, for whom, and what. A suggestion becomes the person's own."""
        return _done(desk, shoot_id, lambda db: shoot_acts.revise(db, shoot_id, _values(db, asked), desk.now()))

    @group.post(f"{ONE}/split")
    @group.input(shapes.ShootSplit, arg_name="asked")
    @group.output(shapes.ShootAct)
    @group.doc(responses=REFUSED)
    def split(shoot_id: int, asked: shapes.ShootSplit) -> dict[str, Json]:
        """Make two of one: the second begins with the photo that is named."""
        return desk.catalog.write(lambda db: _split(db, _found(db, shoot_id), asked.at, desk.now()))

    @group.post(f"{ONE}/merge")
    @group.input(shapes.ShootMerge, arg_name="asked")
    @group.output(shapes.ShootAct)
    @group.doc(responses=REFUSED)
    def merge(shoot_id: int, asked: shapes.ShootMerge) -> dict[str, Json]:
        """Let it take other shoots in, with all of their photos."""
        return _done(desk, shoot_id, lambda db: _merged(db, [shoot_id, *asked.others], desk.now()))

    @group.post(f"{ONE}/photos")
    @group.input(shapes.ShootPhotos, arg_name="asked")
    @group.output(shapes.ShootAct)
    @group.doc(responses=REFUSED)
    def put(shoot_id: int, asked: shapes.ShootPhotos) -> dict[str, Json]:
        """Put photos in, or take them out. The photos themselves stay where they are."""
        if bool(asked.add) == bool(asked.remove):
            raise UsageError("Name photos to put in, or photos to take out.")
        return _done(desk, shoot_id, lambda db: _put(db, shoot_id, asked, desk.now()))


def _done(desk: Desk, shoot_id: int, act: Callable[[Connection], int | None]) -> dict[str, Json]:
    """Do something with a shoot, and answer with it and the change."""

    def write(db: Connection) -> dict[str, Json]:
        _found(db, shoot_id)
        return _act(db, act(db), [shoot_id])

    return desk.catalog.write(write)


def _made(db: Connection, asked: shapes.NewShoot, now: int) -> dict[str, Json]:
    made, change = shoot_acts.make(db, asked.name, shoots.originals_of(db, asked.photos), now)
    return _act(db, change, [made])


def _split(db: Connection, seen: ShootSeen, at: int, now: int) -> dict[str, Json]:
    made, change = shoot_acts.split(db, seen.id, at, now)
    return _act(db, change, [seen.id, made])


def _merged(db: Connection, ids: Sequence[int], now: int) -> int | None:
    return shoot_acts.merge(db, [_found(db, one).id for one in ids], now)


def _put(db: Connection, shoot_id: int, asked: shapes.ShootPhotos, now: int) -> int | None:
    originals = shoots.originals_of(db, asked.add or asked.remove)
    return shoot_acts.put_photos(db, shoot_id, originals, now, away=bool(asked.remove))


def _found(db: Connection, shoot_id: int) -> ShootSeen:
    try:
        return shoots.by_id(db, shoot_id)
    except UsageError as error:
        raise not_found(f"shoot {shoot_id}") from error


def _shown(seen: ShootSeen) -> dict[str, Json]:
    cover = None if seen.cover is None else showing.thumbnail_url(seen.cover.photo_id, seen.cover.md5)
    return {**shooting.shown(seen), "cover_url": cover}


def _page(db: Connection, asked: shapes.ShootQuery) -> dict[str, Json]:
    found = shoots.page(db, asked.state, asked.after, asked.limit)
    first = asked.state == "suggested" and not asked.after
    return {
        "shoots": [_shown(one) for one in found],
        "next": found[-1].id if len(found) == asked.limit else None,
        "suggested": shoots.count(db, "suggested"),
        "kept": shoots.count(db, "kept"),
        "holidays": [list(some) for some in shoots.suggested_holidays(db)] if first else [],
    }


def _in_full(db: Connection, seen: ShootSeen, asked: shapes.ShootPhotosQuery) -> dict[str, Json]:
    found, following = shoots.photos(db, seen.id, asked.after, asked.limit)
    before, after = shoots.beside(db, seen.id)
    stacks = shooting.stacks_of(db, [photo.id for photo in found])
    return {
        "shoot": _shown(seen),
        "photos": [showing.photo(photo) for photo in found],
        "stacks": [{"photo": photo, "kind": one.kind, "count": one.count} for photo, one in stacks.items()],
        "next": following,
        "before": None if before is None else _shown(shoots.by_id(db, before)),
        "after": None if after is None else _shown(shoots.by_id(db, after)),
    }


def _values(db: Connection, asked: shapes.ShootChange) -> dict[str, str | int | None]:
    """What is said of it: only what was named. A name cannot be taken back."""
    values = {name: getattr(asked, name) for name in asked.model_fields_set}
    if "name" in values and values["name"] is None:
        raise UsageError("A shoot has a name.")
    if values.get("date"):
        values["date"] = shooting.day(str(values["date"]))
    if "cover" in values:
        cover = values.pop("cover")
        values["cover_id"] = None if cover is None else shoots.originals_of(db, [int(cover)])[0]
    return values


def _act(db: Connection, change: int | None, ids: Sequence[int]) -> dict[str, Json]:
    return {"change": change, "count": len(ids), "shoots": [_shown(shoots.by_id(db, one)) for one in ids]}
