"""Rows D1 to D11: whatever the bytes of a photo are, one file is concerned, and the backup is not."""

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hostile import dated, halves, many_frames, png, saved, text_bomb, turned
from invariants import assert_promises
from PIL import Image, ImageChops, ImageCms
from PIL.TiffImagePlugin import IFDRational
from workplace import Workplace

from holdfast.catalog import Connection, exif, jobs
from holdfast.catalog import thumbnails as rows
from holdfast.catalog.jobs import Parameters
from holdfast.clock import SystemClock
from holdfast.engine import thumbnails
from holdfast.errors import ThumbnailFailed, ThumbnailRefused
from holdfast.standins.account import content_of
from holdfast.standins.cloudinary import StandIn
from holdfast.thumbnails.maker import Made, Maker

UNPICTURED = "SELECT id FROM originals WHERE id NOT IN (SELECT original_id FROM thumbnails) LIMIT 1"
RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.fixture(scope="module")
def maker() -> Iterator[Maker]:
    one = Maker(SystemClock())
    yield one
    one.close()


def make(maker: Maker, content: bytes, size: int = 256) -> Made:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return maker.make(file, size)


def picture(made: Made) -> Image.Image:
    image = Image.open(BytesIO(made.jpeg), formats=["JPEG"])
    assert image.mode == "RGB"
    assert image.size == (made.width, made.height)
    assert not set(image.info) & {"exif", "icc_profile", "comment", "xmp"}
    return image


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    found = image.getpixel(place)
    assert isinstance(found, tuple)
    return max(abs(one - other) for one, other in zip(found, colour, strict=True)) < 60


