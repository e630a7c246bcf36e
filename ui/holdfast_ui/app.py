"""The Flask application of the window: guard, shell, API, errors."""

from pathlib import Path

from apiflask import APIFlask

from holdfast import __version__
from holdfast.config import Home
from holdfast_ui import problems, shell
from holdfast_ui.admission import Admission
from holdfast_ui.api import (
    about,
    accounts,
    background,
    cards,
    checking,
    collections,
    config,
    document,
    duplicates,
    entrance,
    events,
    examined,
    failures,
    first_steps,
    folders,
    globe,
    health,
    jobs,
    library,
    log,
    marks,
    pausing,
    photos,
    pictures,
    proof,
    receipts,
    restores,
    safety,
    search,
    session,
    sessions,
    shapes,
    shoots,
    shut,
    signing_in,
    sources,
    statistics,
    status,
    sync,
    timeline,
)
from holdfast_ui.desk import Desk
from holdfast_ui.entrance import Entrance, entered
from holdfast_ui.events import Watch
from holdfast_ui.guard import MOST_BODY, Guard

ON_THE_DESK = (
    status, failures, sessions, jobs, sources, config, folders, photos, pictures, sync, statistics, health,
    library, proof, safety, restores, receipts, marks, collections, shoots,
    duplicates, search, timeline, globe,
    cards, log,
    accounts, checking, signing_in, about,
    first_steps, background, examined, pausing,
)  # fmt: skip


def create_app(
    desk: Desk, *, port: int, secret: bytes, watch: Watch | None = None, page: Path | None = None,
    door: tuple[Entrance, Admission] | None = None,
) -> APIFlask:  # fmt: skip
    """The application, for a server that listens on this port of 127.0.0.1 and nowhere else. `door`: by which pages
    came in while there was no catalog; they stay signed in."""
    app = _bare()
    folders.teach(app)
    entered_by, admission = door or (entered(desk.opened), Admission(secret, desk.install_id(), desk.clock))
    for resource in ON_THE_DESK:
        app.register_blueprint(resource.blueprint(desk))
    app.register_blueprint(entrance.blueprint(entered_by))
    app.register_blueprint(events.blueprint(watch or Watch(desk)))
    app.register_blueprint(document.blueprint(app))
    return _guarded(app, admission, port, page, desk.opened.home)


def create_entrance(door: Entrance, admission: Admission, *, port: int, page: Path | None = None) -> APIFlask:
    """The application while there is no open catalog: the ways to one, and the reason for all else."""
    app = _bare()
    app.register_blueprint(entrance.blueprint(door))
    app.register_blueprint(shut.blueprint(door))
    return _guarded(app, admission, port, page, door.home)


def _guarded(app: APIFlask, admission: Admission, port: int, page: Path | None, home: Home) -> APIFlask:
    app.register_blueprint(session.blueprint(admission))
    app.register_blueprint(shell.blueprint(page or shell.built_page(), home))
    app.wsgi_app = Guard(app.wsgi_app, admission, port)  # type: ignore[method-assign]
    return app


def _bare() -> APIFlask:
    app = APIFlask(
        "holdfast_ui",
        title="Holdfast",
        version=__version__,
        spec_path=None,
        docs_path=None,
        static_folder=None,  # type: ignore[arg-type]  # no route for files of the framework's own
    )
    _settle(app)
    return app


def _settle(app: APIFlask) -> None:
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BODY,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        HTTP_ERROR_SCHEMA=shapes.Problem.model_json_schema(),
        VALIDATION_ERROR_SCHEMA=shapes.Problem.model_json_schema(),
        AUTO_SERVERS=False,
        DESCRIPTION="What the window of Holdfast asks. Only for its own page, on this machine.",
        SECURITY_SCHEMES={
            "cookie": {"type": "apiKey", "in": "cookie", "name": "holdfast-<installation>"},
            "token": {"type": "apiKey", "in": "header", "name": "X-Holdfast-Token"},
        },
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.url_map.redirect_defaults = False
    app.spec_processor(document.tidy)  # type: ignore[arg-type]
    problems.install(app)
