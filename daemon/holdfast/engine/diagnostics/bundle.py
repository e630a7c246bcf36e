"""The parts as a file that a person can read, keep and give away."""

import json
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

from holdfast.engine.diagnostics.collect import Part
from holdfast.errors import UsageError

README = """This was made by `holdfast diagnostics` for somebody who helps with Holdfast. It was sent to nobody.

It holds versions, settings, counts and codes. Names of photos, folders, sources, accounts, hosts, users and
places are not in it: where one stood there is a token such as name-7, the same for the same name throughout
this file, and meaningless outside it. Keys and secrets were never in what it is made from.

"""


def contents(part: Part) -> str:
    """The text of a part, as the file holds it."""
    return part.content if isinstance(part.content, str) else json.dumps(part.content, indent=1) + "\n"


def write(path: Path, parts: Sequence[Part]) -> None:
    """Write a new file that only its owner can read. UsageError: there is one already. Raises OSError."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except FileExistsError as error:
        raise UsageError(
            f"There is a file {path} already; it was left as it is.", action="Name another one."
        ) from error
    listed = "".join(f"{part.name}: {part.sentence}\n" for part in parts)
    with os.fdopen(number, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("README.txt", README + listed)
        for part in parts:
            bundle.writestr(part.name, contents(part))
