"""From text to meaning. Words beside each other are all meant; `OR` binds less than that, `-` more."""

from holdfast.domain.query import fields
from holdfast.domain.query.lexer import Token, tokens
from holdfast.domain.query.tree import AllOf, AnyOf, Field, Node, Not, Query, Word
from holdfast.errors import QueryError

DEEPEST = 20
MOST_TERMS = 60


def parsed(text: str) -> Query:
    """What a text means; QueryError with the position of the first character that has no meaning."""
    return _Parser(tokens(text)).query()


class _Parser:
    """Reads the pieces from left to right, looking one ahead."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._next = 0
        self._depth = 0
        self._terms = 0

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._token
        self._next += token.kind != "end"
        return token

    def query(self) -> Query:
        if self._token.kind == "end":
            return Query()
        root = self._any()
        if self._token.kind == "close":
            raise QueryError("No parenthesis was opened before this one.", position=self._token.at)
        return Query(root)

    def _any(self) -> Node:
        parts = [self._all()]
        while self._token.kind == "or":
            self._take()
            parts.append(self._all())
        return _joined(AnyOf, parts)

    def _all(self) -> Node:
        parts = [self._one()]
        while self._token.kind not in ("or", "close", "end"):
            if self._token.kind == "and":
                self._take()
            parts.append(self._one())
        return _joined(AllOf, parts)

    def _one(self) -> Node:
        token = self._take()
        if token.kind in ("word", "phrase"):
            return self._word(token)
        if token.kind == "field":
            self._count(token)
            name = fields.canonical(token.name, token.at)
            return Field(name, fields.value(name, token.text, token.value_at, token.quoted), token.at)
        if token.kind in ("not", "open"):
            return self._nested(token)
        raise QueryError(_MISSING.get(token.kind, "Something to search for is missing here."), position=token.at)

    def _nested(self, token: Token) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(f"Parentheses and minus signs go at most {DEEPEST} deep.", position=token.at)
        found = Not(self._one()) if token.kind == "not" else self._inner(token)
        self._depth -= 1
        return found

    def _inner(self, opened: Token) -> Node:
        found = self._any()
        if self._take().kind != "close":
            raise QueryError("This parenthesis is not closed.", position=opened.at)
        return found

    def _word(self, token: Token) -> Node:
        self._count(token)
        if not any(letter.isalnum() for letter in token.text):
            raise QueryError("There is no letter or digit here to search for.", position=token.at)
        return Word(token.text, token.kind == "phrase", token.at)

    def _count(self, token: Token) -> None:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise QueryError(f"A query asks for at most {MOST_TERMS} things.", position=token.at)


_MISSING = {
    "end": "Something to search for is missing at the end.",
    "or": "`OR` stands between two things; put it in quotes to search for the word.",
    "and": "`AND` stands between two things; put it in quotes to search for the word.",
    "close": "There is nothing in front of this parenthesis to search for.",
}


def _joined(kind: type[AllOf] | type[AnyOf], parts: list[Node]) -> Node:
    """Several as one; those of the same kind inside it are its own."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
