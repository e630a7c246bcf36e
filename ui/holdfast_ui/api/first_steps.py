"""/api/setup, once there is a catalog: a source is tried and added, the recovery code is shown and typed back, and the
first backup begins. Keys come in and never go out again."""

import secrets
import threading
from collections.abc import Mapping
from pathlib import Path

from apiflask import APIBlueprint

from holdfast.catalog import Connection, jobs, settings, sources
from holdfast.engine import recovery, setup
from holdfast.engine.connect import Signed
from holdfast.engine.report import Json
from holdfast.engine.trial import Trial
from holdfast.errors import AuthRevoked, Conflict, HoldfastError, SourceError, UsageError
from holdfast_ui.api import asked_keys
from holdfast_ui.api.background import start_daemon
from holdfast_ui.api.shapes import first_run as shapes
from holdfast_ui.desk import Desk
from holdfast_ui.entrance import STAGE, STAGES
from holdfast_ui.problems import CORRECT, Problem, ProblemError, not_found, of_error

ORDER: list[str] = list(STAGES)
ASKED = 2
"""So many groups of the recovery code are typed back."""


class Trials:
    """The account that is being looked at. One at a time: the one before is forgotten, with its key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._id = ""
        self._trial: tuple[Trial, str] | None = None

    def keep(self, trial: Trial, title: str) -> str:
        """Remember it under a name that nobody guesses."""
        with self._lock:
            before, self._trial, self._id = self._trial, (trial, title), secrets.token_urlsafe(12)
            name = self._id
        if before is not None:
            before[0].end()
        return name

    def get(self, name: str) -> tuple[Trial, str]:
        """The one of this name, and how its account is called."""
        with self._lock:
            if self._trial is None or name != self._id:
                raise not_found("account that is being looked at")
            return self._trial


def blueprint(desk: Desk) -> APIBlueprint:
    steps, trials = APIBlueprint("first_steps", __name__, url_prefix="/api/setup"), Trials()

    @steps.post("/trials")
    @steps.input(shapes.TrialRequest, arg_name="asked")
    @steps.output(shapes.Trial, status_code=201)
    @steps.doc(responses={422: "The key does not work"})
    def begin(asked: shapes.TrialRequest) -> dict[str, Json]:
        """Try a key, and begin to count what it opens. Nothing is copied, and nothing kept."""
        account = asked_keys.account_of(asked, desk.opened)
        trial = Trial(account.kind, account.place, account.secret, desk.clock)
        try:
            title = setup.ask(account.kind, Signed(account.place, account.secret), desk.clock).title
        except (AuthRevoked, SourceError, UsageError) as error:
            raise asked_keys.at_its_field(error, account.kind) from error
        name = trials.keep(trial, title)
        trial.begin()
        return _told(name, trial, title)

    @steps.get("/trials/<string:name>")
    @steps.output(shapes.Trial)
    @steps.doc(responses={404: "Another account is looked at by now"})
    def look(name: str) -> dict[str, Json]:
        """What was counted so far."""
        return _told(name, *trials.get(name))

    @steps.post("/trials/<string:name>/stop")
    @steps.output(shapes.Trial)
    @steps.doc(responses={404: "Another account is looked at by now"})
    def stop(name: str) -> dict[str, Json]:
        """Count no further."""
        trial, title = trials.get(name)
        trial.end()
        return _told(name, trial, title)

    @steps.post("/trials/<string:name>/add")
    @steps.input(shapes.NewSource, arg_name="asked")
    @steps.output(shapes.TrialAdded, status_code=201)
    @steps.doc(responses={404: "Another account is looked at by now", 422: "The name is another account's"})
    def add(name: str, asked: shapes.NewSource) -> dict[str, Json]:
        """Make it a source, under this name."""
        trial, _ = trials.get(name)
        trial.end()
        source_id, _ = setup.add_account(desk.opened, trial.kind, asked.name, trial.place, trial.secret)
        _go_on(desk, "code")
        return {"id": source_id}

    _rest(steps, desk)
    return steps


def _rest(steps: APIBlueprint, desk: Desk) -> None:
    asked_for: list[int] = []

    @steps.post("/code")
    @steps.output(shapes.RecoveryCode)
    @steps.doc(responses={409: "It was written down already"})
    def code() -> dict[str, Json]:
        """The recovery code, and which of its groups are to be typed back. Only until that was done."""
        _only_at(desk, "code")
        groups = recovery.groups(desk.opened)
        if not asked_for:
            asked_for[:] = sorted(secrets.SystemRandom().sample(range(1, len(groups) + 1), ASKED))
        return {"groups": list(groups), "asked": list(asked_for)}

    @steps.post("/code/save")
    @steps.output(shapes.SavedCode)
    @steps.doc(responses={409: "No window is open here, or it was written down already"})
    def save() -> dict[str, Json]:
        """Ask the person in the window where the code is to be kept, and write it there. Nothing is replaced."""
        _only_at(desk, "code")
        target = desk.dialogs.save_as(recovery.FILE_NAME)
        if target is not None:
            recovery.keep(desk.opened, target)
        return {"path": None if target is None else str(target)}

    @steps.post("/code/typed")
    @steps.input(shapes.TypedBack, arg_name="asked")
    @steps.output(shapes.StageNow)
    @steps.doc(responses={409: "It was written down already", 422: "A group is not right"})
    def typed(asked: shapes.TypedBack) -> dict[str, Json]:
        """The groups that were asked for, as the person wrote them down."""
        _only_at(desk, "code")
        _require_right(desk, asked.groups, asked_for)
        return {"stage": _go_on(desk, "schedule")}

    @steps.post("/step")
    @steps.input(shapes.Steps, arg_name="asked")
    @steps.output(shapes.StageNow)
    @steps.doc(responses={409: "That step was not reached yet"})
    def step(asked: shapes.Steps) -> dict[str, Json]:
        """Go on to the next step."""
        _require_reached(desk, asked.stage)
        return {"stage": _go_on(desk, asked.stage)}

    @steps.post("/start")
    @steps.output(shapes.Begun, status_code=202)
    @steps.doc(responses={409: "A command of Holdfast is at work"})
    def start() -> dict[str, Json]:
        """Begin the first backup: the background service is started, and told to look at every source."""
        _require_reached(desk, "start")
        start_daemon(desk)

        def begin(db: Connection) -> int:
            settings.remember(db, STAGE, "done", desk.now())
            return jobs.enqueue(db, "backup", jobs.Parameters(), origin="person", at=desk.now()).id

        return {"job": desk.catalog.write(begin)}


def _require_right(desk: Desk, typed: Mapping[str, str], asked_for: list[int]) -> None:
    places = {int(place): text for place, text in typed.items() if place.isdecimal() and len(place) < 3}
    if sorted(places) != asked_for or len(places) != len(typed):
        raise UsageError("These are not the groups that were asked for.", action="Load the page again.")
    wrong = recovery.wrong(desk.opened, places)
    if wrong:
        message = f"That is not group {wrong[0]}. Look at what you wrote down."
        raise ProblemError(Problem(422, "CODE_MISTYPED", message, CORRECT, field=str(wrong[0])))


def _told(name: str, trial: Trial, title: str) -> dict[str, Json]:
    seen = trial.counted()
    return {
        "id": name, "title": title, "name": (Path(trial.place.get("path", "")).name or title)[:200],
        "photos": seen.photos, "bytes": seen.bytes, "unsized": seen.unsized, "ended": seen.ended, "whole": seen.whole,
        "trouble": None if seen.trouble is None else _problem(seen.trouble),
    }  # fmt: skip


def _problem(error: HoldfastError) -> Json:
    said = of_error(error)
    return {"code": said.code, "message": said.message, "action": said.action}


def _stage(db: Connection) -> str:
    kept = settings.identity(db, STAGE)
    return next((stage for stage in STAGES if stage == kept), "done")


def _require_reached(desk: Desk, wanted: str) -> None:
    """Nobody comes past the recovery code. Sources that a library brought back need not be signed in to at once."""
    stage, known = desk.catalog.read(lambda db: (_stage(db), sources.everything(db)))
    if not (stage not in ("source", "code") if wanted == "start" else wanted == "code" and stage == "source" and known):
        raise Conflict("That step is reached by doing the one before.", action="Load the page again.")


def _only_at(desk: Desk, stage: str) -> None:
    if desk.catalog.read(_stage) != stage:
        raise Conflict(
            "The recovery code was shown and written down already.",
            action="Settings, Key and recovery code, says how it is.",
        )


def _go_on(desk: Desk, stage: str) -> str:
    """The next step, unless the person was further already or is through with all; the one that it is now."""

    def write(db: Connection) -> str:
        furthest = max(_stage(db), stage, key=ORDER.index)
        settings.remember(db, STAGE, furthest, desk.now())
        return furthest

    return desk.catalog.write(write)
