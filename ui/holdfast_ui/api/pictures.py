"""A photo's thumbnail, and the way to its original: here in the library, or in the cloud."""

import os
import re
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from apiflask import APIBlueprint
from flask import Response, request
from werkzeug.wsgi import wrap_file

from holdfast.catalog import browse
from holdfast.catalog.originals import Original
from holdfast.catalog.sources import SourceRow
from holdfast.domain.naming import encode
from holdfast.domain.photo import RemotePhoto
from holdfast.domain.skips import FOLDER_MARKER
from holdfast.engine import handout, saving, thumbnails
from holdfast.engine.report import Json
from holdfast.errors import Archived, GoneUpstream
from holdfast_ui import filetypes, revealing
from holdfast_ui.api import models, shapes, showing
from holdfast_ui.desk import Desk
from holdfast_ui.problems import Problem, ProblemError, conflict, not_found

ONE = f"/photos/<int(max={shapes.MOST_ID}):photo_id>"
RANGE = re.compile(r"bytes=(?:(?P<first>[0-9]{1,18})-(?P<last>[0-9]{1,18})?|-[0-9]{1,18})", re.IGNORECASE)
FOR_EVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"
Answers = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]
THUMBNAIL_ANSWERS: Answers = {
    200: {"description": "The picture", "content": {"image/jpeg": {}}},
    404: {"description": "There is no picture, and why"},
}
AS_IT_IS: dict[str, dict[str, Any]] = {kind: {} for kind in (filetypes.UNKNOWN, *sorted(filetypes.SHOWN))}
DOWNLOAD_ANSWERS: Answers = {
    200: {"description": "The original from the library", "content": AS_IT_IS},
    206: {"description": "The part of it that was asked for", "content": AS_IT_IS},
    302: {"description": "The way to the cloud's copy; it works for a few minutes"},
    404: {"description": "There is no such photo, or the library does not hold it"},
    409: {"description": "The cloud keeps it in an archive, or has it no longer"},
    422: {"description": "This source gives out no addresses"},
}
IN_LIBRARY = "Nothing to do: your copy stays in the library."
NOT_HERE = "Back up first: the library does not hold this photo yet."


def blueprint(desk: Desk) -> APIBlueprint:
    pictures = APIBlueprint("pictures", __name__, url_prefix="/api")

    @pictures.get(f"{ONE}/thumbnail")
    @pictures.input(models.ThumbnailQuery, location="query", arg_name="asked")
    @pictures.doc(responses=THUMBNAIL_ANSWERS)
    def thumbnail(photo_id: int, asked: models.ThumbnailQuery) -> Response:
        """A small JPEG: 256 within a square, else so many pixels wide."""
        held = _held(desk, photo_id)
        made = thumbnails.get(desk.opened, held.id, int(asked.size))
        if isinstance(made, thumbnails.Refusal):
            raise ProblemError(Problem(404, made.code, made.message, made.action))
        answer = Response(made.read_bytes(), mimetype="image/jpeg")
        answer.headers["Cache-Control"] = FOR_EVER if asked.v and held.md5.startswith(asked.v) else ASK_AGAIN
        answer.set_etag(f"{held.md5}-{asked.size}")
        answer.make_conditional(request)
        return answer

    @pictures.get(f"{ONE}/download")
    @pictures.input(models.DownloadQuery, location="query", arg_name="asked")
    @pictures.doc(responses=DOWNLOAD_ANSWERS)
    def download(photo_id: int, asked: models.DownloadQuery) -> Response:
        """The original: a redirect to the cloud, or with `local=1` the bytes in the library."""
        if asked.local == "1":
            return _local(desk, photo_id)
        source, photo = _at_the_cloud(desk, photo_id)
        return Response(status=302, headers={"Location": handout.signed(desk.opened, source, photo)})

    @pictures.post(f"{ONE}/save")
    @pictures.input(models.SaveRequest, arg_name="asked")
    @pictures.output(models.Saved)
    @pictures.doc(
        responses={
            404: "There is no such photo, or the library does not hold it",
            409: "No window is open here, or the cloud hands it not out",
            503: "It cannot be read",
        }
    )
    def save(photo_id: int, asked: models.SaveRequest) -> dict[str, Json]:
        """Ask the person in the window where a copy is to go, and put it there. Nothing is replaced."""
        path = _saved(desk, photo_id, asked)
        return {"path": None if path is None else str(path)}

    @pictures.post(f"{ONE}/show")
    @pictures.output(models.Saved)
    @pictures.doc(
        responses={
            404: "There is no such photo, or the library does not hold it",
            409: "No window is open here, or no file manager",
        }
    )
    def show(photo_id: int) -> dict[str, Json]:
        """Show the original in this computer's file manager."""
        path = desk.opened.library / _held(desk, photo_id).path
        revealing.reveal(desk.dialogs, path)
        return {"path": str(path)}

    return pictures


