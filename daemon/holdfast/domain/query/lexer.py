"""A query's text in pieces: words, phrases, fields with their values, signs."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from holdfast.errors import QueryError

LONGEST = 2000
NAMED = re.compile(r"[A-Za-z][A-Za-z-]*:")
SIGNS = {"(": "open", ")": "close", "-": "not"}
KEYWORDS = {"OR": "or", "AND": "and", "NOT": "not"}

Kind = Literal["word", "phrase", "field", "open", "close", "not", "or", "and", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece and where it begins. Of a field: `name`, and `text` after the colon, which begins at `value_at`."""

    kind: Kind
    text: str
    at: int
    name: str = ""
    value_at: int = 0
    quoted: int = 0
    """How many letters at the beginning of the text stood in quotes."""


def tokens(text: str) -> list[Token]:
    """The pieces in their order, and at last an `end`."""
    if len(text) > LONGEST:
        raise QueryError(f"A query has at most {LONGEST:,} characters.", position=LONGEST)
    for at, letter in enumerate(text):
        if unicodedata.category(letter) == "Cs":
            raise QueryError("This is half a character.", position=at)
    found: list[Token] = []
    at = 0
    while (at := _beyond_space(text, at)) < len(text):
        token, at = _token(text, at)
        found.append(token)
    return [*found, Token("end", "", len(text))]


def is_space(letter: str) -> bool:
    """Line ends and the like are spaces too."""
    return letter.isspace() or unicodedata.category(letter) == "Cc"


def _beyond_space(text: str, at: int) -> int:
    while at < len(text) and is_space(text[at]):
        at += 1
    return at


def _token(text: str, at: int) -> tuple[Token, int]:
    letter = text[at]
    if letter in SIGNS:
        return Token(SIGNS[letter], letter, at), at + 1  # type: ignore[arg-type]
    if letter == '"':
        said, end = _quoted(text, at)
        return Token("phrase", said, at), end
    named = NAMED.match(text, at)
    if named:
        said, end, quoted = _run(text, named.end())
        return Token("field", said, at, named[0][:-1], named.end(), quoted), end
    said, end, _ = _run(text, at)
    kind = KEYWORDS.get(text[at:end], "word")
    return Token(kind, said, at), end  # type: ignore[arg-type]


def _run(text: str, at: int) -> tuple[str, int, int]:
    """All up to a space or a parenthesis; quotes hold together what is in them."""
    said, quoted, begun = "", 0, at
    while at < len(text) and not is_space(text[at]) and text[at] not in "()":
        if text[at] == '"':
            inner, end = _quoted(text, at)
            quoted = len(inner) if at == begun else quoted
            said, at = said + inner, end
        else:
            said, at = said + text[at], at + 1
    return said, at, quoted


def _quoted(text: str, at: int) -> tuple[str, int]:
    """What is between this quote and the next; `\\"` is a quote itself."""
    said, here = "", at + 1
    while here < len(text):
        if text[here] == '"':
            return said, here + 1
        if text[here] == "\\" and text[here + 1 : here + 2] in ('"', "\\"):
            here += 1
        said, here = said + text[here], here + 1
    raise QueryError("This quote is not closed.", position=at)