BOMBS = {
    "PNG of 50,000 x 50,000": png(50_000, 50_000),
    "PNG of 30,000 x 10,000": png(30_000, 10_000),
    "BMP that claims 60,000 x 60,000": b"BM" + (54).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little")
    + (40).to_bytes(4, "little") + (60_000).to_bytes(4, "little") * 2 + b"\1\0\x18\0" + bytes(24),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_d2_a_bomb_is_refused_by_its_size_and_the_same_worker_goes_on(maker: Maker, name: str) -> None:
    make(maker, saved(halves(), "JPEG"))
    pid = maker.pid
    with pytest.raises(ThumbnailRefused, match="too many pixels"):
        make(maker, BOMBS[name])
    assert maker.pid == pid


def test_d2_a_text_bomb_makes_no_picture_and_no_harm(maker: Maker) -> None:
    content = text_bomb()
    assert len(content) < 100_000
    with pytest.raises((ThumbnailFailed, ThumbnailRefused)):
        make(maker, content)
    make(maker, saved(halves(), "JPEG"))


def test_d2_of_an_animation_of_a_hundred_thousand_frames_the_first_is_shown(maker: Maker) -> None:
    assert make(maker, many_frames(100_000)).width == 4


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "HEIF", "WEBP", "GIF"])
def test_d3_a_truncated_picture_fails_alone(maker: Maker, form: str) -> None:
    whole = saved(Image.effect_noise((300, 200), 60).convert("RGB"), form)
    with pytest.raises((ThumbnailFailed, ThumbnailRefused)):
        make(maker, whole[: len(whole) // 2])
    assert make(maker, whole).width == 256


@pytest.mark.parametrize("start", [b"II*\0", b"MM\0*", b"\xff\xd8\xff\xe1", b"\0\0\0\x18ftypheic", b"RIFF\0\0\0\1WEBP"])
def test_d3_garbage_that_begins_like_a_picture_fails_alone(maker: Maker, start: bytes) -> None:
    with pytest.raises((ThumbnailFailed, ThumbnailRefused)):
        make(maker, start + os.urandom(5000))
    assert make(maker, saved(halves(), "PNG")).width == 64


def test_d4_content_decides_and_not_the_name(maker: Maker) -> None:
    """Names are not even told to whoever decodes; a PNG that is called .jpg is a PNG."""
    assert near(picture(make(maker, saved(halves(), "PNG"))), (2, 2), RED)


ACTIVE = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "pdf": b"%PDF-1.4\n",
    "empty": b"",
    "fits": b"SIMPLE  =                    T" + bytes(3000),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_d5_what_is_no_picture_is_refused_without_being_decoded(name: str) -> None:
    one = Maker(SystemClock())
    with pytest.raises(ThumbnailRefused, match="no picture inside"):
        make(one, ACTIVE[name])
    assert one.pid is None


@pytest.mark.parametrize(
    "content",
    [b"\0\0\0\x18ftypisom\0\0\2\0isommp42" + bytes(100), b"II*\0\x10\0\0\0CR\2\0" + bytes(200)],
    ids=["film", "raw"],
)
def test_d5_what_only_begins_like_a_film_or_a_raw_file_is_refused(maker: Maker, content: bytes) -> None:
    with pytest.raises(ThumbnailRefused, match="no picture inside"):
        make(maker, content)
    assert make(maker, saved(halves(), "PNG")).width == 64


POSTSCRIPT = (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"\xc5\xd0\xd3\xc6" + bytes(99))


@pytest.mark.parametrize("content", POSTSCRIPT)
def test_d6_postscript_is_never_opened(content: bytes) -> None:
    one = Maker(SystemClock())
    with pytest.raises(ThumbnailRefused) as refused:
        make(one, content)
    assert refused.value.code == "THUMB_REFUSED"
    assert one.pid is None


@pytest.mark.parametrize(
    ("taken", "created", "kept"),
    [
        ("2021:07:03 14:05:06", "2022:01:01 00:00:01", "2021-07-03T14:05:06"),
        ("0000:00:00 00:00:00", "2022:01:01 00:00:01", "2022-01-01T00:00:01"),
        ("1904:01:01 00:00:00", None, None),
        ("1970:01:01 00:00:00", None, None),
        ("0111:01:01 10:00:00", None, None),
        ("2106:02:07 06:28:15", None, None),
        ("2021:13:45 99:99:99", None, None),
        ("    :  :     :  :  ", "1826:06:01 12:00:00", "1826-06-01T12:00:00"),
        (None, None, None),
    ],
)
def test_d7_only_a_time_that_can_be_is_kept(
    maker: Maker, taken: str | None, created: str | None, kept: str | None
) -> None:
    assert make(maker, dated(taken, created)).facts.taken_at == kept


@pytest.mark.parametrize(
    ("gps", "kept"),
    [
        ({1: "S", 2: (33.0, 51.0, 30.0), 3: "E", 4: (151.0, 12.0, 0.0)}, (-33.858333, 151.2)),
        ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (IFDRational(0, 0), 0.0, 0.0), 3: "E", 4: (5.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (5.0, 0.0, 0.0)}, (None, None)),
        ({2: (45.0, 0.0, 0.0), 4: (5.0, 0.0, 0.0)}, (None, None)),
        ({1: "Q", 2: (45.0, 0.0, 0.0), 3: "E", 4: (5.0, 0.0, 0.0)}, (None, None)),
    ],
)
def test_d8_only_a_place_that_can_be_is_kept(
    maker: Maker, gps: dict[int, object], kept: tuple[float | None, float | None]
) -> None:
    facts = make(maker, dated(None, gps=gps)).facts
    if kept[0] is None:
        assert (facts.latitude, facts.longitude) == (None, None)
    else:
        assert (facts.latitude, facts.longitude) == pytest.approx(kept, abs=1e-5)


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (0, (64, 32), (4, 4)), (1, (64, 32), (4, 4)), (9, (64, 32), (4, 4)), (99, (64, 32), (4, 4)),
        (2, (64, 32), (60, 4)), (3, (64, 32), (60, 28)), (4, (64, 32), (4, 28)),
        (5, (32, 64), (4, 4)), (6, (32, 64), (28, 4)), (7, (32, 64), (28, 60)), (8, (32, 64), (4, 60)),
    ],
)  # fmt: skip
def test_d10_a_picture_is_turned_as_it_is_looked_at(
    maker: Maker, orientation: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    made = make(maker, turned(orientation))
    image = picture(made)
    assert image.size == size == (made.facts.width, made.facts.height)
    assert near(image, red, RED)
    assert near(image, (size[0] - 1 - red[0], size[1] - 1 - red[1]), BLUE)


@pytest.mark.parametrize("form", ["TIFF", "PNG", "WEBP"])
def test_d10_a_picture_of_another_form_is_turned_once(maker: Maker, form: str) -> None:
    exif_block = Image.Exif()
    exif_block[0x0112] = 6
    made = make(maker, saved(halves(), form, exif=exif_block))
    assert picture(made).size == (32, 64) == (made.facts.width, made.facts.height)
    assert near(picture(made), (28, 4), RED)
    assert made.facts.orientation == 6


@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
def test_d11_cmyk_comes_out_in_its_colours(maker: Maker, form: str) -> None:
    assert near(picture(make(maker, saved(halves("CMYK"), form))), (2, 2), RED)


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_d11_sixteen_bits_become_eight(maker: Maker, form: str) -> None:
    grey = Image.new("I;16", (40, 40), 128 * 257)
    assert near(picture(make(maker, saved(grey, form))), (5, 5), (128, 128, 128))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L"])
def test_d11_modes_of_all_kinds_and_transparency_on_white(maker: Maker, mode: str) -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0)) if mode in ("RGBA", "LA") else Image.new("RGB", (40, 40), "white")
    assert near(picture(make(maker, saved(image.convert(mode), "PNG"))), (5, 5), (255, 255, 255))