def _saved(desk: Desk, photo_id: int, asked: models.SaveRequest) -> Path | None:
    if asked.of == "library":
        held = _held(desk, photo_id)
        target = desk.dialogs.save_as(held.path.rpartition("/")[2])
        return None if target is None else saving.from_library(desk.opened, held, target)
    source, photo = _at_the_cloud(desk, photo_id)
    target = desk.dialogs.save_as(encode(photo.name))
    return None if target is None else saving.from_cloud(desk.opened, source, photo, target)


def _at_the_cloud(desk: Desk, photo_id: int) -> tuple[SourceRow, RemotePhoto]:
    """The photo as its cloud lists it, if the cloud hands it out now."""
    whole, found = desk.catalog.read(lambda db: (browse.photo(db, photo_id), browse.listed(db, photo_id)))
    if whole is None or found is None:
        raise not_found(f"photo {photo_id}")
    if whole.seen.state == "gone":
        raise conflict(GoneUpstream.code, f"{whole.source.name} has this photo no longer.", IN_LIBRARY)
    if whole.seen.skip_reason == FOLDER_MARKER:
        raise conflict("NOT_A_PHOTO", "This is a marker of a folder, not a photo.", "Nothing to do.")
    if not showing.is_at_hand(whole):
        raise conflict(Archived.code, f"{whole.source.name} keeps this photo in its archive.", Archived.default_action)
    return found


def _held(desk: Desk, photo_id: int) -> Original:
    held = desk.catalog.read(lambda db: browse.original(db, photo_id))
    if held is None:
        if desk.catalog.read(browse.listed, photo_id) is None:
            raise not_found(f"photo {photo_id}")
        raise ProblemError(Problem(404, "NOT_HELD", "The library does not hold this photo.", NOT_HERE))
    return held


def _local(desk: Desk, photo_id: int) -> Response:
    held = _held(desk, photo_id)
    file = handout.from_library(desk.opened, held.path)
    try:
        return _streamed(file, held)
    except BaseException:
        file.close()
        raise


def _streamed(file: IO[bytes], held: Original) -> Response:
    """The file, or the part of it that was asked for; the answer closes it."""
    kind = filetypes.sniffed(file.read(filetypes.SNIFFED))
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    answer = Response(wrap_file(request.environ, file), mimetype=kind or filetypes.UNKNOWN, direct_passthrough=True)
    answer.content_length = size
    answer.headers["Content-Disposition"] = _disposition(held.path, inline=kind is not None)
    answer.headers["Cache-Control"] = ASK_AGAIN
    answer.set_etag(held.md5)
    answer.make_conditional(_with_sound_range(request.environ), accept_ranges=True, complete_length=size)
    return answer


def _with_sound_range(environ: dict[str, Any]) -> dict[str, Any]:
    """The request without a range that RFC 9110 has us ignore: another unit, nonsense, or several at once."""
    asked = RANGE.fullmatch(environ.get("HTTP_RANGE", ""))
    if asked is not None and not (asked["last"] and asked["first"] and int(asked["last"]) < int(asked["first"])):
        return environ
    return {name: value for name, value in environ.items() if name != "HTTP_RANGE"}


def _disposition(path: str, *, inline: bool) -> str:
    """Under which name it is saved; quoted so that nothing in the name can end the header."""
    name = quote(path.rpartition("/")[2], safe="")
    return f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{name}"
