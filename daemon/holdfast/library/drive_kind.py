"""What kind of file system a folder lies on, as far as the system says, and what that means for a library."""

import os
import sys
from pathlib import Path

NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "davfs", "ceph", "afs")
HINTS = {
    "vfat": "FAT holds no file larger than 4 GB and keeps times to two seconds: a film may not fit. exFAT has room.",
    "msdos": "FAT holds no file larger than 4 GB and keeps times to two seconds: a film may not fit. exFAT has room.",
    "exfat": "exFAT keeps no journal: unmount the drive before you unplug it.",
    "tmpfs": "This is memory, not a drive: all of it is gone when the computer is switched off.",
    "overlay": "This is the inside of a container: the library goes with it unless its folder is a volume.",
}
OVER_THE_NETWORK = (
    "Over a network each photo is flushed by itself, which is slower, and the server decides when it is on its drive."
)


def kind_of(folder: Path) -> str | None:
    """The name of the file system, as Linux names it; None where the system does not say."""
    if sys.platform != "linux":
        return None
    device = os.stat(folder).st_dev
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines():
        mount, _, rest = line.partition(" - ")
        if mount.split()[2] == wanted:
            return rest.split()[0]
    return None


def hint(kind: str) -> str | None:
    """What a person should know of a library on such a file system; None: nothing."""
    return OVER_THE_NETWORK if kind in NETWORK else HINTS.get(kind)
