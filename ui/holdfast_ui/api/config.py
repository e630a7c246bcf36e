"""GET and PATCH /api/config: the settings, with their bounds and what they do. Nothing secret is among them."""

from apiflask import APIBlueprint

from holdfast.catalog import Connection, audit, settings
from holdfast.engine.report import Json
from holdfast_ui.api import shapes
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    config = APIBlueprint("config", __name__, url_prefix="/api")

    @config.get("/config")
    @config.output(shapes.Settings)
    def every() -> dict[str, Json]:
        """Every setting."""
        return desk.catalog.read(_every)

    @config.patch("/config")
    @config.input(shapes.Changes, arg_name="changes")
    @config.output(shapes.Settings)
    @config.doc(responses={422: "There is no such setting, or the value is out of its bounds"})
    def change(changes: shapes.Changes) -> dict[str, Json]:
        """Change settings, all that are named or none. They take effect without a restart."""
        return desk.catalog.write(lambda db: _change(db, changes.root, desk.now()))

    return config


def _every(db: Connection) -> dict[str, Json]:
    rows: list[Json] = [
        {"name": setting.name, "value": value, "default": setting.default, "low": setting.low,
         "high": setting.high, "sentence": setting.sentence}
        for setting, value in settings.everything(db)
    ]  # fmt: skip
    return {"settings": rows}


def _change(db: Connection, changes: dict[str, int], at: int) -> dict[str, Json]:
    for name, value in changes.items():
        settings.change(db, name, value, at)
        audit.note(db, "person", "change setting", name, at, {"value": value})
    return _every(db)
