"""The OpenAPI document: valid, complete, and the one that the page's types were made from."""

import json
import re
import sys
from pathlib import Path

from flask import Flask
from openapi_spec_validator import validate
from tests.ui.conftest import Page

ROOT = Path(__file__).parents[2]


def test_the_document_is_valid(page: Page) -> None:
    document = page.get("/api/openapi.json").json()
    validate(document)
    assert document["openapi"] == "3.1.0"


def test_every_route_of_the_api_is_described(app: Flask, page: Page) -> None:
    document = page.get("/api/openapi.json").json()
    described = document["paths"]
    assert isinstance(described, dict)
    routes = {re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
    hidden = {"/", "/assets/{name}", "/api/openapi.json"}
    assert set(described) == routes - hidden


def test_every_shape_has_one_name(page: Page) -> None:
    text = page.get("/api/openapi.json").body.decode()
    assert "#/components/schemas/" in text
    assert "$defs" not in text
    schemas = json.loads(text)["components"]["schemas"]
    assert {"Status", "Job", "Source", "Failures", "Problem"} <= set(schemas)
    assert not [name for name in schemas if "." in name or name in ("HTTPError", "ValidationError")]


def test_the_page_was_built_from_this_document() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import write_openapi
    finally:
        sys.path.pop(0)
    kept = (ROOT / "ui" / "web" / "openapi.json").read_text("utf-8")
    assert kept == write_openapi.document(), "run `python scripts/write_openapi.py --write`"


def test_there_is_no_documentation_page(page: Page) -> None:
    for path in ("/docs", "/redoc", "/openapi.json", "/api/docs", "/swagger"):
        assert page.get(path).status == 404
