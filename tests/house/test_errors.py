"""Every error is known by its own code, says what to do next, and stands in the tree that people read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast import errors
from holdfast.errors import HoldfastError

EXIT_CODES = {1, 2, 3, 4, 5, 6}


def family(kind: type[HoldfastError]) -> Iterator[type[HoldfastError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from family(child)


TREE = [kind for kind in family(HoldfastError) if kind.__module__.startswith(errors.__name__ + ".")]


@pytest.mark.parametrize("kind", TREE)
def test_error_has_a_code_of_its_own_and_a_next_step(kind: type[HoldfastError]) -> None:
    assert "code" in vars(kind)
    assert re.fullmatch(r"[A-Z][A-Z_]+", kind.code)
    assert kind.default_action.endswith(".")
    assert kind.exit_code in EXIT_CODES


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.code for kind in TREE]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("kind", TREE)
def test_error_stands_in_the_tree(kind: type[HoldfastError]) -> None:
    assert re.search(rf"\b{kind.__name__}\b", errors.__doc__ or "")


def test_errors_live_in_one_folder(product: list[Path]) -> None:
    bases = "|".join(kind.__name__ for kind in TREE)
    planted = re.compile(rf"^class \w+\((?:{bases})\)", re.MULTILINE)
    elsewhere = [path for path in product if path.parent.name != "errors" and planted.search(path.read_text("utf-8"))]
    assert elsewhere == []
