"""/api/restores: copies out of the library, planned first and begun on a second word. The folder is pointed to."""

import secrets
import shutil
import threading

from apiflask import APIBlueprint

from holdfast.catalog import exports, jobs
from holdfast.catalog.jobs import Parameters
from holdfast.engine import choice
from holdfast.engine.export import Extent, extent
from holdfast.engine.report import Json
from holdfast.engine.setup import Opened
from holdfast_ui.api import shapes
from holdfast_ui.api.jobs import in_full
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk
from holdfast_ui.problems import conflict, not_found

STRUCTURES = {"tree": None, "months": "{year}/{month}/{name}"}
"""As the sources have it, or by the month in which photos were taken."""


class Plans:
    """The last plan that a person was shown; only that one can be begun, and once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plan: tuple[str, Parameters] | None = None

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
        """Ask the person in the window for a folder, and say how much would go there. Nothing is written."""
        chosen = _known(desk.opened, asked.sources)
        where = desk.dialogs.folder()
        if where is None:
            return {**fields_of(Extent()), "ticket": None, "to": None, "free": 0}
        wanted = choice.request(
            desk.opened,
            where,
            sources=chosen,
            structure=STRUCTURES[asked.structure],
            gone=asked.gone,
            xmp=asked.xmp,
        )
        sums, free = extent(desk.opened, wanted, None), shutil.disk_usage(where).free
        return {**fields_of(sums), "ticket": plans.keep(wanted), "to": wanted.to, "free": free}

    @restores.post("/restores/begin")
    @restores.input(shapes.RestoreBeginning, arg_name="asked")
    @restores.output(shapes.JobInFull, status_code=202)
    @restores.doc(responses={409: "Another plan was made since"})
    def begin(asked: shapes.RestoreBeginning) -> dict[str, Json]:
        """Begin what was planned. Asked twice, it is done once."""
        wanted = plans.take(asked.ticket)
        return desk.catalog.write(
            lambda db: in_full(jobs.enqueue(db, "export", wanted, origin="person", at=desk.now()))
        )

    return restores


def _known(opened: Opened, wanted: list[int] | None) -> tuple[int, ...] | None:
    """The sources that were named, removed ones too; None: all."""
    if wanted is None:
        return None
    unknown = set(wanted) - {one.id for one in opened.catalog.read(exports.origins)}
    if unknown:
        raise not_found(f"source {min(unknown)}")
    return tuple(sorted(set(wanted)))
