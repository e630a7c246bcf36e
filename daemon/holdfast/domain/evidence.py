"""How much is known of the photos that are called safe: counts by what their comparison proved."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Strengths:
    """Safe photos by strength; see `domain.photo.Strength`."""

    md5: int = 0
    full: int = 0
    composite: int = 0
    size: int = 0
    none: int = 0

    def __add__(self, other: "Strengths") -> "Strengths":
        return Strengths(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


def caveat(strengths: Strengths) -> str:
    """What a person should know of those that no checksum proves; empty when one proves all of them."""
    said = []
    if strengths.size:
        said.append(f"{_photos(strengths.size)} compared by size only")
    if strengths.none:
        said.append(f"{_photos(strengths.none)} copied with nothing to compare with")
    return f"{'; '.join(said)}." if said else ""


def _photos(count: int) -> str:
    return "1 safe photo was" if count == 1 else f"{count:,} safe photos were"
