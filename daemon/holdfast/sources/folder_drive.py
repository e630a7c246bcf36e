"""Which drive a folder lies on, told so that the same drive is known again and another one is noticed."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_BY_UUID = Path("/dev/disk/by-uuid")
_MOUNTS = Path("/proc/self/mountinfo")
_STEADY = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "tmpfs", "overlay", "apfs", "hfs"})
"""File systems that give a file the same inode number for as long as it lives. Those of cards, sticks and shares make
the numbers up anew whenever they are connected."""


@dataclass(frozen=True, slots=True)
class Drive:
    """What is known of the drive under a folder."""

    volume: str
    """The file system's own mark, the same on every computer; empty: it is not to be found out here."""
    root: str
    """The inode number of the folder where that is steady; empty: it is not."""

    @property
    def settings(self) -> dict[str, str]:
        """As a source keeps it."""
        return {name: value for name, value in (("volume", self.volume), ("root", self.root)) if value}

    def is_other_than(self, kept: Mapping[str, str]) -> bool:
        """Whether this is not what was kept, as far as anything was. In doubt it is another one: to wait for a person
        costs nothing, to take the wrong drive for the right one makes photos look gone."""
        volume, root = kept.get("volume", ""), kept.get("root", "")
        if volume and self.volume:
            return volume != self.volume or (bool(root and self.root) and root != self.root)
        return bool(volume or root) and (root != self.root or not root)


def drive_of(seen: os.stat_result) -> Drive:
    """The drive under the folder that `seen` was said of."""
    volume = _volume(seen.st_dev)
    return Drive(volume, f"{seen.st_ino}" if has_steady_inodes(seen.st_dev) else "")


def on_drive(place: Mapping[str, str]) -> dict[str, str]:
    """The settings that say on which drive a folder lies now; none, where it is not there."""
    try:
        return drive_of(Path(place["path"]).stat()).settings
    except OSError:
        return {}


def has_steady_inodes(device: int) -> bool:
    """Whether an inode number tells files apart on this device, also tomorrow."""
    if not sys.platform.startswith("linux"):
        return False
    return _kind(device) in _STEADY


def _kind(device: int) -> str:
    wanted = f"{os.major(device)}:{os.minor(device)}"
    try:
        lines = _MOUNTS.read_bytes().splitlines()
    except OSError:
        return ""
    for line in lines:
        before, _, after = line.decode("utf-8", "replace").partition(" - ")
        if before.split(" ")[2:3] == [wanted]:
            return after.split(" ")[0]
    return ""


def _volume(device: int) -> str:
    try:
        for entry in sorted(_BY_UUID.iterdir()):
            if entry.stat().st_rdev == device:
                return entry.name
    except OSError:
        return ""
    return ""
