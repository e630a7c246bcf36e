"""Files that are meant to hurt whoever opens them, and pictures of odd kinds. All are small."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *extra: bytes) -> bytes:
    """A PNG that claims to be so large, grey of one bit."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = zlib.compress(bytes(((width + 7) // 8 + 1) * min(height, 64)), 9)
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A comment of 64 MB, packed into 64 kB."""
    return png(8, 8, chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(64 * 10**6), 9)))


def many_frames(count: int) -> bytes:
    """An animation of so many frames."""
    head = b"GIF89a" + struct.pack("<HHBBB", 4, 4, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 4, 4, 0) + b"\x02\x05\x84\x8f\xa9\x8b\x05\x00"
    return head + frame * count + b";"


def saved(image: Image.Image, form: str, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def halves(mode: str = "RGB", size: tuple[int, int] = (64, 32)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste((0, 0, 255), (size[0] // 2, 0, *size))
    return image.convert(mode)


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(halves(), "JPEG", quality=95, exif=exif)


def dated(taken: str | None, created: str | None = None, gps: dict[int, object] | None = None) -> bytes:
    exif = Image.Exif()
    details = exif.get_ifd(0x8769)
    if taken is not None:
        details[0x9003] = taken
    if created is not None:
        details[0x9004] = created
    if gps is not None:
        exif.get_ifd(0x8825).update(gps)
    return saved(halves(), "JPEG", exif=exif)
