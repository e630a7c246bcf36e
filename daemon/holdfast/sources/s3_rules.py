"""Which objects of a bucket are to be copied: rules that a person writes as they write file names with stars."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from holdfast import errors

_PARTS = re.compile(r"(\*\*/|\*\*|\*|\?)")
_AS_REGEX = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
FEW = 2
"""So many stars a regular expression may have: with each more, one long key could take ever longer."""


class _Rule:
    """One rule with many stars. All the ways in which it can match are followed at once, so that no key takes more time
    than its length: bit `n` of a number stands for the first `n` parts having matched what was read."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._end = 1 << len(parts)
        self._optional = _bits(parts, "**/")
        self._stars = _bits(parts, "*") | _bits(parts, "**")
        self._stay, self._stay_at_slash = self._stars | self._optional, _bits(parts, "**") | self._optional
        self._any = _bits(parts, "?")
        self._letters = {part: _bits(parts, part) for part in set(parts) - {"*", "**", "**/", "?"}}
        self._begin = self._reached(0, 1)

    def fullmatch(self, path: str) -> bool:
        """Whether the whole path is named."""
        now = self._begin
        for letter in path.lower():
            goes = self._letters.get(letter, 0) | (self._optional if letter == "/" else self._any)
            now = self._reached(now & (self._stay_at_slash if letter == "/" else self._stay), (now & goes) << 1)
            if not now:
                return False
        return bool(now & self._end)

    def _reached(self, stays: int, entered: int) -> int:
        """With what follows from there without reading: a star may be nothing, an optional folder only as a whole."""
        while more := ((((stays | entered) & self._stars) | (entered & self._optional)) << 1) & ~entered:
            entered |= more
        return stays | entered


def _bits(parts: Sequence[str], wanted: str) -> int:
    return sum(1 << at for at, part in enumerate(parts) if part == wanted)


@dataclass(frozen=True, slots=True)
class _Rules:
    """Some rules together: those with few stars as one expression."""

    simple: re.Pattern[str] | None
    """A group for each of `written`."""
    written: tuple[str, ...]
    starry: tuple[tuple[str, _Rule], ...]

    def one_for(self, path: str) -> str | None:
        """A rule that names this path, as the person wrote it."""
        found = None if self.simple is None else self.simple.fullmatch(path)
        if found is not None:
            return self.written[(found.lastindex or 1) - 1]
        return next((text for text, rule in self.starry if rule.fullmatch(path)), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """Rules for paths below the prefix. `*` stands for anything but a slash, `**` for anything, `?` for one letter.

    A rule without a slash looks at the name alone, `private/` is a folder of that name anywhere, `/private/` the one at
    the top. Capitals do not count. Where there are rules to include, only what one of them names is copied; what a rule
    to exclude names is never copied.
    """

    include: _Rules | None
    exclude: _Rules | None

    @classmethod
    def of(cls, include: str, exclude: str) -> "Choice":
        """From the settings, one rule a line. UsageError: a rule that is none."""
        return cls(_rules(include), _rules(exclude))

    def leaves_out(self, path: str) -> str | None:
        """The rule by which the photo at this path below the prefix is not to be copied; empty: none includes it. None:
        it is to be copied."""
        if self.include is not None and self.include.one_for(path) is None:
            return ""
        return None if self.exclude is None else self.exclude.one_for(path)


def _rules(lines: str) -> _Rules | None:
    rules = {line.strip(): _parts(line.strip()) for line in lines.splitlines() if line.strip()}
    if not rules:
        return None
    simple = {text: rule for text, rule in rules.items() if _stars(rule) <= FEW}
    starry = tuple((text, _Rule(_letters(rule))) for text, rule in rules.items() if text not in simple)
    groups = ("".join(_AS_REGEX.get(part, re.escape(part)) for part in rule) for rule in simple.values())
    pattern = "|".join(f"({group})" for group in groups)
    return _Rules(re.compile(pattern, re.IGNORECASE | re.DOTALL) if simple else None, tuple(simple), starry)


def _stars(parts: Sequence[str]) -> int:
    """How many there are, the one in front not counted."""
    return sum("*" in part for part in parts[1:])


def _letters(parts: Sequence[str]) -> list[str]:
    """The parts with every letter by itself; capitals do not count."""
    return [each for part in parts for each in ([part] if part in _AS_REGEX else part.lower())]


def _parts(rule: str) -> list[str]:
    """Stars, question marks and the text between them."""
    if len(rule) > 1024:
        raise errors.UsageError("A rule of more than 1,024 characters is none.", action="Write a shorter one.")
    whole = rule.lstrip("/")
    if whole.endswith("/"):
        whole += "**"
    if "/" not in rule.rstrip("/"):
        whole = f"**/{whole}"
    return [part for part in _PARTS.split(whole) if part]
