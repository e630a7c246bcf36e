"""SmugMug as a source: lists the albums of the one who signed in, and copies originals."""

from collections.abc import Iterator, Mapping

from holdfast.clock import Clock
from holdfast.domain.budget import Budget
from holdfast.domain.photo import Page, RemotePhoto
from holdfast.sources.base import Description, Stream
from holdfast.sources.outbound import Outbound
from holdfast.sources.smugmug_account import account_of
from holdfast.sources.smugmug_albums import Album, Albums
from holdfast.sources.smugmug_api import Api, Pace
from holdfast.sources.smugmug_delivery import Delivery
from holdfast.sources.smugmug_listing import Listing

__all__ = ["SmugMugSource"]


class SmugMugSource:
    """See `Source`. The settings are `nickname` and `endpoint_url`; the credentials those of
    `smugmug_account.SECRETS`. SmugMug is asked four times a second at most, whatever it is asked for."""

    def __init__(
        self,
        settings: Mapping[str, str],
        credentials: Mapping[str, str],
        clock: Clock,
        *,
        minimum_rate: int = 1024,
        rate_window: float = 60.0,
        connect_timeout: float = 20.0,
        call_timeout: float = 60.0,
    ) -> None:
        """`minimum_rate`: bytes per second; slower for `rate_window` seconds, and a download is given up."""
        self._account = account_of(settings, credentials)
        rules, self._pace = self._account.rules, Pace(clock)
        self._calls = Outbound(rules, connect_timeout=connect_timeout, read_timeout=call_timeout, connections=4)
        self._bytes = Outbound(rules, connect_timeout=connect_timeout, read_timeout=rate_window)
        api = Api(self._account, self._calls, clock, self._pace, window=call_timeout)
        bytes_api = Api(self._account, self._bytes, clock, self._pace)
        self._albums = Albums(api, self._account)
        self._listing = Listing(api, self._albums, self._account)
        self._delivery = Delivery(
            self._account, bytes_api, api, clock, minimum_rate=minimum_rate, window=rate_window
        )

    def __repr__(self) -> str:
        return f"SmugMugSource({self._account.nickname!r})"

    def describe(self) -> Description:
        """See `Source.describe`. One call for each hundred albums: they say how many photos are in them."""
        albums = self.albums()
        photos = sum(album.images for album in albums)
        facts = {"nickname": self._account.nickname, "albums": str(len(albums)), "photos_in_albums": str(photos)}
        return Description(self._account.name, facts)

    def albums(self) -> list[Album]:
        """The albums of the account, in the order of their keys. Raises as `list`."""
        return self._albums.all()

    def list(self, cursor: str | None, folder: tuple[str, ...] = ()) -> Iterator[Page]:
        """See `Source.list`."""
        return self._listing.pages(cursor, folder)

    def open(self, photo: RemotePhoto, offset: int = 0, validator: str | None = None) -> Stream:
        """See `Source.open`."""
        return self._delivery.open(photo, offset, validator)

    def budget(self) -> Budget | None:
        """See `Source.budget`. SmugMug says how many calls are left, but not how many there are in all."""
        return None

    def close(self) -> None:
        """See `Source.close`."""
        self._pace.end()
        self._calls.close()
        self._bytes.close()
