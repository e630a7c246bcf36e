"""/api/security, /api/about and /api/diagnostics: the recovery code's health, what runs here, a file for helpers."""

from apiflask import APIBlueprint

from holdfast import __version__
from holdfast.clock import local_day, rfc3339
from holdfast.config import read_bootstrap
from holdfast.engine import copies, typed_back
from holdfast.engine.diagnostics import bundle as files
from holdfast.engine.diagnostics.collect import Part
from holdfast.engine.report import Json
from holdfast.errors import KeyWrong
from holdfast_ui import bundle, made_of, reveal, taste
from holdfast_ui.api import models, shapes
from holdfast_ui.api.shapes.about import Licences, Showing, Shown, Taste
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk
from holdfast_ui.problems import Problem, ProblemError


def blueprint(desk: Desk) -> APIBlueprint:
    helping = APIBlueprint("about", __name__, url_prefix="/api")

    @helping.get("/security")
    @helping.output(shapes.Security)
    def security() -> dict[str, Json]:
        """How the way back into the catalog is."""
        return _security(desk)

    @helping.post("/security/test")
    @helping.input(shapes.TypedCode, arg_name="asked")
    @helping.output(shapes.Security)
    @helping.doc(responses={422: "A group is mistyped, or it is another catalog's code"})
    def test(asked: shapes.TypedCode) -> dict[str, Json]:
        """Compare the recovery code that was typed; the day is kept, the code is not."""
        try:
            typed_back.compare(desk.opened, asked.code)
        except KeyWrong as error:
            raise ProblemError(Problem(422, error.code, error.message, error.action, field="code")) from error
        return _security(desk)

    @helping.get("/about")
    @helping.output(shapes.About)
    def about() -> dict[str, Json]:
        """What runs here, and where it keeps its own files."""
        home = desk.opened.home
        places: dict[str, Json] = {"home": str(home.path), "log": str(home.log_file)}
        return {"version": __version__, "library": str(desk.opened.library), **places}

    @helping.get("/diagnostics")
    @helping.input(shapes.BundleQuery, location="query", arg_name="asked")
    @helping.output(shapes.Bundle)
    def look(asked: shapes.BundleQuery) -> dict[str, Json]:
        """Every word that would be in the bundle."""
        return {"parts": [_part(part) for part in bundle.parts(desk, with_names=asked.names)]}

    @helping.post("/diagnostics/save")
    @helping.input(shapes.BundleRequest, arg_name="asked")
    @helping.output(models.Saved)
    @helping.doc(responses={409: "No window is open here", 422: "Something is there already"})
    def save(asked: shapes.BundleRequest) -> dict[str, Json]:
        """Ask the person in the window where it is to go, and put it there. It is sent to nobody."""
        target = desk.dialogs.save_as(f"holdfast-diagnostics-{local_day(desk.now())}.zip")
        if target is not None:
            files.write(target, bundle.parts(desk, with_names=asked.names))
        return {"path": None if target is None else str(target)}

    _at_home(helping, desk)
    return helping


def _at_home(helping: APIBlueprint, desk: Desk) -> None:
    @helping.post("/about/show")
    @helping.input(Showing, arg_name="asked")
    @helping.output(Shown)
    @helping.doc(responses={409: "No window is open here", 503: "The folder is not there now"})
    def show(asked: Showing) -> dict[str, Json]:
        """Show one of Holdfast's folders in the system's file manager, beside the window of this process."""
        home = desk.opened.home
        places = {"library": desk.opened.library, "home": home.path, "log": home.log_file.parent}
        desk.dialogs.require_window()
        reveal.folder(places[asked.place])
        return {"path": str(places[asked.place])}

    @helping.get("/licences")
    @helping.output(Licences)
    def licences() -> dict[str, Json]:
        """What Holdfast is made of, and under which licences."""
        return {"parts": [fields_of(part) for part in made_of.parts()]}

    @helping.patch("/taste")
    @helping.input(Taste, arg_name="asked")
    @helping.output(Taste)
    def like(asked: Taste) -> dict[str, Json]:
        """Language, theme and letters from the next load on, in every window of this home."""
        chosen = {name: value for name, value in asked.model_dump().items() if value is not None}
        return dict(taste.keep(desk.opened.home, chosen))


def _part(part: Part) -> Json:
    text = files.contents(part)
    return {"name": part.name, "sentence": part.sentence, "text": text, "bytes": len(text.encode())}


def _security(desk: Desk) -> dict[str, Json]:
    opened = desk.opened
    key_file = (read_bootstrap(opened.home) or opened.bootstrap).key_file
    found = copies.listing(opened.home, desk.clock)
    return {
        "key_file": None if key_file is None else str(key_file),
        "tested_at": rfc3339(typed_back.tested_at(opened)),
        "copies": len(found), "newest_copy": rfc3339(found[0].made_at) if found else None,
    }  # fmt: skip
