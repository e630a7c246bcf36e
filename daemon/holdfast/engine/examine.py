"""A live look at an account before anything of it is kept or copied: does the key work, and what is there?"""

import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Literal

from holdfast.clock import Clock
from holdfast.domain import skips
from holdfast.domain.photo import Page, RemotePhoto
from holdfast.engine.connect import Signed, plain
from holdfast.errors import AuthRevoked, HoldfastError, TlsRefused
from holdfast.sources.base import Source

State = Literal["asking", "counting", "done", "refused", "cancelled"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why it went no further."""

    code: str
    message: str
    action: str
    field: str | None = None
    """What of the form it is about."""
    certificate: str | None = None
    """Of a server that nobody vouches for: a person may say that it is the right one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far the look is."""

    state: State = "asking"
    title: str = ""
    """What the cloud calls the account."""
    photos: int = 0
    """Those that would be copied."""
    bytes: int = 0
    unsized: int = 0
    """Photos whose size the cloud does not tell."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Photos that would not be copied, by the reason in words."""
    complete: bool = False
    """The whole account was counted."""
    problem: Trouble | None = None


class Examination:
    """One look, run in a thread of its own and seen from others. It lists, writes nothing and fetches no photo."""

    def __init__(self, kind: str, signed: Signed, clock: Clock) -> None:
        self._kind, self._signed, self._clock = kind, signed, clock
        self._stopped = threading.Event()
        self._known: set[int] = set()
        self._left_out: Counter[str] = Counter()
        self.seen = Seen()

    def stop(self) -> None:
        """The person does not want to know any more. What was seen so far stays."""
        self._stopped.set()
        if self.seen.state in ("asking", "counting"):
            self.seen = replace(self.seen, state="cancelled")

    def run(self) -> None:
        """Look until there is no more to find; what goes wrong is part of what is seen."""
        try:
            signed = self._described()
            with closing(plain(self._kind, signed, self._clock)) as source:
                self._look(source)
        except HoldfastError as error:
            self.fails(error)

    def _described(self) -> Signed:
        """The account with what it says of itself, which the listing needs to know."""
        with closing(plain(self._kind, self._signed, self._clock)) as source:
            said = source.describe()
        self._becomes(replace(self.seen, state="counting", title=said.title))
        return replace(self._signed, facts=said.facts)

    def _look(self, source: Source) -> None:
        complete = False
        for page in source.list(None):
            self._count(page)
            complete = page.cursor is None
            if self._stopped.is_set() or _is_scarce(source):
                break
        self._becomes(replace(self.seen, state="done", complete=complete))

    def _count(self, page: Page) -> None:
        new = [photo for photo in page.photos if not self._has(photo)]
        wanted = [photo for photo in new if photo.skip_reason is None]
        self._left_out.update(skips.words(photo.skip_reason) for photo in new if photo.skip_reason is not None)
        self._becomes(
            replace(
                self.seen,
                photos=self.seen.photos + len(wanted),
                bytes=self.seen.bytes + sum(photo.bytes or 0 for photo in wanted),
                unsized=self.seen.unsized + sum(photo.bytes is None for photo in wanted),
                left_out=dict(self._left_out),
            )
        )

    def _has(self, photo: RemotePhoto) -> bool:
        """A listing may name a photo twice."""
        mark = hash(photo.key)
        if mark in self._known:
            return True
        self._known.add(mark)
        return False

    def _becomes(self, seen: Seen) -> None:
        if not self._stopped.is_set():
            self.seen = seen

    def fails(self, error: HoldfastError) -> None:
        """Why it went no further. What a listing counted before it broke off counts; a refused key counted nothing."""
        state: State = "done" if self.seen.state == "counting" and not isinstance(error, AuthRevoked) else "refused"
        self._becomes(replace(self.seen, state=state, problem=trouble(error)))


def trouble(error: HoldfastError) -> Trouble:
    """An error as a form tells it."""
    shown = error.certificate if isinstance(error, TlsRefused) else ""
    return Trouble(error.code, error.message, error.action, getattr(error, "field", None), shown or None)


def _is_scarce(source: Source) -> bool:
    """Half of the calls that the cloud allows are used: the rest is for the backup."""
    budget = source.budget()
    return budget is not None and budget.limit > 0 and budget.left * 2 < budget.limit
