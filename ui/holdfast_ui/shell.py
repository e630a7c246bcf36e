"""The page without any data: index.html and the built assets, all that a stranger may see."""

import mimetypes
import os
from importlib.resources import files
from pathlib import Path

from apiflask import APIBlueprint
from flask import Response, send_file

from holdfast.config import Home
from holdfast_ui import taste
from holdfast_ui.problems import not_found

FOR_EVER = "private, max-age=31536000, immutable"
"""The names of the assets carry a hash of what is in them."""

TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
"""Said by us: the registry of the machine may say something else."""

NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Holdfast</title>
<h1>The page is not built yet</h1>
<p>Run <code>make page</code> in the checkout, then open Holdfast again.</p>
</html>
"""


def built_page() -> Path:
    """Where the build of ui/web puts the page."""
    return Path(str(files("holdfast_ui"))) / "static" / "app"


def blueprint(page: Path, home: Home) -> APIBlueprint:
    shell = APIBlueprint("shell", __name__, enable_openapi=False)

    @shell.get("/")
    def index() -> Response:
        """The page itself. It is asked for anew each time, because it names the assets."""
        path = page / "index.html"
        text = path.read_bytes() if path.is_file() else NOT_BUILT.encode()
        return Response(taste.worn(text, taste.kept(home)), mimetype="text/html", headers={"Cache-Control": "no-store"})

    @shell.get("/assets/<string:name>")
    def asset(name: str) -> Response:
        """One built file, if the build made one of exactly this name."""
        path = _listed(page / "assets").get(name)
        if path is None:
            raise not_found("such file")
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        answer = send_file(path, mimetype=kind, etag=False, conditional=False)
        answer.headers["Cache-Control"] = FOR_EVER
        return answer

    return shell


def _listed(folder: Path) -> dict[str, Path]:
    """The regular files of a folder by name: what is asked for is compared with them, never joined to a path."""
    if not folder.is_dir():
        return {}
    return {entry.name: Path(entry.path) for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)}
