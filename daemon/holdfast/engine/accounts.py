"""An account as a person names it in a form, field by field; and what may change about one that we have."""

from collections.abc import Mapping

from holdfast.catalog import Connection, audit, sources
from holdfast.catalog.sources import SourceRow
from holdfast.clock import milliseconds
from holdfast.engine.connect import Signed, no_key
from holdfast.engine.setup import Opened, add_account, ask, folder_here, is_same, require_showable
from holdfast.errors import UsageError
from holdfast.sources import folder_account, smugmug_account
from holdfast.sources.base import Description
from holdfast.sources.cloudinary_account import parse_fields
from holdfast.sources.s3_account import SETTINGS, s3_place, s3_secret

SECRETS: Mapping[str, tuple[str, ...]] = {
    "cloudinary": ("api_key", "api_secret"),
    "s3": ("access_key_id", "secret_access_key", "session_token"),
    "smugmug": smugmug_account.SECRETS,
    "folder": (),
}
"""The fields that come in and never go out."""

PLACES: Mapping[str, tuple[str, ...]] = {
    "cloudinary": ("cloud_name", "upload_prefix"),
    "s3": SETTINGS,
    "smugmug": smugmug_account.SETTINGS,
    "folder": folder_account.SETTINGS,
}

Fields = Mapping[str, str]


def signed(kind: str, fields: Fields) -> Signed:
    """The account that the fields name. UsageError says which of them is wrong, never what was in it."""
    _require_known(kind, fields)
    if kind == "folder":
        return Signed(folder_account.folder_place(fields), {})
    if kind == "cloudinary":
        said = parse_fields(fields)
        return Signed(said.settings, said.credentials)
    if kind == "smugmug":
        return _smugmug(fields)
    place = s3_place({name: fields[name] for name in SETTINGS if name in fields})
    secret = s3_secret({name: fields[name] for name in SECRETS[kind] if name in fields})
    if not secret and not place.get("profile"):
        raise UsageError("The access key ID is missing.", action=_WHERE_S3, field="access_key_id")
    return Signed(place, secret)


def found(opened: Opened, kind: str, fields: Fields) -> Signed:
    """The same, and a folder with the drive that it lies on now. UsageError: it is Holdfast's own, or around it."""
    said = signed(kind, fields)
    return Signed(folder_here(opened.home, opened.library, said.place), {}) if kind == "folder" else said


def _smugmug(fields: Fields) -> Signed:
    """Nobody types a token: these fields are what `sources/smugmug_sign_in.py` came back with."""
    if not fields.get("token") or not fields.get("nickname"):
        raise UsageError("SmugMug did not let Holdfast in yet.", action="Open SmugMug and bring back the six digits.")
    smugmug_account.account_of(fields, fields)
    place = smugmug_account.smugmug_place(fields["nickname"], fields.get("endpoint_url", ""))
    return Signed(place, {name: fields[name].strip() for name in SECRETS["smugmug"]})


_WHERE_S3 = "Make an access key in the account's settings (AWS: IAM, Security credentials) and copy it from there."


def add(opened: Opened, kind: str, name: str, fields: Fields) -> tuple[int, Description]:
    """A new source, after asking it whether the key works. UsageError: the name is taken."""
    said = found(opened, kind, fields)
    taken = {row.name.casefold() for row in opened.catalog.read(sources.everything)}
    if name.strip().casefold() in taken:
        raise UsageError(f"There is a source called {name.strip()!r} already.", action=_OTHER_NAME, field="name")
    return add_account(opened, kind, name.strip(), said.place, said.secret)


_WHERE_SENT = ("upload_prefix", "endpoint_url")
"""A kept key is never sent to another place than it was given for."""

_OTHER_NAME = "Choose another name."


def _drive(row: SourceRow) -> Fields:
    return {name: row.settings.get(name, "") for name in folder_account.DRIVE}


def renewed(opened: Opened, source_id: int, fields: Fields) -> Signed:
    """The source as it would be with these fields; what they do not name stays. What makes the account the one that it
    is cannot change: the photos of the first would look as if they had all been deleted."""
    row, kept = _found(opened, source_id), opened.catalog.read(sources.credentials, source_id)
    _require_known(row.kind, fields)
    new_key = any(fields.get(name) for name in SECRETS[row.kind])
    if kept is None and not new_key:
        raise no_key(row)
    named = {name: value for name, value in fields.items() if value or name in PLACES[row.kind]}
    if not new_key and any(named.get(name, row.settings.get(name)) != row.settings.get(name) for name in _WHERE_SENT):
        raise UsageError("Another address needs the key again.", action="Type the key in.", field=SECRETS[row.kind][0])
    if new_key and row.kind == "s3":
        named = {"profile": "", **named}  # a key of its own takes the place of one that the AWS tools have
    said = found(opened, row.kind, {**row.settings, **({} if new_key else kept or {}), **named})
    if row.kind == "folder" and not fields.get("path"):
        said = Signed({**said.place, **_drive(row)}, {})  # rules change; which drive is the right one does not
    if not is_same(row, row.kind, said.place):
        message = f"{row.name} is another account: its photos would look as if they had been deleted."
        raise UsageError(message, action="Add the other account as a source of its own.")
    return Signed(said.place, said.secret, row.facts)


def renew(opened: Opened, source_id: int, fields: Fields) -> Description:
    """Give a source another key, or other rules. The cloud is asked before anything is kept."""
    said, row = renewed(opened, source_id, fields), _found(opened, source_id)
    description = ask(row.kind, said, opened.clock)
    now = milliseconds(opened.clock)

    def store(db: Connection) -> None:
        sources.sign_in(db, row.id, said.secret, said.place, now)
        sources.learn(db, row.id, description.facts)
        audit.note(db, "person", "renew keys", row.name, now, {"kind": row.kind})

    opened.catalog.write(store)
    return description


def rename(opened: Opened, source_id: int, name: str) -> str:
    """Call a source otherwise; its folder in the library stays what it is. The name that it had before."""
    row, new = _found(opened, source_id), name.strip()
    if not new:
        raise UsageError("A source needs a name.", action="Give it one.", field="name")
    require_showable(new)
    now = milliseconds(opened.clock)

    def store(db: Connection) -> None:
        others = (one.name.casefold() for one in sources.everything(db) if one.id != row.id)
        if new.casefold() in others:
            raise UsageError(f"There is a source called {new!r} already.", action=_OTHER_NAME, field="name")
        sources.rename(db, row.id, new)
        audit.note(db, "person", "rename source", new, now, {"before": row.name})

    opened.catalog.write(store)
    return row.name


def remove(opened: Opened, source_id: int) -> SourceRow:
    """Back a source up no more and forget its key. Its photos stay in the library."""
    row, now = _found(opened, source_id), milliseconds(opened.clock)

    def store(db: Connection) -> None:
        sources.remove(db, row.id, now)
        audit.note(db, "person", "remove source", row.name, now)

    opened.catalog.write(store)
    return row


def _found(opened: Opened, source_id: int) -> SourceRow:
    row = opened.catalog.read(sources.by_id, source_id)
    if row is None:
        raise UsageError("This source is there no more.", action="Look at the list of sources again.")
    return row


def _require_known(kind: str, fields: Fields) -> None:
    if kind not in SECRETS:
        raise UsageError(f"This Holdfast cannot speak with a source of kind {kind!r}.", action="Update Holdfast.")
    unknown = sorted(set(fields) - set(SECRETS[kind]) - set(PLACES[kind]))
    if unknown:
        raise UsageError(f"An account of this kind has no field called {unknown[0][:40]!r}.")
