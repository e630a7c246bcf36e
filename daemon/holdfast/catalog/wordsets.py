"""What of a query the full-text index answers: which photos have these words, as a set or asked of a few.

To ask whether one photo has a whole word is quick, however many others have it. The beginning of a word is not: the
index goes through all photos that have any word that begins so. Where these are few words, they are asked for instead.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.catalog import words
from holdfast.catalog.driver import Connection
from holdfast.domain.query import AllOf, AnyOf, Field, Node, Not, Query, Text, Word

SHORT = 3
"""Letters up to which the beginnings of words have an index of their own: to ask it of one photo costs nothing."""

DENSE = 20_000
"""Photos beyond which each one that may be shown is asked, instead of looking all of them up."""

BEGINNING = 64
"""Words that begin alike and are asked for one by one."""

GAP = 100
"""Between two numbers, so that what lies between them is passed over more quickly than sought."""

NEXT = "\x01"
"""Follows a word of the index: sorts before every longer one, and stands in none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`found`: what photos must have; `without`: what they must not have, where nothing else is asked for."""

    found: str | None
    without: str | None
    rest: tuple[Node, ...]
    """What the index knows nothing of."""
    is_quick: bool
    """It can be asked of one photo."""


@dataclass(frozen=True, slots=True)
class Match:
    """What the index is asked, in its own language; `is_quick`: it can be asked of one photo."""

    text: str
    is_quick: bool


def split(db: Connection, query: Query) -> Asked:
    """What the index is asked for, and the rest of a query."""
    found = [(term, match) for term in query.terms if (match := _match(db, term)) is not None]
    against = [
        (term, match) for term in query.terms if isinstance(term, Not) and (match := _match(db, term.of)) is not None
    ]
    taken = [term for term, _ in (*found, *against)]
    meant = words.all_of([match.text for _, match in found]) if found else None
    unmeant = " OR ".join(f"({match.text})" for _, match in against) if against else None
    rest = tuple(term for term in query.terms if not any(term is one for one in taken))
    is_quick = all(match.is_quick for _, match in (*found, *against))
    if meant is not None and unmeant is not None:
        return Asked(f"({meant}) NOT ({unmeant})", None, rest, is_quick)
    return Asked(meant, unmeant, rest, is_quick)


def _match(db: Connection, node: Node) -> Match | None:
    """The node as the index is asked for it; None: it is not about words alone."""
    if isinstance(node, AllOf | AnyOf):
        parts = [_match(db, part) for part in node.parts]
        known = [part for part in parts if part is not None]
        joint = " AND " if isinstance(node, AllOf) else " OR "
        text = joint.join(f"({part.text})" for part in known)
        return Match(text, all(part.is_quick for part in known)) if len(known) == len(parts) else None
    whole = leaf(node)
    if whole is None:
        return None
    if not whole.endswith("*"):
        return Match(whole, is_quick=True)
    written = _written_out(db, node)
    return Match(whole, is_quick=_is_short(node)) if written is None else Match(written, is_quick=True)


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


def _is_short(node: Node) -> bool:
    return isinstance(node, Word) and len(node.text) <= SHORT


def _written_out(db: Connection, node: Node) -> str | None:
    """The same with every word that may be meant; None where these are too many, or cannot be told from the text."""
    text = _text(node)
    parts = re.findall("[a-z0-9]+", text.lower()) if text.isascii() else []
    if not parts:
        return None
    *before, last = parts
    meant = beginning(db, last)
    if not meant or len(meant) > BEGINNING:
        return None
    whole = " OR ".join(words.match(" ".join((*before, one)), exact=True) for one in meant)
    return f"{{{node.name}}} : ({whole})" if isinstance(node, Field) else whole


def _text(node: Node) -> str:
    if isinstance(node, Word):
        return node.text
    return node.value.text if isinstance(node, Field) and isinstance(node.value, Text) else ""


def beginning(db: Connection, start: str) -> list[str]:
    """The words of the index that begin so, one more than `BEGINNING` at most. Each is found by a look of its own:
    the index would tell of every place where a word stands."""
    found: list[str] = []
    at = start
    while len(found) <= BEGINNING:
        row = db.row("SELECT term FROM photo_terms WHERE term >= ? LIMIT 1", (at,))
        if row is None or not row["term"].startswith(start):
            break
        found.append(row["term"])
        at = row["term"] + NEXT
    return found


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
    """Those of these photos that have the words; for words that can be asked of one photo. Photos whose numbers are
    near each other, as those taken one after the other mostly are, are asked in one step."""
    found: list[int] = []
    for first, last in _neighbours(sorted(photos)):
        rows = db.rows(
            "SELECT rowid AS id FROM photo_words WHERE photo_words MATCH ? AND rowid BETWEEN ? AND ?",
            (match, first, last),
        )
        found += [row["id"] for row in rows]
    return frozenset(found) & frozenset(photos)


def _neighbours(ids: list[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of numbers without a wide gap."""
    begun = 0
    for at, one in enumerate(ids, start=1):
        if at == len(ids) or ids[at] - one > GAP:
            yield ids[begun], one
            begun = at
