"""What Holdfast reads from files that exiftool tagged is what exiftool reads from them, field by field."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tagged

from holdfast.clock import SystemClock
from holdfast.domain.facts import Facts
from holdfast.domain.zones import offset
from holdfast.thumbnails.maker import Look, Maker

SHOT = (
    "-Make=NIKON CORPORATION", "-Model=NIKON D750", "-ExifIFD:LensModel=24-70mm f/2.8", "-FocalLength=50",
    "-FNumber=2.8", "-ExposureTime=1/250", "-ISO=800", "-Orientation#=6", "-DateTimeOriginal=2023:06:01 12:34:56",
    "-CreateDate=2023:06:01 12:35:00", "-OffsetTimeOriginal=+02:00", "-GPSLatitude=48.8566", "-GPSLatitudeRef=N",
    "-GPSLongitude=2.3522", "-GPSLongitudeRef=W", "-GPSAltitude=35.5", "-GPSAltitudeRef#=1",
    "-EXIF:Artist=Ann Ångström", "-EXIF:Copyright=(c) Ann",
)  # fmt: skip
WORDS = (
    "-XMP-dc:Title=Ein Tag am Meer, 海", "-XMP-dc:Description=The caption", "-XMP-dc:Subject=sea",
    "-XMP-dc:Subject=été", "-XMP-xmp:Rating=4",
)  # fmt: skip
IN_XMP = (
    "-XMP-tiff:Make=Canon", "-XMP-tiff:Model=Canon EOS 5D", "-XMP-aux:Lens=EF 50mm", "-XMP-exif:FocalLength=50",
    "-XMP-exif:FNumber=1.8", "-XMP-exif:ExposureTime=1/60", "-XMP-exif:ISO=200", "-XMP-tiff:Orientation#=3",
    "-XMP-exif:DateTimeOriginal=2021:02:03 04:05:06+01:00", "-XMP-exif:GPSLatitude=-33.5",
    "-XMP-exif:GPSLongitude=151.2", "-XMP-dc:Creator=Ben", "-XMP-dc:Rights=(c) Ben",
)  # fmt: skip
FILM = (
    "-Keys:Make=Apple", "-Keys:Model=iPhone 12", "-Keys:CreationDate=2023:06:01 12:34:56+02:00",
    "-QuickTime:CreateDate=2023:06:01 10:34:56", "-Keys:GPSCoordinates=48.8566, -2.3522, 35", "-Keys:Title=A day",
)  # fmt: skip
NAMES = {
    "camera_make": ("Make",), "camera_model": ("Model",), "lens": ("LensModel", "Lens"),
    "focal_length": ("FocalLength",), "aperture": ("FNumber",), "exposure": ("ExposureTime",), "iso": ("ISO",),
    "orientation": ("Orientation",), "latitude": ("GPSLatitude",), "longitude": ("GPSLongitude",),
    "altitude": ("GPSAltitude",), "title": ("Title",), "caption": ("Description", "Caption-Abstract"),
    "keywords": ("Subject", "Keywords"), "creator": ("Artist", "Creator"), "copyright": ("Copyright", "Rights"),
    "rating": ("Rating",), "duration": ("Duration",),
}  # fmt: skip
"""Our words, and exiftool's."""


@pytest.fixture(scope="module")
def maker() -> Iterator[Maker]:
    one = Maker(SystemClock())
    yield one
    one.close()


def look(maker: Maker, path: Path, size: int = 0) -> Look:
    with path.open("rb") as file:
        return maker.look(file, size)


def compared(facts: Facts, theirs: dict[str, Any]) -> dict[str, tuple[object, object]]:
    """Ours beside theirs, of every field that one of both has."""
    both: dict[str, tuple[object, object]] = {}
    for ours, names in NAMES.items():
        value = getattr(facts, ours)
        other = next((theirs[name] for name in names if theirs.get(name) not in (None, "")), None)
        if ours == "keywords":
            value, other = list(value), other if isinstance(other, list) else [other] if other else []
        both[ours] = (value, pytest.approx(other, rel=1e-6) if isinstance(other, float) else other)
    taken, _, zone = (theirs.get("CreationDate") or theirs.get("DateTimeOriginal") or "").partition("+")
    date, _, time = taken.partition(" ")
    both["taken_at"] = (facts.taken_at, f"{date.replace(':', '-')}T{time}" if time else None)
    zone = f"+{zone}" if zone else theirs.get("OffsetTimeOriginal") or ""
    both["utc_offset"] = (facts.utc_offset, offset(zone))
    sides = {facts.width, facts.height}
    both["size"] = (sides, {theirs.get("ImageWidth"), theirs.get("ImageHeight")})
    return both