@pytest.mark.parametrize("form", ["HEIF", "AVIF", "WEBP", "TIFF", "BMP", "GIF"])
def test_d11_pictures_of_other_families_are_shown(maker: Maker, form: str) -> None:
    assert near(picture(make(maker, saved(halves(), form))), (4, 4), RED)


def test_d11_a_garbage_colour_profile_is_ignored_and_a_true_one_applied(maker: Maker) -> None:
    plain = picture(make(maker, saved(halves(), "PNG")))
    garbage = picture(make(maker, saved(halves(), "PNG", icc_profile=os.urandom(500))))
    assert ImageChops.difference(plain, garbage).getbbox() is None
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert near(picture(make(maker, saved(halves(), "PNG", icc_profile=lab))), (4, 4), RED)


def test_d11_a_raw_file_whose_first_picture_is_a_preview_shows_none(maker: Maker) -> None:
    """Its size would be taken for the photo's."""
    with pytest.raises(ThumbnailRefused, match="preview"):
        make(maker, saved(halves(), "TIFF", tiffinfo={254: 1}))


@pytest.mark.parametrize(("shape", "size"), [((1, 60_000), (1, 1600)), ((60_000, 1), (400, 1))])
def test_d11_a_line_is_a_picture_too(maker: Maker, shape: tuple[int, int], size: tuple[int, int]) -> None:
    made = make(maker, saved(Image.new("1", shape), "PNG"), 400)
    assert (made.width, made.height) == size
    assert (made.facts.width, made.facts.height) == shape


def test_d3_a_worker_that_hangs_is_ended_and_replaced() -> None:
    """Stopped by its number, it answers nothing: as one that a decoder keeps for ever."""
    one = Maker(SystemClock(), patience=1.0)
    make(one, saved(halves(), "JPEG"))
    first = one.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    with pytest.raises(ThumbnailFailed, match="took too much"):
        make(one, saved(halves(), "JPEG"))
    assert make(one, saved(halves(), "JPEG")).width == 64
    assert one.pid not in (None, first)
    one.close()


def test_d3_a_worker_that_died_is_replaced() -> None:
    one = Maker(SystemClock())
    make(one, saved(halves(), "JPEG"))
    first = one.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert make(one, saved(halves(), "JPEG")).width == 64
    one.close()


