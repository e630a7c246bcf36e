"""GET /api/log: the end of the log, with nothing of the person's in it."""

from apiflask import APIBlueprint

from holdfast.catalog import sources
from holdfast.engine.diagnostics import collect
from holdfast.engine.diagnostics.redact import Redactor
from holdfast.engine.report import Json
from holdfast_ui.api.shapes import problems as shapes
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    log = APIBlueprint("log", __name__, url_prefix="/api")

    @log.get("/log")
    @log.input(shapes.LogQuery, location="query", arg_name="asked")
    @log.output(shapes.Log)
    def end(asked: shapes.LogQuery) -> dict[str, Json]:
        """The last lines, as a diagnostics file would hold them."""
        rows = desk.catalog.read(sources.everything)
        redactor = Redactor(collect.private_words(desk.opened.home, desk.opened.bootstrap, rows))
        text = str(collect.of_log(desk.opened.home, redactor).content)
        lines: list[Json] = [*text.splitlines()[-asked.lines :]]
        return {"lines": lines}

    return log
