"""Are all my photos safe, right now? One state and one sentence, computed from counts and nothing else."""

from dataclasses import dataclass, field
from typing import Literal

from holdfast.domain.budget import Forecast
from holdfast.domain.evidence import Strengths, caveat
from holdfast.domain.pause import Pause, is_long
from holdfast.domain.verification import Verification, words

NOTHING_KNOWN = Verification()

State = Literal["safe", "working", "waiting", "paused", "attention", "problem"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, in the words of its error."""

    code: str
    message: str
    action: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A disappearance that a person has to accept."""

    code: str
    message: str
    absent: int


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source in numbers. listed = safe + pending + failed + skipped; gone is counted apart. Times: Unix ms."""

    id: int
    name: str
    kind: str
    listed: int = 0
    safe: int = 0
    pending: int = 0
    failed: int = 0
    skipped: int = 0
    gone: int = 0
    bytes: int = 0
    safe_bytes: int = 0
    last_complete_scan: int | None = None
    paused: bool = False
    next_due: int | None = None
    wait_until: int | None = None
    problem: Trouble | None = None
    held: HeldBack | None = None
    stale: bool = False
    """The last complete check is older than the person's threshold, there was none, or a later one was cut short."""
    archived: int = 0
    """Of the skipped: they lie in the cloud's archive, and can be asked for."""
    markers: int = 0
    """Of the skipped: markers of folders, no photos."""
    strengths: Strengths = field(default_factory=Strengths)
    """What the comparisons of the safe photos proved."""
    budget: Forecast | None = None
    """What is left of the calls that the cloud allows; None: it does not count them."""


@dataclass(frozen=True, slots=True)
class JobStatus:
    """The job that is under way, or the next one."""

    id: int
    kind: str
    state: str
    phase: str = ""
    source: str | None = None
    photos_done: int = 0
    photos_total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0
    bytes_per_second: float | None = None
    seconds_left: float | None = None
    found: int = 0
    current: str | None = None
    wait_until: int | None = None
    wait_reason: str | None = None
    wait_code: str | None = None
    wish: str | None = None
    calls_left: int | None = None
    calls_limit: int | None = None
    finishes_at: int | None = None
    why: str | None = None
    """What takes most of the time, while it runs."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer."""

    state: State
    sentence: str
    detail: str


def headline(
    sources: tuple[SourceStatus, ...], job: JobStatus | None, library: Trouble | None, now: int, clock_words: "Clock",
    drill: Trouble | None = None, verification: Verification = NOTHING_KNOWN, pause: Pause | None = None,
) -> Headline:  # fmt: skip
    """Problem > attention > working > paused by `pause`, since nothing waits then > waiting > paused (all sources) > a
    source of which nothing is copied > safe. `library`: what is wrong there. `drill`: what the last one could not
    restore."""
    rules = (_problem, _attention, _working, _resting, _waiting, _paused, _nothing_copied)
    facts = _Facts(sources, job, library, clock_words, drill, verification, pause, now)
    said = (_checked(sources, now), caveat(facts.strengths), _calls(sources, job, clock_words), words(verification))
    detail = " ".join(each for each in said if each)
    for rule in rules:
        found = rule(facts)
        if found is not None:
            beside = _rest(facts) if pause is not None and found[0] != "paused" else ""
            return Headline(found[0], found[1], f"{beside} {detail}".strip())
    return Headline("safe", _all_safe(facts), detail)


class Clock:
    """How a moment (Unix ms) is said to this person; the default says UTC."""

    def say(self, at: int) -> str:
        minutes = at // 60000
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d} UTC"


@dataclass(frozen=True, slots=True)
class _Facts:
    sources: tuple[SourceStatus, ...]
    job: JobStatus | None
    library: Trouble | None
    clock: Clock
    drill: Trouble | None = None
    verification: Verification = NOTHING_KNOWN
    pause: Pause | None = None
    now: int = 0

    def total(self, name: str) -> int:
        return sum(getattr(source, name) for source in self.sources)

    @property
    def photos(self) -> int:
        """What the sources list, without the markers of folders, which are no photos."""
        return self.total("listed") - self.total("markers")

    @property
    def strengths(self) -> Strengths:
        return sum((source.strengths for source in self.sources), Strengths())

    @property
    def active(self) -> tuple[SourceStatus, ...]:
        return tuple(source for source in self.sources if not source.paused)


Found = tuple[State, str] | None

