"""The query language of search, rules and selections: one text, one meaning, everywhere.

Words stand beside each other (all of them are meant), `OR` stands between two, `-` before one, parentheses around
several; `field:value` asks for a fact. `parsed(written(query)) == query` for every query.
"""

from holdfast.domain.query.meaning import said
from holdfast.domain.query.parser import parsed
from holdfast.domain.query.text import written
from holdfast.domain.query.tree import (
    AllOf,
    AnyOf,
    Choice,
    Days,
    Field,
    Near,
    NearTown,
    Node,
    Not,
    Query,
    Span,
    Taken,
    Text,
    Value,
    Word,
)

__all__ = [
    "AllOf",
    "AnyOf",
    "Choice",
    "Days",
    "Field",
    "Near",
    "NearTown",
    "Node",
    "Not",
    "Query",
    "Span",
    "Taken",
    "Text",
    "Value",
    "Word",
    "parsed",
    "said",
    "written",
]
