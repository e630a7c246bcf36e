"""How a person names a folder or drive: where it is, and which names below it are meant. Checked before it is read."""

import os
from collections.abc import Mapping
from pathlib import Path

from holdfast import errors
from holdfast.sources.s3_written import require_rules

DRIVE = ("volume", "root")
"""Which drive it was when the folder was added: no one's to type in."""
SETTINGS = ("path", "include", "exclude", *DRIVE)

WHERE = "Name a folder that is there, e.g. /home/you/Pictures or /media/you/OldDrive."


def folder_place(said: Mapping[str, str]) -> dict[str, str]:
    """What a person said of a folder as it is kept: the path whole and without links, the rules as written. UsageError
    says which of them is wrong."""
    if unknown := sorted(set(said) - set(SETTINGS)):
        raise errors.UsageError(f"A folder has no setting called {unknown[0]!r}.")
    kept = {name: said[name].strip() if name != "path" else said[name] for name in SETTINGS if said.get(name)}
    for name in ("include", "exclude"):
        require_rules(kept.get(name, ""), name)
    kept["path"] = _whole(kept.get("path", ""))
    return {name: value for name, value in kept.items() if value}


def _whole(said: str) -> str:
    if not said.strip():
        raise errors.UsageError("The folder is missing.", action=WHERE, field="path")
    try:
        path = Path(os.path.realpath(Path(said).expanduser()))
        path.as_posix().encode()
    except UnicodeEncodeError:
        message = "The folder's own path has signs in it that are no text."
        raise errors.UsageError(message, action="Rename it, or name the one above it.", field="path") from None
    except (OSError, ValueError, RuntimeError):
        raise errors.UsageError(f"{said[:80]!r} is no path.", action=WHERE, field="path") from None
    if not Path(said).expanduser().is_absolute():
        raise errors.UsageError(f"{said[:80]!r} does not say where it begins.", action=WHERE, field="path")
    return str(path)


def require_apart(place: Mapping[str, str], own: Mapping[str, Path]) -> None:
    """UsageError: the folder lies in one of Holdfast's own folders (by what a person calls them), or around it. Its
    copies would be taken for photos, and copied again."""
    folder = Path(place["path"])
    for called, path in own.items():
        real = Path(os.path.realpath(path))
        if folder == real or folder.is_relative_to(real):
            message = f"{folder} lies in {called}, {real}."
        elif real.is_relative_to(folder):
            message = f"{folder} holds {called}, {real}, in it."
        else:
            continue
        raise errors.UsageError(message, action="Name a folder that is apart from it.", field="path")
