"""Which path each photo of a run gets in the library. Once given, and recorded, a path is frozen."""

from holdfast.catalog import Catalog, Connection, originals
from holdfast.catalog.photos import Wanted
from holdfast.catalog.sources import SourceRow
from holdfast.domain.naming import fold, place, propose


class Paths:
    """Gives out paths, no two of which any drive could take for one. One thread uses it."""

    def __init__(self, catalog: Catalog, row: SourceRow) -> None:
        self._catalog = catalog
        self._row = row
        self._given: dict[int, str] = {}
        self._avoided: set[str] = set()

    def give(self, wanted: Wanted) -> str:
        """The photo's path: kept for it until it is `settled`, so that others under way get another one."""
        if wanted.id not in self._given:
            self._given[wanted.id] = self._catalog.read(self._free, wanted)
        return self._given[wanted.id]

    def give_another(self, wanted: Wanted, *in_the_way: str) -> str:
        """Somebody else's files have these paths: another one for the photo."""
        self._avoided.update(fold(path) for path in in_the_way)
        self._given.pop(wanted.id, None)
        return self.give(wanted)

    def settled(self, wanted: Wanted) -> None:
        """The catalog knows where the photo's bytes are now, or they did not come."""
        self._given.pop(wanted.id, None)

    def _free(self, db: Connection, wanted: Wanted) -> str:
        under_way = {fold(path) for path in self._given.values()}
        return place(
            propose(self._row.folder, wanted.remote.folder, wanted.remote.name),
            wanted.remote.key,
            lambda path: path in under_way or path in self._avoided or originals.is_taken(db, path),
            lambda path: any(each.startswith(path + "/") for each in under_way) or originals.is_folder(db, path),
        )
