"""What goes into the bundle: numbers, codes and Holdfast's own words. Names of photos are not even read."""

import getpass
import platform
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from holdfast import __version__
from holdfast.catalog import Connection, failures, health, jobs, sessions, settings
from holdfast.catalog.sources import SourceRow
from holdfast.clock import rfc3339
from holdfast.config import SETTINGS, TEXTS, Bootstrap, Home
from holdfast.domain.status import SourceStatus
from holdfast.engine.checkup import machine
from holdfast.engine.checkup.check import Check
from holdfast.engine.diagnostics.redact import Redactor
from holdfast.engine.report import Json, Status

LAST_RUNS = 50
LOG_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bundle."""

    name: str
    sentence: str
    """What it holds, for the person who decides whether to give it away."""
    content: Json


def private_words(home: Home, bootstrap: Bootstrap | None, rows: Sequence[SourceRow]) -> Iterator[str]:
    """What is known to belong to the person: places, this computer, its user, the accounts."""
    places = [home.path, Path.home(), *([bootstrap.library, bootstrap.key_file] if bootstrap else [])]
    yield from (str(place) for place in places if place is not None)
    yield from (getpass.getuser(), socket.gethostname(), platform.node())
    for row in rows:
        yield from (row.name, row.folder, *row.settings.values())


def of_machine(checks: Sequence[Check], redactor: Redactor) -> Iterator[Part]:
    """What there is without a catalog."""
    system = {"system": platform.system(), "machine": platform.machine(), "python": platform.python_version()}
    yield Part("versions.json", "Holdfast, the system, and the versions of all parts",
               {"holdfast": __version__, **system, "parts": dict(machine.versions())})  # fmt: skip
    told: list[Json] = [
        {"name": redactor.text(check.name), "ok": check.ok, "code": check.code, "finding": redactor.text(check.finding)}
        for check in checks
    ]
    yield Part("checks.json", "what `holdfast doctor` says, names and places taken out", told)


def of_catalog(db: Connection, status: Status, redactor: Redactor) -> Iterator[Part]:
    """Settings, counts, runs and reasons."""
    values = {setting.name: settings.value(db, setting.name) for setting in SETTINGS}
    written = {setting.name: settings.text(db, setting.name) for setting in TEXTS}
    yield Part("settings.json", "every setting and its value", {**values, **written})
    yield Part("counts.json", "how many photos are in which state, and the form of the catalog", {
        "state": status.state, "schema": health.schema_version(db), "programs": health.versions(db),
        "originals": status.totals.originals, "bytes": status.totals.original_bytes,
        "sources": [_source(one, redactor) for one in status.sources],
    })  # fmt: skip
    causes: dict[str, Json] = {group.code: group.photos for group in failures.groups(db)}
    yield Part("failures.json", "how many photos failed for which reason", causes)
    runs: list[Json] = [_run(run, redactor) for run in sessions.recent(db, LAST_RUNS)]
    yield Part("sessions.json", f"the last {LAST_RUNS} runs: kind, times, counts and outcome", runs)
    queue: list[Json] = [{"kind": job.kind, "state": job.state, "code": job.code} for job in jobs.open_ones(db)]
    yield Part("jobs.json", "what is queued or being worked on", queue)


def of_log(home: Home, redactor: Redactor) -> Part:
    """The end of the log."""
    return Part("log.txt", "the end of the log, every word that is not Holdfast's own taken out",
                redactor.text(_end_of(home.log_file)))  # fmt: skip


def _source(one: SourceStatus, redactor: Redactor) -> Json:
    counts = {name: getattr(one, name) for name in ("listed", "safe", "pending", "failed", "skipped", "gone", "bytes")}
    return {
        "source": redactor.token(one.name), "kind": one.kind, **counts, "paused": one.paused, "stale": one.stale,
        "problem": one.problem.code if one.problem else None, "held": one.held.code if one.held else None,
        "last_complete_scan": rfc3339(one.last_complete_scan),
    }  # fmt: skip


def _run(run: sessions.Session, redactor: Redactor) -> Json:
    counts: Mapping[str, int] = {name: getattr(run, name) for name in sessions.COUNTS if getattr(run, name)}
    return {
        "kind": run.kind, "source": redactor.token(run.source) if run.source else None, "outcome": run.outcome,
        "started_at": rfc3339(run.started_at), "finished_at": rfc3339(run.finished_at), "code": run.code, **counts,
    }  # fmt: skip


def _end_of(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - LOG_BYTES))
            return file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
