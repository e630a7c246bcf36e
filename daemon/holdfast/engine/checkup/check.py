"""One thing that was looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from holdfast.errors import HoldfastError


@dataclass(frozen=True, slots=True)
class Check:
    """`finding` says how it is. Not `ok`: `code` and `action` say what is wrong and what to do; an `action` beside
    `ok` is advice."""

    name: str
    ok: bool
    finding: str
    code: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Advised:
    """All is well, but there is something that a person may want to do."""

    finding: str
    action: str


def looked(name: str, look: Callable[[], str | Advised]) -> Check:
    """What became of a look: an error of ours is what is wrong."""
    try:
        found = look()
    except HoldfastError as error:
        return wrong(name, error)
    if isinstance(found, Advised):
        return Check(name, True, found.finding, action=found.action)
    return Check(name, True, found)


def wrong(name: str, error: HoldfastError) -> Check:
    """The check that an error of ours amounts to."""
    return Check(name, False, error.message, error.code, error.action)
