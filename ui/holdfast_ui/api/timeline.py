"""/api/timeline: the shape of the whole library in one answer, and thumbnails in packs, for whoever scrolls fast."""

import gzip
import json
import struct
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from holdfast.clock import rfc3339
from holdfast.engine import timeline
from holdfast.engine.report import Json
from holdfast_ui.api import shapes, showing
from holdfast_ui.desk import Desk

BYTES = "application/octet-stream"
ASK_AGAIN = "private, no-cache"
Answers = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]
GEOMETRY: Answers = {
    200: {"description": "Columns of numbers, as `domain/timeline.py` names them", "content": {BYTES: {}}},
    304: {"description": "It is still the version that the page has"},
}
PACK: Answers = {
    200: {"description": "Length of the head (u32), head (JSON), thumbnails after each other", "content": {BYTES: {}}}
}


def blueprint(desk: Desk) -> APIBlueprint:
    blue = APIBlueprint("timeline", __name__, url_prefix="/api/timeline")
    kept = timeline.Timeline(desk.catalog)

    @blue.get("/geometry")
    @blue.doc(responses=GEOMETRY)
    def geometry() -> Response:
        """Every picture of the library, newest first: id, shape, colour and state; its days, and its shoots."""
        tag = f"{desk.install_id()}-{kept.version()}"
        if tag in request.if_none_match:
            return _bytes(b"", tag, 304)
        found = kept.geometry()
        answer = _bytes(_fitting(found.gzipped), f"{desk.install_id()}-{found.version}")
        if _takes_gzip():
            answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Vary"] = "Accept-Encoding"
        return answer

    @blue.post("/pack")
    @blue.input(shapes.PackRequest, arg_name="asked")
    @blue.doc(responses=PACK)
    def pack(asked: shapes.PackRequest) -> Response:
        """What is said of up to 64 photos, and the thumbnails of them that are there already."""
        found = timeline.pack(desk.opened, asked.photos)
        head = json.dumps([_told(one) for one in found], ensure_ascii=False, separators=(",", ":")).encode()
        pictures = b"".join(one.picture or b"" for one in found)
        return Response(struct.pack("<I", len(head)) + head + pictures, mimetype=BYTES)

    return blue


def _takes_gzip() -> bool:
    return request.accept_encodings["gzip"] > 0


def _fitting(gzipped: bytes) -> bytes:
    """As the one who asks can read it."""
    return gzipped if _takes_gzip() else gzip.decompress(gzipped)


def _bytes(body: bytes, tag: str, status: int = 200) -> Response:
    answer = Response(body, status=status, mimetype=BYTES)
    answer.headers["Cache-Control"] = ASK_AGAIN
    answer.set_etag(tag)
    return answer


def _told(one: timeline.Shown) -> dict[str, Json]:
    """`bytes` 0: no thumbnail is there; `making`: it can still be made."""
    seen = one.seen
    making = one.picture is None and seen.md5 is not None and seen.thumbnail in (None, "made")
    return {
        "id": seen.id, "name": seen.name, "taken": None if seen.moment is None else (rfc3339(seen.moment) or "")[:19],
        "state": seen.state, "kind": seen.media_type, "rating": seen.rating, "pick": seen.pick, "star": bool(seen.star),
        "duration": seen.duration, "url": showing.thumbnail_url(seen.id, seen.md5),
        "bytes": len(one.picture or b""), "making": making,
    }  # fmt: skip
