"""/api/config: the settings with their bounds, and the S3 account added last. Nothing secret is ever answered."""

from apiflask import APIBlueprint

from holdfast.catalog import Connection, audit, settings
from holdfast.engine.report import Json
from holdfast_ui.api import account, shapes
from holdfast_ui.desk import Desk

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
        for name, value in changes.items():
            settings.check(name, value)
        account.sign_in(desk.opened, asked)
        return desk.catalog.write(lambda db: _change(db, changes, desk.now()))

    return config


def _changes(asked: shapes.ConfigChange) -> dict[str, int]:
    named = {ours: getattr(asked, theirs) for theirs, ours in SEED.items()}
    return {**asked.settings, **{name: value for name, value in named.items() if value is not None}}


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
