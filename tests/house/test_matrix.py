"""The fault matrix is whole: every row is proven by a test that is there, or says why it cannot be; and every test that
claims a row stands in docs/faults.md."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SECTIONS = {"A": 25, "B": 18, "C": 16, "D": 14, "E": 18, "F": 12, "G": 16, "H": 10}
ROWS = [f"{section}{number}" for section, last in SECTIONS.items() for number in range(1, last + 1)]

REASON = 40
"""A row without a test says why in at least so many characters."""

LINE = re.compile(r"^\| (?P<rows>[A-H]\d+[^|]*) \|(?P<rest>.*)\|$", re.MULTILINE)
CLAIM = re.compile(r"test_([a-h]\d+)_(?:to_([a-h]\d+)_)?((?:[a-h]\d+_)*)")


def spread(first: str, last: str) -> list[str]:
    """`C1`, `C3`: all from one to the other."""
    return [f"{first[0]}{number}" for number in range(int(first[1:]), int(last[1:]) + 1)]


def named(cell: str) -> Iterator[str]:
    """The rows that a first cell names: `A7, A8` or `C1–C13`."""
    for part in cell.split(","):
        ends = [each.strip() for each in part.split("–")]
        yield from spread(ends[0], ends[-1])


def claimed(test: str) -> list[str]:
    """The rows that a test claims by its name."""
    found = CLAIM.match(test)
    if found is None:
        return []
    first, last, more = found.groups()
    rows = spread(first.upper(), (last or first).upper()) + [each.upper() for each in more.split("_") if each]
    return [row for row in rows if row in ROWS]


@pytest.fixture(scope="session")
def tests(root: Path) -> dict[str, set[str]]:
    """Every test by its name, with the files that have one of that name."""
    found: dict[str, set[str]] = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE):
            found.setdefault(name, set()).add(path.name)
    return found


@pytest.fixture(scope="session")
def page(root: Path) -> str:
    return (root / "docs/faults.md").read_text("utf-8")


@pytest.fixture(scope="session")
def matrix(page: str) -> dict[str, str]:
    """What the tables say of each row."""
    said: dict[str, str] = {}
    for line in LINE.finditer(page):
        for row in named(line["rows"]):
            said[row] = said.get(row, "") + line["rest"]
    return said


def files(text: str) -> set[str]:
    return {Path(name).name for name in re.findall(r"`((?:tests/[\w/]*)?test_\w+\.py)`", text)}


def patterns(text: str) -> list[str]:
    """Names of tests, whole or cut off by a `…`, as patterns."""
    names = re.findall(r"`(test_\w+)(…?)[^`.]*`", text)
    return [f"{name}.*" if cut else name for name, cut in names]


def proves(said: str, name: str, places: set[str]) -> bool:
    return bool(files(said) & places) or any(re.fullmatch(each, name) for each in patterns(said))


@pytest.mark.parametrize("row", ROWS)
def test_row_is_proven_or_says_why_not(matrix: dict[str, str], tests: dict[str, set[str]], row: str) -> None:
    said = matrix.get(row, "")
    if any(proves(said, name, places) for name, places in tests.items()):
        return
    _, dash, reason = said.partition(" – ")
    assert dash, f"docs/faults.md names no test of {row}, nor why there is none"
    assert len(reason.strip()) >= REASON, f"{row}: {reason!r} is no reason"


def test_every_test_that_claims_a_row_is_named_with_it(matrix: dict[str, str], tests: dict[str, set[str]]) -> None:
    """Of a test that claims several, with one of them."""
    unnamed = [
        f"{name} in {', '.join(sorted(places))}"
        for name, places in tests.items()
        if (rows := claimed(name))
        and not any(proves(matrix.get(row, ""), name, places) for row in rows)
    ]
    assert unnamed == []


def test_every_test_that_the_page_names_is_there(page: str, tests: dict[str, set[str]], root: Path) -> None:
    there = {path.name for path in (root / "tests").rglob("*.py")}
    assert files(page) - there == set()
    for path in re.findall(r"`(tests/[\w/]+\.py)`", page):
        assert (root / path).is_file(), path
    assert [each for each in patterns(page) if not any(re.fullmatch(each, name) for name in tests)] == []


def test_a_missing_row_would_be_seen() -> None:
    assert list(named("A7, A8")) == ["A7", "A8"]
    assert list(named("C1–C3, C9")) == ["C1", "C2", "C3", "C9"]
    assert claimed("test_c1_to_c3_all") == ["C1", "C2", "C3"]
    assert claimed("test_f5_f6_a_lock") == ["F5", "F6"]
    assert claimed("test_s3_keys") == claimed("test_a_thing") == []
    assert not proves("| `test_e4_…` |", "test_e5_other", {"test_e_drive.py"})
    assert proves("| `tests/faults/test_e_drive.py` |", "test_e5_other", {"test_e_drive.py"})
