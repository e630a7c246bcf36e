"""A bucket's listing, page by page, with a cursor that is good tomorrow, in another process and at another provider."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import urllib3

from holdfast import errors
from holdfast.clock import Clock
from holdfast.domain.photo import Page, Refused, RemotePhoto
from holdfast.sources.s3_account import Account
from holdfast.sources.s3_answers import SLOWER, Refusal, of_source
from holdfast.sources.s3_calls import Calls
from holdfast.sources.s3_quirks import Quirks
from holdfast.sources.s3_rows import LONGEST_KEY, Terms, key_of, photo_of
from holdfast.sources.s3_xml import ListingPage, NotAPage

LARGEST = 32 * 1024 * 1024
"""A thousand keys with all that is said of them are well below; more is a mistake or an attack."""
LONGEST_CURSOR = 8192
EMPTY_IN_A_ROW = 1000
"""So many pages without an object may come between two that have one: deleted versions lie there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a listing stands: the cloud's own token, and the last key before it should the token be forgotten."""

    token: str
    after: str

    def encoded(self) -> str:
        return json.dumps([self.token, self.after])

    @classmethod
    def decoded(cls, cursor: str) -> "Place":
        """CursorExpired: this is no cursor of ours."""
        try:
            token, after = json.loads(cursor)
        except (ValueError, TypeError):
            token, after = None, None
        if not isinstance(token, str) or not isinstance(after, str):
            raise errors.CursorExpired("The kept place in the listing cannot be read; listing begins anew.")
        return cls(token, after)


class _Trail:
    """Where a listing has been. Not every server sorts its keys, but none has a reason to send a page twice."""

    def __init__(self, name: str, begin: Place | None) -> None:
        self._name = name
        self._places = {begin}
        self._pages: set[int] = set()
        self._empty = 0

    def add(self, page: Page, place: Place | None) -> None:
        """One more page, and where it goes on. ListingLoop: it was here before, or goes on and on with nothing."""
        keys = [photo.key for photo in page.photos] + [row.key for row in page.refused]
        ends = hash((keys[0], keys[-1])) if keys else None
        self._empty = 0 if keys else self._empty + 1
        again = place in self._places or ends in self._pages or self._empty > EMPTY_IN_A_ROW
        if place is not None and again:
            raise errors.ListingLoop(f"The listing of {self._name} goes round in a circle.")
        self._places.add(place)
        if ends is not None:
            self._pages.add(ends)


class Listing:
    """Asks for pages, one call each."""

    def __init__(
        self, account: Account, calls: Calls, quirks: Callable[[], Quirks], clock: Clock, *, window: float, page: int
    ) -> None:
        self._account, self._calls, self._quirks, self._clock = account, calls, quirks, clock
        self._window, self._most = window, page
        self._no_attributes = False

    def pages(self, cursor: str | None, folder: tuple[str, ...]) -> Iterator[Page]:
        """See `Source.list`."""
        prefix = self._account.above + "".join(f"{part}/" for part in folder) if folder else self._account.prefix
        place = None if cursor is None else Place.decoded(cursor)
        trail = _Trail(self._account.name, place)
        kept = place is not None
        while True:
            page, place = self._kept_page(prefix, place) if kept and place else self._page(prefix, place)
            kept = False
            trail.add(page, place)
            yield page
            if place is None:
                return

    def _kept_page(self, prefix: str, place: Place) -> tuple[Page, Place | None]:
        """The page after a place that was kept: by the token, and if the cloud has forgotten that, by the last key."""
        try:
            return self._page(prefix, place)
        except (errors.ListingBad, errors.ServerError):
            if not place.after:
                raise
            return self._page(prefix, Place("", place.after))

    def _page(self, prefix: str, place: Place | None) -> tuple[Page, Place | None]:
        found = self.ask(prefix, place, self._most)
        encoded = found.head.get("EncodingType") == "url"
        terms = Terms(self._account.above, self._account.choice, self._quirks().md5_in_listing, encoded)
        rows = [photo_of(row, terms) for row in found.rows]
        photos = tuple([row for row in rows if isinstance(row, RemotePhoto)])
        refused = tuple([row for row in rows if isinstance(row, Refused)]) if len(photos) < len(rows) else ()
        following = self._after(found, encoded, place)
        return Page(photos, following.encoded() if following else None, refused), following

    def _after(self, page: ListingPage, encoded: bool, before: Place | None) -> Place | None:
        """Where the listing goes on. A page that does not say whether it is the last one is none."""
        truncated = page.head.get("IsTruncated")
        token = page.head.get("NextContinuationToken", "")
        if truncated == "false":
            return None
        last = page.rows[-1].get("Key", "") if page.rows else ""
        if truncated != "true" or not (token or last) or len(token) > LONGEST_CURSOR:
            raise errors.ListingBad(f"{self._account.name} sent a listing that does not say how it goes on.")
        key, path = key_of(last) if encoded and len(last) <= LONGEST_KEY else (last, "")
        return Place(token, (before.after if before else "") if path or not last else key)

    def ask(self, prefix: str, place: Place | None, most: int) -> ListingPage:
        """One page as it comes. Raises what a refusal means for the bucket."""
        query = [("encoding-type", "url"), ("list-type", "2"), ("max-keys", str(most)), ("prefix", prefix)]
        if place is not None:
            query.append(("continuation-token", place.token) if place.token else ("start-after", place.after))
        answer = self._send(query)
        if isinstance(answer, Refusal):
            raise of_source(answer, self._account, self._clock.now())
        try:
            return ListingPage(self._calls.body(answer, LARGEST, self._window), most)
        except NotAPage as nonsense:
            raise self._judged(nonsense) from nonsense

    def _send(self, query: list[tuple[str, str]]) -> urllib3.BaseHTTPResponse | Refusal:
        """Ask what of the archive is out, too, where there may be one. Some take that header for an error."""
        if not self._quirks().has_archive or self._no_attributes:
            return self._calls.send("GET", "", query)
        answer = self._calls.send("GET", "", query, {"x-amz-optional-object-attributes": "RestoreStatus"})
        if not isinstance(answer, Refusal) or answer.status not in (400, 501):
            return answer
        again = self._calls.send("GET", "", query)
        self._no_attributes = not isinstance(again, Refusal)
        return again

    def _judged(self, nonsense: NotAPage) -> errors.SourceError:
        """An error that came with a good status is still an error."""
        message = f"{self._account.name} sent {nonsense} instead of a listing."
        if nonsense.code in SLOWER:
            return of_source(Refusal(503, nonsense.code), self._account, self._clock.now())
        return errors.ServerError(message) if nonsense.code else errors.ListingBad(message)
