"""Which objects of a bucket are to be copied: rules that a person writes as they write file names with stars."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from holdfast import errors


@dataclass(frozen=True, slots=True)
class Choice:
    """Rules for paths below the prefix. `*` stands for anything but a slash, `**` for anything, `?` for one letter.

    A rule without a slash looks at the name alone, `private/` is a folder of that name anywhere, `/private/` the one at
    the top. Capitals do not count. Where there are rules to include, only what
    one of them names is copied; what a rule to exclude names is never copied.
    """

    include: re.Pattern[str] | None
    exclude: re.Pattern[str] | None

    @classmethod
    def of(cls, include: str, exclude: str) -> "Choice":
        """From the settings, one rule a line. UsageError: a rule that is none."""
        return cls(_one_of(include.splitlines()), _one_of(exclude.splitlines()))

    def leaves_out(self, path: str) -> bool:
        """Whether the photo at this path below the prefix is not to be copied."""
        if self.include is not None and not self.include.fullmatch(path):
            return True
        return self.exclude is not None and self.exclude.fullmatch(path) is not None


def _one_of(rules: Iterable[str]) -> re.Pattern[str] | None:
    patterns = [_pattern(rule.strip()) for rule in rules if rule.strip()]
    return re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL) if patterns else None


def _pattern(rule: str) -> str:
    if len(rule) > 1024:
        raise errors.UsageError("A rule of more than 1,024 characters is none.", action="Write a shorter one.")
    whole = rule.lstrip("/")
    if whole.endswith("/"):
        whole += "**"
    begin = "" if "/" in rule.rstrip("/") else "(?:.*/)?"
    pieces = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return begin + "".join(pieces.get(part, re.escape(part)) for part in re.split(r"(\*\*/|\*\*|\*|\?)", whole))
