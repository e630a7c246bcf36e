"""A drive in two views: what programs see at once, and what a power cut would leave. Real files in memory carry the
first; the second is kept beside it and grows by syncs alone.

The rules are meaner than those of any one file system: a file that was not synced has its old bytes, its new ones or a
torn mixture of them; a name that was not synced is there or not, each on its own; only a rename is done whole or not at
all. So a program that is right here leans on nothing but what it asked for.
"""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from random import Random

Names = dict[str, int]
"""What a folder holds: the file or folder of each name, by its number."""


class Disk:
    """The drive below `top`, which stays the same folder through all cuts."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._bytes: dict[int, bytes] = {}
        self._names: dict[int, Names] = {}
        self._times: dict[int, int] = {}
        self.sync_all()

    # What a program asks for

    def sync_all(self) -> None:
        """All that is there now outlives a cut."""
        for folder in self._folders(self.top):
            self._sync_names(folder)
            for entry in os.scandir(folder):
                if entry.is_file(follow_symlinks=False):
                    self._sync_bytes(Path(entry.path))

    def sync(self, descriptor: int) -> None:
        """What `fsync` promises: of a file its bytes, of a folder its names."""
        there = Path(f"/proc/self/fd/{descriptor}").readlink()
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            self._sync_names(there)
        else:
            self._sync_bytes(there)

    def _sync_bytes(self, file: Path) -> None:
        self._bytes[file.stat().st_ino] = file.read_bytes()

    def _sync_names(self, folder: Path) -> None:
        self._names[folder.stat().st_ino] = _listed(folder)

    # What a cut would leave

    def durable(self, path: str) -> bytes | None:
        """The bytes that are certain to be at this path after a cut; None: none are."""
        number: int | None = self.top.stat().st_ino
        for name in path.split("/"):
            number = self._names.get(number or 0, {}).get(name)
        return None if number is None else self._bytes.get(number)

    def cut(self, dice: Random) -> None:
        """The power goes: what was not synced is gone, or here, or torn, as the dice fall."""
        files = {path.stat().st_ino: path.read_bytes() for path in self.top.rglob("*") if path.is_file()}
        self._times = {path.stat().st_ino: path.stat().st_mtime_ns for path in self.top.rglob("*")}
        left = self._left(dice)
        for path in list(self.top.iterdir()):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self._lay_out(self.top, left[self.top_number], left, files, dice)
        self._bytes.clear()
        self._names.clear()
        self.sync_all()

    @property
    def top_number(self) -> int:
        return self.top.stat().st_ino

    def _left(self, dice: Random) -> dict[int, Names]:
        """The names that each folder has after the cut. All changes that concern one file are kept, or none."""
        chosen: dict[int, bool] = {}
        left: dict[int, Names] = {}
        for folder in sorted(self._folders(self.top)):
            number, now = folder.stat().st_ino, _listed(folder)
            before = self._names.get(number, {})
            left[number] = dict(before)
            for name in sorted(before.keys() | now.keys()):
                old, new = before.get(name), now.get(name)
                if old == new:
                    continue
                about = new if new is not None else old or 0
                if chosen.setdefault(about, dice.random() < 0.5):
                    left[number].pop(name, None)
                    if new is not None:
                        left[number][name] = new
        return left

    def _lay_out(
        self, where: Path, names: Names, left: dict[int, Names], files: dict[int, bytes], dice: Random
    ) -> None:
        for name, number in sorted(names.items()):
            path = where / name
            if number in left or (number in self._names and number not in files):
                path.mkdir()
                self._lay_out(path, left.get(number, {}), left, files, dice)
            elif number in files or number in self._bytes:
                path.write_bytes(self._torn(number, files, dice))
                if number in self._times:
                    os.utime(path, ns=(self._times[number],) * 2)

    def _torn(self, number: int, files: dict[int, bytes], dice: Random) -> bytes:
        """The bytes of one file after the cut."""
        synced = self._bytes.get(number, b"")
        now = files.get(number, synced)
        if now == synced:
            return now
        way = dice.randrange(4)
        if way < 2:
            return (synced, now)[way]
        same = next(
            (n for n, (a, b) in enumerate(zip(synced, now, strict=False)) if a != b), min(len(synced), len(now))
        )
        cut = dice.randint(same, max(same, len(now)))
        return now[:cut] if way == 2 else now[:cut].ljust(len(now), b"\0")

    def _folders(self, top: Path) -> Iterator[Path]:
        yield top
        for entry in os.scandir(top):
            if entry.is_dir(follow_symlinks=False):
                yield from self._folders(Path(entry.path))


def _listed(folder: Path) -> Names:
    return {entry.name: entry.inode() for entry in os.scandir(folder)}
