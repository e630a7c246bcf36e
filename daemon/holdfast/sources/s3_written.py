"""Rules as a person writes them, looked at before they are kept: a slip in one would leave photos out unsaid."""

import re

from holdfast import errors

_FOREIGN = re.compile(r"[\[\]{}\\]")
_NOTHING = re.compile(r"/*")


def require_rules(text: str, field: str | None = None) -> None:
    """One rule a line; `field` is what they were written into. UsageError: a rule that no path can fit, or that is
    written in another tool's way."""
    for rule in filter(None, (line.strip() for line in text.splitlines())):
        _require(rule, field)


def _require(rule: str, field: str | None) -> None:
    shown = repr(rule[:60])
    if found := _FOREIGN.search(rule):
        raise errors.UsageError(
            f"The rule {shown} has a {found[0]} in it: rules know only `*`, `**` and `?`.",
            action="Write one rule for each case; where a name has such a sign in it, `?` stands for it.",
            field=field,
        )
    if _NOTHING.fullmatch(rule) or "//" in rule or "***" in rule or {".", ".."} & set(rule.split("/")):
        raise errors.UsageError(
            f"The rule {shown} fits nothing in a bucket.",
            action="Rules look like '*.jpg', '2024/**' or 'cache/'.",
            field=field,
        )
    if rule.startswith("!") or "://" in rule:
        raise errors.UsageError(
            f"The rule {shown} is no name of a file or folder.",
            action="Give --include and --exclude one rule each.",
            field=field,
        )
