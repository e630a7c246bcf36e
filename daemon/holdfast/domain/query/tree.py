"""What a query means, as a tree of values. `at` is where a thing stands in the text; it is no part of the meaning."""

from dataclasses import dataclass, field
from datetime import date

from holdfast.domain.sphere import Box


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that a word of the photo begins with; in quotes: these very words, one after the other."""

    text: str
    exact: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared with a name."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a field knows."""

    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`; None: without an end. `above` and `below`: the end itself is left out."""

    low: float | None
    high: float | None
    above: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """Days from `first` to `last`, both meant; None: without an end. Both None: photos without a date."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Days:
    """So many days back from the day on which it is asked."""

    days: int


@dataclass(frozen=True, slots=True)
class Near:
    """Within so many kilometres of a point."""

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class NearTown:
    """Within so many kilometres of a town that the gazetteer knows."""

    town: str
    km: float


Value = Text | Choice | Span | Taken | Days | Near | NearTown | Box


@dataclass(frozen=True, slots=True)
class Field:
    """A fact that is asked for."""

    name: str
    value: Value
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    of: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    """At least two, none of them an AllOf itself."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least two, none of them an AnyOf itself."""

    parts: tuple["Node", ...]


Node = Word | Field | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Query:
    """None: all photos."""

    root: Node | None = None

    @property
    def terms(self) -> tuple[Node, ...]:
        """What all photos that are meant have in common, one thing each."""
        if self.root is None:
            return ()
        return self.root.parts if isinstance(self.root, AllOf) else (self.root,)


def fields_in(node: Node | None) -> tuple[Field, ...]:
    """Every field that is asked for, wherever it stands."""
    if isinstance(node, Field):
        return (node,)
    if isinstance(node, Not):
        return fields_in(node.of)
    if isinstance(node, AllOf | AnyOf):
        return tuple(one for part in node.parts for one in fields_in(part))
    return ()