def agree(maker: Maker, path: Path, *fields: str) -> Facts:
    facts = look(maker, path).facts
    both = compared(facts, tagged.exiftool([path])[path])
    assert {name: ours for name, (ours, _) in both.items()} == {name: theirs for name, (_, theirs) in both.items()}
    assert all(both[name][0] not in (None, []) for name in fields), both
    return facts


FULL = tuple(name for name in NAMES if name != "duration")


@pytest.mark.parametrize("form", [form for form in tagged.STILLS if form != "gif"])
def test_every_field_of_a_picture_that_has_exif(maker: Maker, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(tagged.still(form))
    tagged.tag(path, *SHOT, *WORDS)
    facts = agree(maker, path, *FULL, "taken_at", "utc_offset")
    assert (facts.taken_from, facts.altitude) == ("DateTimeOriginal", -35.5)


@pytest.mark.parametrize("form", tagged.STILLS)
def test_every_field_of_a_picture_that_has_xmp_alone(maker: Maker, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(tagged.still(form))
    tagged.tag(path, *IN_XMP, *WORDS)
    facts = agree(maker, path, "camera_make", "lens", "iso", "latitude", "title", "keywords", "creator", "taken_at")
    assert (facts.taken_from, facts.utc_offset) == ("XMP DateTimeOriginal", 60)


@pytest.mark.parametrize("form", ["jpg", "tif"])
def test_every_field_of_a_picture_that_has_iptc_alone(maker: Maker, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(tagged.still(form))
    tagged.tag(
        path, "-IPTC:ObjectName=Title", "-IPTC:Caption-Abstract=Caption", "-IPTC:Keywords=one", "-IPTC:Keywords=two",
        "-IPTC:By-line=Cid", "-IPTC:CopyrightNotice=(c) Cid", "-IPTC:DateCreated=2001:02:03",
        "-IPTC:TimeCreated=04:05:06+01:00",
    )  # fmt: skip
    facts = look(maker, path).facts
    assert (facts.title, facts.caption, facts.keywords) == ("Title", "Caption", ("one", "two"))
    assert (facts.creator, facts.copyright) == ("Cid", "(c) Cid")
    assert (facts.taken_at, facts.taken_from, facts.utc_offset) == ("2001-02-03T04:05:06", "IPTC DateCreated", 60)


@pytest.mark.parametrize("kind", [*tagged.RAWS, "orf", "cr3"])
def test_every_field_of_a_raw_file_made_like_the_cameras(maker: Maker, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(raw_of(kind))
    facts = look(maker, path).facts
    both = compared(facts, tagged.exiftool([path])[path])
    both.pop("size")
    assert {name: ours for name, (ours, _) in both.items()} == {name: theirs for name, (_, theirs) in both.items()}
    assert (facts.kind, facts.camera_make is None, facts.iso, facts.utc_offset) == (kind, False, 800, 120)


def raw_of(kind: str) -> bytes:
    if kind == "cr3":
        return tagged.cr3()
    if kind == "orf":
        return tagged.raw(b"OLYMPUS CORPORATION", magic=b"IIRO")
    return tagged.raw(tagged.RAWS[kind], [(0xC612, 1, [1, 4, 0, 0])] if kind == "dng" else None)


def test_a_raf_says_what_the_jpeg_in_it_says(maker: Maker, tmp_path: Path) -> None:
    inside, path = tmp_path / "a.jpg", tmp_path / "a.raf"
    inside.write_bytes(tagged.still("jpg"))
    tagged.tag(inside, *SHOT)
    path.write_bytes(tagged.raf(inside.read_bytes()))
    theirs = tagged.exiftool([path])[path]
    facts = look(maker, path).facts
    assert facts.kind == "raf"
    assert (facts.camera_model, facts.iso, facts.lens) == (theirs["Model"], theirs["ISO"], theirs["LensModel"])
    assert facts.taken_at == "2023-06-01T12:34:56"


@pytest.mark.parametrize("kind", ["mp4", "mov", "m4v"])
def test_every_field_of_a_film(maker: Maker, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(tagged.film(kind))
    tagged.tag(path, *FILM)
    facts = agree(maker, path, "camera_make", "latitude", "altitude", "title", "duration", "taken_at", "utc_offset")
    assert (facts.kind, facts.codec, facts.taken_from) == (kind, "h264", "QuickTime CreationDate")


@pytest.mark.parametrize("kind", ["avi", "mkv", "webm", "mts"])
def test_size_and_duration_of_a_film_that_says_no_more(maker: Maker, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(tagged.film(kind))
    facts = look(maker, path).facts
    assert (facts.kind, facts.width, facts.height) == (kind, 128, 96)
    assert facts.duration == pytest.approx(2.0, abs=0.11)
