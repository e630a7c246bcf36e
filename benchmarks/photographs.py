"""Photos that nobody took, for measuring how duplicates are found: same seed, same picture. And what becomes of photos:
smaller ones, worse ones, turned ones, and the next one of a burst."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from holdfast.standins.pictures import landscape
from holdfast.standins.shots import Shot

SIZE = (960, 640)
DAY = datetime(2023, 6, 1, 12, tzinfo=UTC)

Transform = Callable[[Image.Image, Random], Image.Image]


def scene(seed: int) -> Image.Image:
    """One of seven kinds of picture, each with a hand of its own."""
    kinds = (_landscape, _clouds, _street, _still, _portrait, _leaves, _page)
    return kinds[seed % len(kinds)](Random(seed), seed)


def _landscape(_: Random, seed: int) -> Image.Image:
    return Image.open(BytesIO(landscape(f"scene {seed}", Shot(DAY), ""))).convert("RGB").resize(SIZE)


def _noise(seed: int, roughness: float) -> np.ndarray:
    """Light as nature spreads it: much in the large, little in the small."""
    chance = np.random.default_rng(seed)
    waves = np.hypot(np.fft.fftfreq(SIZE[1])[:, None] * SIZE[1], np.fft.fftfreq(SIZE[0])[None, :] * SIZE[0])
    waves[0, 0] = 1
    field = np.fft.ifft2(np.fft.fft2(chance.normal(size=SIZE[::-1])) / waves**roughness).real
    return np.asarray((field - field.min()) / (np.ptp(field) or 1))


def _tinted(grey: np.ndarray, dark: tuple[int, ...], light: tuple[int, ...]) -> Image.Image:
    colours = np.array(dark) + grey[:, :, None] * (np.array(light) - np.array(dark))
    return Image.fromarray(colours.clip(0, 255).astype(np.uint8))


def _clouds(random: Random, seed: int) -> Image.Image:
    light = tuple(random.randrange(170, 256) for _ in range(3))
    return _tinted(_noise(seed, random.uniform(1.2, 1.9)), tuple(random.randrange(10, 110) for _ in range(3)), light)


def _textured(image: Image.Image, seed: int, share: float) -> Image.Image:
    return Image.blend(image, _tinted(_noise(seed, 0.9), (0, 0, 0), (255, 255, 255)), share)


def _street(random: Random, seed: int) -> Image.Image:
    """Houses under a sky that gets darker upwards, with lit windows."""
    sky = random.randrange(110, 230)
    image = _tinted(np.linspace(0.4, 1, SIZE[1])[:, None].repeat(SIZE[0], 1), (20, 40, 80), (sky, sky, 240))
    draw, left = ImageDraw.Draw(image), -20
    while left < SIZE[0]:
        wide, top = random.randrange(70, 240), random.randrange(60, 430)
        shade = random.randrange(25, 170)
        draw.rectangle((left, top, left + wide, SIZE[1]), fill=(shade, shade - 8, max(0, shade - 20)))
        for x in range(left + 12, left + wide - 16, 30):
            for y in range(top + 16, SIZE[1] - 70, 38):
                if random.random() < 0.6:
                    draw.rectangle((x, y, x + 13, y + 20), fill=(250, 225, random.randrange(90, 200)))
        left += wide
    return _textured(image, seed, 0.08)


def _still(random: Random, seed: int) -> Image.Image:
    """Things on a table."""
    image = _tinted(_noise(seed, 1.6), (70, 50, 40), (190, 165, 140))
    draw = ImageDraw.Draw(image)
    for _ in range(random.randrange(4, 11)):
        x, y, wide, high = (random.randrange(*pair) for pair in ((0, 900), (0, 600), (60, 330), (60, 300)))
        colour = tuple(random.randrange(20, 245) for _ in range(3))
        form = draw.ellipse if random.random() < 0.6 else draw.rectangle
        form((x, y, x + wide, y + high), fill=colour)
    return _textured(image.filter(ImageFilter.GaussianBlur(1.2)), seed + 1, 0.1)


def _portrait(random: Random, seed: int) -> Image.Image:
    """A face before something out of focus."""
    image = _tinted(_noise(seed, 1.8), (30, 40, 50), (170, 180, 170)).filter(ImageFilter.GaussianBlur(14))
    draw = ImageDraw.Draw(image)
    x, y, size = random.randrange(250, 700), random.randrange(190, 330), random.randrange(90, 190)
    skin = random.choice(((226, 178, 150), (150, 104, 80), (92, 62, 48), (240, 205, 185)))
    cloth = tuple(random.randrange(20, 235) for _ in range(3))
    draw.ellipse((x - size * 1.8, y + size, x + size * 1.8, y + size * 5), fill=cloth)
    draw.ellipse((x - size * 0.95, y - size * 1.4, x + size * 0.95, y + size * 0.5), fill=(50, 34, 26))
    draw.ellipse((x - size * 0.75, y - size, x + size * 0.75, y + size * 1.1), fill=skin)
    for side in (-0.3, 0.3):
        draw.ellipse((x + side * size - 12, y - 14, x + side * size + 12, y + 6), fill=(28, 24, 24))
    return _textured(image.filter(ImageFilter.GaussianBlur(2)), seed + 1, 0.06)


def _leaves(random: Random, seed: int) -> Image.Image:
    image = _tinted(_noise(seed, 1.3), (10, 40, 10), (120, 160, 70))
    draw = ImageDraw.Draw(image)
    for _ in range(random.randrange(120, 320)):
        x, y, long, way = random.random() * 960, random.random() * 640, random.uniform(20, 95), random.random() * 6.3
        green = random.randrange(50, 230)
        tip = (x + math.cos(way) * long, y + math.sin(way) * long)
        sides = [(x + math.cos(way + turn) * long * 0.5, y + math.sin(way + turn) * long * 0.5) for turn in (0.5, -0.5)]
        draw.polygon([(x, y), sides[0], tip, sides[1]], fill=(green // 2, green, green // 4))
    return image


def _page(random: Random, seed: int) -> Image.Image:
    """A photographed page: light from one side, paragraphs of unequal length, perhaps a figure."""
    shade = 0.75 + 0.25 * _noise(seed, 2.2)
    image = _tinted(shade, (60, 58, 50), (250, 248, 238))
    draw, y = ImageDraw.Draw(image), random.randrange(30, 90)
    while y < 600:
        if random.random() < 0.12:
            high = random.randrange(80, 200)
            draw.rectangle((80, y, 80 + random.randrange(200, 800), y + high), fill=(random.randrange(60, 190),) * 3)
            y += high + 20
        for _ in range(random.randrange(2, 7)):
            draw.line((80, y, 80 + random.randrange(180, 800), y), fill=(40, 40, 44), width=7)
            y += 19
        y += random.randrange(14, 50)
    return image.filter(ImageFilter.GaussianBlur(0.8))


def _smaller(image: Image.Image, _: Random) -> Image.Image:
    return image.resize((image.width // 3, image.height // 3), Image.Resampling.LANCZOS)


def _worse(image: Image.Image, _: Random) -> Image.Image:
    out = BytesIO()
    image.save(out, "JPEG", quality=30)
    return Image.open(BytesIO(out.getvalue())).convert("RGB")


def _greyed(image: Image.Image, _: Random) -> Image.Image:
    return image.convert("L").convert("RGB")


def _rotated(image: Image.Image, random: Random) -> Image.Image:
    return image.transpose(
        random.choice((Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270))
    )


def _cropped(share: float) -> Transform:
    def crop(image: Image.Image, random: Random) -> Image.Image:
        """So much less of each side, from somewhere."""
        wide, high = round(image.width * (1 - share)), round(image.height * (1 - share))
        x, y = random.randrange(image.width - wide + 1), random.randrange(image.height - high + 1)
        return image.crop((x, y, x + wide, y + high))

    return crop


def _marked(image: Image.Image, random: Random) -> Image.Image:
    """With a studio's name across a part of it."""
    over = Image.new("RGBA", image.size)
    draw = ImageDraw.Draw(over)
    at = (random.uniform(0.05, 0.45) * image.width, random.uniform(0.1, 0.8) * image.height)
    draw.text(at, "© Studio Nord", fill=(255, 255, 255, 170), font_size=image.width // 13)
    return Image.alpha_composite(image.convert("RGBA"), over).convert("RGB")


def _edited(image: Image.Image, random: Random) -> Image.Image:
    """Another light, stronger colours."""
    image = ImageEnhance.Brightness(image).enhance(random.choice((0.75, 1.3)))
    return ImageEnhance.Color(ImageEnhance.Contrast(image).enhance(1.25)).enhance(1.4)


def _next_of_burst(image: Image.Image, random: Random) -> Image.Image:
    """A moment later: the hand has moved, and so has something in the picture."""
    shift = (random.uniform(-0.03, 0.03) * image.width, random.uniform(-0.03, 0.03) * image.height)
    turn = math.radians(random.uniform(-1, 1))
    cos, sin = math.cos(turn) * 0.97, math.sin(turn) * 0.97
    way = (cos, -sin, shift[0] + 0.015 * image.width, sin, cos, shift[1] + 0.015 * image.height)
    moved = image.transform(image.size, Image.Transform.AFFINE, way, Image.Resampling.BICUBIC, fillcolor=(90, 90, 90))
    size = image.width // 8
    x, y = random.randrange(image.width - 2 * size), random.randrange(image.height - 2 * size)
    piece = moved.crop((x, y, x + size, y + size))
    moved.paste(piece, (x + size // 3, y + size // 5))
    grain = Image.effect_noise(image.size, 14).convert("RGB")
    return ImageEnhance.Brightness(Image.blend(moved, grain, 0.04)).enhance(random.uniform(0.94, 1.06))


SAME: dict[str, Transform] = {
    "resized": _smaller,
    "recompressed q=30": _worse,
    "greyed": _greyed,
    "cropped 5 %": _cropped(0.05),
    "rotated": _rotated,
    "watermarked": _marked,
}
SIMILAR: dict[str, Transform] = {"burst": _next_of_burst, "cropped 15 %": _cropped(0.15), "edited": _edited}
TRANSFORMS = SAME | SIMILAR
