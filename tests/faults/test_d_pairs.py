"""Row D12: files that belong together are one picture to look at, and each of them safe by itself."""

from pathlib import Path

import pytest
from hostile import dated
from workplace import Workplace

from holdfast.catalog import Connection, stacks
from holdfast.standins.cloudinary import StandIn

PICTURE = dated("2019:06:14 10:00:00")
FILES = {
    "IMG_0042.heic": b"heic", "IMG_0042.mov": b"film", "DSC_1.nef": b"raw", "DSC_1.jpg": PICTURE, "DSC_1.xmp": b"<x/>",
    "P2.jpg.xmp": b"<y/>", "P2.jpg": PICTURE + b" ", "IMG_1234.jpg": PICTURE + b"  ", "IMG_E1234.jpg": PICTURE + b"   ",
    "alone.xmp": b"<z/>",
}  # fmt: skip
TYPES = {"mov": "video", "xmp": "raw", "nef": "raw"}


@pytest.fixture
def cloud() -> StandIn:
    made = StandIn(0)
    for name, content in FILES.items():
        form = name.rpartition(".")[2]
        made.add(
            name, content, asset_folder="day", display_name=name, format=form, resource_type=TYPES.get(form, "image")
        )
    return made


def test_d12_pairs_are_one_picture_and_each_file_is_safe(tmp_path: Path, cloud: StandIn) -> None:
    with cloud, Workplace(tmp_path, cloud) as place:
        place.backup()
        place.run("thumbnails")
        place.run("grouping")
        assert place.status.totals.safe == len(FILES)
        assert sorted(place.files().values()) == sorted(FILES.values())
        assert grouped(place) == {
            ("live", "IMG_0042.heic", ("IMG_0042.heic", "IMG_0042.mov")),
            ("raw", "DSC_1.jpg", ("DSC_1.jpg", "DSC_1.nef", "DSC_1.xmp")),
            ("sidecar", "P2.jpg", ("P2.jpg", "P2.jpg.xmp")),
            ("edit", "IMG_E1234.jpg", ("IMG_1234.jpg", "IMG_E1234.jpg")),
        }


def test_d12_a_half_that_is_damaged_leaves_the_other_half_safe(tmp_path: Path, cloud: StandIn) -> None:
    with cloud, Workplace(tmp_path, cloud) as place:
        place.backup()
        place.run("grouping")
        film = next(path for path in place.library.rglob("IMG_0042.mov"))
        film.chmod(0o600)
        film.write_bytes(b"FILM")
        place.run("verify")
        assert (place.status.totals.safe, place.status.totals.failed) == (len(FILES) - 1, 1)


def grouped(place: Workplace) -> set[tuple[str, str, tuple[str, ...]]]:
    """Every stack: its kind, what is shown of it, and all of its files by name."""

    def read(db: Connection) -> set[tuple[str, str, tuple[str, ...]]]:
        names = {row["original_id"]: row["name"] for row in db.rows("SELECT original_id, name FROM photos")}
        found = stacks.of_originals(db, names)
        members: dict[tuple[str, int], list[str]] = {}
        for original, one in found.items():
            members.setdefault((one.kind, one.top), []).append(names[original])
        return {(kind, names[top], tuple(sorted(some))) for (kind, top), some in members.items()}

    return place.catalog.read(read)
