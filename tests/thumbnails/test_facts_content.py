"""What else files say: the zone that satellites tell, names lost in upload, Live Photos, and whose word counts."""

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import sensors
import tagged
from hostile import halves, saved
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from holdfast.clock import SystemClock
from holdfast.thumbnails import xmp
from holdfast.thumbnails.kinds import HEAD, kind_of
from holdfast.thumbnails.maker import Look, Made, Maker

EXACT = ("2020-02-03T04:05:06", "CreateDate")


@pytest.fixture(scope="module")
def maker() -> Iterator[Maker]:
    one = Maker(SystemClock())
    yield one
    one.close()


def seen(maker: Maker, path: Path, content: bytes, *tags: str, size: int = 0) -> Look:
    path.write_bytes(content)
    if tags:
        tagged.tag(path, *tags)
    with path.open("rb") as file:
        return maker.look(file, size)


@pytest.mark.parametrize(
    ("clock", "satellites", "zone"),
    [
        ("12:34:56", "10:34:50", 120), ("12:34:56", "06:49:56", 345), ("12:34:56", "12:36:00", 0),
        ("12:34:56", "10:20:00", None),
    ],
)
def test_without_a_zone_the_satellites_tell_it_if_it_is_one_of_this_world(
    maker: Maker, tmp_path: Path, clock: str, satellites: str, zone: int | None
) -> None:
    tags = (f"-DateTimeOriginal=2023:06:01 {clock}", "-GPSDateStamp=2023:06:01", f"-GPSTimeStamp={satellites}")
    facts = seen(maker, tmp_path / "a.jpg", tagged.still("jpg"), *tags).facts
    assert (facts.taken_at, facts.utc_offset) == ("2023-06-01T12:34:56", zone)


@pytest.mark.parametrize(
    ("first", "second", "taken", "of"),
    [
        ("EXIF:DateTimeOriginal=1970:01:01 00:00:00", "EXIF:CreateDate=2020:02:03 04:05:06", *EXACT),
        ("EXIF:CreateDate=0000:00:00 00:00:00", "XMP:DateCreated=2019:05:06", "2019-05-06T00:00:00", "XMP DateCreated"),
        ("XMP:CreateDate=2106:02:07 06:28", "IPTC:DateCreated=1998:01:02", "1998-01-02T00:00:00", "IPTC DateCreated"),
        ("EXIF:DateTimeOriginal=0111:01:01 00:00:00", "EXIF:ISO=100", None, None),
    ],
)
def test_d7_a_time_that_cannot_be_gives_way_to_the_next_one_and_says_which(
    maker: Maker, tmp_path: Path, first: str, second: str, taken: str | None, of: str | None
) -> None:
    facts = seen(maker, tmp_path / "a.jpg", tagged.still("jpg"), f"-{first}", f"-{second}").facts
    assert (facts.taken_at, facts.taken_from) == (taken, of)


@pytest.mark.parametrize("place", [("0", "0"), ("91", "10"), ("10", "181")])
def test_d8_a_place_that_cannot_be_in_xmp_is_none(maker: Maker, tmp_path: Path, place: tuple[str, str]) -> None:
    tags = (f"-XMP-exif:GPSLatitude={place[0]}", f"-XMP-exif:GPSLongitude={place[1]}")
    facts = seen(maker, tmp_path / "a.jpg", tagged.still("jpg"), *tags).facts
    assert (facts.latitude, facts.longitude) == (None, None)


def test_words_of_xmp_count_before_those_of_iptc_and_exif_and_the_shot_of_exif_before_xmp(
    maker: Maker, tmp_path: Path
) -> None:
    facts = seen(
        maker, tmp_path / "a.jpg", tagged.still("jpg"),
        "-EXIF:ImageDescription=exif", "-IPTC:Caption-Abstract=iptc", "-XMP-dc:Description=xmp",
        "-IPTC:ObjectName=iptc", "-EXIF:Make=Exif", "-XMP-tiff:Make=Xmp", "-EXIF:DateTimeOriginal=2020:01:01 01:01:01",
        "-XMP-exif:DateTimeOriginal=2021:01:01 01:01:01", "-IPTC:Keywords=old", "-XMP-dc:Subject=new",
    ).facts  # fmt: skip
    assert (facts.caption, facts.title, facts.keywords) == ("xmp", "iptc", ("new",))
    assert (facts.camera_make, facts.taken_at) == ("Exif", "2020-01-01T01:01:01")


@pytest.mark.parametrize(
    ("form", "said", "name"),
    [
        ("jpg", "-XMP-xmpMM:PreservedFileName=C:\\Photos\\IMG_0042.JPG", "IMG_0042.JPG"),
        ("jpg", "-XMP-crs:RawFileName=_DSC1234.NEF", "_DSC1234.NEF"),
        ("png", "-PNG:Title=Screenshot 12.png", "Screenshot 12.png"),
        ("mov", "-Keys:Title=MVI_7.MOV", "MVI_7.MOV"),
        ("jpg", "-XMP-dc:Title=A day at the sea", None),
    ],
)
def test_a_name_that_was_lost_in_upload_is_found_where_the_file_has_it(
    maker: Maker, tmp_path: Path, form: str, said: str, name: str | None
) -> None:
    content = tagged.film(form) if form in tagged.FILMS else tagged.still(form)
    assert seen(maker, tmp_path / f"a.{form}", content, said).named == name


