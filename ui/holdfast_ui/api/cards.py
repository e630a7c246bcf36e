"""/api/problems: what needs the person, one card per cause, and what was solved."""

from apiflask import APIBlueprint

from holdfast.catalog import Connection, failures, jobs, problems
from holdfast.engine import problems as found
from holdfast.engine.report import Json, as_json
from holdfast.errors import LIBRARY_CODES
from holdfast_ui.api import shapes
from holdfast_ui.api.shapes import problems as cards
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk
from holdfast_ui.problems import not_found

ONE = f"/problems/<int(max={shapes.MOST_ID}):problem_id>"


def blueprint(desk: Desk) -> APIBlueprint:
    every = APIBlueprint("problems", __name__, url_prefix="/api")

    def settled() -> dict[str, Json]:
        found.settle(desk.catalog, desk.look, desk.clock)
        return desk.catalog.read(_shown)

    @every.get("/problems")
    @every.output(cards.Cards)
    def look() -> dict[str, Json]:
        """What is wrong now, looked at anew, and what was solved in the last 90 days."""
        return settled()

    @every.post(f"{ONE}/know")
    @every.input(cards.Knowing, arg_name="asked")
    @every.output(cards.Cards)
    @every.doc(responses={404: "There is no such problem, or it is solved"})
    def know(problem_id: int, asked: cards.Knowing) -> dict[str, Json]:
        """The person knows of it: it is counted no more until more photos are concerned."""
        desk.catalog.write(lambda db: problems.know(db, _open(db, problem_id).id, asked.known, desk.now()))
        return settled()

    @every.post(f"{ONE}/look")
    @every.output(cards.Cards)
    @every.doc(responses={404: "There is no such problem, or it is solved"})
    def look_again(problem_id: int) -> dict[str, Json]:
        """The person mended something: what waits for it goes on at once, and a source is asked again."""
        desk.catalog.write(lambda db: _go_on(db, _open(db, problem_id), desk.now()))
        return settled()

    return every


def _shown(db: Connection) -> dict[str, Json]:
    return {
        "problems": [_card(db, one) for one in problems.open_ones(db)],
        "solved": [fields_of(one) for one in problems.solved(db)],
    }


def _card(db: Connection, one: problems.Problem) -> Json:
    tries = failures.tries(db, one.code) if one.subject == "photos" else None
    return {**fields_of(one), "tries": None if tries is None else as_json(tries)}


def _open(db: Connection, problem_id: int) -> problems.Problem:
    found_one = problems.by_id(db, problem_id)
    if found_one is None or found_one.solved_at is not None:
        raise not_found(f"open problem {problem_id}")
    return found_one


def _go_on(db: Connection, one: problems.Problem, at: int) -> None:
    jobs.wake(db, LIBRARY_CODES)
    if one.source_id is not None:
        jobs.enqueue(db, "backup", jobs.Parameters(sources=(one.source_id,)), origin="person", at=at)
