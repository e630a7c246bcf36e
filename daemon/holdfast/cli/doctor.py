"""`holdfast doctor`: what is right and what is not, one line each."""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import typer

from holdfast import __version__
from holdfast.catalog import health, settings, sources
from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal, words
from holdfast.cli.call import AsJson, Call
from holdfast.config import read_bootstrap
from holdfast.daemon.lock import holder
from holdfast.engine import thumbnails
from holdfast.engine.setup import Opened, open_library
from holdfast.errors import DiskFull, HoldfastError, NotSetUp


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `code`, `message` and `action` say what is wrong."""

    name: str
    ok: bool
    finding: str
    code: str | None = None
    action: str | None = None


def register(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor(context: typer.Context, as_json: AsJson = False) -> int:
    """Look at everything that Holdfast needs, and say what is wrong. Changes nothing."""
    examination = _Examination(calls.of(context))
    checks = list(examination.checks())
    if as_json:
        terminal.print_json({"ok": examination.exit_code == 0, "checks": checks})
    else:
        for check in checks:
            terminal.say(f"{'ok' if check.ok else '!!'}  {check.name}: {check.finding}")
            if check.action:
                terminal.say(f"    {check.action}")
    return examination.exit_code


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


class _Examination:
    def __init__(self, call: Call) -> None:
        self._call = call
        self.exit_code = 0

    def checks(self) -> Iterator[Check]:
        """One after the other; what cannot be looked at because of an earlier fault is left out."""
        yield self._look("programs", self._programs)
        yield self._look("worker", self._worker)
        yield self._look("pictures", self._pictures)
        setup = self._look("set-up", self._setup)
        yield setup
        if setup.ok:
            yield from self._of_catalog()

    def _look(self, name: str, look: Callable[[], str]) -> Check:
        try:
            return Check(name, True, look())
        except HoldfastError as error:
            return self._wrong(name, error)

    def _wrong(self, name: str, error: HoldfastError) -> Check:
        self.exit_code = self.exit_code or error.exit_code
        return Check(name, False, error.message, error.code, error.action)

    def _of_catalog(self) -> Iterator[Check]:
        try:
            with self._call.opened() as opened:
                yield Check("key", True, "It is the key of the catalog.")
                yield self._look("catalog", lambda: self._catalog(opened))
                yield self._look("library", lambda: self._library(opened))
                yield self._look("free space", lambda: self._space(opened))
                yield from self._sources(opened)
        except HoldfastError as error:
            yield self._wrong("catalog", error)

    def _programs(self) -> str:
        return f"Holdfast {__version__}, Python {platform.python_version()}."

    def _worker(self) -> str:
        card = holder(self._call.home, self._call.clock)
        return f"{card.said()} holds the lock." if card else "Nobody is at work; the daemon is not running."

    def _pictures(self) -> str:
        return shut_in(thumbnails.confinement(self._call.clock))

    def _setup(self) -> str:
        bootstrap = read_bootstrap(self._call.home)
        if bootstrap is None:
            raise NotSetUp(f"Holdfast is not set up in {self._call.home.path}.")
        key = f"in {bootstrap.key_file}" if bootstrap.key_file else "in the keyring"
        return f"The home is {self._call.home.path}, the key is {key}."

    def _catalog(self, opened: Opened) -> str:
        opened.catalog.read(health.quick_check)
        return f"{self._call.home.catalog_file} is whole ({opened.catalog.read(health.versions)})."

    def _library(self, opened: Opened) -> str:
        with open_library(opened) as library:
            library.check()
            return f"{library.path} is there and can be written."

    def _space(self, opened: Opened) -> str:
        reserve = opened.catalog.read(settings.value, "reserve_megabytes") * 10**6
        with open_library(opened) as library:
            free = library.free_bytes()
        if free < reserve:
            raise DiskFull(f"Only {words.size(free)} are free; {words.size(reserve)} are always left free.")
        return f"{words.size(free)} are free."

    def _sources(self, opened: Opened) -> Iterator[Check]:
        for row in opened.catalog.read(sources.everything):
            if row.problem is None:
                yield Check(f"source {row.name}", True, "Nothing is known against it.")
            else:
                self.exit_code = self.exit_code or outcome.exit_code_of(row.problem.code)
                yield Check(f"source {row.name}", False, row.problem.message, row.problem.code, row.problem.action)
