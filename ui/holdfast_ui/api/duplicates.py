"""GET /api/duplicates: pictures that are there more than once; and what a person decides about them."""

from dataclasses import asdict
from typing import cast

from apiflask import APIBlueprint

from holdfast.catalog import duplicates
from holdfast.catalog.duplicates import GroupSeen, Member
from holdfast.engine import deciding, figures
from holdfast.engine.report import Json
from holdfast_ui.api import showing
from holdfast_ui.api.shapes import MOST_ID
from holdfast_ui.api.shapes import duplicates as shapes
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk
from holdfast_ui.problems import not_found

ONE = f"/duplicates/<int(max={MOST_ID}):number>"
NONE = {404: "There is no such group"}


def blueprint(desk: Desk) -> APIBlueprint:
    found = APIBlueprint("duplicates", __name__, url_prefix="/api")
    _of_groups(found, desk)
    _of_decisions(found, desk)
    return found


def _of_groups(found: APIBlueprint, desk: Desk) -> None:
    @found.get("/duplicates")
    @found.input(shapes.DuplicateQuery, location="query", arg_name="asked")
    @found.output(shapes.Duplicates)
    def groups(asked: shapes.DuplicateQuery) -> dict[str, Json]:
        """Open groups of a class, those with most bytes first, and the sums of all classes."""
        page = desk.catalog.read(duplicates.page, asked.kind, asked.after, asked.limit)
        return {
            "sums": [
                {"kind": "identical", **figures.identical(desk.catalog, desk.clock)},
                *(fields_of(one) for one in desk.catalog.read(duplicates.sums)),
            ],
            "set_aside": desk.catalog.read(duplicates.set_aside),
            "groups": [_group(one) for one in page.groups],
            "next": page.next,
        }

    @found.get(ONE)
    @found.output(shapes.DuplicateGroup)
    @found.doc(responses=NONE)
    def group(number: int) -> dict[str, Json]:
        """One group of pictures that resemble each other."""
        return _group(_known(desk, number))

    @found.get("/duplicates/folders")
    @found.output(shapes.FoldersTwice)
    def folders() -> dict[str, Json]:
        """Folders all of whose photos are in another folder, too."""
        return {"folders": [fields_of(one) for one in desk.catalog.read(duplicates.folders)]}


def _of_decisions(found: APIBlueprint, desk: Desk) -> None:
    @found.post(f"{ONE}/keep")
    @found.input(shapes.KeepRequest, arg_name="asked")
    @found.output(shapes.Decided)
    @found.doc(responses={**NONE, 409: "They were called different meanwhile"})
    def keep(number: int, asked: shapes.KeepRequest) -> dict[str, Json]:
        """Keep one picture and set the others aside: hidden, never deleted."""
        _known(desk, number)
        return fields_of(deciding.keep(desk.catalog, number, asked.keeper, desk.now()))

    @found.post(f"{ONE}/apart")
    @found.output(shapes.Decided)
    @found.doc(responses=NONE)
    def apart(number: int) -> dict[str, Json]:
        """These are no duplicates: they are not suggested again, ever."""
        _known(desk, number)
        return fields_of(deciding.apart(desk.catalog, number, desk.now()))

    @found.post("/duplicates/accept")
    @found.input(shapes.AcceptRequest, arg_name="asked")
    @found.output(shapes.Decided)
    @found.doc(responses={409: "There is no such group any more"})
    def accept(asked: shapes.AcceptRequest) -> dict[str, Json]:
        """Keep the suggested picture of every group of a class, in one act."""
        return fields_of(deciding.accept(desk.catalog, asked.kind, desk.now()))


def _known(desk: Desk, number: int) -> GroupSeen:
    seen = desk.catalog.read(duplicates.group, number)
    if seen is None:
        raise not_found(f"group {number} of duplicates")
    return seen


def _group(seen: GroupSeen) -> dict[str, Json]:
    return {
        "id": seen.id, "kind": seen.kind, "bytes": seen.bytes, "keeper_id": seen.keeper_id,
        "reason": cast(Json, seen.reason), "members": [_member(one) for one in seen.members],
    }  # fmt: skip


def _member(one: Member) -> Json:
    told = {name: value for name, value in asdict(one).items() if name not in ("md5", "original_id")}
    return {**told, "thumbnail_url": showing.thumbnail_url(one.photo_id, one.md5)}
