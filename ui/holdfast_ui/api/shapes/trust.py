"""The JSON of what makes the library trustworthy: its place, the statement, the readings, the drills, the copies."""

from typing import Literal

from holdfast_ui.api.shapes.ground import Query, Request, Shape
from holdfast_ui.api.shapes.status import Library


class LibraryPlace(Library):
    """The library with where it seems to lie instead, while it is away."""

    elsewhere: str | None


class Following(Request):
    """To where: the place that was found, or one that the person points to in the window's dialog."""

    to: Literal["found", "pointed"] = "pointed"


class Settled(Shape):
    """Where the library lies now, and what was compared to know it; null: the person changed their mind."""

    path: str | None
    compared: int
    differing: list[str]


class ProofQuery(Query):
    form: Literal["text", "json"] = "text"
