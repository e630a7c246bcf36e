"""From nothing to a library, a key and a catalog; and from these to an open catalog and library."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from holdfast.catalog import Catalog, Connection, audit, settings, sources
from holdfast.catalog.sources import SourceRow
from holdfast.clock import Clock, milliseconds
from holdfast.config import Bootstrap, Home, read_bootstrap, write_bootstrap
from holdfast.domain.naming import fold, is_one_line, source_folder
from holdfast.engine import opening
from holdfast.engine.connect import Signed, no_key, plain
from holdfast.errors import NotSetUp, UsageError
from holdfast.keys import catalog_key, key_check, recovery_code
from holdfast.library import root
from holdfast.library.root import Library
from holdfast.sources.base import Description
from holdfast.sources.cloudinary_account import parse_url
from holdfast.sources.folder_account import folder_place, require_apart
from holdfast.sources.folder_drive import on_drive
from holdfast.sources.s3_account import s3_place, s3_secret


@dataclass(frozen=True, slots=True)
class Opened:
    """Holdfast, ready for work. Whoever opened it closes it."""

    home: Home
    bootstrap: Bootstrap
    catalog: Catalog
    clock: Clock
    key_change_cut_short: bool = False
    """The catalog was opened with the key that is to follow the one at its place."""
    key_file: Path | None = None
    """As it was named for this process alone; `bootstrap` says where the key lies otherwise."""

    @property
    def library(self) -> Path:
        """Where the library lies by the settings as they are now: a person may have followed it to another place."""
        return (read_bootstrap(self.home) or self.bootstrap).library

    def close(self) -> None:
        self.catalog.close()


@dataclass(frozen=True, slots=True)
class Made:
    """What `init` made, and what the person must keep."""

    library: Path
    key_note: str
    recovery_code: str


def init(home: Home, library: Path, key_file: Path | None, clock: Clock) -> Made:
    """Make library, key and catalog; the settings file comes last and says that all is there.

    Where a step fails, what this run made before is taken away again, so that `init` can be run once more.
    """
    present = read_bootstrap(home)
    if present is not None:
        raise UsageError(
            f"Holdfast is set up here already; its library is {present.library}.",
            action="Set HOLDFAST_HOME to another folder to have a second one.",
        )
    root.require_place(library)
    home.make()
    made = catalog_key.make(home, key_file)
    undo: list[Callable[[], None]] = []
    if made.key_file is not None:
        undo.append(made.key_file.unlink)
    try:
        where = _make(home, library, made.key, clock, undo)
        write_bootstrap(home, Bootstrap(where, made.key_file))
    except BaseException:
        for step in reversed(undo):
            step()
        raise
    return Made(where, made.note, recovery_code.encode(made.key))


def _make(home: Home, library: Path, key: bytes, clock: Clock, undo: list[Callable[[], None]]) -> Path:
    library_id, catalog_id = str(uuid.uuid4()), str(uuid.uuid4())
    Catalog.create(home.catalog_file, key, clock, library_id=library_id, catalog_id=catalog_id).close()
    undo.append(lambda: home.catalog_file.unlink(missing_ok=True))
    key_check.write(home, key, catalog_id)
    undo.append(lambda: home.key_check_file.unlink(missing_ok=True))
    with root.make(library, library_id, catalog_id) as held:
        return held.path


def open_home(
    home: Home, key_file: Path | None, clock: Clock, before_upgrade: Callable[[], None] | None = None
) -> Opened:
    """The catalog of this home. Wrong key, damaged, missing and newer are four different errors, each with the way out
    that fits. `before_upgrade` is called before an older catalog is brought to this version."""
    bootstrap = read_bootstrap(home)
    if bootstrap is None:
        raise NotSetUp(f"Holdfast is not set up in {home.path}.")
    catalog, cut_short = opening.open_catalog(home, bootstrap, key_file, clock, before_upgrade)
    return Opened(home, bootstrap, catalog, clock, cut_short, key_file)


def open_library(opened: Opened) -> Library:
    """The library of this catalog, pinned; raises when another one, or none, is in its place."""
    library_id = opened.catalog.read(lambda db: settings.identity(db, "library_id"))
    return root.open(opened.library, library_id)


def add_cloudinary(opened: Opened, name: str, url: str) -> tuple[int, Description]:
    """Add a Cloudinary account after asking it whether the key works. The account that has this name already is
    signed in to anew: what is said of it now counts. UsageError: another account has the name."""
    said = parse_url(url)
    return add_account(opened, "cloudinary", name, said.settings, said.credentials)


def add_s3(
    opened: Opened, name: str, place: Mapping[str, str], secret: Mapping[str, str] | None
) -> tuple[int, Description]:
    """Add a bucket after asking it whether the key works and what ways it has. `place`: the settings that
    `s3_account.SETTINGS` names, as text. `secret`: `access_key_id`, `secret_access_key`, `session_token`; None: the AWS
    tools on this computer have the key, in the profile if one is named.

    The bucket that has this name already is signed in to anew: what `place` does not name stays as it was, what it
    names as empty is taken away. UsageError: another bucket, or another part of it, has the name."""
    said, known = s3_place(place), _called(opened, name)
    if known is not None and is_same(known, "s3", said):
        said = s3_place({**known.settings, **place})
    return add_account(opened, "s3", name, said, s3_secret(secret))


def add_folder(opened: Opened, name: str, place: Mapping[str, str]) -> tuple[int, Description]:
    """Add a folder or drive of this computer after looking whether it can be read. `place`: path and rules as a person
    says them. The folder that has this name already is looked at anew: the drive that it lies on now is the right one,
    and rules that `place` does not name stay. UsageError: it is no place for photos; another source has the name."""
    said, known = folder_place(place), _called(opened, name)
    if known is not None and is_same(known, "folder", said):
        kept = {rule: known.settings[rule] for rule in ("include", "exclude") if rule in known.settings}
        said = folder_place({**kept, **place})
    return add_account(opened, "folder", name, folder_here(opened.home, opened.library, said), {})


def folder_here(home: Home, library: Path, place: Mapping[str, str]) -> dict[str, str]:
    """The folder with the mark of the drive that it lies on. UsageError: it is Holdfast's own, or around it."""
    require_apart(place, {"the library": library, "Holdfast's own folder": home.path})
    return {**place, **on_drive(place)}


