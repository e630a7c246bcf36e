"""What of a query the full-text index answers: which photos have these words, as a set or asked of a few."""

import json
from dataclasses import dataclass

from holdfast.catalog import words
from holdfast.catalog.driver import Connection
from holdfast.domain.query import AllOf, AnyOf, Field, Node, Not, Query, Text, Word

SHORT = 3
"""Letters up to which the beginnings of words have an index of their own: to ask it of one photo costs nothing."""

DENSE = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """`found`: what photos must have; `without`: what they must not have, where nothing else is asked for."""

    found: str | None
    without: str | None
    rest: tuple[Node, ...]
    """What the index knows nothing of."""
    is_quick: bool
    """It can be asked of one photo."""


def split(query: Query) -> Asked:
    """What the index is asked for, and the rest of a query."""
    found = [(term, match) for term in query.terms if (match := _match(term)) is not None]
    against = [
        (term, match) for term in query.terms if isinstance(term, Not) and (match := _match(term.of)) is not None
    ]
    taken = [term for term, _ in (*found, *against)]
    meant = words.all_of([match for _, match in found]) if found else None
    unmeant = " OR ".join(f"({match})" for _, match in against) if against else None
    rest = tuple(term for term in query.terms if not any(term is one for one in taken))
    is_quick = all(map(_is_quick, taken))
    if meant is not None and unmeant is not None:
        return Asked(f"({meant}) NOT ({unmeant})", None, rest, is_quick)
    return Asked(meant, unmeant, rest, is_quick)


def _match(node: Node) -> str | None:
    """The node in the language of the index; None: it is not about words alone."""
    if isinstance(node, AllOf | AnyOf):
        parts = [_match(part) for part in node.parts]
        if any(part is None for part in parts):
            return None
        return (" AND " if isinstance(node, AllOf) else " OR ").join(f"({part})" for part in parts)
    return leaf(node)


def leaf(node: Node) -> str | None:
    """A word, or a field that is compared with words."""
    if isinstance(node, Word):
        return words.match(node.text, exact=node.exact)
    if isinstance(node, Field) and isinstance(node.value, Text):
        if node.name in ("camera", "lens"):
            return words.match(node.value.text, exact=False, column=node.name)
        if node.name == "tag":
            return words.match(node.value.text, exact=True, column="tags")
    return None


def _is_quick(node: Node) -> bool:
    if isinstance(node, Not):
        return _is_quick(node.of)
    if isinstance(node, AllOf | AnyOf):
        return all(map(_is_quick, node.parts))
    return isinstance(node, Word) and (node.exact or len(node.text) <= SHORT)


def count(db: Connection, match: str, most: int) -> int:
    """How many photos have these words, at most so many."""
    return db.number(
        "SELECT count(*) FROM (SELECT rowid FROM photo_words WHERE photo_words MATCH ? LIMIT ?)", (match, most)
    )


def ids(db: Connection, match: str) -> frozenset[int]:
    """All photos that have these words, in one piece: a million takes a fifth of a second."""
    row = db.row("SELECT json_group_array(rowid) AS ids FROM photo_words WHERE photo_words MATCH ?", (match,))
    return frozenset(json.loads(row["ids"])) if row else frozenset()


def among(db: Connection, match: str, photos: list[int]) -> frozenset[int]:
    """Those of these photos that have the words; for words that can be asked of one photo."""
    rows = db.rows(
        "SELECT j.value AS id FROM json_each(?) AS j WHERE EXISTS"
        " (SELECT 1 FROM photo_words WHERE photo_words MATCH ? AND rowid = j.value)",
        (json.dumps(photos), match),
    )
    return frozenset(row["id"] for row in rows)
