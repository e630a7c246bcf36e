"""Whatever the server says in the window is said in every language of the window."""

import re
from pathlib import Path

import pytest
from tests.house.spoken import Spoken
from tests.house.test_errors import TREE

from holdfast.errors import HoldfastError

NOT_ON_THE_PAGE = (
    "holdfast/cli/", "holdfast/standins/", "holdfast/couriers/", "holdfast/engine/checkup/", "holdfast/engine/facts.py",
    "holdfast/engine/facts_export.py", "holdfast/engine/forms.py", "holdfast/engine/gazetteer.py",
    "holdfast/domain/table.py", "holdfast_ui/app.py", "holdfast_ui/menu.py", "holdfast_ui/readiness.py",
    "holdfast_ui/screen.py", "holdfast_ui/server.py",
)  # fmt: skip
IN_FILES = ("holdfast/domain/statement.py", "holdfast/domain/proof.py", "holdfast/engine/diagnostics/bundle.py")
"""The statement and the bundle are written for anybody, and are English."""


class Pairs:
    """The English sides, as the page compares them (words/sentences.ts)."""

    def __init__(self, folder: Path) -> None:
        text = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.ts")))
        sides = re.finditer(r"""^  (?:"((?:[^"\\]|\\.)+)"|'((?:[^'\\]|\\.)+)'|(\w+)):""", text, re.MULTILINE)
        self.english = {(match[1] or match[2] or match[3]).replace('\\"', '"') for match in sides}
        self._patterns = [
            re.compile(_pattern(side), re.DOTALL) for side in self.english if re.search(r"[A-Za-z]{2}", _fixed(side))
        ]

    def say(self, text: str) -> bool:
        """A sentence, or several in a row. A value before the next one is a sentence that is looked up itself."""
        if any(pattern.fullmatch(text) for pattern in self._patterns):
            return True
        if re.match(r"[17] [A-Z17]", text):
            return self.say(text[2:])
        breaks = (found.start() for found in re.finditer(r"(?<=[.!?…]) (?=\S)", text))
        return any(self.say(text[:at]) and self.say(text[at + 1 :]) for at in breaks)


SLOT = re.compile(r"\{([#@]?)\w+\}")


def _fixed(side: str) -> str:
    return SLOT.sub("", side)


def _pattern(side: str) -> str:
    kinds = [*SLOT.finditer(side)]
    parts = [re.escape(part) for part in re.split(r"\{[#@]?\w+\}", side)]
    slots = [r"[\d,]+" if kind[1] == "#" else ".+?" for kind in kinds]
    return "".join(part + slot for part, slot in zip(parts, [*slots, ""], strict=True))


@pytest.fixture(scope="module")
def pairs(root: Path) -> Pairs:
    return Pairs(root / "ui" / "web" / "src" / "words" / "de" / "sentences")


@pytest.mark.parametrize("kind", TREE)
def test_next_step_is_said_in_german_too(kind: type[HoldfastError], pairs: Pairs) -> None:
    assert pairs.say(kind.default_action)


def test_every_sentence_of_the_code_is_said_in_german_too(product: list[Path], pairs: Pairs) -> None:
    """Errors, reasons, actions and states alike: whatever looks like a sentence and is no docstring."""
    shown = [path for path in product if not any(place in path.as_posix() for place in NOT_ON_THE_PAGE + IN_FILES)]
    english = {
        f"{path.stem}:{line}: {said}"
        for path in shown
        for line, said in Spoken(path).sentences()
        if not pairs.say(said)
    }
    assert sorted(english) == []
