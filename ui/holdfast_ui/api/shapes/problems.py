"""The JSON of the cards: what needs the person, what they know of, and what was solved."""

from typing import Literal

from pydantic import Field

from holdfast_ui.api.shapes.ground import Query, Request, Shape, Time

Subject = Literal["photos", "source", "held", "stale", "library", "reading", "lost", "drill"]


class Tries(Shape):
    """What was done already about photos that failed, and when they are tried again by themselves."""

    attempts: int
    last_attempt: Time
    next_attempt: Time
    names: list[str]


class Card(Shape):
    """One cause, whatever it concerns. `passes`: by itself, without anybody doing anything."""

    id: int
    subject: Subject
    code: str
    source_id: int | None
    source: str | None
    message: str
    action: str
    photos: int
    passes: bool
    since: Time
    known_at: Time
    tries: Tries | None


class SolvedCard(Shape):
    """A card that is there no more. `solved_by`: what ended it, in one word."""

    id: int
    subject: Subject
    code: str
    source: str | None
    message: str
    photos: int
    since: Time
    solved_at: Time
    solved_by: str


class Cards(Shape):
    problems: list[Card]
    solved: list[SolvedCard]


class Knowing(Request):
    known: bool


class FailureTableQuery(Query):
    code: str | None = Field(default=None, max_length=64)


class FailureTableRequest(Request):
    code: str | None = Field(default=None, max_length=64)


class LogQuery(Query):
    lines: int = Field(default=200, ge=1, le=1000)


class Log(Shape):
    """The last lines of the log, names and places taken out."""

    lines: list[str]
