"""The queue: what people and the schedule ask for, and what became of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from holdfast.catalog import pauses
from holdfast.catalog.driver import Connection, Row
from holdfast.domain.timing import LONGEST_WAIT
from holdfast.errors import HoldfastError, RateLimited, UsageError

Kind = Literal[
    "backup", "full_scan", "folder_scan", "retry", "verify", "thumbnails", "cleanup", "thaw", "export", "drill",
    "catalog_copy", "rolling_verify", "grouping", "keep_work", "facts_export",
]  # fmt: skip
State = Literal["queued", "running", "waiting", "paused", "done", "failed", "cancelled"]
Wish = Literal["cancel", "pause"]
ON_BATTERY, METERED = "ON_BATTERY", "METERED"
HELD_UP = frozenset({ON_BATTERY, METERED})
"""Why the schedule's jobs wait for better surroundings; a person may have them go on all the same."""
OPEN = "('queued', 'running', 'waiting', 'paused')"
ENDED: frozenset[State] = frozenset({"done", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a job is asked to do."""

    sources: tuple[int, ...] | None = None
    """None: all that are not paused."""
    repair: bool = False
    sample: float | None = None
    """Percent of the library's files to verify; None: all."""
    keep_edits: bool = False
    """`verify` with `repair`: what the person edited stays where it is, the original is fetched beside it."""
    leave_edits: bool = False
    """`verify` with `repair`: nothing happens to what the person edited."""
    accept_missing: int | None = None
    """`verify`: so many files that are gone at once are no sign of a wrong library: the person took them away."""
    folder: int | None = None
    """`folder_scan`, `thaw`, `export`, `verify`: this folder and all below it."""
    days: int | None = None
    """`thaw`: how long the archive is to keep the photos out."""
    tier: str | None = None
    """`thaw`: Standard, Bulk or Expedited, as the archive calls them."""
    to: str | None = None
    """`export`: the folder that photos are restored to; also for what follows."""
    structure: str | None = None
    since: str | None = None
    until: str | None = None
    match: str | None = None
    gone: bool = False
    """Photos, too, that their source lists no more."""
    xmp: str | None = None
    """`export`: how sidecars are named; None: there are to be none."""
    versions: bool = False
    """`export`: earlier bytes of photos that changed, too."""
    query: str | None = None
    """`export`, `facts_export`, `verify`: a search; only what it finds."""
    form: str | None = None
    """`facts_export`: csv, json or parquet; `export`: such a table lies beside the photos."""
    shoot: int | None = None
    collection: int | None = None
    picked: tuple[int, ...] | None = None
    """`export`: only the photos of this shoot or collection, or just these; `verify`: of this shoot or collection."""
    photos: int | None = None
    """`drill`: how many; None: as the settings say."""
    failure: str | None = None
    """`retry`: photos that failed with this code alone."""
    only: tuple[int, ...] | None = None
    """`retry`: these photos alone."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a running job is. Bytes drive a bar, photos the words."""

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
    calls_left: int | None = None
    calls_limit: int | None = None
    """What is left of the calls that the cloud allows; None: it never said."""
    finishes_at: int | None = None
    """When this phase will be done, waits for new calls included; Unix milliseconds. None: nobody could know."""
    why: str | None = None
    """What takes most of the time, from measurements, and what can be done. None: it is too early to say."""


@dataclass(frozen=True, slots=True)
class Job:
    """One row of the queue."""

    id: int
    kind: Kind
    parameters: Parameters
    origin: str
    state: State
    wish: Wish | None
    progress: Progress
    result: Mapping[str, int] = field(default_factory=dict)
    asked_at: int = 0
    started_at: int | None = None
    finished_at: int | None = None
    not_before: int | None = None
    wait_code: str | None = None
    wait_reason: str | None = None
    code: str | None = None
    message: str | None = None
    action: str | None = None


def _job(row: Row) -> Job:
    values = {name: row[name] for name in Job.__slots__}
    asked = json.loads(row["parameters"])
    for name in {"sources", "picked", "only"} & set(asked):
        asked[name] = tuple(asked[name])
    values["parameters"] = Parameters(**asked)
    values["progress"] = Progress(**json.loads(row["progress"]))
    values["result"] = json.loads(row["result"]) if row["result"] else {}
    return Job(**values)


COLUMNS = ", ".join(Job.__slots__)


def enqueue(
    db: Connection, kind: Kind, parameters: Parameters, *, origin: Literal["person", "schedule"], at: int
) -> Job:
    """Ask for a job. The same request, while it is open, is not queued twice."""
    text = _parameters_text(parameters)
    row = db.row(
        f"SELECT {COLUMNS} FROM jobs WHERE state IN {OPEN} AND wish IS NULL AND kind = ? AND parameters = ?"
        " ORDER BY id LIMIT 1",
        (kind, text),
    )
    if row is not None:
        return _sooner(db, _job(row), at) if origin == "person" else _job(row)
    job_id = db.insert(
        "INSERT INTO jobs (kind, parameters, origin, asked_at) VALUES (?, ?, ?, ?)", (kind, text, origin, at)
    )
    return by_id(db, job_id)


def _parameters_text(parameters: Parameters) -> str:
    said: dict[str, object] = {}
    if parameters.sources is not None:
        said["sources"] = sorted(parameters.sources)
    if parameters.picked is not None:
        said["picked"] = sorted(parameters.picked)
    if parameters.only is not None:
        said["only"] = sorted(parameters.only)
    for flag in ("repair", "gone", "keep_edits", "leave_edits", "versions"):
        if getattr(parameters, flag):
            said[flag] = True
    names = ("sample", "accept_missing", "folder", "days", "tier", "to", "structure", "since", "until", "match",
             "xmp", "query", "form", "photos", "shoot", "collection", "failure")  # fmt: skip
    for name in names:
        if (value := getattr(parameters, name)) is not None:
            said[name] = value
    return json.dumps(said)


def _sooner(db: Connection, job: Job, at: int) -> Job:
    """A person who asks again makes the job theirs: it goes on, unless it waits because a source asked us to."""
    db.run("UPDATE jobs SET origin = 'person' WHERE id = ?", (job.id,))
    pauses.allow(db, job.id, at)
    if job.state == "paused" or job.wait_code != RateLimited.code:
        resume(db, job.id)
    return by_id(db, job.id)


def by_id(db: Connection, job_id: int) -> Job:
    """The job; UsageError when there is none of that number."""
    row = db.row(f"SELECT {COLUMNS} FROM jobs WHERE id = ?", (job_id,))
    if row is None:
        raise UsageError(f"There is no job {job_id}.")
    return _job(row)


RANKS: tuple[Kind, ...] = ("cleanup", "thumbnails", "grouping", "rolling_verify")
"""The kinds of the background: nobody's photos wait for them. Each gives way to all other kinds and to those named
before it."""

BACKGROUND: frozenset[Kind] = frozenset(RANKS)
RANK = ", ".join(f"kind = '{kind}'" for kind in reversed(RANKS))

BESIDE: frozenset[Kind] = BACKGROUND | {"export", "drill", "catalog_copy", "keep_work", "facts_export"}
"""Whether all is safe does not depend on them."""


def open_ones(db: Connection) -> list[Job]:
    """The jobs that are not ended, running ones first, then as they were asked for, those of the background last."""
    rows = db.rows(f"SELECT {COLUMNS} FROM jobs WHERE state IN {OPEN} ORDER BY state <> 'running', {RANK}, id")
    return [_job(row) for row in rows]


def latest(db: Connection, kinds: tuple[str, ...], limit: int) -> list[Job]:
    """The jobs of these kinds that were asked for last, newest first."""
    rows = db.rows(
        f"SELECT {COLUMNS} FROM jobs WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?",
        (json.dumps(kinds), limit),
    )
    return [_job(row) for row in rows]


LAST = 2**63 - 1


def ended_at(db: Connection, kinds: tuple[Kind, ...], now: int = LAST) -> int | None:
    """When the last job of these kinds ended, in whatever way. Give `now`, and an end that lies in the future is
    passed over: a clock that was years ahead and is set right must not make one job the last for years."""
    row = db.row(
        "SELECT max(finished_at) AS at FROM jobs WHERE kind IN (SELECT value FROM json_each(?)) AND finished_at <= ?",
        (json.dumps(kinds), now),
    )
    return row["at"] if row else None


def done_at(db: Connection, kind: Kind, now: int = LAST) -> int | None:
    """When the last job of this kind ended well; of `now` as in `ended_at`."""
    row = db.row(
        "SELECT max(finished_at) AS at FROM jobs WHERE kind = ? AND state = 'done' AND finished_at <= ?", (kind, now)
    )
    return row["at"] if row else None


def wish(db: Connection, job_id: int, wanted: Wish, at: int) -> Job:
    """Ask a job to stop or to pause. One that has not begun obeys at once."""
    job = by_id(db, job_id)
    if job.state in ENDED:
        raise UsageError(f"Job {job_id} has ended already.")
    if job.state == "running":
        db.run("UPDATE jobs SET wish = ? WHERE id = ?", (wanted, job_id))
    elif wanted == "cancel":
        db.run("UPDATE jobs SET state = 'cancelled', finished_at = ?, wish = NULL WHERE id = ?", (at, job_id))
    else:
        db.run("UPDATE jobs SET state = 'paused', wish = NULL WHERE id = ?", (job_id,))
    return by_id(db, job_id)


def resume(db: Connection, job_id: int) -> Job:
    """Let a paused or waiting job go on. One that waits for better surroundings is the person's from now on."""
    db.run(
        "UPDATE jobs SET state = CASE state WHEN 'running' THEN state ELSE 'queued' END, wish = NULL,"
        f" origin = CASE WHEN wait_code IN ('{ON_BATTERY}', '{METERED}') THEN 'person' ELSE origin END,"
        f" not_before = NULL, wait_code = NULL, wait_reason = NULL WHERE id = ? AND state IN {OPEN}",
        (job_id,),
    )
    return by_id(db, job_id)


def wake(db: Connection, codes: Iterable[str]) -> None:
    """What these codes made wait is over: such jobs go on at once."""
    db.run(
        "UPDATE jobs SET state = 'queued', not_before = NULL, wait_code = NULL, wait_reason = NULL"
        " WHERE state = 'waiting' AND wait_code IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(codes)),),
    )


# What the holder of the worker lock writes.


FAR = int(2000 * LONGEST_WAIT)
READY = (
    f"state IN {OPEN} AND (state = 'queued' OR (state = 'waiting' AND not_before NOT BETWEEN ?1 + 1 AND ?1 + {FAR}))"
    f" AND {pauses.FREE.format(2, 3)}"
)
"""Its time has come, and no pause holds it. A time further away than any wait means that the clock was wrong when it
was set."""


def is_ready(db: Connection, at: int) -> bool:
    """Some job's time has come."""
    return db.row(f"SELECT id FROM jobs WHERE {READY} LIMIT 1", (at, *pauses.values(db, at))) is not None


def is_outranked(db: Connection, kind: Kind, at: int) -> bool:
    """A job is ready to which one of this kind gives way."""
    row = db.row(f"SELECT kind FROM jobs WHERE {READY} ORDER BY {RANK} LIMIT 1", (at, *pauses.values(db, at)))
    return row is not None and _rank(row["kind"]) < _rank(kind)


def _rank(kind: Kind) -> int:
    return RANKS.index(kind) + 1 if kind in RANKS else 0


def take(db: Connection, at: int) -> Job | None:
    """The next job whose time has come, now running; people's wishes before the schedule's, the background last."""
    row = db.row(
        f"SELECT id FROM jobs WHERE {READY} ORDER BY {RANK}, origin <> 'person', id LIMIT 1",
        (at, *pauses.values(db, at)),
    )
    if row is None:
        return None
    db.run(
        "UPDATE jobs SET state = 'running', started_at = coalesce(started_at, ?), not_before = NULL, wait_code = NULL,"
        " wait_reason = NULL WHERE id = ?",
        (at, row["id"]),
    )
    return by_id(db, row["id"])


def next_moment(db: Connection, at: int) -> int | None:
    """When the first waiting job wants to go on, or the pause that holds them is over."""
    free = pauses.FREE.format(1, 2)
    row = db.row(
        f"SELECT min(not_before) AS at FROM jobs WHERE state IN {OPEN} AND state = 'waiting' AND {free}",
        pauses.values(db, at),
    )
    pause = pauses.now(db, at)
    moments: tuple[int | None, ...] = (row["at"] if row else None, pause.until if pause else None)
    return min((moment for moment in moments if moment is not None), default=None)


def reports(db: Connection, job_id: int, progress: Progress) -> None:
    """Write how far it is."""
    text = json.dumps({name: getattr(progress, name) for name in Progress.__slots__})
    db.run("UPDATE jobs SET progress = ? WHERE id = ?", (text, job_id))


def wished(db: Connection, job_id: int) -> Wish | None:
    """What the person wants of a running job."""
    return by_id(db, job_id).wish


def ends(db: Connection, job_id: int, state: State, at: int, result: Mapping[str, int]) -> None:
    """The job is over, or paused."""
    finished = at if state in ENDED else None
    db.run(
        "UPDATE jobs SET state = ?, finished_at = ?, result = ?, wish = NULL WHERE id = ?",
        (state, finished, json.dumps(dict(result)), job_id),
    )


def breaks(db: Connection, job_id: int, error: HoldfastError, at: int, result: Mapping[str, int]) -> None:
    """The job ended by an error; what it did before is kept."""
    ends(db, job_id, "failed", at, result)
    db.run(
        "UPDATE jobs SET code = ?, message = ?, action = ? WHERE id = ?",
        (error.code, error.message, error.action, job_id),
    )


def waits(db: Connection, job_id: int, until: int, code: str, reason: str) -> None:
    """The job goes on at that time, in whatever process then holds the lock."""
    db.run(
        "UPDATE jobs SET state = 'waiting', not_before = ?, wait_code = ?, wait_reason = ? WHERE id = ?",
        (until, code, reason, job_id),
    )


def gives_way(db: Connection, job_id: int, result: Mapping[str, int]) -> None:
    """Back into the queue; what it did so far is kept."""
    db.run("UPDATE jobs SET state = 'queued', result = ? WHERE id = ?", (json.dumps(dict(result)), job_id))


def drop_open(db: Connection, at: int) -> int:
    """Whatever was asked for is asked for no more; how many jobs."""
    return db.run(f"UPDATE jobs SET state = 'cancelled', finished_at = ?, wish = NULL WHERE state IN {OPEN}", (at,))


def requeue_stale(db: Connection, at: int) -> None:
    """Running jobs of a holder that died go on; one that was asked to cancel or pause obeys."""
    db.run(
        "UPDATE jobs SET state = CASE wish WHEN 'cancel' THEN 'cancelled' WHEN 'pause' THEN 'paused' ELSE 'queued' END,"
        " finished_at = CASE wish WHEN 'cancel' THEN ? END, wish = NULL WHERE state = 'running'",
        (at,),
    )
