"""/api/library: how it is, and the ways on when it lies elsewhere or its marker is gone. No path ever comes in."""

from pathlib import Path

from apiflask import APIBlueprint

from holdfast.engine import library as engine
from holdfast.engine.report import Json
from holdfast_ui.api import shapes
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk
from holdfast_ui.problems import conflict

AWAY = ("LIBRARY_OFFLINE", "LIBRARY_WRONG")
"""What is wrong when a library lies elsewhere."""


def blueprint(desk: Desk) -> APIBlueprint:
    library = APIBlueprint("library", __name__, url_prefix="/api")

    @library.get("/library")
    @library.output(shapes.LibraryPlace)
    def place() -> dict[str, Json]:
        """How the library is just now; and while it is away, where it seems to lie instead."""
        found = desk.look.library()
        elsewhere = engine.found_elsewhere(desk.opened) if found.code in AWAY else None
        return {**fields_of(found), "elsewhere": None if elsewhere is None else str(elsewhere)}

    @library.post("/library/follow")
    @library.input(shapes.Following, arg_name="asked")
    @library.output(shapes.Settled)
    @library.doc(responses={409: "It was found nowhere else, or no window is open here", 503: "It is not the library"})
    def follow(asked: shapes.Following) -> dict[str, Json]:
        """The library lies elsewhere from now on: where it was found, or where the person points to in the window.
        What lies there is compared before it is believed."""
        where = _found(desk) if asked.to == "found" else desk.dialogs.folder()
        return _settled(None if where is None else engine.follow(desk.opened, where))

    @library.post("/library/adopt")
    @library.output(shapes.Settled)
    @library.doc(responses={503: "What lies there is not the library"})
    def adopt() -> dict[str, Json]:
        """Believe the person that what lies at the library's place is theirs, and put its marker back; a sample of the
        photos is compared before."""
        return _settled(engine.adopt(desk.opened))

    return library


def _found(desk: Desk) -> Path:
    where = engine.found_elsewhere(desk.opened)
    if where is None:
        raise conflict("NOT_ELSEWHERE", "Your library was found on no other drive.", "Connect the drive that holds it.")
    return where


def _settled(place: engine.Place | None) -> dict[str, Json]:
    if place is None:
        return {"path": None, "compared": 0, "differing": []}
    return {"path": str(place.path), "compared": place.compared, "differing": list(place.differing)}
