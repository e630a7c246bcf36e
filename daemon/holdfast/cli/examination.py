"""Every check of `holdfast doctor`, in the order in which one stands on the other."""

from collections.abc import Iterator

from holdfast.cli import words
from holdfast.cli.call import Call
from holdfast.daemon.lock import holder
from holdfast.engine import thumbnails
from holdfast.engine.checkup import clock, contents, machine, place
from holdfast.engine.checkup.check import Advised, Check, looked, wrong
from holdfast.errors import HoldfastError
from holdfast_ui import readiness


def examination(call: Call) -> Iterator[Check]:
    """One check after the other; what cannot be looked at because of an earlier fault is left out."""
    yield looked("programs", machine.programs)
    yield looked("parts", machine.parts)
    yield looked("keyring", lambda: machine.keyring(call.home))
    yield looked("worker", lambda: _worker(call))
    yield looked("login", machine.at_login)
    yield looked("pictures", lambda: shut_in(thumbnails.confinement(call.clock)))
    yield looked("window", _window)
    yield looked("page", lambda: readiness.page(call.home))
    yield looked("home", lambda: machine.room_at_home(call.home, words.size))
    found = looked("set-up", lambda: machine.set_up(call.home))
    yield found
    if found.ok:
        yield from _of_catalog(call)
    else:
        yield looked("clock", lambda: clock.by_itself(call.clock))


def _of_catalog(call: Call) -> Iterator[Check]:
    try:
        with call.opened() as opened:
            yield looked("key", lambda: contents.key(opened))
            yield looked("catalog", lambda: contents.catalog(opened))
            yield looked("clock", lambda: clock.by_catalog(opened))
            library = looked("library", lambda: place.library(opened))
            yield library
            if library.ok:
                yield looked("drive", lambda: place.drive(opened))
            yield looked("free space", lambda: place.free_space(opened, words.size))
            yield from contents.sources(opened)
    except HoldfastError as error:
        yield wrong("catalog", error)


def _worker(call: Call) -> str:
    card = holder(call.home, call.clock)
    return f"{card.said()} holds the lock." if card else "Nobody is at work; the daemon is not running."


def _window() -> str | Advised:
    finding, action = readiness.window()
    return Advised(finding, action) if action else finding


def shut_in(given_up: frozenset[str]) -> str:
    """How far the process that decodes pictures is shut in; `given_up` in the words of `confine`."""
    start = "They are decoded in a process of their own"
    if "NOFILE" not in given_up:
        return f"{start}, but this system does not keep it from files and connections."
    missing = [word for name, word in (("LANDLOCK", "Landlock"), ("SECCOMP", "seccomp")) if name not in given_up]
    start += " that cannot open files or connections"
    if missing:
        return f"{start}; this system does not add {' and '.join(missing)} to that."
    return f"{start}, nor reach or start other programs."
