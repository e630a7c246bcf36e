"""The orders in which photos are listed, each with the index that has them in it."""

from dataclasses import dataclass
from typing import Literal, get_args

Order = Literal["taken", "added", "name", "size", "rating"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an order, whose photos an index has in it. One stretch follows the other: photos that have no value
    come last."""

    keys: tuple[str, ...]
    index: str
    """What the photos are read from."""
    having: str
    up: bool = False

    def sql(self, beyond: bool, limited: str = "") -> str:
        """So many photos of it, by what they are ordered by; `beyond`: after the place that is bound as k0, k1, ..."""
        way = "" if self.up else " DESC"
        after = f" AND {self.beyond()}" if beyond else ""
        order = ", ".join(f"{key}{way}" for key in self.keys)
        return (
            f"SELECT p.id FROM photos AS p {self.index} WHERE {self.having}{limited}{after}"
            f" ORDER BY {order} LIMIT :limit"
        )

    def among(self, beyond: bool) -> str:
        """Those of the photos that are bound as `known`."""
        way = "" if self.up else " DESC"
        order = ", ".join(f"{key}{way}" for key in self.keys)
        return (
            "SELECT p.id FROM json_each(:known) AS j CROSS JOIN photos AS p ON p.id = j.value"
            f" WHERE {self.having}{f' AND {self.beyond()}' if beyond else ''} ORDER BY {order} LIMIT :limit"
        )

    def beyond(self) -> str:
        bound = ", ".join(f":k{number}" for number in range(len(self.keys)))
        return f"({', '.join(self.keys)}) {'>' if self.up else '<'} ({bound})"


_BY_MOMENT = "INDEXED BY photos_by_moment"
_BY_RATING = "INDEXED BY photos_by_rating"
STRETCHES: dict[Order, tuple[Stretch, ...]] = {
    "taken": (
        Stretch(("p.moment", "p.id"), _BY_MOMENT, "p.moment IS NOT NULL"),
        Stretch(("p.id",), _BY_MOMENT, "p.moment IS NULL"),
    ),
    "added": (Stretch(("p.id",), "NOT INDEXED", "1"),),
    "name": (Stretch(("p.name", "p.id"), "INDEXED BY photos_by_name", "1", up=True),),
    "size": (
        Stretch(("p.bytes", "p.id"), "INDEXED BY photos_by_size", "p.bytes IS NOT NULL"),
        Stretch(("p.id",), "INDEXED BY photos_by_size", "p.bytes IS NULL"),
    ),
    "rating": (
        Stretch(("p.rating", "p.moment", "p.id"), _BY_RATING, "p.rating > 0 AND p.moment IS NOT NULL"),
        Stretch(("p.rating", "p.id"), _BY_RATING, "p.rating > 0 AND p.moment IS NULL"),
        Stretch(("p.moment", "p.id"), _BY_MOMENT, "coalesce(p.rating, 0) = 0 AND p.moment IS NOT NULL"),
        Stretch(("p.id",), _BY_MOMENT, "coalesce(p.rating, 0) = 0 AND p.moment IS NULL"),
    ),
}  # fmt: skip
