"""Which path each photo of a run gets in the library. Once given, and recorded, a path is frozen."""

from collections import Counter

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
        self._under_way: set[str] = set()
        self._folders: Counter[str] = Counter()
        """Folders of paths that are under way, and of how many."""
        self._avoided: set[str] = set()
        self._no_files: set[str] = set()
        """Folders that the catalog was asked about: none of its originals is a file of that path."""

    def give(self, wanted: Wanted) -> str:
        """The photo's path: kept for it until it is `settled`, so that others under way get another one."""
        if wanted.id not in self._given:
            path = self._given[wanted.id] = self._catalog.read(self._free, wanted)
            folded = fold(path)
            self._under_way.add(folded)
            self._folders.update(_above(folded))
            self._no_files.discard(folded)
        return self._given[wanted.id]

    def give_another(self, wanted: Wanted, *in_the_way: str) -> str:
        """Somebody else's files have these paths: another one for the photo."""
        self._avoided.update(fold(path) for path in in_the_way)
        self.settled(wanted)
        return self.give(wanted)

    def settled(self, wanted: Wanted) -> None:
        """The catalog knows where the photo's bytes are now, or they did not come."""
        path = self._given.pop(wanted.id, None)
        if path is not None:
            folded = fold(path)
            self._under_way.discard(folded)
            self._folders -= Counter(_above(folded))  # forgets those that none is left in

    def _free(self, db: Connection, wanted: Wanted) -> str:
        return place(
            propose(self._row.folder, wanted.remote.folder, wanted.remote.name),
            wanted.remote.key,
            lambda path: self._is_file(db, path),
            lambda path: self._folders[path] > 0 or originals.is_folder(db, path),
        )

    def _is_file(self, db: Connection, path: str) -> bool:
        if path in self._under_way or path in self._avoided:
            return True
        if path in self._no_files:
            return False
        if originals.is_taken(db, path):
            return True
        self._no_files.add(path)
        return False


def _above(path: str) -> list[str]:
    """The folders that a path lies in."""
    return [path[:at] for at, character in enumerate(path) if character == "/"]
