"""How far the downloads of one source have come, so that the next run goes on there."""

from holdfast.catalog import Catalog, unfinished
from holdfast.catalog.unfinished import Unfinished as Kept
from holdfast.clock import Clock, milliseconds


class Unfinished:
    """The catalog's memory of it; used by several threads at once."""

    def __init__(self, catalog: Catalog, source_id: int, clock: Clock) -> None:
        self._catalog, self._clock = catalog, clock
        self._kept = catalog.read(unfinished.of_source, source_id)

    def of(self, photo_id: int) -> Kept | None:
        """What there is of a photo."""
        return self._kept.get(photo_id)

    def keep(self, photo_id: int, part: str, validator: str, size: int, sha256: str) -> None:
        """So many bytes are on the medium now."""
        one = self._kept[photo_id] = Kept(photo_id, part, validator, size, sha256)
        self._catalog.write(unfinished.keep, one, milliseconds(self._clock))

    def forget(self, photo_id: int) -> None:
        """The download begins anew."""
        if self._kept.pop(photo_id, None) is not None:
            self._catalog.write(unfinished.forget, photo_id)

    def parts(self) -> set[str]:
        """The files of all unfinished downloads, whatever their source."""
        return set(self._catalog.read(unfinished.parts))
