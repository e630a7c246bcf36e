"""The diagnostics bundle as the window shows it: every part's text, before anything is saved."""

from collections.abc import Iterator

from holdfast.catalog import Connection, failures, sources
from holdfast.engine import thumbnails
from holdfast.engine.checkup import clock, contents, machine, place
from holdfast.engine.checkup.check import Check, looked
from holdfast.engine.diagnostics import collect
from holdfast.engine.diagnostics.collect import Part
from holdfast.engine.diagnostics.redact import Redactor
from holdfast.engine.report import Json
from holdfast_ui.desk import Desk

MOST_NAMES = 1000


def parts(desk: Desk, *, with_names: bool) -> list[Part]:
    """All that would be in it. `with_names`: the photos that failed are named, because the person said so."""
    opened = desk.opened
    rows = opened.catalog.read(sources.everything)
    redactor = Redactor(collect.private_words(opened.home, opened.bootstrap, rows))
    status = desk.status()
    known = opened.catalog.read(lambda db: list(collect.of_catalog(db, status, redactor)))
    named = [opened.catalog.read(_names)] if with_names else []
    return [*collect.of_machine(list(_checks(desk)), redactor), *known, collect.of_log(opened.home, redactor), *named]


def _checks(desk: Desk) -> Iterator[Check]:
    opened = desk.opened
    yield looked("programs", machine.programs)
    yield looked("parts", machine.parts)
    yield looked("keyring", lambda: machine.keyring(opened.home))
    yield looked("pictures", lambda: ", ".join(sorted(thumbnails.confinement(desk.clock))) or "shut in")
    yield looked("key", lambda: contents.key(opened))
    yield looked("clock", lambda: clock.by_catalog(opened))
    library = looked("library", lambda: place.library(opened))
    yield library
    if library.ok:
        yield looked("drive", lambda: place.drive(opened))
    yield from contents.sources(opened)


def _names(db: Connection) -> Part:
    told: list[Json] = [
        {"source": one.source, "photo": one.photo, "code": one.code} for one in failures.page(db, limit=MOST_NAMES)
    ]
    return Part("photos.json", "photos that could not be copied, by name", told)