def test_d3_workers_die_and_the_backup_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thumbnails are asked for while photos are copied, and every worker is killed while it works."""
    with StandIn(300, seed=3) as cloud, Workplace(tmp_path, cloud) as place:
        backup = place.ask("backup")
        working = threading.Thread(target=lambda: place.runner().work_off(backup.id))
        working.start()
        killed: set[int] = set()
        answers = []
        try:
            while working.is_alive() or not killed:
                found = place.catalog.read(Connection.rows, UNPICTURED)
                if not found and not working.is_alive():
                    break
                for row in found:
                    answers.append(thumbnails.get(place.opened, int(row["id"]), 256))
                    for pid in thumbnails.workers():
                        with suppress(ProcessLookupError):  # it ended by itself just now
                            os.kill(pid, signal.SIGKILL)
                            killed.add(pid)
        finally:
            working.join(120)
        assert killed
        assert any(isinstance(answer, Path) for answer in answers)
        assert not any(isinstance(answer, ThumbnailFailed) for answer in answers)  # none of them was a picture's fault
        assert place.catalog.read(jobs.by_id, backup.id).state == "done"
        assert place.status.totals.safe == 300
        assert place.state() == "safe"
        thumbnails.close()
        assert_promises(place)


def test_d2_a_hostile_photo_is_safe_and_has_no_thumbnail(tmp_path: Path) -> None:
    """The bytes are kept exactly; what was read of good ones is kept beside; and the bad ones are not tried again."""
    with StandIn(0, seed=3) as cloud, Workplace(tmp_path, cloud) as place:
        contents = {"bomb": png(50_000, 50_000), "text": text_bomb(), "svg": ACTIVE["svg"],
                    "good": dated("2021:07:03 14:05:06")}  # fmt: skip
        for name, content in contents.items():
            cloud.account.add(name, ("image", "upload"), "jpg", content_of(content))
        assert place.backup().state == "done"
        assert place.state() == "safe"
        assert sorted(place.files().values()) == sorted(contents.values())
        job = place.catalog.write(jobs.enqueue, "thumbnails", Parameters(), origin="schedule", at=1)
        assert place.runner().work_off(job.id).result == {"made": 1, "not_made": 3}
        codes = place.catalog.read(Connection.rows, "SELECT DISTINCT state, code FROM thumbnails ORDER BY state")
        assert {row["code"] for row in codes} == {None, "THUMB_REFUSED", "THUMB_FAILED"}
        good = place.catalog.read(Connection.number, "SELECT original_id FROM thumbnails WHERE state = 'made'")
        facts = place.catalog.read(exif.of_original, good)
        assert facts is not None
        assert facts.taken_at == "2021-07-03T14:05:06"
        assert place.catalog.read(rows.due_count) == 0
        assert_promises(place)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_d2_the_worker_has_no_files_no_secrets_and_little_room(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """What hostile code would find: three streams, no word of the person's, limits that cannot be raised."""
    monkeypatch.setenv("CLOUDINARY_URL", "cloudinary://key:secret@cloud")
    one = Maker(SystemClock())
    make(one, saved(halves(), "JPEG"))
    process = Path("/proc", str(one.pid))
    assert {int(path.name) for path in (process / "fd").iterdir()} == {0, 1, 2}
    environment = (process / "environ").read_bytes()
    found = {entry.split(b"=")[0] for entry in environment.split(b"\0") if entry}
    assert found == {b"PYTHONPATH", b"OMP_NUM_THREADS", b"OPENBLAS_NUM_THREADS"}
    assert "NoNewPrivs:\t1" in (process / "status").read_text()
    limits = {line[:25].strip(): line[25:].split()[:2] for line in (process / "limits").read_text().splitlines()[1:]}
    assert limits["Max open files"] == ["0", "0"]
    assert limits["Max file size"] == limits["Max core file size"] == ["0", "0"]
    assert limits["Max address space"] == [str(2 * 1024**3)] * 2
    assert int(limits["Max cpu time"][0]) <= 60
    one.close()


def test_d1_an_empty_photo_is_kept_with_a_label_and_has_no_thumbnail(tmp_path: Path) -> None:
    with StandIn(0, seed=3) as cloud, Workplace(tmp_path, cloud) as place:
        cloud.account.add("empty", ("image", "upload"), "jpg", content_of(b""))
        assert place.backup().state == "done"
        (row,) = place.catalog.read(Connection.rows, "SELECT state, label, original_id FROM photos")
        assert (row["state"], row["label"]) == ("safe", "EMPTY_FILE")
        assert list(place.files().values()) == [b""]
        assert isinstance(thumbnails.get(place.opened, int(row["original_id"]), 256), ThumbnailRefused)
        assert_promises(place)
