"""What is known of a photo as the API shows it: the file's word, the source's, the person's, and what counts."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from holdfast.catalog.known import Known
from holdfast.clock import rfc3339
from holdfast.domain.facts import Facts, camera
from holdfast.engine.report import Json

_MARKS = (
    "rating", "pick", "colour", "title", "caption", "taken_at", "utc_offset", "latitude", "longitude", "place",
)  # fmt: skip
_SHOT = ("lens", "focal_length", "aperture", "exposure", "iso", "altitude", "duration", "codec", "creator", "copyright")


def known(found: Known) -> dict[str, Json]:
    """A photo's facts as `PhotoFacts`."""
    person = found.person
    said: dict[str, Json] = {name: getattr(person, name, None) for name in _MARKS}
    return {
        "file": None if found.file is None else {**asdict(found.file), "keywords": list(found.file.keywords)},
        "source": {
            "created_at": rfc3339(found.source.created_at), "name": found.source.original_name,
            "tags": list(found.source.tags), "context": dict(found.source.context),
            "metadata": dict(found.source.metadata),
        },
        "person": said | {"star": bool(person and person.star),
                           "hidden": bool(person and person.hidden), "tags": list(person.tags) if person else []},
        "shown": _shown(found, found.file or Facts()),
        "names": list(found.names),
    }  # fmt: skip


def _shown(found: Known, file: Facts) -> dict[str, Json]:
    """Of each fact the word that counts: the person's before the file's before the source's."""
    person, context = found.person, found.source.context
    own_time = person.taken_at if person else None
    taken = own_time or file.taken_at
    offset = (person.utc_offset if person and own_time else None if own_time else file.utc_offset)
    own_place = person is not None and person.latitude is not None
    rating = person.rating if person and person.rating is not None else file.rating
    return {
        "taken_at": taken or _by_source(found.source.created_at), "taken_from": found.moment_from,
        "utc_offset": offset, "taken_utc": _utc(taken, offset) or rfc3339(None if taken else found.source.created_at),
        "latitude": person.latitude if person and own_place else file.latitude,
        "longitude": person.longitude if person and own_place else file.longitude,
        "place": person.place if person else None,
        "camera": camera(file.camera_make, file.camera_model),
        **{name: getattr(file, name) for name in _SHOT},
        "rating": rating,
        "title": (person.title if person else None) or file.title or context.get("title"),
        "caption": (person.caption if person else None) or file.caption or context.get("caption") or context.get("alt"),
        "tags": list(dict.fromkeys([*(person.tags if person else ()), *found.source.tags, *file.keywords])),
    }  # fmt: skip


def _by_source(created_at: int | None) -> str | None:
    """The source's moment as a clock in UTC shows it."""
    found = rfc3339(created_at)
    return found[:19] if found else None


def _utc(taken: str | None, offset: int | None) -> str | None:
    """The moment itself, where the zone is known."""
    if taken is None or offset is None:
        return None
    try:
        moment = datetime.fromisoformat(taken).replace(tzinfo=UTC) - timedelta(minutes=offset)
    except (ValueError, OverflowError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
