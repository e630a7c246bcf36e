"""/api/sources: adding, changing and leaving an account. A key comes in and never goes out."""

from apiflask import APIBlueprint

from holdfast.catalog import Connection, sources, statistics
from holdfast.catalog.sources import SourceRow
from holdfast.engine import accounts
from holdfast.engine.report import Json
from holdfast.errors import AuthRevoked, TlsRefused
from holdfast_ui.api import shapes
from holdfast_ui.api.account import masked
from holdfast_ui.desk import Desk
from holdfast_ui.problems import Problem, ProblemError, not_found, of_error

ONE = f"/sources/<int(max={shapes.MOST_ID}):source_id>"


def blueprint(desk: Desk) -> APIBlueprint:
    kept = APIBlueprint("accounts", __name__, url_prefix="/api")
    _pointing(kept, desk)

    def every() -> dict[str, Json]:
        return {"accounts": desk.catalog.read(lambda db: [_shown(db, row) for row in sources.everything(db)])}

    @kept.get("/accounts")
    @kept.output(shapes.Accounts)
    def look() -> dict[str, Json]:
        """Every account as it may be shown."""
        return every()

    @kept.post("/sources")
    @kept.input(shapes.NewSource, arg_name="asked")
    @kept.output(shapes.Added, status_code=201)
    @kept.doc(responses={422: "A field is wrong, or the key is refused"})
    def add(asked: shapes.NewSource) -> dict[str, Json]:
        """Back this account up from now on; it is asked first."""
        try:
            source_id, said = accounts.add(desk.opened, asked.kind, asked.name, desk.sign_ins.fields(asked.fields))
        except (AuthRevoked, TlsRefused) as error:
            raise _at_the_key(error, asked.kind) from error
        return {"id": source_id, "title": said.title}

    @kept.patch(ONE)
    @kept.input(shapes.SourceChange, arg_name="asked")
    @kept.output(shapes.Accounts)
    @kept.doc(responses={404: "There is no such source", 422: "A field is wrong, or the key is refused"})
    def change(source_id: int, asked: shapes.SourceChange) -> dict[str, Json]:
        """Another name, another key or other rules. A new key is asked whether it works; only then is it kept."""
        kind = row_of(desk, source_id).kind
        try:
            if asked.fields:
                accounts.renew(desk.opened, source_id, desk.sign_ins.fields(asked.fields))
        except (AuthRevoked, TlsRefused) as error:
            raise _at_the_key(error, kind) from error
        if asked.name is not None:
            accounts.rename(desk.opened, source_id, asked.name)
        return every()

    @kept.delete(ONE)
    @kept.output(shapes.Accounts)
    @kept.doc(responses={404: "There is no such source"})
    def leave(source_id: int) -> dict[str, Json]:
        """Back it up no more and forget its key. Its photos stay in the library."""
        row_of(desk, source_id)
        accounts.remove(desk.opened, source_id)
        return every()

    return kept


def _pointing(kept: APIBlueprint, desk: Desk) -> None:
    @kept.post("/sources/folder")
    @kept.output(shapes.Pointed)
    @kept.doc(responses={409: "No window is open here"})
    def point() -> dict[str, Json]:
        """Ask the person in the window which folder is meant. Nothing is looked at or kept."""
        pointed = desk.dialogs.folder()
        return {"path": None if pointed is None else str(pointed)}


def row_of(desk: Desk, source_id: int) -> SourceRow:
    """The source of that number, or the answer that there is none."""
    row = desk.catalog.read(sources.by_id, source_id)
    if row is None:
        raise not_found(f"source {source_id}")
    return row


def _shown(db: Connection, row: SourceRow) -> Json:
    secret = sources.credentials(db, row.id)
    public = (accounts.SECRETS.get(row.kind) or ("",))[0]
    return {
        "id": row.id, "name": row.name, "kind": row.kind, "folder": row.folder, "title": _title(row),
        "place": dict(row.settings),
        "has_key": bool(secret) or bool(row.settings.get("profile")) or row.kind == "folder",
        "key_hint": masked((secret or {}).get(public, "")), "copied": statistics.has_copies(db, row.id),
    }  # fmt: skip


def _title(row: SourceRow) -> str:
    named = (row.settings.get(name) for name in ("cloud_name", "bucket", "path", "nickname"))
    return next(filter(None, named), row.name)


def _at_the_key(error: AuthRevoked | TlsRefused, kind: str) -> ProblemError:
    """What the cloud refuses is told at the field of the key, or of the address."""
    field = (accounts.SECRETS[kind] or ("", ""))[1] if isinstance(error, AuthRevoked) else "endpoint_url"
    told = of_error(error)
    return ProblemError(Problem(422, told.code, told.message, told.action, field=field))
