"""One picture made small. Runs in the worker's process alone: whatever is decoded here may be hostile."""

import struct
import warnings
import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import IO, cast

import av
import pillow_heif
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from holdfast.domain.likeness import SIDE
from holdfast.thumbnails import films, raws
from holdfast.thumbnails.kinds import FILMS, RAWS

DECODERS = (
    AvifImagePlugin, BmpImagePlugin, GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin,
    WebPImagePlugin,
)  # fmt: skip
"""All that are loaded, besides that of HEIF."""

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIF", "AVIF")
MOST_PIXELS = 256_000_000
"""More than the largest camera makes, and what fits into the memory that a worker may have."""

QUALITY = 82
SQUARE = 256
TALLEST = 4
"""A thumbnail of a given width is at most so many times as high; a taller picture gets narrower."""

UNREADABLE = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, struct.error, zlib.error, av.FFmpegError, films.NoFilm,
)  # fmt: skip
"""What the decoders raise at bytes that make no sense."""

PREVIEW = 1
TIFF_KIND, ORIENTATION = 0x00FE, 0x0112

_WAYS = Image.Transpose
TURNS = {
    2: _WAYS.FLIP_LEFT_RIGHT, 3: _WAYS.ROTATE_180, 4: _WAYS.FLIP_TOP_BOTTOM, 5: _WAYS.TRANSPOSE,
    6: _WAYS.ROTATE_270, 7: _WAYS.TRANSVERSE, 8: _WAYS.ROTATE_90,
}  # fmt: skip
"""What each EXIF orientation asks for; 1 asks for nothing, and any other number makes no sense."""

ON_ITS_SIDE = frozenset({_WAYS.TRANSPOSE, _WAYS.ROTATE_270, _WAYS.TRANSVERSE, _WAYS.ROTATE_90})


@dataclass(frozen=True, slots=True)
class Small:
    """A JPEG without any metadata, and what a print is made of."""

    jpeg: bytes
    width: int
    height: int
    grey: bytes
    rgb: tuple[int, int, int]


class Refused(Exception):
    """This is not decoded, by rule; the text says why."""


Turned = tuple[Image.Image, Image.Transpose | None]
"""A picture, and how it has to be turned."""


def prepare() -> None:
    """Set the limits of the decoders, and load all of them."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    pillow_heif.register_heif_opener()
    pillow_heif.options.DECODE_THREADS = AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    for form in FORMATS:
        out = BytesIO()
        Image.new("RGB", (16, 16)).save(out, form)
        make(BytesIO(out.getvalue()), form.lower(), SQUARE, None)
    _to_srgb(_SRGB.tobytes(), "RGB")
    films.prepare()
    raws.prepare()


def make(file: IO[bytes], kind: str, size: int, orientation: int | None) -> Small:
    """The picture at this size, turned as it is looked at, in sRGB on white. `orientation`: what a raw file says of
    its own. Refused says which rule; the errors in UNREADABLE, and MemoryError, say that it cannot be decoded."""
    if kind in FILMS:
        image, turn = _of_film(file, kind)
    elif kind in RAWS:
        image, turn = _of_raw(file, orientation)
    else:
        image, turn = _of_still(file)
    with image:
        small = _plain(_reduced(image, _within(image.size, size, turn in ON_ITS_SIDE)))
    if turn is not None:
        small = small.transpose(turn)
    small.info.clear()  # a comment would be written out again
    out = BytesIO()
    small.save(out, "JPEG", quality=QUALITY)
    grey = small.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
    mean = cast(tuple[int, int, int], small.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))
    return Small(out.getvalue(), small.width, small.height, grey, mean)


def opened(file: IO[bytes]) -> Image.Image:
    """The still picture, not decoded yet."""
    try:
        return Image.open(file, formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused("it has too many pixels") from error
    except UnidentifiedImageError as error:
        raise Refused("no picture inside") from error


def extent(file: IO[bytes]) -> tuple[int, int]:
    """Pixels of a still picture, turned as it is looked at."""
    with opened(file) as image:
        width, height = image.size
        return (height, width) if _turn(image) in ON_ITS_SIDE else (width, height)


def _of_still(file: IO[bytes]) -> Turned:
    image = opened(file)
    try:
        if image.getexif().get(TIFF_KIND) == PREVIEW:
            raise Refused("no picture inside but a preview")
    except UNREADABLE:
        return image, None
    return image, _turn(image)


def _turn(image: Image.Image) -> Image.Transpose | None:
    if image.format == "TIFF":  # Pillow turns these itself
        return None
    try:
        orientation = image.getexif().get(ORIENTATION)
    except UNREADABLE:
        return None
    return TURNS.get(orientation) if isinstance(orientation, int) else None


def _of_raw(file: IO[bytes], orientation: int | None) -> Turned:
    try:
        return raws.picture(file, TURNS.get(orientation or 1))
    except raws.NoPicture as error:
        raise Refused("no picture inside that can be shown") from error


def _of_film(file: IO[bytes], kind: str) -> Turned:
    try:
        with films.opened(file, kind) as film:
            image, turned = films.poster(film)
    except films.NoFilm as error:
        raise Refused("no picture inside that can be shown") from error
    return image, {90: _WAYS.ROTATE_90, 180: _WAYS.ROTATE_180, 270: _WAYS.ROTATE_270}.get(round(turned) % 360)


def _within(have: tuple[int, int], size: int, turned: bool) -> tuple[int, int]:
    """The size that a picture gets before it is turned; it is never enlarged."""
    across, down = (size, size) if size == SQUARE else (size, size * TALLEST)
    if turned:
        across, down = down, across
    share = min(1.0, across / have[0], down / have[1])
    return max(1, round(have[0] * share)), max(1, round(have[1] * share))


def _reduced(image: Image.Image, wanted: tuple[int, int]) -> Image.Image:
    if image.mode in ("P", "PA", "1"):  # else neighbouring colours are not mixed
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail(wanted, reducing_gap=1.0)
    image.load()
    return image


def _plain(image: Image.Image) -> Image.Image:
    """In sRGB, eight bits a colour, what is transparent on white."""
    if image.has_transparency_data:
        over = image.convert("RGBA")
        image = Image.new("RGB", over.size, "white")
        image.paste(over, mask=over.getchannel("A"))
        return image
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image)
    profile = image.info.get("icc_profile")
    if isinstance(profile, bytes) and (transform := _to_srgb(profile, image.mode)) is not None:
        return transform.apply(image)
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits, or of any range."""
    wide = image.convert("F")
    brightest = cast(tuple[float, float], wide.getextrema())[1]
    top = 65535.0 if image.mode.startswith("I") else max(brightest, 1.0)
    return wide.point(lambda value: value * (255.0 / top) + 0.0).convert("L")


_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@lru_cache(maxsize=16)
def _to_srgb(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The way from a picture's own colours; None when its profile is garbage or not for such pictures."""
    try:
        return ImageCms.ImageCmsTransform(ImageCms.ImageCmsProfile(BytesIO(profile)), _SRGB, mode, "RGB")
    except (ImageCms.PyCMSError, *UNREADABLE):
        return None
