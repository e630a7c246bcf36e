"""The completeness statement: whether everything that the sources list is here, and what speaks against saying so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holdfast.domain import skips
from holdfast.domain.status import SourceStatus, Trouble

LIMITS = (
    "It says what the sources listed at the times given above. What came there later is not in it.",
    "It is no proof of what the sources themselves lost, changed or withheld before they were first listed.",
    "It rests on the last reading of each original. What the drive gives now, `sha256sum -c` or a new verify says.",
    "The library is one copy in one place. Fire, theft and a failing drive ask for a second one somewhere else.",
)
"""What the statement does not prove."""


@dataclass(frozen=True, slots=True)
class Account:
    """One source, and which account or place it is."""

    status: SourceStatus
    place: Mapping[str, str]
    """Nothing secret: the name of the cloud, of the bucket."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The library's manifest as it lay there."""

    sha256: str
    bytes: int
    lines: int
    originals: int
    """How many the catalog knows."""
    unlisted: int
    """Of these, without a line, or with another checksum in it."""


@dataclass(frozen=True, slots=True)
class Exempt:
    """A photo that is not safe, or that its source lists no more: by name, with the reason."""

    source: str
    photo: str
    state: str
    code: str
    message: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What the library holds, and how fresh the knowledge of it is. Times: Unix ms."""

    originals: int
    bytes: int
    reread: int
    oldest_reading: int | None
    spoiled: int
    """Originals that were damaged or missing when they were last read."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The statement without its exceptions, which may be many and are written one by one."""

    made_at: int
    version: str
    library: str
    library_id: str
    catalog_id: str
    accounts: tuple[Account, ...]
    held: Held
    manifest: Manifest | None
    trouble: Trouble | None
    """Why the library cannot be looked at."""
    doubts: tuple[Trouble, ...] = ()
    """What was found out and waits for a person: so many files gone at once, a drill from which not all came back."""

    def total(self, name: str) -> int:
        """One of the counts, of all sources together."""
        return sum(getattr(one.status, name) for one in self.accounts)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Everything that keeps the statement from saying `complete`."""
        return (*_library_gaps(self), *(gap for one in self.accounts for gap in source_gaps(one.status)))

    @property
    def is_complete(self) -> bool:
        """listed = safe + skipped in every source, each listing whole and fresh, all originals in the manifest."""
        return not self.gaps

    @property
    def sentence(self) -> str:
        """The statement in one sentence."""
        safe, skipped, listed = self.total("safe"), self.total("skipped"), self.total("listed")
        verdict = "Complete" if self.is_complete else "Not complete"
        left_out = f", {skipped:,} {_are(skipped)} skipped and named with the reason" if skipped else ""
        photos = "1 listed photo" if listed == 1 else f"{listed:,} listed photos"
        return f"{verdict}: of {photos} {safe:,} {_are(safe)} safe{left_out}."


def _library_gaps(proof: Proof) -> Iterator[str]:
    if not proof.accounts:
        yield "There is no source yet, so there is nothing to state."
    if proof.trouble is not None:
        yield f"The library could not be looked at. {proof.trouble.message}"
    elif proof.manifest is None:
        yield "The library has no manifest yet."
    elif proof.manifest.unlisted:
        count = proof.manifest.unlisted
        originals = "1 original is" if count == 1 else f"{count:,} originals are"
        yield f"{originals} not in the manifest as the catalog has it."
    yield from (f"{doubt.message} {doubt.action}" for doubt in proof.doubts)


def source_gaps(one: SourceStatus) -> Iterator[str]:
    """What keeps a source from being complete."""
    if one.problem is not None:
        yield f"{one.name}: {one.problem.message}"
    if one.last_complete_scan is None:
        yield f"{one.name}: it was never listed completely."
    elif one.stale:
        yield f"{one.name}: its last complete listing is too old, or a later one was cut short."
    if one.held is not None:
        yield f"{one.name}: {one.held.message}"
    if one.pending:
        yield f"{one.name}: {_photos(one.pending)} not copied yet."
    if one.failed:
        yield f"{one.name}: {_photos(one.failed)} not safe: each is named with what went wrong."
    if one.listed != one.safe + one.skipped + one.pending + one.failed:
        yield f"{one.name}: the counts do not add up."
    if one.listed > one.markers and one.listed == one.skipped:
        yield f"{one.name}: none of its photos is copied."


def exempt(
    source: str, photo: str, state: str, reason: str | None, failure: Trouble | None, path: str | None
) -> Exempt:
    """A photo with the reason why it is not counted as safe. `path`: where the library holds bytes of it."""
    if state == "skipped":
        code = (reason or "").partition(":")[0] or "SKIPPED"
        return Exempt(source, photo, state, code, _sentence(skips.words(reason or "")))
    if state == "failed" and failure is not None:
        return Exempt(source, photo, state, failure.code, failure.message, failure.action)
    kept = f"The library keeps {path}." if path else "The library has no bytes of it."
    if state == "gone":
        return Exempt(source, photo, state, "GONE", f"Its source lists it no more. {kept}")
    earlier = f" The library keeps its earlier bytes: {path}." if path else ""
    return Exempt(source, photo, state, "PENDING", f"Not copied yet.{earlier}", "Run `holdfast backup`.")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _photos(count: int) -> str:
    return "1 photo is" if count == 1 else f"{count:,} photos are"
