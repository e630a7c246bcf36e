"""A query that names something says its new name when that is called otherwise."""

from typing import Literal

from holdfast.domain.query.tree import AllOf, AnyOf, Field, Node, Not, Query, Text

Named = Literal["in", "shoot"]
LETTERS = str.maketrans({chr(number): chr(number + 32) for number in range(ord("A"), ord("Z") + 1)})
"""Names are compared as the catalog does: capitals of the English alphabet make no difference."""


def renamed(query: Query, field: Named, old: str, new: str) -> Query:
    """The same with the new name wherever this field asks for the old one."""
    return query if query.root is None else Query(_renamed(query.root, field, old.translate(LETTERS), new))


def _renamed(node: Node, field: Named, old: str, new: str) -> Node:
    match node:
        case Not(of):
            return Not(_renamed(of, field, old, new))
        case AllOf(parts) | AnyOf(parts):
            return type(node)(tuple(_renamed(part, field, old, new) for part in parts))
        case Field(name, Text(text), at) if name == field and text.translate(LETTERS) == old:
            return Field(name, Text(new), at)
    return node
