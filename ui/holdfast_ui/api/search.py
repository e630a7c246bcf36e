"""GET /api/search: photos by a query, while it is typed."""

from apiflask import APIBlueprint

from holdfast.catalog import suggest
from holdfast.catalog.search import Found
from holdfast.clock import rfc3339
from holdfast.domain import query as language
from holdfast.domain.query import meaning, text
from holdfast.engine import searching
from holdfast.engine.report import Json
from holdfast.engine.searching import Answer
from holdfast_ui.api import showing
from holdfast_ui.api.shapes import found as shapes
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    search = APIBlueprint("search", __name__, url_prefix="/api")

    @search.get("/search")
    @search.input(shapes.SearchQuery, location="query", arg_name="asked")
    @search.output(shapes.Found)
    def page(asked: shapes.SearchQuery) -> dict[str, Json]:
        """A page of the photos that are meant; 422 with code BAD_QUERY points at the character that is not."""
        answer = searching.look(desk.catalog, asked.q, after=asked.after, limit=asked.limit, order=asked.order)
        return {**_understood(answer), **_found(answer)}

    @search.get("/search/suggest")
    @search.input(shapes.SuggestQuery, location="query", arg_name="asked")
    @search.output(shapes.Suggestions)
    def suggestions(asked: shapes.SuggestQuery) -> dict[str, Json]:
        """Names that hold these letters: of cameras, lenses, tags, sources, collections and shoots."""
        found = desk.catalog.read(suggest.names, asked.q)
        return {"suggestions": [{"field": one.field, "name": one.name, "text": one.text} for one in found]}

    return search


def _understood(answer: Answer) -> dict[str, Json]:
    query = answer.query
    terms: list[Json] = [{"text": text.node(term), "said": meaning.node(term)} for term in query.terms]
    return {"query": language.written(query), "understood": language.said(query), "terms": terms}


def _found(answer: Answer) -> dict[str, Json]:
    page = answer.page
    return {
        "total": page.total, "total_is_exact": page.total_is_exact, "photos": [photo(one) for one in page.photos],
        "next": page.next, "is_behind": answer.is_behind,
    }  # fmt: skip


def photo(found: Found) -> dict[str, Json]:
    """A found photo as `FoundPhoto`."""
    taken = rfc3339(found.moment)
    return {
        **showing.photo(found.seen), "source": found.source, "folder_path": found.folder,
        "taken": None if taken is None else taken[:19], "taken_from": found.moment_from, "rating": found.rating,
        "pick": found.pick, "colour": found.colour, "star": found.star, "stack": found.stack,
    }  # fmt: skip
