"""Files of every kind that facts are read from: small, made here, tagged by exiftool, and read by it once more."""

import json
import struct
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import av
from hostile import halves, saved
from PIL import Image

STILLS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tif": "TIFF", "heic": "HEIF", "avif": "AVIF", "gif": "GIF"}
FILMS = {"mp4": ("mp4", "libx264"), "mov": ("mov", "libx264"), "m4v": ("ipod", "libx264"), "avi": ("avi", "mpeg4"),
         "mkv": ("matroska", "libx264"), "webm": ("webm", "libvpx"), "mts": ("mpegts", "libx264")}  # fmt: skip
RAWS = {"nef": b"NIKON CORPORATION", "arw": b"SONY", "pef": b"PENTAX", "cr2": b"Canon", "dng": b"Leica Camera AG"}
"""Those that are TIFF, by their ending, with who makes them."""

Entries = list[tuple[int, int, object]]


def still(form: str) -> bytes:
    """HEIC's coder fills up to 64 pixels a side, and exiftool counts what was filled."""
    return saved(halves(size=(128, 64)), STILLS[form])


def film(kind: str, frames: int = 20, size: tuple[int, int] = (128, 96)) -> bytes:
    """Ten pictures a second that get redder and redder."""
    form, codec = FILMS[kind]
    out = BytesIO()
    with av.open(out, "w", format=form) as container:
        stream: Any = container.add_stream(codec, rate=10, width=size[0], height=size[1], pix_fmt="yuv420p")
        for number in range(frames):
            picture = Image.new("RGB", size, (number * 255 // frames, 0, 80))
            container.mux(stream.encode(av.VideoFrame.from_image(picture)))  # type: ignore[no-untyped-call]
        container.mux(stream.encode(None))
    return out.getvalue()


def tag(path: Path, *tags: str) -> None:
    """Have exiftool write these."""
    subprocess.run(["exiftool", "-q", "-m", "-overwrite_original", *tags, str(path)], check=True, capture_output=True)


def exiftool(paths: list[Path]) -> dict[Path, dict[str, Any]]:
    """What it says of each file, numbers as numbers."""
    done = subprocess.run(["exiftool", "-json", "-n", *map(str, paths)], check=True, capture_output=True, text=True)
    return {Path(one["SourceFile"]): one for one in json.loads(done.stdout)}


def _packed(kind: int, value: object) -> tuple[int, bytes]:
    """How many, and their bytes."""
    if isinstance(value, bytes):
        return len(value), value
    values = value if isinstance(value, list) else [value]
    letters = {3: "H", 4: "I", 5: "II", 10: "ii", 1: "B"}[kind]
    flat = [part for one in values for part in (one if isinstance(one, tuple) else (one,))]
    return len(values), struct.pack("<" + letters * len(values), *flat)


def directory(entries: Entries, place: int) -> bytes:
    """A directory of TIFF that lies at `place`, its long values right behind it."""
    rows, behind = b"", b""
    after = place + 2 + 12 * len(entries) + 4
    for number, kind, value in sorted(entries, key=lambda entry: entry[0]):
        count, data = _packed(kind, value)
        if len(data) <= 4:
            rows += struct.pack("<HHI", number, kind, count) + data.ljust(4, b"\0")
        else:
            rows += struct.pack("<HHII", number, kind, count, after + len(behind))
            behind += data + b"\0" * (len(data) % 2)
    return struct.pack("<H", len(entries)) + rows + bytes(4) + behind


SHOT: Entries = [
    (0x829A, 5, (1, 250)), (0x829D, 5, (28, 10)), (0x8827, 3, 800), (0x9003, 2, b"2023:06:01 12:34:56\0"),
    (0x9011, 2, b"+02:00\0"), (0x920A, 5, (50, 1)), (0xA434, 2, b"24-70mm f/2.8\0"),
]  # fmt: skip
PLACE: Entries = [
    (1, 2, b"N\0"), (2, 5, [(48, 1), (51, 1), (24, 1)]), (3, 2, b"W\0"), (4, 5, [(2, 1), (21, 1), (0, 1)]),
    (5, 1, 0), (6, 5, (35, 1)),
]  # fmt: skip


def raw(maker: bytes, more: Entries | None = None, magic: bytes = b"II*\0") -> bytes:
    """What a camera's file holds besides what its sensor saw: a main directory, those of the shot and of the place, and
    one of a sensor of 8 by 8."""
    exif_at, gps_at, sensor_at = 1024, 2048, 3072
    sensor: Entries = [
        (0x0100, 3, 8), (0x0101, 3, 8), (0x0102, 3, 16), (0x0103, 3, 1), (0x0106, 3, 32803), (0x0111, 4, 4000),
        (0x0115, 3, 1), (0x0116, 3, 8), (0x0117, 4, 128), (0x828D, 3, [2, 2]), (0x828E, 1, b"\0\1\1\2"),
    ]  # fmt: skip
    main: Entries = [
        (0x010F, 2, maker + b"\0"), (0x0110, 2, maker.split()[0] + b" One\0"), (0x0112, 3, 8), (0x013B, 2, b"Ann\0"),
        (0x014A, 4, sensor_at), (0x8769, 4, exif_at), (0x8825, 4, gps_at), *(more or []),
    ]  # fmt: skip
    whole = bytearray(4200)
    start = 16 if maker == b"Canon" else 8
    whole[:8] = magic + struct.pack("<I", start)
    whole[8:12] = b"CR\2\0" if maker == b"Canon" else whole[8:12]
    for place, entries in ((start, main), (exif_at, SHOT), (gps_at, PLACE), (sensor_at, sensor)):
        data = directory(entries, place)
        whole[place : place + len(data)] = data
    return bytes(whole)


def raf(inside: bytes) -> bytes:
    """Fujifilm's: a head that says where a whole JPEG lies."""
    head = b"FUJIFILMCCD-RAW 0201FF129502X-T1".ljust(84, b"\0") + struct.pack(">II", 160, len(inside))
    return head.ljust(160, b"\0") + inside


def box(name: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", 8 + len(body)) + name + body


def cr3() -> bytes:
    """Canon's newer one: three boxes, each a TIFF with one directory."""

    def part(name: bytes, entries: Entries) -> bytes:
        return box(name, b"II*\0\x08\0\0\0" + directory(entries, 8))

    main: Entries = [(0x010F, 2, b"Canon\0"), (0x0110, 2, b"Canon EOS R5\0"), (0x0112, 3, 1), (0x013B, 2, b"Ann\0")]
    canon = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
    parts = part(b"CMT1", main) + part(b"CMT2", SHOT) + part(b"CMT4", PLACE)
    whole = box(b"moov", box(b"uuid", canon, parts)) + box(b"mdat", bytes(64))
    return box(b"ftyp", b"crx ", bytes(4), b"crx isom") + whole
