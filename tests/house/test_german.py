"""What the errors tell a person to do is said in every language of the window."""

import re
from pathlib import Path

import pytest
from tests.house.test_errors import TREE

from holdfast.errors import HoldfastError


@pytest.fixture(scope="module")
def pairs(root: Path) -> set[str]:
    """The English sides of all pairs."""
    folder = root / "ui" / "web" / "src" / "words" / "de" / "sentences"
    text = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.ts")))
    return {match[2] or match[3] for match in re.finditer(r"""^  (?:(["'])(.+?)\1|(\w+)):""", text, re.MULTILINE)}


@pytest.mark.parametrize("kind", TREE)
def test_next_step_is_said_in_german_too(kind: type[HoldfastError], pairs: set[str]) -> None:
    action = kind.default_action
    assert action in pairs or set(re.split(r"(?<=\.) (?=[A-Z])", action)) <= pairs
