"""Which originals a verification is about: all of them, those of some sources, or the bytes of chosen photos."""

from array import array
from dataclasses import dataclass

from holdfast.catalog import Catalog, meant, originals
from holdfast.catalog.jobs import Parameters
from holdfast.catalog.originals import Original
from holdfast.domain.naming import fold
from holdfast.engine.pointing import batched, pointed_to


@dataclass(frozen=True, slots=True)
class Part:
    """`chosen`: numbers of originals, in order; None: all of the library, or all of these sources."""

    sources: list[int] | None = None
    chosen: "array[int] | None" = None

    @property
    def is_all(self) -> bool:
        """The whole library is meant."""
        return self.sources is None and self.chosen is None

    def page(self, catalog: Catalog, after: Original | None, limit: int) -> list[Original]:
        """A page of them; `after`: the last one of the page before. Chosen ones come in the order of their numbers."""
        if self.chosen is None:
            return catalog.read(originals.by_path, "" if after is None else fold(after.path), limit, self.sources)
        start = 0 if after is None else self.chosen.index(after.id) + 1
        return catalog.read(originals.numbered, self.chosen[start : start + limit])


def part_of(catalog: Catalog, asked: Parameters) -> Part:
    """What a job asks for: a folder with all below it, a shoot, a collection, a search; earlier bytes of these photos,
    too, and what the person hid as well: it is theirs like any other."""
    sources = None if asked.sources is None else list(asked.sources)
    pointed = pointed_to(catalog, asked)
    photos = None if pointed is None else pointed.photos
    if asked.folder is not None:
        photos = catalog.read(meant.of_folder, asked.folder)
    if photos is None:
        return Part(sources)
    found: set[int] = set()
    for batch in batched(photos, 500):
        found.update(catalog.read(meant.originals_of, batch, sources))
    return Part(sources, array("q", sorted(found)))
