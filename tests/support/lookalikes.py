"""Pictures for the tests of duplicates, put into a catalog with the prints that Holdfast makes of them."""

from random import Random

from listings import make_source, photo, scan
from PIL import Image

from holdfast.catalog import Catalog, Connection, originals, photos, prints
from holdfast.domain import likeness
from holdfast.domain.likeness import Print


def printed(image: Image.Image) -> Print:
    """As the worker does it: made small, turned as it is looked at."""
    small = image.convert("RGB")
    small.thumbnail((256, 256), reducing_gap=1.0)
    red, green, blue = small.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return likeness.of(small.convert("L").resize((32, 32), Image.Resampling.BOX).tobytes(), (red, green, blue))


def random_print(seed: int) -> Print:
    """Of a picture that looks like no other one's."""
    grey = Image.frombytes("L", (6, 6), Random(seed).randbytes(36)).resize((32, 32), Image.Resampling.BICUBIC)
    return likeness.of(grey.tobytes(), (120, 120, 120))


def hold(catalog: Catalog, pictures: list[Image.Image], folder: tuple[str, ...] = ("2024",)) -> list[int]:
    """Each picture is a safe photo of one source, larger ones of more bytes; the ids of their originals."""
    source = make_source(catalog)
    scan(catalog, source, [photo(number, folder=folder) for number in range(len(pictures))])

    def put(db: Connection) -> list[int]:
        wanted = sorted(photos.wanted(db, source, "pending", 0, 10_000, 0), key=lambda one: one.id)
        return [_held(db, one.id, picture) for one, picture in zip(wanted, pictures, strict=True)]

    return catalog.write(put)


def _held(db: Connection, photo_id: int, picture: Image.Image) -> int:
    sha, size = f"{photo_id:064x}", picture.width * picture.height // 4
    original = originals.add(
        db, sha256=sha, md5=sha[:32], bytes=size, path=f"cloud/{photo_id}", path_folded=f"cloud/{photo_id}", at=1
    )
    photos.is_safe(db, photo_id, original, "md5", None, 1)
    db.run(
        "INSERT INTO exif_data (original_id, width, height, kind, read_at) VALUES (?, ?, ?, 'jpeg', 1)",
        (original, picture.width, picture.height),
    )
    prints.record(db, original, printed(picture), 1)
    return original
