"""GET /api/photos: the plain list, page by page."""

from apiflask import APIBlueprint

from holdfast.catalog import photos as kept
from holdfast.engine.report import Json
from holdfast_ui.api import shapes
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    photos = APIBlueprint("photos", __name__, url_prefix="/api")

    @photos.get("/photos")
    @photos.input(shapes.PhotoQuery, location="query", arg_name="asked")
    @photos.output(shapes.Photos)
    def page(asked: shapes.PhotoQuery) -> dict[str, Json]:
        """A page of photos by id; `next` is the `after` of the following one."""
        found = desk.catalog.read(lambda db: kept.page(db, asked.after, asked.limit, asked.source, asked.state))
        rows: list[Json] = [{"id": row.id, "name": row.name, "source": row.source, "state": row.state} for row in found]
        return {"photos": rows, "next": found[-1].id if len(found) == asked.limit else None}

    return photos
