"""The jobs `verify` and `rolling_verify`: read originals from the drive again and compare them with what was stored."""

from holdfast.catalog import integrity, rolling, sessions
from holdfast.catalog.jobs import Job
from holdfast.catalog.originals import Original
from holdfast.clock import milliseconds
from holdfast.domain.losses import FEW, is_mass_loss, mass_loss
from holdfast.engine.control import Control
from holdfast.engine.order import Order, chosen, full, sample, todays
from holdfast.engine.part import part_of
from holdfast.engine.readers import AT_ONCE, GENTLY, Readers, Tally
from holdfast.engine.repair import repair
from holdfast.engine.setup import Opened
from holdfast.engine.structure import Looked, Structure
from holdfast.engine.trouble import Trouble
from holdfast.errors import HoldfastError, Interrupted, LibraryWrong
from holdfast.library.idle import step_back
from holdfast.library.root import Library

GIVE_WAY = 0.25
"""Seconds between two looks for a job that somebody waits for."""


def verify(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """A full pass, a chosen part, or a sample, since the job was first begun: one that was cut short goes on where it
    was. With `repair`, what of it is damaged or missing is fetched again from any source that has it."""
    Verify(opened, library, job, control).run()
    return repair(opened, library, job, control, by_itself=False) if job.parameters.repair else []


def rolling_verify(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """Today's portion of the library, behind everybody else; what it finds is fetched again, but for what looks like
    the person's own edit. A source that cannot be reached is no finding: it is tried again tomorrow."""
    Verify(opened, library, job, control).run()
    repair(opened, library, job, control, by_itself=True)
    return []


class Verify:
    """One run of a pass. Nothing is marked missing unless the library itself is there, and most of what it holds."""

    def __init__(self, opened: Opened, library: Library, job: Job, control: Control) -> None:
        self._opened, self._catalog, self._library = opened, opened.catalog, library
        self._job, self._control = job, control
        self._part = part_of(self._catalog, job.parameters)
        self._is_rolling = job.kind == "rolling_verify"
        self._looked_at = 0.0
        self._expected = 0
        self._lost: list[int] = []
        """Originals that this run noted as missing and that were not before."""

    def run(self) -> None:
        now = milliseconds(self._opened.clock)
        session = self._catalog.write(sessions.begin, "verify", None, self._control.job_id, now)
        try:
            self._read_all(session)
        except (HoldfastError, Interrupted) as end:
            self._catalog.write(sessions.cut_short, session, end, milliseconds(self._opened.clock))
            raise
        self._catalog.write(sessions.finish, session, "complete", milliseconds(self._opened.clock))

    def _read_all(self, session: int) -> None:
        looked = self._structure()
        runs = self._catalog.read(sessions.of_job, self._control.job_id)
        order = self._order([run.id for run in runs], looked, sum(run.bytes for run in runs if run.kind == "verify"))
        how = (step_back, GENTLY) if self._is_rolling else (int, AT_ONCE)
        with Readers(self._opened, self._library, session, self._control, self._look, *how) as readers:
            for page in order.pages:
                self._library.check(writing=False)
                tally = readers.read(page, order)
                self._watch(page, tally)

    def _order(self, runs: list[int], looked: Looked, read: int) -> Order:
        now = milliseconds(self._opened.clock)
        if self._is_rolling:
            return todays(self._catalog, runs, looked.suspects, read, now)
        if self._job.parameters.sample is not None:
            return sample(self._catalog, runs, self._part, self._job.parameters.sample, seed=self._job.id)
        if self._part.chosen is not None:
            return chosen(self._catalog, runs, self._part.chosen)
        return full(self._catalog, runs, self._part.sources, looked.suspects)

    def _structure(self) -> Looked:
        """Look whether the files are there at all, before any is called missing."""
        looked = self._look_at_all()
        if is_mass_loss(looked.gone, looked.files, self._job.parameters.accept_missing):
            self._hold(looked.gone, looked.files)
        if self._part.is_all:
            self._catalog.write(rolling.release)
        self._expected = looked.gone
        return looked

    def _look_at_all(self) -> Looked:
        begin = step_back if self._is_rolling else int
        return Structure(self._catalog, self._library, self._part, self._look, begin).run()

    def _hold(self, gone: int, files: int) -> None:
        self._catalog.write(rolling.hold, rolling.Held(gone, files), milliseconds(self._opened.clock))
        sentence, action = mass_loss(gone, files, str(self._library.path))
        raise LibraryWrong(sentence, action=action)

    def _watch(self, page: list[Original], tally: Tally) -> None:
        """When more files go while they are read than were gone before, all are looked at once more: if it is the
        library that went, nothing is left marked missing."""
        known = {original.id for original in page if original.condition == "missing"}
        self._lost += [each for each in tally.missing if each not in known]
        if len(self._lost) - self._expected <= FEW:
            return
        looked = self._look_at_all()
        gone, files = looked.gone + len(self._lost), looked.files + len(self._lost)
        if is_mass_loss(gone, files, self._job.parameters.accept_missing):
            self._catalog.write(integrity.forget_missing, self._lost, milliseconds(self._opened.clock))
            self._hold(gone, files)
        self._expected = gone

    def _look(self) -> None:
        """Stop when asked to; in the background also for whoever waits."""
        self._control.check()
        now = self._opened.clock.monotonic()
        if self._is_rolling and now - self._looked_at >= GIVE_WAY:
            self._looked_at = now
            self._control.give_way("rolling_verify")
