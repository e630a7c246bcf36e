"""The JSON of what makes the library trustworthy: its place, the statement, the readings, the drills, the copies."""

from typing import Literal

from holdfast_ui.api.shapes.ground import Kind, Query, Request, Shape, State, Time
from holdfast_ui.api.shapes.photos import FailureGroup
from holdfast_ui.api.shapes.status import Answer, Library, Verification


class LibraryPlace(Library):
    """The library with where it seems to lie instead, while it is away."""

    elsewhere: str | None


class Following(Request):
    """To where: the place that was found, or one that the person points to in the window's dialog."""

    to: Literal["found", "pointed"] = "pointed"


class Settled(Shape):
    """Where the library lies now, and what was compared to know it; null: the person changed their mind."""

    path: str | None
    compared: int
    differing: list[str]


class ProofQuery(Query):
    form: Literal["text", "json"] = "text"


class Exempted(Shape):
    """Photos of a source that are not safe for one reason, in words."""

    state: State
    code: str
    reason: str
    photos: int


class Accounted(Shape):
    """One source of the statement. Complete: listed = safe + skipped, the listing whole and fresh; else `gaps`."""

    id: int
    name: str
    kind: Kind
    listed: int
    safe: int
    pending: int
    failed: int
    skipped: int
    gone: int
    last_complete_scan: Time
    complete: bool
    gaps: list[str]
    exceptions: list[Exempted]


class Stored(Shape):
    """What the library should hold. Broken: not as stored when it was read last, or not there."""

    originals: int
    bytes: int
    broken: int


class Drilled(Shape):
    """One photo of a drill. `result`: `intact`, or the code of what went wrong."""

    source: str
    photo: str
    path: str
    sha256: str
    bytes: int
    result: str
    message: str


class Drill(Shape):
    """The last drill: photos that were taken through a whole restore, and how many came back byte for byte."""

    finished_at: Time
    photos: int
    intact: int
    bytes: int
    seconds: float
    receipt: list[Drilled]


class Copies(Shape):
    """The copies of the catalog; each was opened and read whole when it was made."""

    count: int
    newest: Time
    bytes: int


class Safety(Answer):
    """Can the library be relied on? The answer, and what it rests on."""

    sources: list[Accounted]
    stored: Stored
    reading: Verification
    findings: list[FailureGroup]
    drill: Drill | None
    copies: Copies
