"""The pages of a listing, one ahead: the cloud is asked for the next one while the last one is written down."""

from collections.abc import Iterator

from holdfast.domain.photo import Page
from holdfast.engine.control import PACE, Control
from holdfast.engine.crew import Crew


def one_ahead(pages: Iterator[Page], control: Control) -> Iterator[Page]:
    """The same pages, in order. A page that cannot be had raises when its turn comes. A person's wish is obeyed however
    long the cloud keeps us waiting; a call that is left behind so is ended by its source's link."""
    crew: Crew[int, Page | None] = Crew(1, lambda _: next(pages, None))
    try:
        crew.give(0)
        while (page := _taken(crew, control)) is not None:
            if page.cursor is not None:
                crew.give(0)
            yield page
            if page.cursor is None:
                return
    finally:
        crew.give_no_more()


def _taken(crew: Crew[int, Page | None], control: Control) -> Page | None:
    while (outcome := crew.take(PACE)) is None:
        control.check()
    return outcome.result()
