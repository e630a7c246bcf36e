"""GET /api/sources and the switches of one source."""

from apiflask import APIBlueprint

from holdfast.catalog import Connection, audit, proof, sources
from holdfast.engine.report import Json, as_json
from holdfast_ui.api import shapes
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk
from holdfast_ui.problems import conflict, not_found

ONE = f"/sources/<int(max={shapes.MOST_ID}):source_id>"


def blueprint(desk: Desk) -> APIBlueprint:
    accounts = APIBlueprint("sources", __name__, url_prefix="/api")

    def every() -> dict[str, Json]:
        return {"sources": as_json(desk.status().sources)}

    @accounts.get("/sources")
    @accounts.output(shapes.Sources)
    def look() -> dict[str, Json]:
        """Every source with its counts and how it is. Never its credentials."""
        return every()

    @accounts.post(f"{ONE}/pause")
    @accounts.output(shapes.Sources)
    def pause(source_id: int) -> dict[str, Json]:
        """Leave this source alone until it is resumed."""
        desk.catalog.write(lambda db: _switch(db, source_id, True, desk.now()))
        return every()

    @accounts.post(f"{ONE}/resume")
    @accounts.output(shapes.Sources)
    def resume(source_id: int) -> dict[str, Json]:
        """Back this source up again."""
        desk.catalog.write(lambda db: _switch(db, source_id, False, desk.now()))
        return every()

    @accounts.post(f"{ONE}/accept")
    @accounts.input(shapes.Acceptance, arg_name="asked")
    @accounts.output(shapes.Sources)
    @accounts.doc(responses={409: "Nothing is held back, or another number of photos"})
    def accept(source_id: int, asked: shapes.Acceptance) -> dict[str, Json]:
        """Believe that so many photos are gone at the source. Their copies stay."""
        desk.catalog.write(lambda db: _accept(db, source_id, asked.absent, desk.now()))
        return every()

    @accounts.get(f"{ONE}/exceptions")
    @accounts.input(shapes.ExceptionQuery, location="query", arg_name="asked")
    @accounts.output(shapes.Exceptions)
    @accounts.doc(responses={404: "There is no such source"})
    def exceptions(source_id: int, asked: shapes.ExceptionQuery) -> dict[str, Json]:
        """The photos of a source that are not safe, or that it lists no more: by name, each with its reason."""
        return desk.catalog.read(lambda db: _exceptions(db, _found(db, source_id), asked))

    return accounts


def _exceptions(db: Connection, source: sources.SourceRow, asked: shapes.ExceptionQuery) -> dict[str, Json]:
    found = proof.named(db, source.id, source.name, asked.state, asked.after, asked.limit)
    rows: list[Json] = [{"id": photo_id, **fields_of(one)} for photo_id, one in found]
    return {"exceptions": rows, "next": found[-1][0] if len(found) == asked.limit else None}


def _found(db: Connection, source_id: int) -> sources.SourceRow:
    for source in sources.everything(db):
        if source.id == source_id:
            return source
    raise not_found(f"source {source_id}")


def _switch(db: Connection, source_id: int, paused: bool, at: int) -> None:
    name = _found(db, source_id).name
    sources.pause(db, source_id, paused)
    audit.note(db, "person", "pause source" if paused else "resume source", name, at)


def _accept(db: Connection, source_id: int, absent: int, at: int) -> None:
    source = _found(db, source_id)
    if source.held is None:
        raise conflict("NOTHING_HELD", f"No disappearance is held back for {source.name}.", "Nothing to do.")
    if source.held.absent != absent:
        said = f"{source.held.absent:,} photos disappeared from {source.name}, not {absent:,}."
        raise conflict("OTHER_COUNT", said, "Type the number that is shown.")
    sources.accept(db, source_id, absent)
    audit.note(db, "person", "accept disappearance", source.name, at, {"absent": absent})
