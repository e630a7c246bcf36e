"""Rules with many stars mean what they say, and no key takes them long."""

import re

from hypothesis import given
from hypothesis import strategies as st

from holdfast.sources.s3_rules import Choice

RULES = st.lists(st.sampled_from(["*", "**", "**/", "?", "a", "B", "/", "-", "."]), min_size=1, max_size=9).map("".join)
PATHS = st.text("abA/-.\n", max_size=9)


def meant(rule: str) -> re.Pattern[str]:
    """The rule as the plainest expression: slow for some keys, but easy to see through."""
    whole = rule.lstrip("/") + ("**" if rule.endswith("/") and rule.strip("/") else "")
    begin = "" if "/" in rule.rstrip("/") else "(?:.*/)?"
    pieces = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", whole)
    return re.compile(begin + "".join(pieces.get(part, re.escape(part)) for part in parts), re.IGNORECASE | re.DOTALL)


@given(RULES.filter(lambda rule: bool(rule.strip("/"))), PATHS)
def test_a_rule_names_what_its_stars_allow(rule: str, path: str) -> None:
    named = meant(rule).fullmatch(path) is not None
    assert Choice.of("", rule).leaves_out(path) == (rule.strip() if named else None)
    assert Choice.of(rule, "").leaves_out(path) == (None if named else "")


def test_a_long_name_and_a_rule_of_many_stars_take_no_time() -> None:
    """As a search among all ways to match, one of these would take longer than the machine lasts."""
    for rule in ("**/*-*-*-*-*-*.tmp", "*" * 200 + "x", "**/**-**/**-**/**-x", "*-" * 500 + "x"):
        assert Choice.of("", rule).leaves_out("-" * 1000) is None
    assert Choice.of("", "*-*-*-*.tmp").leaves_out("a/" + "-" * 1000 + ".TMP")
