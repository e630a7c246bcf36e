"""Films: how long, how large, when and where, and one picture of them. Nothing in them is played."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import IO, cast

import av
import av.logging
from av.container import InputContainer
from av.video.stream import VideoStream
from PIL import Image

from holdfast.thumbnails.said import Said, Time

FORMATS = {
    "mp4": "mp4", "m4v": "mp4", "mov": "mov", "3gp": "mp4", "avi": "avi", "mkv": "matroska", "webm": "matroska",
    "mts": "mpegts",
}  # fmt: skip
"""The one reader for each kind: FFmpeg is never left to guess, for some of its readers open further files."""

LIMITS = {"probesize": "5000000", "analyzeduration": "5000000", "enable_drefs": "0"}
MOST_PACKETS, MOST_FRAMES = 300, 40
"""What is read and decoded at most until a picture is shown: a keyframe may lie far before."""

AT = 1.0
"""Seconds from the beginning: the very first picture is often black."""

_ISO6709 = re.compile(r"([+-]\d{2,3}(?:\.\d+)?)([+-]\d{2,3}(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?")
_TIMES = {"avi": "RIFF DateTimeOriginal", "mkv": "Matroska DateUTC", "webm": "Matroska DateUTC"}
_APPLE = "com.apple.quicktime."


class NoFilm(Exception):
    """What begins like a film is none, or has no pictures."""


@contextmanager
def opened(file: IO[bytes], kind: str) -> Iterator[InputContainer]:
    """The film, read by the reader of its kind alone. Raises NoFilm when that cannot read it."""
    try:
        container = av.open(file, mode="r", format=FORMATS[kind], options=LIMITS, metadata_errors="replace")
    except av.FFmpegError as error:
        raise NoFilm from error
    try:
        yield container
    finally:
        container.close()


def said(container: InputContainer, kind: str) -> Said:
    """What the film says of itself."""
    notes = {name.lower(): value for name, value in container.metadata.items()}
    stream = _picture_stream(container)
    if stream is not None:
        notes = {name.lower(): value for name, value in stream.metadata.items()} | notes
    found: Said = {
        "camera_make": _noted(notes, _APPLE + "make", "make", "manufacturer"),
        "camera_model": _noted(notes, _APPLE + "model", "model"),
        "lens": _noted(notes, _APPLE + "camera.lens_model"),
        "title": _noted(notes, _APPLE + "title", "title"),
        "caption": _noted(notes, _APPLE + "description", "description", "comment"),
        "creator": _noted(notes, _APPLE + "author", "artist", "author"),
        "copyright": _noted(notes, _APPLE + "copyright", "copyright"),
        "keywords": [word for word in notes.get(_APPLE + "keywords", "").split(",") if word.strip()],
        "content_id": notes.get(_APPLE + "content.identifier"),
        "duration": _duration(container, stream),
        "times": list(_times(notes, kind)),
    }
    place = _ISO6709.match(_noted(notes, _APPLE + "location.iso6709", "location", "location-eng") or "")
    if place is not None:
        found |= {"latitude": float(place[1]), "longitude": float(place[2])}
        found["altitude"] = float(place[3]) if place[3] else None
    return found | _look(stream)


def _picture_stream(container: InputContainer) -> VideoStream | None:
    return next(iter(container.streams.video), None)


def _noted(notes: Mapping[str, str], *names: str) -> str | None:
    return next((notes[name] for name in names if notes.get(name)), None)


def _times(notes: Mapping[str, str], kind: str) -> Iterator[Time]:
    """Apple's own word has the clock of the place and its zone; QuickTime's is in UTC, and FFmpeg writes it so."""
    if apple := notes.get(_APPLE + "creationdate"):
        yield Time(apple, None, "QuickTime CreationDate")
    for name in ("creation_time", "date", "icrd"):
        if (found := notes.get(name)) is not None:
            yield Time(found, None, _TIMES.get(kind, "QuickTime CreateDate"))


def _duration(container: InputContainer, stream: VideoStream | None) -> float | None:
    if container.duration:
        return container.duration / 1_000_000
    if stream is not None and stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return None


def _look(stream: VideoStream | None) -> Said:
    if stream is None:
        return {}
    codec = stream.codec_context
    return {"width": codec.width, "height": codec.height, "codec": codec.name}


def poster(container: InputContainer) -> tuple[Image.Image, int]:
    """The first picture after a second that can be decoded, and how far it has to be turned against the clock."""
    stream = _picture_stream(container)
    if stream is None:
        raise NoFilm
    stream.thread_type = "NONE"
    stream.codec_context.thread_count = 1
    start = float(stream.start_time * stream.time_base) if stream.start_time and stream.time_base else 0.0
    wanted = start + min(AT, (_duration(container, stream) or 0.0) / 2)
    with suppress(av.FFmpegError):
        container.seek(int(wanted * 1_000_000))
    frame = _frame(container, stream, wanted)
    if frame is None:
        with suppress(av.FFmpegError):
            container.seek(0)
        frame = _frame(container, stream, wanted)
    if frame is None:
        raise ValueError("no picture can be decoded")
    image: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
    return image, frame.rotation


def _frame(container: InputContainer, stream: VideoStream, wanted: float) -> av.VideoFrame | None:
    """The first one from this time on, or the last that could be decoded with reasonable effort."""
    last: av.VideoFrame | None = None
    decoded = 0
    with suppress(EOFError):
        for tried, packet in enumerate(container.demux(stream)):
            if tried > MOST_PACKETS or decoded > MOST_FRAMES:
                break
            with suppress(av.FFmpegError):
                for frame in packet.decode():
                    last, decoded = frame, decoded + 1
            if last is not None and (last.time or 0.0) >= wanted:
                break
    return last


def prepare() -> None:
    """FFmpeg's own words go nowhere; and what it loads when it is first used is loaded now."""
    av.logging.set_level(None)
    for codec, kind, form in (("mpeg4", "mp4", "mp4"), ("h264", "mts", "mpegts")):
        with suppress(av.FFmpegError, NoFilm, ValueError):
            file = BytesIO()
            _made(file, codec, form)
            file.seek(0)
            with opened(file, kind) as container:
                said(container, kind)
                poster(container)


def _made(file: IO[bytes], codec: str, form: str) -> None:
    """A film of one picture."""
    with av.open(file, mode="w", format=form) as container:
        stream = cast(VideoStream, container.add_stream(codec, rate=1, width=64, height=64, pix_fmt="yuv420p"))
        grey = Image.new("RGB", (64, 64))
        container.mux(stream.encode(av.VideoFrame.from_image(grey)))  # type: ignore[no-untyped-call]
        container.mux(stream.encode(None))