WAITS_BY_ITSELF = frozenset({"OFFLINE", "RATE_LIMIT", "SERVER_ERROR", "DRIVE_AWAY"})
"""Problems of a source that pass without anyone."""

BETTER_SURROUNDINGS = frozenset({"ON_BATTERY", "METERED"})
"""What a job waits for that no clock knows the end of."""

DRIVE_AWAY = frozenset({"LIBRARY_OFFLINE"})


def _problem(facts: _Facts) -> Found:
    if facts.library and facts.library.code not in DRIVE_AWAY:
        return "problem", f"Backups have stopped: {_lower(facts.library.message)}"
    for source in facts.active:
        if source.problem and source.problem.code not in WAITS_BY_ITSELF:
            return "problem", f"Backups have stopped: {_lower(source.problem.message)}"
    return None


def _attention(facts: _Facts) -> Found:
    held = [source.held for source in facts.sources if source.held]
    if held:
        return "attention", held[0].message
    if facts.verification.held:
        return "attention", facts.verification.held.message
    failed, listed, safe = facts.total("failed"), facts.photos, facts.total("safe")
    if failed and not _busy(facts.job):
        return "attention", f"{safe:,} of {_photos(listed)} are safe. {failed:,} {_need(failed)} you."
    stale = [source for source in facts.active if source.stale and source.last_complete_scan is not None]
    if stale and not _busy(facts.job) and facts.pause is None:  # then the pause says how old the backup is
        return "attention", f"{stale[0].name} has not been checked completely of late. {_safe_of(safe, listed)}"
    if facts.drill and not _busy(facts.job):
        return "attention", f"{facts.drill.message} {facts.drill.action}"
    return None


def _working(facts: _Facts) -> Found:
    job = facts.job
    if job is None or job.state not in ("queued", "running"):
        return None
    if job.phase == "listing":
        return "working", f"Looking at {job.source}. Found {_photos(job.found)} so far…"
    if job.phase in ("checking", "repairing"):
        return "working", f"Re-reading the library: {job.photos_done:,} of {_files(job.photos_total)} checked."
    if job.phase == "downloading":
        left = max(0, job.photos_total - job.photos_done)
        return "working", f"Copying photos from {job.source}. {_photos(left)} to go."
    return "working", "Finishing…" if job.phase == "finishing" else "Starting…"


def _waiting(facts: _Facts) -> Found:
    if facts.library:
        return "waiting", f"Waiting for your drive: {_lower(facts.library.message)}"
    if facts.job and facts.job.state == "waiting" and facts.job.wait_code in BETTER_SURROUNDINGS:
        return "waiting", f"{facts.job.wait_reason or 'Waiting.'} {_standing(facts)}"
    if facts.job and facts.job.state == "waiting" and facts.job.wait_until:
        reason = facts.job.wait_reason or "Waiting."
        return "waiting", f"{reason} It goes on at {facts.clock.say(facts.job.wait_until)}."
    for source in facts.active:
        if source.problem:
            return "waiting", f"{source.problem.message} The next backup tries again."
    if not facts.sources:
        return "waiting", "There is nothing to back up yet. Add your first source."
    if facts.job and facts.job.state == "paused":
        return None
    unknown = [source for source in facts.active if source.last_complete_scan is None]
    pending = facts.total("pending")
    if unknown and not pending:
        return "waiting", f"{unknown[0].name} has not been looked at completely yet."
    if pending or unknown:
        return "waiting", f"{_photos(pending)} {'is' if pending == 1 else 'are'} not copied yet."
    return None


def _resting(facts: _Facts) -> Found:
    """Everything is paused: nothing is waited for then, and no photo is called safe that is not."""
    if facts.pause is None or not facts.sources:
        return None
    return "paused", f"{_rest(facts)} {_safe_of(facts.total('safe'), facts.photos)}"


def _rest(facts: _Facts) -> str:
    pause = facts.pause
    assert pause is not None
    until = "" if pause.until is None else f" until {facts.clock.say(pause.until)}"
    return f"You paused all backups{until}.{_age(facts) if is_long(pause, facts.now) else ''}"


def _age(facts: _Facts) -> str:
    """What a long pause makes one forget."""
    checks = [source.last_complete_scan for source in facts.active]
    known = [check for check in checks if check is not None]
    if not known or len(known) < len(checks):
        return " Nothing was looked at completely before."
    return f" Your sources were last looked at {ago(facts.now - min(known))}: what came since is not copied."


