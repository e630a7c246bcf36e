"""Takes out of a text whatever is not Holdfast's own.

A list of what to hide is never complete, so it is the other way round: a word stays when it stands in Holdfast's own
code, a number stays, and everything else becomes a token such as `name-7`: the same for the same word throughout a
bundle, and meaning nothing outside it. What is known to be private becomes a token even where it is a common word.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_WORD = re.compile(r"[A-Za-z]{2,}")
_FRAME = re.compile(r'File "[^"]*?((?:holdfast|holdfast_ui)/[\w/]+\.py|[\w-]+\.py)"')
_CHUNK = re.compile(r"[^\s\"'`()\[\]{}<>,;=]+")
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:[.:%/]\d{1,6}){0,2}%?|\d{4}-\d{2}-\d{2}|\d{2}:\d{2}:\d{2}\.?\d*Z?")
_OWN_NAME = re.compile(r"(?:holdfast|holdfast_ui)(?:[./][A-Za-z_]+)+")
_TOKEN = re.compile(r"name-\d+")
_PLAIN = re.compile(r"[A-Za-z]+(?:[-_/][A-Za-z]+)*")
SHORT = 1
"""A single letter says nothing."""


class Redactor:
    """For one bundle: knows which token stands for what, and forgets it with the bundle."""

    def __init__(self, private: Iterable[str], vocabulary: frozenset[str] | None = None) -> None:
        self._vocabulary = own_words() if vocabulary is None else vocabulary
        self._tokens: dict[str, str] = {}
        known = sorted({word for word in private if len(word) > SHORT}, key=len, reverse=True)
        either = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in known)
        self._private = re.compile(either or r"(?!)", re.IGNORECASE)

    def token(self, word: str) -> str:
        """What stands for this word."""
        return self._tokens.setdefault(word.casefold(), f"name-{len(self._tokens) + 1}")

    def text(self, text: str) -> str:
        """The text with nothing in it but words of Holdfast's own, numbers and tokens."""
        return "\n".join(self._line(line) for line in text.split("\n"))

    def _line(self, line: str) -> str:
        framed = _FRAME.sub(lambda found: f"File {found[1]}", line)
        hidden = self._private.sub(lambda found: self.token(found[0]), framed)
        return _CHUNK.sub(lambda found: self._chunk(found[0]), hidden)

    def _chunk(self, chunk: str) -> str:
        core = chunk.strip(".:!?")
        if self._may_stay(core):
            return chunk
        before, _, after = chunk.partition(core)
        return f"{before}{self.token(core)}{after}"

    def _may_stay(self, core: str) -> bool:
        if len(core) <= SHORT or _NUMBER.fullmatch(core) or _TOKEN.fullmatch(core) or _OWN_NAME.fullmatch(core):
            return True
        return _PLAIN.fullmatch(core) is not None and all(word in self._vocabulary for word in _WORD.findall(core))


@cache
def own_words() -> frozenset[str]:
    """Every word of Holdfast's own code but for the invented clouds, which are full of names. Where the code cannot be
    read there are none, and everything becomes a token."""
    found: set[str] = set()
    for package in ("holdfast", "holdfast_ui"):
        for text in _sources(files(package)):
            found.update(_WORD.findall(text))
    return frozenset(found)


def _sources(folder: Traversable) -> Iterable[str]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in ("standins", "static", "__pycache__"):
            yield from _sources(entry)
        elif entry.name.endswith(".py"):
            yield entry.read_text("utf-8")
