"""Every endpoint is asked with whatever its own document allows and forbids: never a 500, never an undocumented answer.

The same requests each time in `make test`; many more, and others each time, by `make torture`. What answers is the
real server on a real port, with photos behind it.
"""

import ipaddress
import json
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.ui import gallery
from tests.ui.conftest import add_photos, add_source

from holdfast.catalog import photos
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened, init, open_home
from holdfast_ui.codes import mint
from holdfast_ui.desk import desk_of, window_secret
from holdfast_ui.server import serve_in_thread

DOCUMENT = json.loads((Path(__file__).parents[2] / "ui" / "web" / "openapi.json").read_text("utf-8"))
ENDLESS = "/api/events"
"""Its answer has no end; tests/ui/test_events.py reads it."""
OPERATIONS = [
    (path, method) for path, methods in DOCUMENT["paths"].items() for method in methods if path != ENDLESS
]
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance,
]  # fmt: skip
MODES = {"allowed": GenerationMode.POSITIVE, "forbidden": GenerationMode.NEGATIVE}
PATIENCE = 20


class Asking:
    """A signed-in page of a running server."""

    def __init__(self, url: str, cookies: dict[str, Any], token: str) -> None:
        self._url, self._cookies, self._token = url.rstrip("/"), cookies, token

    def ask(self, case: Case[Any], body: bytes | None = None) -> None:
        """Send it, with these bytes if any, and look at the answer; a redirect leads to a cloud and is not followed."""
        case.cookies = {}  # the document names the cookie only by its form
        named = {"X-Holdfast-Token": self._token} | ({"Content-Type": "application/json"} if body is not None else {})
        more: dict[str, Any] = {} if body is None else {"data": body}
        answer = case.call(
            base_url=self._url, headers=named, cookies=self._cookies, allow_redirects=False, timeout=PATIENCE, **more
        )
        case.validate_response(answer, checks=CHECKS)


def fill(opened: Opened) -> None:
    """Photos of each state, with names that mean something elsewhere."""
    source = opened.catalog.write(add_source)
    for number in range(3):
        photo = RemotePhoto(key=f"k{number}", name=f"<b>{number}%00.jpg", bytes=1, folder=("2019", "a%2Fb"))
        gallery.safe(opened, source, photo, gallery.picture(number))
    failed, _ = opened.catalog.write(add_photos, source, ["..%2f..%2fetc", "' OR 1=1 --"])
    opened.catalog.write(photos.fail, failed, "NOT_A_PHOTO", "It is none.", "Look at it.", 1_000, None, attempts=3)


@pytest.fixture(scope="module", autouse=True)
def no_network() -> Iterator[None]:
    """Some requests name a host. None is looked up: nobody elsewhere is asked, and nothing waits for an answer."""
    real = socket.getaddrinfo

    def at_home(host: str | bytes | None, *more: int, **named: int) -> list[Any]:
        text = host.decode("idna") if isinstance(host, bytes) else host
        if text not in (None, "", "localhost") and not is_address(text):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", at_home)
        yield


def is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    import requests

    folder = tmp_path_factory.mktemp("fuzz")
    home = Home(folder / "home")
    init(home, folder / "library", folder / "key", SystemClock())
    opened = open_home(home, None, SystemClock())
    fill(opened)
    secret = window_secret(opened.catalog, opened.clock)
    server = serve_in_thread(desk_of(opened), secret, home)
    answer = requests.post(f"{server.url}api/session", json={"code": mint(secret, SystemClock())}, timeout=PATIENCE)
    yield Asking(server.url, answer.cookies.get_dict(), answer.json()["token"])
    server.stop()
    opened.close()


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
ANY_BODY = st.binary(max_size=200) | ANY_JSON.map(lambda value: json.dumps(value).encode())


@st.composite
def anything(draw: st.DrawFn, operation: APIOperation[Any, Any, Any, Any]) -> Case[Any]:
    """Whatever text fits into a path and a query, and whatever bytes into a body."""
    known = operation.definition.raw.get("parameters", [])
    text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.integers().map(str)
    text = text.filter(lambda said: said not in (".", ".."))  # no client would send these
    return operation.Case(
        path_parameters={one["name"]: quote(draw(text), safe="") for one in known if one["in"] == "path"},
        query={one["name"]: draw(text) for one in known if one["in"] == "query"},
    )  # fmt: skip


def run(asking: Asking, path: str, method: str, mode: str, examples: int, *, always_alike: bool) -> None:
    operation = schemathesis.openapi.from_dict(DOCUMENT)[path][method]
    takes_a_body = "requestBody" in operation.definition.raw

    @settings(
        max_examples=examples, derandomize=always_alike, deadline=None, database=None,
        phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.data())
    def every(data: st.DataObject) -> None:
        if mode == "anything":
            asking.ask(data.draw(anything(operation)), data.draw(ANY_BODY) if takes_a_body else None)
        else:
            asking.ask(data.draw(operation.as_strategy(generation_mode=MODES[mode])))

    with suppress(Unsatisfiable):  # what takes nothing cannot be asked wrongly
        every()


@pytest.mark.parametrize("mode", [*MODES, "anything"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=[f"{method} {path}" for path, method in OPERATIONS])
def test_h5_no_request_is_too_strange(asking: Asking, path: str, method: str, mode: str) -> None:
    run(asking, path, method, mode, 15, always_alike=True)


def test_each_kind_of_answer_to_a_download_is_in_the_document(asking: Asking) -> None:
    operation = schemathesis.openapi.from_dict(DOCUMENT)["/api/photos/{photo_id}/download"]["get"]
    for photo in range(1, 6):
        asking.ask(operation.Case(path_parameters={"photo_id": str(photo)}, query={"local": "1"}))


def test_an_answer_that_the_document_does_not_know_would_be_found(asking: Asking) -> None:
    document = json.loads(json.dumps(DOCUMENT))
    del document["paths"]["/api/jobs"]["post"]["responses"]["400"]
    operation = schemathesis.openapi.from_dict(document)["/api/jobs"]["post"]
    with pytest.raises(FailureGroup, match="Undocumented status code"):
        asking.ask(operation.Case(), b"{")


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("mode", [*MODES, "anything"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=[f"{method} {path}" for path, method in OPERATIONS])
def test_thousands_of_requests_find_no_fault(asking: Asking, path: str, method: str, mode: str) -> None:
    run(asking, path, method, mode, int(os.environ.get("HOLDFAST_EXAMPLES", "500")), always_alike=False)
