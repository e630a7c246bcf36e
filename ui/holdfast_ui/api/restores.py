"""/api/restores: copies out of the library, planned first and begun on a second word. No page names a folder."""

import secrets
import shutil
import threading
from pathlib import Path

from apiflask import APIBlueprint

from holdfast.catalog import exports, jobs
from holdfast.catalog.jobs import Parameters
from holdfast.clock import rfc3339
from holdfast.domain import template
from holdfast.engine import choice, dry_run
from holdfast.engine.report import Json, as_json
from holdfast.engine.setup import Opened
from holdfast_ui import places
from holdfast_ui.api.jobs import in_full
from holdfast_ui.api.shapes import JobInFull
from holdfast_ui.api.shapes import out as shapes
from holdfast_ui.desk import Desk
from holdfast_ui.problems import conflict, not_found

STRUCTURES = {"tree": template.TREE, "months": "{year}/{month}/{name}"}
"""As the sources have it, or by the month in which photos were taken."""
EXAMPLES = 3
NO_PLAN = dry_run.DryRun()


class Plans:
    """The last plan that a person was shown; only that one can be begun, and once. And the folder of it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plan: tuple[str, Parameters] | None = None
        self.folder: Path | None = None

    def keep(self, asked: Parameters) -> str:
        """Remember it under a name that nobody guesses."""
        ticket = secrets.token_urlsafe(16)
        with self._lock:
            self._plan = ticket, asked
        return ticket

    def take(self, ticket: str) -> Parameters:
        """What was planned under this name."""
        with self._lock:
            plan, self._plan = self._plan, None
        if plan is None or not secrets.compare_digest(plan[0], ticket):
            raise conflict("NO_SUCH_PLAN", "This plan is no longer the last one.", "Choose the folder again.")
        return plan[1]


def blueprint(desk: Desk) -> APIBlueprint:
    restores, plans = APIBlueprint("restores", __name__, url_prefix="/api"), Plans()

    @restores.post("/restores/examples")
    @restores.input(shapes.Wanted, arg_name="asked")
    @restores.output(shapes.Examples)
    @restores.doc(responses={404: "There is no such source", 422: "It has no meaning so"})
    def examples(asked: shapes.Wanted) -> dict[str, Json]:
        """The first photos that are meant, with the paths that they would get. Nothing is written."""
        wanted = _request(desk, asked, places.fresh_folder(_day(desk)))
        return {"examples": as_json(dry_run.examples(desk.opened, wanted, EXAMPLES))}

    @restores.post("/restores")
    @restores.input(shapes.RestoreRequest, arg_name="asked")
    @restores.output(shapes.RestorePlan)
    @restores.doc(
        responses={
            404: "There is no such source",
            409: "No window is open here",
            422: "The folder cannot be used for that",
        }
    )
    def plan(asked: shapes.RestoreRequest) -> dict[str, Json]:
        """Say how much would go into a folder that the person points to, and what of it by name. Nothing is written."""
        _known(desk.opened, asked.sources)
        where = _folder(desk, plans, asked.where)
        if where is None:
            return {**_planned(NO_PLAN), "ticket": None, "to": None, "free": 0}
        wanted = _request(desk, asked, where)
        found, plans.folder = dry_run.dry_run(desk.opened, wanted, where), where
        free = shutil.disk_usage(where if where.exists() else where.parent).free
        return {**_planned(found), "ticket": plans.keep(wanted), "to": wanted.to, "free": free}

    @restores.post("/restores/begin")
    @restores.input(shapes.RestoreBeginning, arg_name="asked")
    @restores.output(JobInFull, status_code=202)
    @restores.doc(responses={409: "Another plan was made since"})
    def begin(asked: shapes.RestoreBeginning) -> dict[str, Json]:
        """Begin what was planned. Asked twice, it is done once."""
        wanted = plans.take(asked.ticket)
        return desk.catalog.write(
            lambda db: in_full(jobs.enqueue(db, "export", wanted, origin="person", at=desk.now()))
        )

    return restores


def _folder(desk: Desk, plans: Plans, where: str) -> Path | None:
    """The folder that is meant; None: the person changed their mind."""
    if where == "downloads":
        return places.fresh_folder(_day(desk))
    return plans.folder if where == "again" and plans.folder is not None else desk.dialogs.folder()


def _day(desk: Desk) -> str:
    return (rfc3339(desk.now()) or "")[:10]


def _request(desk: Desk, asked: shapes.Wanted, where: Path) -> Parameters:
    """As the engine is asked for it; raises what is wrong with it, in words."""
    return choice.request(
        desk.opened, where, sources=_known(desk.opened, asked.sources), since=asked.since, until=asked.until,
        structure=STRUCTURES.get(asked.structure, asked.structure), gone=asked.gone, xmp=asked.xmp,
        versions=asked.versions, query=asked.query or None, shoot=asked.shoot, collection=asked.collection,
        picked=None if asked.picked is None else tuple(sorted(set(asked.picked))), form=asked.form,
    )  # fmt: skip


def _planned(found: dry_run.DryRun) -> dict[str, Json]:
    sums = found.extent
    return {
        "photos": sums.photos, "bytes": sums.bytes, "need": found.need, "there": sums.there, "lacking": sums.lacking,
        "left_out": sums.left_out, "aside": sums.aside, "renamed": found.renamed, "first": as_json(found.first),
        "others": as_json(found.others), "missed": as_json(found.lacking),
    }  # fmt: skip


def _known(opened: Opened, wanted: list[int] | None) -> tuple[int, ...] | None:
    """The sources that were named, removed ones too; None: all."""
    if wanted is None:
        return None
    unknown = set(wanted) - {one.id for one in opened.catalog.read(exports.origins)}
    if unknown:
        raise not_found(f"source {min(unknown)}")
    return tuple(sorted(set(wanted)))