def add_account(
    opened: Opened, kind: str, name: str, place: Mapping[str, str], secret: Mapping[str, str]
) -> tuple[int, Description]:
    """Add an account whose parts were looked at already, after asking it; see `add_cloudinary` and `add_s3`."""
    known = _called(opened, name)
    if not name.strip():
        example = f"Give it one, e.g. `holdfast source add {kind} travel`."
        raise UsageError("A source needs a name.", action=example, field="name")
    require_showable(name)
    if known is not None and not is_same(known, kind, place):
        raise UsageError(
            f"There is a source called {name!r} already, and it is another account.",
            action="Choose another name.",
            field="name",
        )
    description = ask(kind, Signed(place, secret), opened.clock)
    now = milliseconds(opened.clock)

    def store(db: Connection) -> int:
        if known is not None:
            sources.sign_in(db, known.id, secret, place, now)
            source_id = known.id
        else:
            taken = {fold(folder) for folder in sources.folders(db)}
            source_id = sources.add(
                db, uid=str(uuid.uuid4()), name=name, kind=kind, folder=source_folder(name, taken.__contains__),
                settings=place, credentials=secret, at=now,
            )  # fmt: skip
        sources.learn(db, source_id, description.facts)
        audit.note(db, "person", "renew keys" if known else "add source", name, now, {"kind": kind})
        return source_id

    return opened.catalog.write(store), description


SAME: Mapping[str, tuple[str, ...]] = {
    "cloudinary": ("cloud_name",),
    "s3": ("bucket", "prefix", "endpoint_url"),
    "folder": ("path",),
    "smugmug": ("nickname", "endpoint_url"),
}
"""What of its settings makes an account the one that it is."""


def is_same(known: SourceRow, kind: str, place: Mapping[str, str]) -> bool:
    """Whether these settings name the account that the source is already."""
    return known.kind == kind and all(known.settings.get(name) == place.get(name) for name in SAME[kind])


def _called(opened: Opened, name: str) -> SourceRow | None:
    """The source of that name, whatever its capitals."""
    named = {row.name.casefold(): row for row in opened.catalog.read(sources.everything)}
    return named.get(name.casefold())


def require_showable(name: str) -> None:
    """UsageError for a name that would not be read as it is."""
    if not is_one_line(name):
        message = "The name has signs in it that cannot be shown."
        raise UsageError(message, action="Use letters, digits and spaces.", field="name")


def ask(kind: str, signed: Signed, clock: Clock) -> Description:
    """One question to the cloud: does the key work, and what kind of account is this?"""
    source = plain(kind, signed, clock)
    try:
        return source.describe()
    finally:
        source.close()


def test_source(opened: Opened, name: str) -> Description:
    """Ask a source that we have whether its key still works, and what ways it has."""
    row = opened.catalog.read(lambda db: sources.by_name(db, name))
    secret = opened.catalog.read(lambda db: sources.credentials(db, row.id))
    if secret is None:
        raise no_key(row)
    description = ask(row.kind, Signed(row.settings, secret), opened.clock)
    opened.catalog.write(_works, row.id, description)
    return description


def _works(db: Connection, source_id: int, description: Description) -> None:
    sources.learn(db, source_id, description.facts)
    sources.works(db, source_id)
