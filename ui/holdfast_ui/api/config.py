"""/api/config: the settings with their bounds, and the S3 account added last. Nothing secret is ever answered."""

from apiflask import APIBlueprint

from holdfast.catalog import Connection, audit, settings
from holdfast.domain import bandwidth as bandwidths
from holdfast.engine.report import Json
from holdfast.errors import AuthRevoked
from holdfast_ui.api import account, shapes
from holdfast_ui.desk import Desk
from holdfast_ui.problems import CORRECT, Problem, ProblemError

SEED = {"thumbnail_max_age_days": "thumbnail_max_age_days", "sync_interval_hours": "check_every_hours"}
"""Settings that the API's seed names, and what they are called here."""


def blueprint(desk: Desk) -> APIBlueprint:
    config = APIBlueprint("config", __name__, url_prefix="/api")

    @config.get("/config")
    @config.output(shapes.Config)
    def every() -> dict[str, Json]:
        """Every setting."""
        return desk.catalog.read(_every)

    @config.patch("/config")
    @config.input(shapes.Changes, arg_name="changes")
    @config.output(shapes.Config)
    @config.doc(responses={422: "There is no such setting, or the value is out of its bounds"})
    def change(changes: shapes.Changes) -> dict[str, Json]:
        """Change settings, all that are named or none. They take effect without a restart."""
        return desk.catalog.write(lambda db: _change(db, changes.root, desk.now()))

    @config.post("/config")
    @config.input(shapes.ConfigChange, arg_name="asked")
    @config.output(shapes.Config)
    @config.doc(responses={422: "A value is out of its bounds, or the account cannot be used", 503: "No cloud answers"})
    def update(asked: shapes.ConfigChange) -> dict[str, Json]:
        """Change settings, and add or sign in to an S3 account. The account is asked first; then all is kept."""
        changes = _changes(asked)
        try:
            account.sign_in(desk.opened, asked)
        except AuthRevoked as error:
            raise ProblemError(Problem(422, error.code, error.message, error.action)) from error
        return desk.catalog.write(lambda db: _change(db, changes, desk.now()))

    @config.get("/bandwidth")
    @config.output(shapes.Bandwidth)
    def bandwidth() -> dict[str, Json]:
        """How many bytes per second may come in each hour of the day."""
        return {"hours": desk.catalog.read(_hours)}

    @config.put("/bandwidth")
    @config.input(shapes.Bandwidth, arg_name="asked")
    @config.output(shapes.Bandwidth)
    @config.doc(responses={422: "A limit is out of its bounds"})
    def limit(asked: shapes.Bandwidth) -> dict[str, Json]:
        """Limit what may come, hour by hour. A download that is under way keeps to it within seconds."""
        return {"hours": desk.catalog.write(lambda db: _limit(db, tuple(asked.hours), desk.now()))}

    return config


def _hours(db: Connection) -> list[Json]:
    return list(bandwidths.parse(settings.text(db, LIMITS)))


def _limit(db: Connection, limits: bandwidths.Limits, at: int) -> list[Json]:
    bandwidths.require(limits)
    kept = settings.change_text(db, LIMITS, bandwidths.spelled(limits), at)
    audit.note(db, "person", "change setting", LIMITS, at, {"value": kept})
    return _hours(db)


LIMITS = "bandwidth_by_hour"


def _changes(asked: shapes.ConfigChange) -> dict[str, int]:
    """The settings under our names; each is right by itself, and none is named twice with two values."""
    changes = dict(asked.settings)
    for name, value in changes.items():
        settings.check(name, value)
    for theirs, ours in SEED.items():
        value = getattr(asked, theirs)
        if value is not None:
            _check_seed(theirs, ours, value, changes.get(ours, value))
            changes[ours] = value
    return changes


def _check_seed(theirs: str, ours: str, value: int, other: int) -> None:
    """A fault is told in the name that was sent."""
    setting = settings.BY_NAME[ours]
    if not setting.low <= value <= setting.high:
        raise _refused(f"`{theirs}` goes from {setting.low:,} to {setting.high:,}.")
    if value != other:
        raise _refused(f"`{theirs}` and `{ours}` are the same setting, and got two values.")


def _refused(message: str) -> ProblemError:
    return ProblemError(Problem(422, "INVALID", message, CORRECT))


def _every(db: Connection) -> dict[str, Json]:
    rows: list[Json] = [
        {"name": setting.name, "value": value, "default": setting.default, "low": setting.low,
         "high": setting.high, "sentence": setting.sentence}
        for setting, value in settings.everything(db)
    ]  # fmt: skip
    seed: dict[str, Json] = {theirs: settings.value(db, ours) for theirs, ours in SEED.items()}
    return {"settings": rows, **account.shown(db), **seed}


def _change(db: Connection, changes: dict[str, int], at: int) -> dict[str, Json]:
    for name, value in changes.items():
        settings.change(db, name, value, at)
        audit.note(db, "person", "change setting", name, at, {"value": value})
    return _every(db)
