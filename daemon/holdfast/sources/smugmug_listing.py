"""All images of an account, album by album, with a place to go on that is good tomorrow."""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from holdfast import errors
from holdfast.domain.photo import Page, Refused, RemotePhoto
from holdfast.sources.smugmug_account import Account
from holdfast.sources.smugmug_albums import Album, Albums, page_of
from holdfast.sources.smugmug_answers import NotThere
from holdfast.sources.smugmug_api import Api
from holdfast.sources.smugmug_rows import Terms, photo_of

PAGE = 100
ROUNDS = 3
"""So often an album is listed when what came does not make up its total."""


class Incomplete(errors.ListingBad):
    """Albums did not hold what they say they hold, however often they were asked."""

    transient = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a listing stands. Albums are gone through in the order of their keys."""

    album: str = ""
    start: int = 1
    seen: int = 0
    """Different images of this album so far."""
    total: int = -1
    """What the album's page before this one said; -1: there was none."""
    round: int = 1
    short: int = 0
    """Albums before this one that did not hold what they say."""

    def encoded(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def decoded(cls, cursor: str) -> "Place":
        """CursorExpired: this is no cursor of ours."""
        try:
            said = json.loads(cursor)
            place = cls(**said)
        except (ValueError, TypeError):
            place = None
        numbers = () if place is None else (place.start, place.seen, place.total, place.round, place.short)
        if place is None or not isinstance(place.album, str) or not all(type(each) is int for each in numbers):
            raise errors.CursorExpired("The kept place in the listing cannot be read; listing begins anew.")
        return replace(place, start=max(1, place.start))


class Listing:
    """One call for a hundred images, and before the first of a run those that tell of the albums."""

    def __init__(self, api: Api, albums: Albums, account: Account) -> None:
        self._api, self._albums, self._account = api, albums, account

    def pages(self, cursor: str | None, folder: tuple[str, ...]) -> Iterator[Page]:
        """See `Source.list`. An album whose images do not make up its total is listed again; if that does not help,
        the others come all the same, and the listing ends with `Incomplete`: nothing absent is taken for deleted."""
        place = Place() if cursor is None else Place.decoded(cursor)
        everything = self._albums.all()
        by_key = {album.key: album for album in everything}
        wanted = [album for album in everything if album.path[: len(folder)] == folder]
        seen: set[str] = set()
        page = Page((), None)
        while (album := _at(wanted, place.album)) is not None:
            if album.key != place.album:
                place, seen = Place(album.key, short=place.short), set()
            page, place = self._step(album, place, seen, by_key)
            if place.album != album.key or place.start == 1:
                seen = set()
            if _at(wanted, place.album) is None:
                break
            yield Page(page.photos, place.encoded(), page.refused)
            page = Page((), None)
        if place.short:
            yield Page(page.photos, Place().encoded(), page.refused)
            raise self._incomplete(place.short)
        yield Page(page.photos, None, page.refused)

    def _step(self, album: Album, place: Place, seen: set[str], by_key: Mapping[str, Album]) -> tuple[Page, Place]:
        """One page of an album, and where it goes on; after its last one, at the next album."""
        after = f"{album.key}\0"
        try:
            answer = self._api.get(f"/album/{album.key}!images", start=place.start, count=PAGE, _expand="LargestVideo")
        except NotThere:  # it was deleted just now, or is kept from us: the next listing tells
            return Page((), ""), Place(after, short=place.short + 1)
        rows, total, count = page_of(answer, "AlbumImage", place.start, self._account)
        found = [photo_of(row, Terms(album, by_key, answer)) for row in rows]
        fresh = {each.key for each in found} - seen
        seen |= fresh
        photos = tuple(each for each in found if isinstance(each, RemotePhoto))
        page = Page(photos, "", tuple(each for each in found if isinstance(each, Refused)))
        reached, start = place.seen + len(fresh), place.start + count
        if count and start <= total and place.total in (-1, total):
            return page, replace(place, start=start, seen=reached, total=total)
        if reached == total and place.total in (-1, total):
            return page, Place(after, short=place.short)
        if place.round < ROUNDS:
            return page, Place(album.key, round=place.round + 1, short=place.short)
        return page, Place(after, short=place.short + 1)

    def _incomplete(self, short: int) -> Incomplete:
        albums = "An album" if short == 1 else f"{short} albums"
        return Incomplete(
            f"{albums} of {self._account.name} did not list all the photos that SmugMug counts there.",
            action="Nothing to do, nothing is taken for deleted, and the next backup asks again.",
        )


def _at(albums: list[Album], key: str) -> Album | None:
    """The album of that key, or the one that follows it."""
    at = bisect_left(albums, key, key=lambda album: album.key)
    return albums[at] if at < len(albums) else None
