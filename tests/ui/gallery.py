"""Photos with real bytes in the library, as a backup would have left them."""

import hashlib
import io
import random
from dataclasses import replace

from PIL import Image

from holdfast.catalog import Connection, folders, originals, photos
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened

AT = 1_700_000_000_000


def picture(seed: int, width: int = 640, height: int = 480, format: str = "JPEG") -> bytes:
    """A picture of soft colours, another one for each seed."""
    chance = random.Random(seed)
    small = Image.new("RGB", (4, 3))
    small.putdata([tuple(chance.randrange(30, 230) for _ in range(3)) for _ in range(12)])
    file = io.BytesIO()
    small.resize((width, height), Image.Resampling.BICUBIC).save(file, format)
    return file.getvalue()


def listed(opened: Opened, source_id: int, photo: RemotePhoto) -> int:
    """A photo that was listed and is not copied yet."""

    def put(db: Connection) -> int:
        folder_id = folders.ensure(db, source_id, photo.folder, AT)
        return photos.insert(db, source_id, folder_id, photo, "", 1, AT)

    return opened.catalog.write(put)


def safe(opened: Opened, source_id: int, photo: RemotePhoto, content: bytes) -> int:
    """A photo whose bytes lie in the library under `photos/`."""
    sha256, md5 = hashlib.sha256(content).hexdigest(), hashlib.md5(content, usedforsecurity=False).hexdigest()
    photo_id = listed(opened, source_id, replace(photo, bytes=len(content)))
    path = f"photos/{sha256[:8]}.{photo.format or 'jpg'}"

    def put(db: Connection) -> None:
        held = originals.by_sha256(db, sha256)
        original_id = held.id if held else originals.add(
            db, sha256=sha256, md5=md5, bytes=len(content), path=path, path_folded=path.casefold(), at=AT
        )  # fmt: skip
        photos.is_safe(db, photo_id, original_id, "md5", None, AT)

    place = opened.bootstrap.library / path
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(content)
    opened.catalog.write(put)
    return photo_id
