"""How a running job is shown: a bar for a person who looks on, plain lines now and then for everything else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from holdfast.catalog.jobs import Job
from holdfast.cli import terminal, words
from holdfast.clock import Clock, local_time

LINE_EVERY = 5.0
SHOWN = ("queued", "running", "waiting")
WITHOUT_A_LINE = 1.0
"""Seconds in which a job that has not begun is not worth a line."""
LEFT_EVERY = 10.0
"""Seconds for which an estimate of the time left stands."""
LEFT_AFTER = 60.0
LEFT_FROM = 0.05
"""No estimate in the first minute or before a twentieth is done: it would be a guess."""


class Display(Protocol):
    """Shows one job as it goes on."""

    def see(self, job: Job) -> None:
        """The job has changed."""

    def tick(self) -> None:
        """A little time has passed."""

    def close(self) -> None:
        """Nothing more will be shown."""


@contextmanager
def display(clock: Clock, quiet: bool) -> Iterator[Display]:
    """The display that fits whoever reads standard output."""
    show: Display
    if quiet:
        show = _Nothing()
    elif terminal.is_terminal(sys.stdout):
        from holdfast.cli.bar import Bar  # only a terminal has to wait for it

        show = Bar(clock)
    else:
        show = _Lines(clock)
    try:
        yield show
    finally:
        show.close()


class Story:
    """A job in words. Remembers what it said before, so that nothing flickers or runs backwards."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._phase = ""
        self._phase_since = clock.monotonic()
        self._furthest = 0.0
        self._left = ""
        self._left_at = -LEFT_EVERY

    def fraction(self, job: Job) -> float | None:
        """How much is done, 0 to 1; never less than a moment ago. None while nobody can know."""
        far = job.progress
        if job.state != "running" or far.phase in ("", "listing"):
            return None
        done, total = (far.bytes_done, far.bytes_total) if far.bytes_total else (far.photos_done, far.photos_total)
        if total <= 0 or far.photos_total <= 0:
            return None
        self._furthest = max(self._furthest, min(1.0, done / total))
        return self._furthest

    def sentence(self, job: Job) -> str:
        """One line: how far, how fast, how long."""
        self._enter(_step(job))
        if job.state == "waiting":
            until = f" It goes on at {local_time(job.not_before / 1000)}." if job.not_before else ""
            return f"{job.wait_reason or 'Waiting.'}{until}"
        if job.state == "queued" or not job.progress.phase:
            return "Waiting for its turn…" if job.state == "queued" else "Starting…"
        if job.progress.phase == "listing":
            looking = f"Looking at {job.progress.source}. Found {words.photos(job.progress.found)} so far…"
            return " ".join(part for part in (looking, _calls(job)) if part)
        return " · ".join(part for part in (self._counted(job), _calls(job)) if part)

    def _counted(self, job: Job) -> str:
        far, done = job.progress, self.fraction(job)
        if done is None:
            return "Finishing…" if far.phase == "finishing" else f"{_verb(job)}…"
        things = words.files if far.phase == "checking" else words.photos
        parts = [f"{_percent(done, far.photos_done >= far.photos_total)} %"]
        parts.append(f"{min(far.photos_done, far.photos_total):,} of {things(far.photos_total)}")
        if far.bytes_total:
            parts.append(f"{words.size(min(far.bytes_done, far.bytes_total))} of {words.size(far.bytes_total)}")
        if far.bytes_per_second:
            parts.append(f"{words.size(round(far.bytes_per_second))}/s")
        parts += [left] if (left := self._time_left(job, done)) else []
        return f"{_verb(job)}: {' · '.join(parts)}"

    def _time_left(self, job: Job, done: float) -> str:
        now = self._clock.monotonic()
        if job.progress.seconds_left is None or done < LEFT_FROM or now - self._phase_since < LEFT_AFTER:
            return ""
        if now - self._left_at >= LEFT_EVERY:
            self._left, self._left_at = words.time_left(job.progress.seconds_left), now
        return self._left

    def _enter(self, phase: str) -> None:
        if phase != self._phase:
            self._phase, self._phase_since = phase, self._clock.monotonic()
            self._furthest, self._left, self._left_at = 0.0, "", -LEFT_EVERY


def _step(job: Job) -> str:
    return f"{job.state} {job.progress.phase} {job.progress.source}"


def _calls(job: Job) -> str:
    """What is left of the calls that the cloud allows, and when all will be done for that."""
    far = job.progress
    if far.calls_left is None or far.calls_limit is None:
        return ""
    ends = f", finishes about {local_time(far.finishes_at / 1000)}" if far.finishes_at else ""
    return f"{far.calls_left:,} of {words.calls(far.calls_limit)} left{ends}"


def _verb(job: Job) -> str:
    verbs = {
        "downloading": "Copying", "checking": "Re-reading", "repairing": "Repairing", "finishing": "Finishing",
        "asking": "Asking the archive", "cleaning": "Tidying up", "thumbnails": "Making thumbnails",
        "restoring": "Restoring", "writing": "Writing",
        "stacks": "Looking for pairs", "shoots": "Looking for shoots",
    }  # fmt: skip
    verb = verbs.get(job.progress.phase, "Working")
    return f"{verb} from {job.progress.source}" if job.progress.source and verb == "Copying" else verb


def _percent(done: float, all_done: bool) -> int:
    """100 only when nothing is left."""
    return 100 if done >= 1 and all_done else min(99, int(done * 100))


class _Nothing:
    def see(self, job: Job) -> None: ...

    def tick(self) -> None: ...

    def close(self) -> None: ...


class _Lines:
    """A line every few seconds, if it says something new; at once where something else begins."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._story = Story(clock)
        self._job: Job | None = None
        self._said = ""
        self._step = ""
        self._at = clock.monotonic()
        self._broken = False

    def see(self, job: Job) -> None:
        self._job = job
        self.tick()

    def tick(self) -> None:
        if self._job is None or self._job.state not in SHOWN:
            return
        step, sentence = _step(self._job), self._story.sentence(self._job)
        waited = self._clock.monotonic() - self._at
        patience = LINE_EVERY if step == self._step else 0.0 if self._job.progress.phase else WITHOUT_A_LINE
        if sentence != self._said and waited >= patience:
            self._said, self._at, self._step = sentence, self._clock.monotonic(), step
            self._print(sentence)

    def close(self) -> None: ...

    def _print(self, sentence: str) -> None:
        if self._broken:
            return
        try:
            terminal.say(sentence)
        except OSError:  # nobody reads along any more: the work goes on all the same
            self._broken = True
            terminal.silence(sys.stdout)
