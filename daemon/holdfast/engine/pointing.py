"""Which photos a shoot, a collection, a search or a person's own choice means; whole pictures, a raw with its JPEG."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from holdfast.catalog import Catalog, collections, exports, meant
from holdfast.catalog.exports import PAGE
from holdfast.catalog.jobs import Parameters
from holdfast.domain.query import parsed
from holdfast.engine import searching


@dataclass(frozen=True, slots=True)
class Pointed:
    """Photos by id. `aside`: those of them that the person hid, or set aside for a better one, and did not choose by
    themselves."""

    photos: Sequence[int]
    aside: frozenset[int] = frozenset()


def pointed_to(catalog: Catalog, asked: Parameters) -> Pointed | None:
    """What is meant; None: no such thing was named."""
    if asked.query is not None:
        return found(catalog, asked.query)
    if asked.shoot is not None:
        return _whole(catalog, catalog.read(meant.of_shoot, asked.shoot), by_name=False)
    if asked.collection is not None:
        return _collected(catalog, asked.collection)
    return None if asked.picked is None else _whole(catalog, asked.picked, by_name=True)


def found(catalog: Catalog, query: str) -> Pointed:
    """What a search finds; eight bytes of each are kept meanwhile. What is hidden it finds only if it is asked to."""
    ids, aside = array("q"), set[int]()
    for batch in batched(searching.everything(catalog, parsed(query)), PAGE):
        some = _whole(catalog, batch, by_name=True)
        ids.extend(some.photos)
        aside |= some.aside
    return Pointed(sorted(set(ids)), frozenset(aside))


def batched(numbers: Iterable[int], count: int) -> Iterator[list[int]]:
    """Lists of at most so many."""
    rest = iter(numbers)
    while batch := list(islice(rest, count)):
        yield batch


def _collected(catalog: Catalog, collection_id: int) -> Pointed:
    album = catalog.read(collections.by_id, collection_id)
    if album is None:
        return Pointed(())
    if album.query is not None:
        return found(catalog, album.query)
    if album.folder_id is not None:
        photos = catalog.read(meant.of_folder, album.folder_id)
        return Pointed(photos, frozenset(catalog.read(meant.out_of_sight, photos)))
    return _whole(catalog, catalog.read(meant.of_hand, collection_id), by_name=False)


def _whole(catalog: Catalog, photos: Sequence[int], *, by_name: bool) -> Pointed:
    """These, and those that are one picture with them. `by_name`: each was named itself, so none is left aside."""
    every = catalog.read(exports.with_stacks, photos)
    aside = catalog.read(meant.out_of_sight, every)
    return Pointed(every, frozenset(aside.difference(photos) if by_name else aside))
