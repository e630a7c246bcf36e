"""GET /api/photos: the plain list, page by page; and all that is known of one photo."""

from apiflask import APIBlueprint

from holdfast.catalog import browse, known, thaws
from holdfast.catalog import photos as kept
from holdfast.catalog import provenance as kept_provenance
from holdfast.catalog.browse import PhotoWhole, Skipped
from holdfast.domain import skips
from holdfast.engine import handout
from holdfast.engine.report import Json
from holdfast.errors import LibraryError, Missing
from holdfast_ui import filetypes
from holdfast_ui.api import facts, models, shapes, showing
from holdfast_ui.desk import Desk
from holdfast_ui.problems import not_found


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

    @photos.get(f"/photos/<int(max={shapes.MOST_ID}):photo_id>")
    @photos.output(models.PhotoInFull)
    @photos.doc(responses={404: "There is no such photo"})
    def one(photo_id: int) -> dict[str, Json]:
        """One photo with where it comes from, where it lies, and what was proved of it."""
        whole = desk.catalog.read(lambda db: browse.photo(db, photo_id))
        if whole is None:
            raise not_found(f"photo {photo_id}")
        asked = desk.catalog.read(thaws.is_under_way, photo_id, desk.now())
        signing = handout.can_sign(whole.source)
        told = desk.catalog.read(known.of_photo, photo_id)
        shown = showing.photo_in_full(whole, signing=signing, kind=_kind(desk, whole), asked=asked)
        return shown | {"facts": facts.known(told) if told else None}

    @photos.get(f"/photos/<int(max={shapes.MOST_ID}):photo_id>/provenance")
    @photos.output(models.Provenance)
    @photos.doc(responses={404: "There is no such photo"})
    def provenance(photo_id: int) -> dict[str, Json]:
        """What the source listed, each time the file was looked at, and the bytes it had before."""
        found = desk.catalog.read(kept_provenance.of_photo, photo_id)
        if found is None:
            raise not_found(f"photo {photo_id}")
        return showing.provenance(found)

    @photos.get("/skipped")
    @photos.output(shapes.SkippedPhotos)
    def skipped() -> dict[str, Json]:
        """Why photos are not copied, and how many for each reason."""
        found, asked = desk.catalog.read(lambda db: (browse.skipped(db), thaws.under_way(db, desk.now())))
        rows: list[Json] = [row for one in found for row in _told(one, asked.get((one.source, one.reason), 0))]
        return {"reasons": rows}

    return photos


def _told(one: Skipped, asked: int) -> list[Json]:
    """What is skipped for one reason; of an archive, what was asked for already apart from the rest."""
    rows = (("archived: " + skips.UNDER_WAY, asked), (skips.words(one.reason), one.photos - asked))
    return [{"source": one.source, "reason": words, "photos": photos} for words, photos in rows if photos]


def _kind(desk: Desk, whole: PhotoWhole) -> str | None:
    """What the bytes in the library are; the name's word for it while they cannot be read. None: nothing is held."""
    if whole.original is None:
        return None
    named = showing.mime_type(whole.seen.name, whole.seen.format)
    try:
        with handout.from_library(desk.opened, whole.original.path) as file:
            return filetypes.kind_of(file.read(filetypes.SNIFFED), named)
    except (LibraryError, Missing):
        return named
