"""Originals for a stand-in: landscapes that please the eye, and small files for the mass. Same seed, same bytes."""

import math
import struct
import zlib
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from holdfast.standins.shots import Shot, exif_of

SIZE = (1080, 720)

# Zenith, middle, horizon, nearest hill.
SKIES = (
    ((38, 86, 150), (126, 178, 222), (238, 236, 222), (24, 52, 44)),
    ((30, 40, 88), (176, 88, 116), (250, 184, 112), (26, 20, 42)),
    ((20, 62, 110), (92, 160, 190), (244, 214, 170), (18, 44, 58)),
    ((8, 12, 34), (26, 40, 84), (92, 104, 148), (6, 10, 22)),
    ((96, 122, 148), (166, 182, 194), (224, 226, 222), (44, 56, 54)),
    ((58, 44, 110), (226, 112, 110), (255, 214, 150), (40, 22, 40)),
    ((44, 110, 120), (150, 206, 196), (250, 240, 208), (20, 60, 40)),
)

Colour = tuple[int, int, int]


def landscape(seed: str, shot: Shot, caption: str) -> bytes:
    """A JPEG of a view that nobody has seen, with what the camera noted."""
    random = Random(seed)
    zenith, middle, horizon, near = SKIES[random.randrange(len(SKIES))]
    image = _sky(zenith, middle, horizon)
    if sum(zenith) < 100:
        _stars(image, random)
    line = random.uniform(0.5, 0.64)
    _sun(image, random, line, horizon)
    for layer in range(5):
        _hills(image, random, line, layer, horizon, near)
    if random.random() < 0.4:
        _water(image, random.uniform(0.74, 0.82), horizon)
    out = BytesIO()
    _grain(image, random).save(out, "JPEG", quality=88, exif=exif_of(shot, random, caption))
    return out.getvalue()


def _sky(zenith: Colour, middle: Colour, horizon: Colour) -> Image.Image:
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        share = y / 165
        colour = _blend(zenith, middle, share) if share < 1 else _blend(middle, horizon, share - 1)
        column.putpixel((0, y), colour)
    return column.resize(SIZE, Image.Resampling.BICUBIC)


def _blend(one: Colour, other: Colour, share: float) -> Colour:
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _stars(image: Image.Image, random: Random) -> None:
    draw = ImageDraw.Draw(image)
    for _ in range(420):
        x, y = random.randrange(SIZE[0]), random.randrange(int(SIZE[1] * 0.6))
        light = random.randrange(110, 255)
        draw.point((x, y), (light, light, min(255, light + 20)))


def _sun(image: Image.Image, random: Random, line: float, horizon: Colour) -> None:
    """A disc low in the sky and its glow, drawn small and enlarged: a cheap, soft blur."""
    small = (SIZE[0] // 8, SIZE[1] // 8)
    x, y = small[0] * random.uniform(0.2, 0.8), small[1] * (line - random.uniform(0.02, 0.22))
    glow = Image.new("L", small, 0)
    draw = ImageDraw.Draw(glow)
    draw.ellipse((x - 22, y - 22, x + 22, y + 22), fill=120)
    draw.ellipse((x - 6, y - 6, x + 6, y + 6), fill=255)
    glow = glow.filter(ImageFilter.GaussianBlur(9)).resize(SIZE, Image.Resampling.BICUBIC)
    image.paste(Image.new("RGB", SIZE, _blend(horizon, (255, 255, 245), 0.7)), (0, 0), glow)
    disc = ImageDraw.Draw(image)
    radius = random.uniform(14, 26)
    box = (x * 8 - radius, y * 8 - radius, x * 8 + radius, y * 8 + radius)
    disc.ellipse(box, fill=_blend(horizon, (255, 255, 250), 0.9))


def _hills(image: Image.Image, random: Random, line: float, layer: int, horizon: Colour, near: Colour) -> None:
    """One range of hills; the nearer, the darker. Drawn twice as wide, for edges without steps."""
    width, height = SIZE[0] * 2, SIZE[1] * 2
    base = height * (line + layer * (1 - line) / 4.4)
    waves = [(random.uniform(0.6, 2.2) * 2**n, random.uniform(0, 6.3), height * 0.055 / 1.9**n) for n in range(6)]
    edge = [
        (x, base + sum(math.sin(x / width * 6.28 * rate + shift) * tall for rate, shift, tall in waves))
        for x in range(0, width + 8, 8)
    ]
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).polygon([(0, height), *edge, (width, height)], fill=255)
    colour = _blend(_blend(horizon, near, 0.28), near, layer / 4)
    image.paste(colour, (0, 0, *SIZE), mask.reduce(2))


def _water(image: Image.Image, line: float, horizon: Colour) -> None:
    top = int(SIZE[1] * line)
    deep = SIZE[1] - top
    mirrored = image.crop((0, top - deep, SIZE[0], top)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirrored = mirrored.filter(ImageFilter.BoxBlur((9, 1)))
    image.paste(Image.blend(mirrored, Image.new("RGB", mirrored.size, horizon), 0.18), (0, top))


def _grain(image: Image.Image, random: Random) -> Image.Image:
    tile = Image.frombytes("L", (240, 160), random.randbytes(240 * 160)).resize(SIZE, Image.Resampling.NEAREST)
    return Image.blend(image, tile.convert("RGB"), 0.025)


def small(seed: str, form: str, size: int) -> bytes:
    """A file of about `size` bytes that a program for `form` opens, unlike every other seed's."""
    random = Random(seed)
    if form == "jpg":
        return _small_jpeg(random, size)
    if form == "png":
        return _small_png(random, size)
    if form == "mp4":
        return _small_video(random, size)
    return b"%PDF-1.4\n%" + random.randbytes(max(8, size))


@cache
def _plain(form: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (16, 12), (90, 140, 200)).save(out, form)
    return out.getvalue()


def _small_jpeg(random: Random, size: int) -> bytes:
    """A tiny picture with comments: the comments make it long, and one of a kind."""
    plain = _plain("JPEG")
    parts = [plain[:2]]
    left = max(16, size - len(plain))
    while left > 0:
        piece = min(left, 65_000)
        parts.append(b"\xff\xfe" + struct.pack(">H", piece + 2) + random.randbytes(piece))
        left -= piece
    return b"".join([*parts, plain[2:]])


def numbered(seed: str, size: int) -> bytes:
    """A tiny picture of about `size` bytes, unlike every other seed's, made in a few microseconds."""
    plain = _plain("JPEG")
    mark = f"{seed};".encode()
    body = (mark * (max(16, size - len(plain)) // len(mark) + 1))[:65_000]
    return plain[:2] + b"\xff\xfe" + struct.pack(">H", len(body) + 2) + body + plain[2:]


def _small_png(random: Random, size: int) -> bytes:
    plain = _plain("PNG")
    body = b"hoLd" + random.randbytes(max(16, size - len(plain)))
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return plain[:33] + chunk + plain[33:]


def _small_video(random: Random, size: int) -> bytes:
    head = struct.pack(">I", 24) + b"ftypisom" + struct.pack(">I", 512) + b"isommp42"
    body = random.randbytes(max(16, size))
    return head + struct.pack(">I", len(body) + 8) + b"mdat" + body
