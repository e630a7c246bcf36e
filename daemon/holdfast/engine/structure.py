"""A quick look at every file of the library: is it there, and as big as it was? No bytes are read."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from holdfast.catalog import Catalog
from holdfast.catalog.originals import Original
from holdfast.engine.crew import Crew
from holdfast.engine.part import Part
from holdfast.errors import DiskError, PermissionRefused
from holdfast.library.reread import Rereader
from holdfast.library.root import Library

PAGE = 500
LOOK = 0.05
"""Seconds between two looks at the wish to stop."""


@dataclass(slots=True)
class Looked:
    """What a look at all files found."""

    files: int = 0
    gone: int = 0
    """Not there any more, though they were when somebody looked last."""
    suspects: "array[int]" = field(default_factory=lambda: array("q"))
    """Numbers of the originals to read first: not as the catalog has them, for worse or for better."""


@dataclass(frozen=True, slots=True)
class _Unlike:
    original_id: int
    is_newly_gone: bool


class Structure:
    """Looks at the files in the order of their paths, in a thread of its own, which calls `begin` first. `look` is
    called between two pages, and may raise to stop."""

    def __init__(
        self, catalog: Catalog, library: Library, part: Part,
        look: Callable[[], object], begin: Callable[[], object],
    ) -> None:  # fmt: skip
        self._catalog, self._library, self._part = catalog, library, part
        self._look, self._begin = look, begin

    def run(self) -> Looked:
        """All files. Raises LibraryError when the library goes away meanwhile."""
        looked = Looked()
        crew: Crew[list[Original], list[_Unlike]] = Crew(1, self._unlike)
        try:
            for page in self._pages():
                crew.give(page)
                while (outcome := crew.take(LOOK)) is None:
                    self._look()
                looked.files += sum(original.condition != "missing" for original in page)
                self._note(looked, outcome.result())
                self._look()
        finally:
            crew.give_no_more()
        return looked

    def _pages(self) -> Iterator[list[Original]]:
        last: Original | None = None
        while page := self._part.page(self._catalog, last, PAGE):
            yield page
            last = page[-1]

    def _note(self, looked: Looked, found: list[_Unlike]) -> None:
        looked.gone += sum(one.is_newly_gone for one in found)
        looked.suspects.extend(one.original_id for one in found)

    def _unlike(self, page: list[Original]) -> list[_Unlike]:
        """Those that are not as the catalog has them."""
        self._begin()
        with Rereader(self._library) as reader:
            found = [one for original in page if (one := self._seen(reader, original)) is not None]
        self._library.check(writing=False)  # a drive that went away looks like one without files
        return found

    def _seen(self, reader: Rereader, original: Original) -> _Unlike | None:
        try:
            found = reader.status(original.path)
        except (DiskError, PermissionRefused):
            return _Unlike(original.id, False)
        is_whole = found is not None and found.bytes == original.bytes
        if is_whole == (original.condition == "intact") or (found is None and original.condition == "missing"):
            return None
        return _Unlike(original.id, found is None and original.condition != "missing")
