"""The recovery code of an open home: shown to its owner, kept on paper or in a file, and typed back."""

import os
from collections.abc import Mapping
from pathlib import Path

from holdfast.clock import local_time, milliseconds
from holdfast.engine.setup import Opened
from holdfast.errors import KeyMissing
from holdfast.keys import catalog_key, recovery_code
from holdfast.library import paper

FILE_NAME = "Holdfast recovery code.txt"


def groups(opened: Opened) -> list[str]:
    """The code of the key that opens this catalog, in its eight groups."""
    place = catalog_key.place(opened.home, opened.bootstrap, opened.key_file)
    key = place.read_next() if opened.key_change_cut_short else place.read()
    if key is None:
        raise KeyMissing(f"The key of the catalog in {opened.home.path} is no longer where it was.")
    return recovery_code.encode(key).split("-")


def wrong(opened: Opened, typed: Mapping[int, str]) -> list[int]:
    """Of the groups that were typed back by their places, from 1 on, those that are not right."""
    right = groups(opened)
    return [place for place, text in typed.items() if not 1 <= place <= len(right) or _plain(text) != right[place - 1]]


def keep(opened: Opened, target: Path) -> None:
    """Write the code to a new file that its owner alone may read, with what it is for. Nothing is replaced."""
    made = local_time(milliseconds(opened.clock) / 1000)
    code = "\n".join(f"    {place}.  {group}" for place, group in enumerate(groups(opened), 1))
    with paper.fresh(target.expanduser().absolute()) as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(TEXT.format(code=code, made=made, home=opened.home.path, library=opened.library))


TEXT = """Holdfast recovery code

{code}

Written down {made}.
It opens the catalog in {home}
of the library {library}
when the key on the computer is lost. Your photos are ordinary files and open without it.
Keep it apart from this computer. Whoever has it and your catalog can read the keys of your sources.
"""


def _plain(text: str) -> str:
    kept = "".join(letter for letter in text.upper() if letter.isalnum())
    return kept.translate(recovery_code.LOOKALIKES)
