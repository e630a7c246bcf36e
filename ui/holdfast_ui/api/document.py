"""GET /api/openapi.json: the API described, tidied so that every shape has one name."""

import json
import re
from typing import Any

from apiflask import APIBlueprint, APIFlask
from flask import Response, jsonify

Document = dict[str, Any]

EVERYWHERE = {
    "401": "The page is not signed in",
    "403": "This did not come from Holdfast's own page, or without its token",
    "503": "The catalog, the library or a source cannot be used just now",
}
OF_THE_BODY = {
    "400": "The body cannot be read",
    "413": "The body is larger than anything Holdfast needs",
}
PROBLEM = "#/components/schemas/Problem"

_OWNED = re.compile(r"#/components/schemas/\w+\.(\w+)")
_REFUSALS = re.compile(r"#/components/schemas/(HTTPError|ValidationError)\b")


def blueprint(app: APIFlask) -> APIBlueprint:
    document = APIBlueprint("openapi", __name__, url_prefix="/api", enable_openapi=False)

    @document.get("/openapi.json")
    def whole() -> Response:
        """The document that the page's types are made from."""
        return jsonify(app.spec)

    return document


def tidy(document: Document) -> Document:
    """Give nested shapes their own name; the framework calls them after each shape that holds them."""
    text = _OWNED.sub(r"#/components/schemas/\1", json.dumps(document))
    tidied: Document = json.loads(_REFUSALS.sub("#/components/schemas/Problem", text))
    named = {name.rpartition(".")[2]: schema for name, schema in sorted(tidied["components"]["schemas"].items())}
    named["Problem"] = named.pop("HTTPError")
    del named["ValidationError"]
    tidied["components"]["schemas"] = dict(sorted(named.items()))
    for path in tidied["paths"].values():
        for operation in path.values():
            _complete(operation)
    return tidied


def _complete(operation: Document) -> None:
    """Add what no view says of itself: what the guard, a catalog that is away and an unreadable body lead to."""
    refusals = dict(EVERYWHERE)
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True
        refusals |= OF_THE_BODY
    for status, words in refusals.items():
        operation["responses"].setdefault(status, _problem(words))
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _problem(words: str) -> Document:
    return {"content": {"application/json": {"schema": {"$ref": PROBLEM}}}, "description": words}
