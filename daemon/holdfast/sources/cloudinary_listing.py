"""The nine listings of a Cloudinary account as one, with a cursor that is good tomorrow and in another process."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from holdfast import errors
from holdfast.domain.photo import Page, Refused, RemotePhoto
from holdfast.sources.cloudinary_account import Account
from holdfast.sources.cloudinary_answers import CallRefused
from holdfast.sources.cloudinary_api import AdminApi
from holdfast.sources.cloudinary_rows import DOCUMENTED, FIELDS, PARTS, photo_of

PAGE = 500
LONGEST_CURSOR = 8192


@dataclass(frozen=True, slots=True)
class Place:
    """Where a listing stands: which of the nine, and the cloud's own cursor in it."""

    part: int
    mode: str
    next: str | None = None

    def encoded(self) -> str:
        return json.dumps([self.part, self.mode, self.next])

    @classmethod
    def decoded(cls, cursor: str) -> "Place":
        """CursorExpired: this is no cursor of ours."""
        try:
            part, mode, following = json.loads(cursor)
        except (ValueError, TypeError):
            part, mode, following = None, None, None
        place_ok = isinstance(part, int) and 0 <= part < len(PARTS) and isinstance(mode, str)
        if not place_ok or not isinstance(following, str | None):
            raise errors.CursorExpired("The kept place in the listing cannot be read; listing begins anew.")
        return cls(part, mode, following)


class Listing:
    """Asks for pages, one call each. `fields` shrinks for good when the cloud does not know them all."""

    def __init__(self, api: AdminApi, account: Account) -> None:
        self._api, self._account = api, account
        self._fields = FIELDS

    def pages(self, start: Place, folder: tuple[str, ...] = ()) -> Iterator[Page]:
        """See `Source.list`. A folder is a prefix of the names in a fixed account; else rows from elsewhere are left
        out."""
        prefix = "/".join(folder) + "/" if folder and start.mode == "fixed" else None
        for page in self._all(start, prefix):
            yield replace(page, photos=tuple(each for each in page.photos if each.folder[: len(folder)] == folder))

    def _all(self, start: Place, prefix: str | None) -> Iterator[Page]:
        place: Place | None = start
        seen = {start.encoded()}
        while place is not None:
            page, place = self._page(place, prefix, kept=place is start)
            if page.cursor is not None:
                if page.cursor in seen:
                    raise errors.ListingLoop(f"The listing of {self._account.name} goes round in a circle.")
                seen.add(page.cursor)
            yield page

    def _page(self, place: Place, prefix: str | None, *, kept: bool) -> tuple[Page, Place | None]:
        answer = self._ask(place, prefix, kept)
        rows, following = answer.get("resources"), answer.get("next_cursor")
        if not isinstance(rows, list):
            raise errors.ListingBad(f"{self._account.name} sent a listing without rows.")
        if following is not None and not (isinstance(following, str) and len(following) <= LONGEST_CURSOR):
            raise errors.ListingBad(f"{self._account.name} sent a listing with a cursor that is none.")
        after = _after(place, following or None)
        found = [photo_of(row, PARTS[place.part], place.mode) for row in rows]
        photos = tuple(each for each in found if isinstance(each, RemotePhoto))
        refused = tuple(each for each in found if isinstance(each, Refused))
        return Page(photos, after.encoded() if after else None, refused), after

    def _ask(self, place: Place, prefix: str | None, kept: bool) -> dict[str, object]:
        try:
            return self._call(place, prefix)
        except CallRefused as refused:
            if refused.status == 400 and "field" in refused.said.lower() and self._fields != DOCUMENTED:
                self._fields = DOCUMENTED
                return self._call(place, prefix)
            if refused.status == 400 and place.next and (kept or "cursor" in refused.said.lower()):
                message = f"{self._account.name} no longer knows the kept place in its listing."
                raise errors.CursorExpired(message) from refused
            raise

    def _call(self, place: Place, prefix: str | None) -> dict[str, object]:
        media_type, delivery = PARTS[place.part]
        return self._api.get(
            "resources",
            media_type,
            delivery,
            max_results=PAGE,
            fields=",".join(self._fields),
            prefix=prefix,
            next_cursor=place.next,
        )


def _after(place: Place, following: str | None) -> Place | None:
    """The place after a page: further in the same listing, or at the begin of the next one."""
    if following is not None:
        return replace(place, next=following)
    if place.part + 1 < len(PARTS):
        return Place(place.part + 1, place.mode)
    return None
