"""The files that are measured with: made from a seed, the same every time, kept for the run only."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

INDEX = ".index.json"
PIECE = 4 * 1024 * 1024
_START = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")


@dataclass(frozen=True, slots=True)
class File:
    """One file of a corpus, as a cloud lists it."""

    key: str
    bytes: int
    md5: str


def make(folder: Path, files: int, mean: int, *, spread: bool = True, seed: int = 1) -> Path:
    """`files` files of random bytes behind the start of a JPEG, in folders of 100, `mean` bytes on average (`spread`:
    from a tenth of that to about four times)."""
    rng = Random(seed)
    folder.mkdir(parents=True)
    made = [_write(folder, _key(number), _size(rng, mean) if spread else mean, rng) for number in range(files)]
    (folder / INDEX).write_text(json.dumps([asdict(each) for each in sorted(made, key=lambda each: each.key)]))
    return folder


def index(folder: Path) -> list[File]:
    """The files of a corpus, by key."""
    return [File(**each) for each in json.loads((folder / INDEX).read_text())]


def total(folder: Path) -> int:
    """All bytes of a corpus."""
    return sum(each.bytes for each in index(folder))


def _key(number: int) -> str:
    return f"{2015 + number // 1000 % 10}/album-{number // 100:04}/IMG_{number:06}.jpg"


def _size(rng: Random, mean: int) -> int:
    return max(mean // 10, min(mean * 5, int(rng.lognormvariate(0, 0.6) * mean * 0.835)))


def _write(folder: Path, key: str, size: int, rng: Random) -> File:
    place = folder / key
    place.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.md5(usedforsecurity=False)
    left, piece = size, _START[:size]
    with place.open("wb") as file:
        while left > 0:
            file.write(piece)
            digest.update(piece)
            left -= len(piece)
            piece = rng.randbytes(min(left, PIECE))
    return File(key, size, digest.hexdigest())
