"""How far the library was read back from the drive, and what was found there that no source can put right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeldLoss:
    """So many files were gone at once that a person has to say what that means."""

    code: str
    message: str
    action: str
    absent: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A file that is damaged or missing, and whose photo no source lists any more."""

    path: str
    condition: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The state of the rolling verification. Files are the intact originals; times Unix milliseconds."""

    days: int = 30
    """In so many days every file is read back once."""
    recent: int = 0
    """Files that were read back within that time."""
    overdue: int = 0
    """Files whose last check is older than that."""
    never: int = 0
    """Files that were not read back since they were stored."""
    oldest_check: int | None = None
    next_check: int | None = None
    """When the next portion is read; None: one is under way or waits to begin."""
    held: HeldLoss | None = None
    lost: int = 0
    """Files that no source can bring back."""
    lost_files: tuple[Lost, ...] = ()
    """The first of them."""


def words(now: Verification) -> str:
    """What a person should know of it; nothing when all is as it should be."""
    said = []
    if now.overdue:
        verb = "was" if now.overdue == 1 else "were"
        said.append(f"{_files(now.overdue)} {verb} not read back for more than {now.days} days.")
    if now.lost:
        verb = "is" if now.lost == 1 else "are"
        said.append(
            f"{_files(now.lost)} of photos that no source has any more {verb} damaged or missing: put copies of your"
            " own in their place if you have any; `holdfast status` names them."
        )
    return " ".join(said)


def _files(count: int) -> str:
    return f"{count:,} file" + ("" if count == 1 else "s")
