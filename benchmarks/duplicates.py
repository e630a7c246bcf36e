"""How well duplicates are found beside PyPI `imagehash`, and how the cost grows with the number of pictures.

    pip install --target DIR imagehash            # brings scipy and PyWavelets; not a dependency of Holdfast
    PYTHONPATH=daemon:benchmarks:DIR python benchmarks/duplicates.py [SCENES]

Every scene becomes ten files: itself and nine that were made of it. A pair is right when both are of one scene. Both
programs see the same files; for `imagehash` the best of its hashes at its best threshold is taken, by the F1 of these
very pairs, which flatters it.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import Pool

import numpy as np
from photographs import SAME, TRANSFORMS, scene
from PIL import Image

from holdfast.domain import likeness
from holdfast.domain.duplicates import Look, Match, Pair, Worth, classed, grouped
from holdfast.domain.likeness import Print
from holdfast.domain.likeness_measure import laid_over
from holdfast.domain.likeness_search import Drawers, Prints, dhashes, phashes

HASHES = ("phash", "dhash", "average_hash", "whash")
FIRST = 5000
"""Scenes from here on were not looked at while the rules were made."""

AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class File:
    scene: int
    made: str
    print: Print
    size: tuple[int, int]
    hashes: dict[str, np.ndarray]


def files_of(number: int) -> list[File]:
    """A scene and what becomes of it."""
    image = scene(number)
    made = {"itself": image} | {name: change(image, random.Random(number)) for name, change in TRANSFORMS.items()}
    return [File(number, name, printed(one), one.size, hashes_of(one)) for name, one in made.items()]


def printed(image: Image.Image) -> Print:
    """As the thumbnails' worker makes it."""
    small = image.convert("RGB")
    small.thumbnail((256, 256), reducing_gap=1.0)
    red, green, blue = small.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return likeness.of(small.convert("L").resize((32, 32), Image.Resampling.BOX).tobytes(), (red, green, blue))


def hashes_of(image: Image.Image) -> dict[str, np.ndarray]:
    imagehash = import_module("imagehash")
    return {name: getattr(imagehash, name)(image).hash.ravel() for name in HASHES}


def columns(prints: list[Print]) -> Prints:
    """Many prints as the search wants them."""
    numbers = np.arange(len(prints), dtype=np.int64)
    hashes = (
        np.array([getattr(one, of) for one in prints], dtype=np.int64).view(np.uint64) for of in ("dhash", "phash")
    )
    dhash, phash = hashes
    return Prints(numbers, dhash, phash, np.frombuffer(b"".join(one.tone for one in prints), np.uint8).reshape(-1, 256))


def found_by_holdfast(prints: Prints, looks: list[Look]) -> dict[tuple[int, int], Pair]:
    """All pairs, as the engine finds them."""
    drawers, pairs = Drawers(prints), dict[tuple[int, int], Pair]()
    for at in range(0, len(prints.ids), AT_ONCE):
        near = drawers.near(prints.ids[at : at + AT_ONCE])
        whole, detail, moved = laid_over(prints.tone, near)
        for row, (one, other, turn) in enumerate(zip(near.first, near.second, near.turn, strict=True)):
            match = Match(float(whole[row]), float(detail[row]), float(moved[row]), int(turn))
            kind = classed(match, looks[one], looks[other])
            if kind is not None:
                key = (min(int(one), int(other)), max(int(one), int(other)))
                pair = Pair(*key, kind, round((1 - match.detail) * 1000))
                before = pairs.get(key, pair)
                pairs[key] = min(pair, before, key=lambda each: (each.kind != "same", each.distance))
    return pairs


def told(name: str, files: list[File], found: set[tuple[int, int]]) -> float:
    """One line of the table; the F1."""
    right = sum(files[a].scene == files[b].scene for a, b in found)
    each = len(TRANSFORMS) + 1
    true = len(files) // each * (each * (each - 1) // 2)
    precision, recall = right / max(1, len(found)), right / true
    share = [
        np.mean([(at, at + 1 + number) in found for at in range(0, len(files), each)]) for number in range(each - 1)
    ]
    print(f"{name:24} {precision:9.3f} {recall:7.3f}  " + " ".join(f"{one:17.3f}" for one in share), flush=True)
    return 2 * precision * recall / max(1e-9, precision + recall)


