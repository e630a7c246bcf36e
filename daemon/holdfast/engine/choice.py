"""Which photos are to be restored, and where each of them goes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from holdfast.catalog import collections, exports, meant
from holdfast.catalog.exports import PAGE, Candidate
from holdfast.catalog.jobs import Parameters
from holdfast.catalog.originals import Original
from holdfast.domain import naming, template
from holdfast.domain.layout import Layout
from holdfast.domain.query import parsed
from holdfast.domain.selection import Selection, checked_span
from holdfast.domain.table import form_of
from holdfast.domain.template import Facts
from holdfast.engine import accompany, forms
from holdfast.engine.copying import Errand
from holdfast.engine.pointing import batched, pointed_to
from holdfast.engine.setup import Opened
from holdfast.errors import UsageError
from holdfast.library import apart, manifest
from holdfast.library.target import WORK


def request(
    opened: Opened, to: Path, *, sources: tuple[int, ...] | None = None, folder: int | None = None,
    since: str | None = None, until: str | None = None, match: str | None = None, structure: str | None = None,
    gone: bool = False, xmp: str | None = None, versions: bool = False, query: str | None = None,
    shoot: int | None = None, collection: int | None = None, picked: tuple[int, ...] | None = None,
    form: str | None = None,
) -> Parameters:  # fmt: skip
    """What an `export` job is to be asked for; UsageError or TargetRefused when it cannot be. Changes nothing.

    Sources that were removed count like any other: the library has their photos."""
    where = apart.require(to, keep_out(opened))
    template.checked(structure or template.TREE)
    checked_span(since, until)
    if form is not None:
        forms.require(form_of("", form))
    require_one(opened, query, shoot, collection, picked)
    return Parameters(
        sources, folder=folder, to=str(where), structure=structure, since=since, until=until, match=match or None,
        gone=gone, xmp=accompany.checked(xmp), versions=versions,
        query=checked_query(query), shoot=shoot, collection=collection, picked=picked, form=form,
    )  # fmt: skip


def require_one(
    opened: Opened, query: str | None, shoot: int | None, collection: int | None, picked: tuple[int, ...] | None
) -> None:
    """UsageError unless at most one thing says which photos, and it is there."""
    if sum(1 for one in (query, shoot, collection, picked) if one is not None) > 1:
        raise UsageError("A search, a shoot, a collection and a choice cannot be meant at once.", action="Name one.")
    if shoot is not None and not opened.catalog.read(meant.is_shoot, shoot):
        raise UsageError("This shoot is no more.", action="Choose another one.")
    if collection is not None and opened.catalog.read(collections.by_id, collection) is None:
        raise UsageError("This collection is no more.", action="Choose another one.")


def checked_query(query: str | None) -> str | None:
    """The search as it was typed, None for none; QueryError when it has no meaning."""
    if query is not None:
        parsed(query)
    return query or None


def require_some(opened: Opened, asked: Parameters) -> None:
    """UsageError when no photo is meant: a slip in a word must not look like a copy that was made."""
    if next(Choice(opened, asked).each(), None) is None:
        raise UsageError("No photo fits, so nothing was copied.", action="`holdfast photos` lists what there is.")


def keep_out(opened: Opened) -> tuple[Path, ...]:
    """What is restored must not mix with these."""
    return opened.library, opened.home.path


@dataclass(frozen=True, slots=True)
class Lacking:
    """A photo that was meant and of which the library has no bytes."""

    source: str
    photo: str
    state: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A photo that belongs to what was meant, and that the person hid or set aside: it stays where it is, unless it was
    chosen by itself."""

    source: str
    photo: str


class Choice:
    """The errands of one request, in the same order and with the same paths each time it is gone through."""

    def __init__(self, opened: Opened, asked: Parameters) -> None:
        self._catalog = opened.catalog
        self._asked = asked
        self._selection = Selection(asked.since, asked.until, asked.match)
        self._template = template.checked(asked.structure or template.TREE)
        self._aside: frozenset[int] = frozenset()

    def each(self) -> Iterator[Errand | Lacking | Aside]:
        """Every photo that is meant; a page of the catalog in memory at a time."""
        layout = Layout(manifest.NAME, f"{WORK}/x")
        for page in self._pages():
            meant = [one for one in page if self._selection.takes(one.day, (one.source, shown(one), *one.tags))]
            earlier = self._catalog.read(exports.versions, [one.id for one in meant]) if self._asked.versions else {}
            for found in meant:
                if found.id in self._aside:
                    yield Aside(found.source, shown(found))
                    continue
                yield self._lacking(found) if found.original is None else self._errand(found, layout)
                for number, original in enumerate(earlier.get(found.id, ()), 1):
                    yield self._errand(_earlier(found, number, original), layout)

    def _pages(self) -> Iterator[list[Candidate]]:
        after, asked = 0, self._asked
        pointed = pointed_to(self._catalog, asked)
        if pointed is not None:
            self._aside = pointed.aside
            for batch in batched(pointed.photos, PAGE):
                yield self._catalog.read(exports.chosen, batch, asked.sources, asked.folder, asked.gone)
            return
        while page := self._catalog.read(exports.page, after, asked.sources, asked.folder, asked.gone):
            yield page
            after = page[-1].id

    def _errand(self, found: Candidate, layout: Layout) -> Errand:
        made = errand(found, self._template, layout)
        return replace(made, sidecars=accompany.names(made.path, made.key, self._asked.xmp, layout))

    def _lacking(self, found: Candidate) -> Lacking:
        return Lacking(found.source, shown(found), found.state)


def errand(found: Candidate, structure: template.Template, layout: Layout) -> Errand:
    """The photo with the path that it is to get."""
    assert found.original is not None
    facts = Facts(
        naming.decode(found.root), found.folder, found.name, found.day, found.media_type, found.original.sha256
    )
    wanted = structure.path(facts)
    path = layout.place(wanted, found.key)
    return Errand(found.original, path, found.key, found.source, shown(found), found.id, wanted=wanted)


def _earlier(found: Candidate, number: int, original: Original) -> Candidate:
    """An earlier version of a photo: `name~1.jpg` is the oldest."""
    stem, dot, ending = found.name.rpartition(".")
    name = f"{stem}~{number}{dot}{ending}" if stem else f"{found.name}~{number}"
    return replace(found, key=f"{found.key}\0version {original.sha256}", name=name, original=original)


def shown(found: Candidate) -> str:
    """The photo by its folders and name."""
    return "/".join((*found.folder, found.name))
