"""Which originals a pass reads, and in which order: a page at a time, each asked of the catalog when its turn comes."""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from holdfast.catalog import Catalog, originals, rolling, settings
from holdfast.catalog.originals import Original
from holdfast.domain.rolling import portion
from holdfast.engine.part import Part

PAGE = 512


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be read. A page may be asked for only when the one before was read and recorded."""

    pages: Iterator[list[Original]]
    files: int
    bytes: int


def full(catalog: Catalog, runs: list[int], source_ids: list[int] | None, suspects: Sequence[int]) -> Order:
    """All that no run of the pass has read yet: suspects first, then the never-read ones, then the oldest check."""
    files, size = catalog.read(originals.extent, runs, source_ids)

    def pages() -> Iterator[list[Original]]:
        yield from _chosen(catalog, runs, suspects)
        while page := catalog.read(originals.to_check, runs, PAGE, source_ids):
            yield page

    return Order(pages(), files, size)


def chosen(catalog: Catalog, runs: list[int], numbers: Sequence[int]) -> Order:
    """Just these, as far as no run of the pass has read them."""
    left = [(len(page), sum(one.bytes for one in page)) for page in _chosen(catalog, runs, numbers)]
    return Order(_chosen(catalog, runs, numbers), sum(files for files, _ in left), sum(size for _, size in left))


def sample(catalog: Catalog, runs: list[int], part: Part, percent: float, *, seed: int) -> Order:
    """A random share of the files, each as likely as any other; the same share when the job goes on."""
    everyone = catalog.read(originals.ids, part.sources) if part.chosen is None else part.chosen
    count = math.ceil(len(everyone) * percent / 100)
    drawn = random.Random(seed).sample(everyone, count)  # noqa: S311 - not a secret
    return Order(_chosen(catalog, runs, drawn), count, 0)


def todays(catalog: Catalog, runs: list[int], suspects: Sequence[int], read: int, now: int) -> Order:
    """Suspects, and today's portion of the round less the bytes that this job has read already."""
    ages, new = catalog.read(rolling.ages, now)
    days = catalog.read(settings.value, "full_check_days")
    left = portion(ages, new, days).less(read)
    files, size = catalog.read(originals.extent, runs, None)

    def pages() -> Iterator[list[Original]]:
        yield from _chosen(catalog, runs, suspects)
        yield from _up_to(left.new, lambda: catalog.read(rolling.new_ones, runs, PAGE))
        yield from _up_to(left.old, lambda: catalog.read(rolling.old_ones, runs, PAGE, now))

    planned = left.new + left.old
    return Order(pages(), len(suspects) + (math.ceil(files * planned / size) if size else 0), planned)


def _up_to(size: int, ask: Callable[[], list[Original]]) -> Iterator[list[Original]]:
    """Pages of so many bytes altogether; the last file may be larger than what is left for it."""
    while size > 0 and (page := ask()):
        before = accumulate((original.bytes for original in page), initial=0)
        some = [original for original, sum_before in zip(page, before, strict=False) if sum_before < size]
        yield some
        size -= sum(original.bytes for original in some)


def _chosen(catalog: Catalog, runs: list[int], chosen: Sequence[int]) -> Iterator[list[Original]]:
    for start in range(0, len(chosen), PAGE):
        if page := catalog.read(originals.unread, chosen[start : start + PAGE], runs):
            yield page
