"""What is at risk, in the words that a person reads, with the search that shows the photos."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Risk:
    """One thing that could cost photos. `query`: a search for them; None: there is none."""

    code: str
    photos: int
    sentence: str
    query: str | None


def risks(*, only_here: int, weak: int, unread: int, failed: int, broken: int) -> list[Risk]:
    """What there is of it, the gravest first; nothing when nothing is at risk."""
    found = (
        Risk("BROKEN", broken, f"{_files(broken)} of the library {_be(broken)} damaged or missing.", None),
        Risk("FAILED", failed, f"{_photos(failed)} could not be copied yet.", "state:failed"),
        Risk(
            "ONLY_HERE", only_here,
            f"{_files(only_here)} {_be(only_here)} in the library alone: no source lists"
            f" {'it' if only_here == 1 else 'them'} any more.", "state:gone",
        ),
        Risk(
            "UNREAD", unread, f"{_files(unread)} {'was' if unread == 1 else 'were'} not read back for 90 days.",
            "unverified:90d",
        ),
        Risk(
            "WEAK", weak, f"Of {_photos(weak)} the source gave no checksum to compare with.", None,
        ),
    )  # fmt: skip
    return [one for one in found if one.photos]


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _files(count: int) -> str:
    return f"{count:,} file" + ("" if count == 1 else "s")


def _photos(count: int) -> str:
    return f"{count:,} photo" + ("" if count == 1 else "s")
