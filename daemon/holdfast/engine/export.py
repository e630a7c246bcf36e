"""The job `export`: photos out of the library into a folder of the person's, each read back from there."""

from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from holdfast.catalog import Connection, sessions
from holdfast.catalog.jobs import Job, Parameters, Progress
from holdfast.clock import milliseconds
from holdfast.engine import facts_beside
from holdfast.engine.accompany import Company
from holdfast.engine.choice import Aside, Choice, Lacking, keep_out
from holdfast.engine.control import Control
from holdfast.engine.copying import Carried, Carrier, Errand
from holdfast.engine.receipt import Receipt, Summary
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
from holdfast.errors import HoldfastError, Interrupted, TargetTaken
from holdfast.library import target
from holdfast.library.root import Library
from holdfast.library.target import Target

BATCH = 256
BATCH_BYTES = 256 * 1024 * 1024
"""So much becomes durable together, and is done again after a crash at most."""

DUE = ("pending", "failed", "safe")
"""States of photos that the library should have bytes of."""

ROOM = 16 * 1024 * 1024
BLOCK = 4096
"""What a file takes beside its bytes, and what all of them take together."""


@dataclass(slots=True)
class Extent:
    """How much a request is. `there`: of the photos, those that lie in the folder already, by their size."""

    photos: int = 0
    bytes: int = 0
    need: int = 0
    there: int = 0
    lacking: int = 0
    """Photos that the library has no bytes of, though they are neither skipped nor gone."""
    left_out: int = 0
    """Photos that were never to be copied, or were gone before they could be."""
    aside: int = 0
    """Photos of a shoot or a collection that the person hid or set aside."""


def extent(opened: Opened, asked: Parameters, place: Target | None) -> Extent:
    """How much it is; `place`: the folder, if it is there."""
    sums = Extent()
    for one in Choice(opened, asked).each():
        if not isinstance(one, Errand):
            add_left(sums, one)
            continue
        size = one.original.bytes
        is_there = place is not None and _seems_there(place, one)
        sums.photos, sums.bytes, sums.there = sums.photos + 1, sums.bytes + size, sums.there + is_there
        sums.need += 0 if is_there else size + BLOCK
    return sums


def _seems_there(place: Target, one: Errand) -> bool:
    try:
        found = place.status(one.path)
    except TargetTaken:
        return False
    return found is not None and found.st_size == one.original.bytes


def add_left(sums: Extent, one: Lacking | Aside) -> None:
    """Count a photo that does not come along."""
    if isinstance(one, Aside):
        sums.aside += 1
    elif one.state in DUE:
        sums.lacking += 1
    else:
        sums.left_out += 1


def export(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """Restore what the job asks for; photos that cannot be are named in its receipt, and the others go on."""
    Export(opened, library, job, control).run()
    return []


class Export:
    """One run. A later one of the same request finds what is there and goes on."""

    def __init__(self, opened: Opened, library: Library, job: Job, control: Control) -> None:
        self._opened, self._library, self._control = opened, library, control
        self._asked = job.parameters
        self._done = 0
        self._extent = Extent()
        self._meant = array("q")
        """The photos of the table that is to lie beside them."""

    def run(self) -> None:
        now = milliseconds(self._opened.clock)
        session = self._opened.catalog.write(sessions.begin, "export", None, self._control.job_id, now)
        try:
            self._restore(session)
        except (HoldfastError, Interrupted) as end:
            self._opened.catalog.write(sessions.cut_short, session, end, milliseconds(self._opened.clock))
            raise
        self._opened.catalog.write(sessions.finish, session, "complete", milliseconds(self._opened.clock))

    def _restore(self, session: int) -> None:
        assert self._asked.to is not None
        with ExitStack() as stack:
            place = stack.enter_context(target.open(Path(self._asked.to), keep_out(self._opened)))
            self._control.report(Progress(phase="restoring"))
            self._extent = extent(self._opened, self._asked, place)
            place.require_space(self._extent.need + ROOM)
            carrier = stack.enter_context(Carrier(self._library, place, self._control))
            company = Company(self._opened.catalog, place)
            receipt = stack.enter_context(Receipt.begun(self._opened, "restore", session))
            for batch in batches(self._errands(receipt)):
                carried = carrier.carry(batch)
                self._keep(session, carried, company.join(carried), receipt)
                self._report(carrier.bytes_done)
            company.end()
            if self._asked.form is not None:
                facts_beside.write(self._opened, place.path, self._asked.form, self._meant, self._control)
            sums = self._extent
            receipt.end(Summary(self._asked.to, sums.lacking, sums.left_out, sums.aside))

    def _errands(self, receipt: Receipt) -> Iterator[Errand]:
        for one in Choice(self._opened, self._asked).each():
            if isinstance(one, Errand):
                if self._asked.form is not None and one.photo_id not in self._meant[-1:]:  # its earlier versions follow
                    self._meant.append(one.photo_id)
                yield one
            elif isinstance(one, Lacking) and one.state in DUE:
                receipt.lacks(one.source, one.photo)

    def _keep(self, session: int, carried: list[Carried], unsaid: list[Carried], receipt: Receipt) -> None:
        """`unsaid`: sidecars that could not be written."""
        for one in carried:
            if one.failure is not None:
                receipt.fails(one)
        for one in unsaid:
            receipt.fails(one, "sidecar")
        self._done += len(carried)
        self._opened.catalog.write(counted, session, carried)

    def _report(self, bytes_done: int) -> None:
        self._control.report(
            Progress(
                phase="restoring", photos_done=self._done, photos_total=max(self._extent.photos, self._done),
                bytes_done=bytes_done, bytes_total=max(self._extent.bytes, bytes_done),
            )
        )  # fmt: skip


def counted(db: Connection, session: int, carried: list[Carried]) -> None:
    """A run counts as checked what was read back and right, and of that as adopted what was there before."""
    good = [one for one in carried if one.failure is None]
    codes = [one.failure.code for one in carried if one.failure is not None]
    sessions.count(
        db, session, checked=len(good), adopted=sum(one.was_there for one in good), failed=len(codes),
        damaged=codes.count("DAMAGED"), missing=codes.count("MISSING"),
        bytes=sum(one.errand.original.bytes for one in good),
    )  # fmt: skip


def batches(errands: Iterator[Errand]) -> Iterator[list[Errand]]:
    """The errands in pieces of at most 256 files and, but for a file alone, 256 MiB."""
    batch: list[Errand] = []
    size = 0
    for one in errands:
        if batch and (len(batch) == BATCH or size + one.original.bytes > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += one.original.bytes
    if batch:
        yield batch
