"""The JSON of the statistics that go through the whole catalog."""

from typing import Literal

from holdfast_ui.api.shapes.ground import Query, Shape, Time


class FigureQuery(Query):
    """`anew`: counted now, which takes seconds in a large catalog."""

    anew: Literal["0", "1"] = "0"


class Span(Shape):
    """A day, a month or a year by its name: `2024-05-17`, `2024-05`, `2024`."""

    name: str
    photos: int
    bytes: int


class Share(Shape):
    """A camera, a lens or a format; without a name: all others together."""

    name: str
    photos: int
    bytes: int


class Ranking(Shape):
    first: list[Share]
    rest: Share | None


class LargeShoot(Shape):
    id: int
    name: str
    photos: int


class Risk(Shape):
    """Something that could cost photos, in words, and the search that shows them."""

    code: str
    photos: int
    sentence: str
    query: str | None


class Figures(Shape):
    """`taken`: photos by the month they were taken in. `grown`: what the library held at the end of each month.
    `days`: the years that `GET /api/statistics/days/<year>` knows."""

    counted_at: Time
    undated: int
    taken: list[Span]
    grown: list[Span]
    years: list[Span]
    formats: Ranking
    cameras: Ranking
    lenses: Ranking
    shoots: list[LargeShoot]
    risks: list[Risk]
    days: list[int]


class Year(Shape):
    """The days of a year that have anything: photos by the day they were taken, files by the day they were copied."""

    year: int
    taken: list[Span]
    copied: list[Span]
