"""What happens in a simulated world, as the dice fall: to the cloud, to the process, to the drive."""

import os
from pathlib import Path
from random import Random

from simulated_world import SimulatedCloud, Trouble, TroubleKind

from holdfast import errors
from holdfast.catalog.jobs import Kind
from holdfast.sources.memory import Step

KINDS: tuple[Kind, ...] = ("backup", "backup", "backup", "full_scan", "retry", "verify")
TROUBLES: tuple[TroubleKind, ...] = (
    "kill", "kill", "power", "power", "power", "stop", "full", "sync", "read-only", "away",
)  # fmt: skip
STEPS: tuple[Step, ...] = ("list", "open", "read")


def some_kind(dice: Random) -> Kind:
    """What Holdfast is asked for."""
    return dice.choice(KINDS)


def some_trouble(dice: Random) -> Trouble | None:
    """What befalls the process that does it, and when: early mistakes are as likely as late ones."""
    if dice.random() < 0.15:
        return None
    return Trouble(dice.choice(TROUBLES), int(1.5 ** dice.uniform(1, 15)), dice.randint(1, 40))


def cloud_changes(cloud: SimulatedCloud, dice: Random) -> None:
    """Photos come, go, and become others while nobody looks."""
    for _ in range(dice.randint(0, 4)):
        keys = list(cloud.keys())
        change, key = dice.choice(("add", "add", "replace", "delete", "rename", "twin")), dice.choice(keys or [""])
        if change == "add" or not keys:
            cloud.add(f"new{dice.getrandbits(20)}", dice.randbytes(900))
        elif change == "replace":
            cloud.replace(key, dice.randbytes(800))
        elif change == "delete":
            cloud.delete(key)
        elif change == "rename":
            cloud.change(key, name=f"renamed {dice.randrange(3)}.jpg")
        else:
            cloud.add(f"twin{dice.getrandbits(20)}", cloud.content(key))


def cloud_fails(cloud: SimulatedCloud, dice: Random, now: float) -> None:
    """Some of the next answers will be none."""
    kinds = (
        errors.NetReset("reset"), errors.ServerError("500"), errors.Offline("off"),
        errors.RateLimited("slowly", until=now + dice.randint(1, 500)),
    )  # fmt: skip
    for _ in range(dice.choice((0, 0, 1, 3))):
        cloud.plan(dice.choice(kinds), dice.choice(STEPS), times=dice.randint(1, 4), skip=dice.randint(0, 9))


def turn_a_byte(file: Path, dice: Random) -> None:
    """Rot: nothing but a byte changes, the time stays."""
    content, times = bytearray(file.read_bytes()), file.stat()
    content[dice.randrange(len(content))] ^= 1
    file.write_bytes(content)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
