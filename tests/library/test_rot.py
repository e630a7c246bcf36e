"""Verification reads the medium, not what memory remembers of it. Needs root and a loop device."""

import os
import subprocess
from pathlib import Path

import pytest

from holdfast.library import originals, root
from holdfast.library.reread import Rereader
from holdfast.library.writer import Batch, Incoming


def has_loop_device() -> bool:
    return os.geteuid() == 0 and Path("/dev/loop-control").exists()


@pytest.mark.skipif(not has_loop_device(), reason="only root can mount a drive to flip a bit on")
@pytest.mark.parametrize("ahead", [0, 1])
def test_a_bit_that_flips_on_the_medium_is_found_though_memory_has_it_right(tmp_path: Path, ahead: int) -> None:
    image, place = tmp_path / "drive.img", tmp_path / "drive"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(16 * 1024 * 1024)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    subprocess.run(["mount", "-o", "loop", image, place], check=True)
    try:
        needle = os.urandom(64)
        with root.make(place / "library", "library", "catalog") as library, Incoming(library) as incoming:
            batch = Batch(library)
            with incoming.new() as part:
                part.write(needle + b"x" * 1_000_000)
                stored = part.finish()
            batch.add(part, "travel/a.jpg")
            batch.commit()
            assert originals.hash_original(library, "travel/a.jpg") == stored
            remembered = (library.path / "travel/a.jpg").read_bytes()
            flip_first_bit(image, needle)
            assert (library.path / "travel/a.jpg").read_bytes() == remembered
            with Rereader(library) as reader:
                reader.fetch_ahead(["travel/a.jpg"] * ahead)
                assert reader.read("travel/a.jpg").sha256 != stored.sha256
            assert originals.hash_original(library, "travel/a.jpg") != stored
    finally:
        subprocess.run(["umount", place], check=True)


def flip_first_bit(image: Path, needle: bytes) -> None:
    at = image.read_bytes().index(needle)
    with image.open("r+b") as file:
        file.seek(at)
        file.write(bytes([needle[0] ^ 1]))