def best_of_imagehash(files: list[File]) -> None:
    """The best threshold of each of its hashes."""
    upper = np.triu_indices(len(files), 1)
    scenes = np.array([one.scene for one in files])
    right = scenes[upper[0]] == scenes[upper[1]]
    for name in HASHES:
        bits = np.array([one.hashes[name] for one in files]).astype(np.float32) * 2 - 1
        apart = ((bits.shape[1] - bits @ bits.T) / 2).round()[upper]
        best = max(range(25), key=lambda most: f1(right, apart <= most))
        chosen = apart <= best
        pairs = set(zip(upper[0][chosen].tolist(), upper[1][chosen].tolist(), strict=True))
        told(f"imagehash {name} <= {best}", files, pairs)


def f1(right: np.ndarray, said: np.ndarray) -> float:
    both = float((right & said).sum())
    return 2 * both / max(1.0, float(right.sum() + said.sum()))


def compare(scenes: int) -> None:
    """Holdfast and imagehash on the same files."""
    with Pool(2) as pool:
        files = [one for of in pool.map(files_of, range(FIRST, FIRST + scenes), chunksize=4) for one in of]
    print(
        f"{scenes} scenes, {len(files)} files\n{'':24} precision  recall  " + " ".join(f"{n:>17}" for n in TRANSFORMS)
    )
    looks = [Look(*one.size, (one.print.colour[0], one.print.colour[1], one.print.colour[2])) for one in files]
    pairs = found_by_holdfast(columns([one.print for one in files]), looks)
    told("Holdfast", files, set(pairs))
    best_of_imagehash(files)
    for name in TRANSFORMS:
        of = [pair for (a, b), pair in pairs.items() if {files[a].made, files[b].made} == {"itself", name}
              and files[a].scene == files[b].scene]  # fmt: skip
        wanted = "same" if name in SAME else "similar"
        print(f"  {name}: {sum(pair.kind == wanted for pair in of)} of {len(of)} found are called {wanted}")


def made_up(count: int) -> Prints:
    """Prints of pictures that nobody took, light spread as nature spreads it; every tenth a copy of another one."""
    chance = np.random.default_rng(7)
    waves = np.hypot(*np.meshgrid(np.fft.fftfreq(16) * 16, np.fft.fftfreq(16) * 16))
    waves[0, 0] = 1
    parts = []
    for at in range(0, count, 10_000):
        field = np.fft.ifft2(np.fft.fft2(chance.normal(size=(min(10_000, count - at), 16, 16))) / waves**1.2).real
        parts.append(field / field.std(axis=(1, 2), keepdims=True) * 45 + 128)
    tones = np.concatenate(parts)
    copies = np.arange(9, count, 10)
    tones[copies] = tones[copies - chance.integers(1, 9, len(copies))] + chance.normal(size=(len(copies), 16, 16)) * 4
    grey = tones.clip(0, 255).astype(np.uint8)
    plain = grey.astype(float)
    return Prints(np.arange(count, dtype=np.int64), dhashes(plain), phashes(plain), grey.reshape(count, 256))


def grow(counts: tuple[int, ...]) -> None:
    """Search, measure and group, all in memory."""
    spent = []
    for count in counts:
        prints, look = made_up(count), Look(4000, 3000, (120, 120, 120))
        begun = time.process_time()
        pairs = found_by_holdfast(prints, [look] * count)
        groups = grouped(pairs.values(), {number: Worth(number) for number in range(count)})
        spent.append(time.process_time() - begun)
        copies = sum(len(group.others) for group in groups)
        print(
            f"{count:,} prints: {spent[-1]:.1f} s of processor time,"
            f" {len(groups):,} groups, {copies:,} of {count // 10:,} copies"
        )
    print(f"ten times as many cost {spent[-1] / spent[0]:.1f} times as much")


STEPS: dict[str, Callable[[], None]] = {"grow": lambda: grow((10_000, 100_000))}

if __name__ == "__main__":
    asked = sys.argv[1:] or ["210", "grow"]
    for step in asked:
        STEPS[step]() if step in STEPS else compare(int(step))
