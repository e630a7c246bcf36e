"""What the parts of a file say, and whose word counts: one reading out of several."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from holdfast.domain import zones
from holdfast.domain.facts import plausible_place, plausible_time

Said = dict[str, object]
"""Facts by their names in `Facts`, not judged yet; also `times`, `satellite` and `named`."""


@dataclass(frozen=True, slots=True)
class Time:
    """One of the times in a file: as it stands there, its zone, and what it is called."""

    said: str
    zone: str | None
    name: str


_OF_WORDS = frozenset({"title", "caption", "keywords", "rating"})
"""What people write with programs: they keep XMP right, and often forget what else is in the file."""


def one(exif: Said, xmp: Said, iptc: Said, film: Said, now: datetime) -> Said:
    """What the file says: of the shot, EXIF before XMP before IPTC; of words, XMP before IPTC before EXIF."""
    shot, words = (exif, xmp, iptc, film), (xmp, iptc, exif, film)
    names = {name for block in shot for name in block} - {"times", "satellite", "latitude", "longitude", "altitude"}
    whole: Said = {name: _first(words if name in _OF_WORDS else shot, name) for name in names}
    return whole | _when(shot, now) | _where(shot)


def _first(blocks: Iterable[Said], name: str) -> object:
    """No star at all is a word too; an aperture of nothing is none."""
    values = (block.get(name) for block in blocks)
    return next((value for value in values if value or (value == 0 and name == "rating")), None)


def _when(blocks: Iterable[Said], now: datetime) -> Said:
    """The first time that can be true."""
    blocks = list(blocks)
    for time in _times(blocks):
        taken = plausible_time((time.said,), now)
        if taken is not None:
            offset = zones.offset(time.zone or zones.apart(time.said))
            if offset is None:
                offset = _concluded(taken, _first(blocks, "satellite"), now)
            return {"taken_at": taken, "taken_from": time.name, "utc_offset": offset}
    return {}


def _times(blocks: Iterable[Said]) -> Iterator[Time]:
    for block in blocks:
        times = block.get("times")
        yield from times if isinstance(times, list) else ()


def _concluded(taken: str, satellite: object, now: datetime) -> int | None:
    there = plausible_time((satellite,), now)
    if there is None:
        return None
    return zones.by_satellite(datetime.fromisoformat(taken), datetime.fromisoformat(there))


def _where(blocks: Iterable[Said]) -> Said:
    """A place from one block alone: half of one and half of another would be nowhere."""
    for block in blocks:
        latitude, longitude = block.get("latitude"), block.get("longitude")
        if isinstance(latitude, float) and isinstance(longitude, float):
            latitude, longitude = plausible_place(latitude, longitude)
            if latitude is not None:
                return {"latitude": latitude, "longitude": longitude, "altitude": block.get("altitude")}
    return {"altitude": _first(blocks, "altitude")}
