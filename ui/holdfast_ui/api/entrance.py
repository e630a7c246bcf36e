"""/api/setup: where the library will live, and the ways out when a catalog does not open.

It is there with a catalog and without one; what does not fit what is there is refused.
"""

from pathlib import Path

from apiflask import APIBlueprint

from holdfast.clock import rfc3339
from holdfast.engine import placing
from holdfast.engine.report import Json
from holdfast.errors import HoldfastError
from holdfast_ui.api.shapes import first_run as shapes
from holdfast_ui.api.status import fields_of
from holdfast_ui.entrance import Entrance
from holdfast_ui.problems import of_error

SHUT = {409: "It does not fit what is there now, or something is at work on it"}


def blueprint(entrance: Entrance) -> APIBlueprint:
    door = APIBlueprint("entrance", __name__, url_prefix="/api/setup")

    @door.get("")
    @door.output(shapes.Setup)
    def look() -> dict[str, Json]:
        """How far the first run is, or what keeps the catalog shut."""
        return stand(entrance)

    @door.post("/place")
    @door.input(shapes.Placing, arg_name="asked")
    @door.output(shapes.PlaceLook)
    @door.doc(responses={409: "No window is open here"})
    def place(asked: shapes.Placing) -> dict[str, Json]:
        """What is known of a place for the library. Nothing is written there."""
        where = entrance.dialogs.folder() if asked.path is None else asked.path
        return _seen(entrance, where)

    @door.post("/speed")
    @door.input(shapes.PlaceNamed, arg_name="asked")
    @door.output(shapes.Speed)
    @door.doc(responses={503: "Nothing can be written there"})
    def speed(asked: shapes.PlaceNamed) -> dict[str, Json]:
        """How fast that drive takes bytes: a file without a name is written for two seconds at most."""
        return {"bytes_per_second": placing.write_speed(placing.named(asked.path), entrance.clock)}

    @door.post("/library")
    @door.input(shapes.PlaceNamed, arg_name="asked")
    @door.output(shapes.Setup)
    @door.doc(responses={**SHUT, 503: "No library can be made there"})
    def library(asked: shapes.PlaceNamed) -> dict[str, Json]:
        """Make the library there, with a key and a catalog; while it holds nothing, have it elsewhere."""
        entrance.make(placing.named(asked.path))
        return stand(entrance)

    @door.post("/adopt")
    @door.input(shapes.PlaceNamed, arg_name="asked")
    @door.output(shapes.Setup, status_code=202)
    @door.doc(responses=SHUT)
    def adopt(asked: shapes.PlaceNamed) -> dict[str, Json]:
        """Make a catalog for the library that lies there already, from its photos."""
        entrance.adopt(placing.named(asked.path))
        return stand(entrance)

    _ways_out(door, entrance)
    return door


def _ways_out(door: APIBlueprint, entrance: Entrance) -> None:
    @door.post("/again")
    @door.output(shapes.Setup)
    @door.doc(responses=SHUT)
    def again() -> dict[str, Json]:
        """Open the catalog, if that can be done now."""
        entrance.try_again()
        return stand(entrance)

    @door.post("/unlock")
    @door.input(shapes.Unlocking, arg_name="asked")
    @door.output(shapes.Setup)
    @door.doc(responses={**SHUT, 422: "The code is mistyped"})
    def unlock(asked: shapes.Unlocking) -> dict[str, Json]:
        """The recovery code: the key is put back where it belongs."""
        entrance.unlock(asked.code)
        return stand(entrance)

    @door.post("/restore")
    @door.output(shapes.Setup, status_code=202)
    @door.doc(responses=SHUT)
    def restore() -> dict[str, Json]:
        """Put the newest good copy of the catalog in its place. The present one is kept."""
        entrance.restore()
        return stand(entrance)

    @door.post("/rebuild")
    @door.input(shapes.Rebuilding, arg_name="asked")
    @door.output(shapes.Setup, status_code=202)
    @door.doc(responses=SHUT)
    def rebuild(asked: shapes.Rebuilding) -> dict[str, Json]:
        """Make a new catalog from the photos in the library. The present one is kept."""
        entrance.rebuild(new_key=asked.new_key)
        return stand(entrance)

    @door.post("/point")
    @door.input(shapes.PlaceNamed, arg_name="asked")
    @door.output(shapes.Setup)
    @door.doc(responses=SHUT)
    def point(asked: shapes.PlaceNamed) -> dict[str, Json]:
        """Write the spoilt settings file anew, for the library that lies there."""
        entrance.point(placing.named(asked.path))
        return stand(entrance)


def stand(entrance: Entrance) -> dict[str, Json]:
    """How it stands, as `Setup`."""
    stage, work, library = entrance.stage, entrance.work, entrance.library()
    copy = entrance.copy() if stage == "shut" else None
    return {
        "stage": stage,
        "trouble": _problem(entrance.trouble) if stage == "shut" else None,
        "ways": list(entrance.ways()),
        "copy_made_at": None if copy is None else rfc3339(copy.made_at),
        "library": None if library is None else str(library),
        "proposed": str(placing.proposed()),
        "dialogs": entrance.dialogs.can_ask,
        "work": None if work is None else fields_of(work),
    }


def _seen(entrance: Entrance, where: str | Path | None) -> dict[str, Json]:
    if where is None:
        return {"path": None, "free_bytes": None, "total_bytes": None, "notes": [], "library": False, "refusal": None}
    seen = placing.look(entrance.home, placing.named(str(where)))
    return {
        "path": str(seen.path),
        "free_bytes": seen.free_bytes,
        "total_bytes": seen.total_bytes,
        "notes": list(seen.notes),
        "library": seen.library,
        "refusal": None if seen.refusal is None else _problem(seen.refusal),
    }


def _problem(error: HoldfastError) -> Json:
    said = of_error(error)
    return {"code": said.code, "message": said.message, "action": said.action}
