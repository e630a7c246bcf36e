"""The page without data: what a stranger may load, and how long a browser may keep it."""

from pathlib import Path

from flask import Flask
from tests.ui.conftest import PORT, call

from holdfast_ui.app import create_app
from holdfast_ui.desk import Desk


def test_the_page_is_never_kept_and_its_assets_for_ever(app: Flask) -> None:
    index = call(app, "GET", "/")
    assert index.headers["Cache-Control"] == "no-store"
    assert index.headers["Content-Type"].startswith("text/html")
    asset = call(app, "GET", "/assets/a-1.js")
    assert asset.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert asset.headers["Content-Type"].startswith("text/javascript")
    assert asset.body == b"document.title = 'ready';"


def test_a_page_that_was_not_built_says_how(desk: Desk, tmp_path: Path) -> None:
    app = create_app(desk, port=PORT, secret=bytes(32), page=tmp_path / "nowhere")
    answer = call(app, "GET", "/")
    assert answer.status == 200
    assert b"make page" in answer.body
    assert call(app, "GET", "/assets/a-1.js").status == 404


def test_each_kind_of_asset_has_its_type(app: Flask, page_folder: Path) -> None:
    for name, kind in (("a.css", "text/css"), ("a.svg", "image/svg+xml"), ("a.woff2", "font/woff2"),
                       ("a.txt", "text/plain"), ("a.unknownkind", "application/octet-stream")):  # fmt: skip
        (page_folder / "assets" / name).write_bytes(b"x")
        assert call(app, "GET", f"/assets/{name}").headers["Content-Type"].startswith(kind)