def _paused(facts: _Facts) -> Found:
    if facts.sources and not facts.active:
        return "paused", f"You paused all backups. {_safe_of(facts.total('safe'), facts.photos)}"
    if facts.job and facts.job.state == "paused":
        return "paused", f"You paused the backup. {_safe_of(facts.total('safe'), facts.photos)}"
    return None


def _busy(job: JobStatus | None) -> bool:
    return job is not None and job.state in ("queued", "running")


def _nothing_copied(facts: _Facts) -> Found:
    """A source whose photos are all skipped: that may be meant, and may be a slip in a rule."""
    for one in facts.active:
        photos = one.listed - one.markers
        if photos > 0 and one.listed == one.skipped:
            return "attention", f"Nothing of {one.name} is copied. {_why(photos, one.archived)}{_others(facts)}"
    return None


def _why(photos: int, archived: int) -> str:
    """Why none of these photos is copied."""
    ruled = photos - archived
    every = "Its one photo is" if photos == 1 else f"All {photos:,} photos are"
    if not archived or not ruled:
        return f"{every} {'left out by its rules' if ruled else 'archived'}."
    return f"{archived:,} of {_photos(photos)} are archived, its rules leave out the others."


def _others(facts: _Facts) -> str:
    safe = facts.total("safe")
    return f" {_safe_of(safe, facts.photos)}" if safe else ""


def _all_safe(facts: _Facts) -> str:
    """`All` is not said where the cloud has more in its archive."""
    safe, archived = facts.total("safe"), facts.total("archived")
    skipped = facts.total("skipped") - facts.total("markers") - archived  # a marker of a folder is no photo
    sentence = "The account is empty: there is nothing to copy." if not safe else (
        "Your one photo is safe." if safe == 1 else f"All {safe:,} photos are safe.")  # fmt: skip
    if archived:
        copied = _safe_of(safe, safe + archived)
        sentence = f"{copied} {archived:,} {'is' if archived == 1 else 'are'} archived and not copied."
    return sentence + (f" {skipped:,} skipped by rule." if skipped else "")


def _standing(facts: _Facts) -> str:
    """How it is with the photos, whatever is waited for."""
    is_whole = facts.photos > 0 and not facts.total("pending") and not facts.total("failed")
    return _all_safe(facts) if is_whole else _safe_of(facts.total("safe"), facts.photos)


def _safe_of(safe: int, listed: int) -> str:
    return f"{safe:,} of {_photos(listed)} {'is' if listed == 1 else 'are'} safe."


def _photos(count: int) -> str:
    return f"{count:,} photo" + ("" if count == 1 else "s")


def _files(count: int) -> str:
    return f"{count:,} file" + ("" if count == 1 else "s")


def _need(count: int) -> str:
    return "needs" if count == 1 else "need"


def _lower(sentence: str) -> str:
    """A sentence after a colon; names keep their capital."""
    first, _, rest = sentence.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "There", "This", "Your", "No") else sentence


def _checked(sources: tuple[SourceStatus, ...], now: int) -> str:
    """How old our knowledge is: the oldest last complete check counts."""
    checks = [source.last_complete_scan for source in sources if not source.paused]
    if not checks:
        return ""
    if any(check is None for check in checks):
        return "A complete check comes with the next backup."
    return f"Last complete check {ago(now - min(check for check in checks if check is not None))}."


def _calls(sources: tuple[SourceStatus, ...], job: JobStatus | None, clock: Clock) -> str:
    """What is left of a cloud's calls while they are used, or when the next check needs more than there are."""
    if job is not None and job.calls_left is not None and job.calls_limit is not None:
        when = f", finishes about {clock.say(job.finishes_at)}" if job.finishes_at else ""
        return f"{job.calls_left:,} of {job.calls_limit:,} calls left{when}."
    for source in sources:
        budget = source.budget
        if budget is not None and not source.paused and budget.needed > budget.left:
            return (
                f"The next check of {source.name} takes up to {budget.needed:,} calls, {budget.left:,} of"
                f" {budget.limit:,} are left: begun now, it finishes about {clock.say(budget.finishes_at)}."
            )
    return ""


def ago(milliseconds: int) -> str:
    """An age in words: `12 minutes ago`."""
    minutes = max(0, milliseconds) // 60000
    if minutes < 1:
        return "just now"
    for size, word in ((60 * 24, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count:,} {word}{'' if count == 1 else 's'} ago"
    return "just now"