def test_the_picture_of_a_live_photo_names_its_film(maker: Maker, tmp_path: Path) -> None:
    """Apple's own block: its places count from its own beginning."""
    uid = b"0A0E4D5B-3C1C-4A5F-9D2A-5B0E2A3C4D5E\0"
    block = b"Apple iOS\0\0\1MM" + struct.pack(">HHHII", 1, 0x0011, 2, len(uid), 32) + bytes(4) + uid
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x927C] = block
    facts = seen(maker, tmp_path / "a.jpg", saved(halves(), "JPEG", exif=exif)).facts
    assert facts.content_id == uid[:-1].decode()


def test_an_older_canon_names_its_lens_in_its_own_block(maker: Maker, tmp_path: Path) -> None:
    shot, place = 200, 200 + 2 + 12 + 4
    block = tagged.directory([(0x0095, 2, b"EF50mm f/1.8 II\0")], place)
    main = tagged.directory([(0x010F, 2, b"Canon\0"), (0x8769, 4, shot)], 8)
    content = (b"II*\0\x08\0\0\0" + main).ljust(shot, b"\0") + tagged.directory([(0x927C, 7, block)], shot)
    assert seen(maker, tmp_path / "a.tif", content).facts.lens == "EF50mm f/1.8 II"


def test_strength_of_light_in_steps_is_understood(maker: Maker, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769).update({0x9201: IFDRational(8, 1), 0x9202: IFDRational(4, 1), 0x8827: 65535, 0x8832: 102400})
    facts = seen(maker, tmp_path / "a.jpg", saved(halves(), "JPEG", exif=exif)).facts
    assert (facts.exposure, facts.aperture, facts.iso) == (1 / 256, 4.0, 102400)


def test_a_packet_that_defines_things_itself_is_not_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&b;</x:xmpmeta>'
    assert xmp.read(bomb) == {}
    assert xmp.read(bomb.decode().encode("utf-16")) == {}
    assert xmp.read(b"<" * 100) == {}
    assert xmp.read(b"<a>" * 100_000) == {}


def test_text_of_a_png_that_unpacks_to_gigabytes_harms_nothing(maker: Maker, tmp_path: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("XML:com.adobe.xmp", "x" * 30_000_000, zip=True)
    notes.add_text("Title", "A picture")
    facts = seen(maker, tmp_path / "a.png", saved(halves(), "PNG", pnginfo=notes)).facts
    assert (facts.kind, facts.title) == ("png", "A picture")


@pytest.mark.parametrize("kind", tagged.FILMS)
def test_a_film_has_a_poster(maker: Maker, tmp_path: Path, kind: str) -> None:
    made = seen(maker, tmp_path / f"a.{kind}", tagged.film(kind), size=256).picture
    assert isinstance(made, Made)
    assert (made.width, made.height) == (128, 96)
    assert made.print is not None
    assert made.print.colour[0] > 60  # not the first picture, which is dark


def test_a_film_held_upright_is_upright_in_its_poster(maker: Maker, tmp_path: Path) -> None:
    look = seen(maker, tmp_path / "a.mov", tagged.film("mov"), "-Rotation=90", size=256)
    assert isinstance(look.picture, Made)
    assert (look.picture.width, look.picture.height) == (96, 128) == (look.facts.width, look.facts.height)


@pytest.mark.parametrize("preview", [True, False], ids=["the camera's picture", "what the sensor saw"])
def test_a_raw_file_has_a_thumbnail_turned_as_it_is_looked_at(maker: Maker, tmp_path: Path, preview: bool) -> None:
    inside = (saved(halves(size=(320, 240)), "JPEG"), 320, 240) if preview else None
    look = seen(maker, tmp_path / "a.dng", sensors.dng(800, 600, 6, inside), size=256)
    assert isinstance(look.picture, Made)
    assert (look.picture.width, look.picture.height) == (192, 256)
    assert (look.facts.kind, look.facts.width, look.facts.height, look.facts.orientation) == ("dng", 600, 800, 6)
    with Image.open(BytesIO(look.picture.jpeg)) as image:
        top, bottom = image.getpixel((90, 20)), image.getpixel((90, 230))
    assert (top != bottom) is preview  # red above, blue below; a wall is grey all over


def test_of_a_large_film_only_what_is_needed_is_read(maker: Maker, tmp_path: Path) -> None:
    """More than two gigabytes, nearly all of it a hole: its index lies behind that."""
    content = tagged.film("mp4")
    at = content.index(b"moov") - 4
    head, index = content[:at], content[at:]
    path = tmp_path / "a.mp4"
    hole = 3 * 2**30
    with path.open("wb") as file:
        file.write(head)
        file.write(struct.pack(">I4sQ", 1, b"free", hole))
        file.seek(at + hole)
        file.write(index)
    with path.open("rb") as file:
        look = maker.look(file, 256)
    assert isinstance(look.picture, Made)
    assert look.facts.duration == pytest.approx(2.0)


def test_kinds_are_told_by_the_first_bytes() -> None:
    for form in tagged.STILLS:
        assert kind_of(tagged.still(form)[:HEAD]) == {"jpg": "jpeg", "tif": "tiff"}.get(form, form)
    for kind in tagged.FILMS:
        assert kind_of(tagged.film(kind)[:HEAD]) == kind
    assert kind_of(tagged.cr3()[:HEAD]) == "cr3"
    assert kind_of(b"") is None
