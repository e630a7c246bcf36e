"""Whether this computer runs on battery, and whether its connection costs by what comes over it.

What cannot be found out counts as no: a backup that never comes is worse than one that comes at a bad moment. Asked on
Linux alone; elsewhere both are no.
"""

import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

SUPPLIES = Path("/sys/class/power_supply")
COSTS = (1, 3)
"""NM_METERED_YES and NM_METERED_GUESS_YES of NetworkManager."""
PATIENCE = 2.0
MANAGER = "org.freedesktop.NetworkManager"


class Surroundings(Protocol):
    """What the daemon minds before it begins by itself."""

    def on_battery(self) -> bool: ...

    def is_metered(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Here:
    """This computer."""

    supplies: Path = field(default=SUPPLIES)

    def on_battery(self) -> bool:
        """A battery of the computer itself gives power, and nothing else does."""
        kinds = [(_read(supply, "type"), supply) for supply in _entries(self.supplies)]
        plugged = any(_read(supply, "online") == "1" for kind, supply in kinds if kind not in ("Battery", ""))
        own = [supply for kind, supply in kinds if kind == "Battery" and _read(supply, "scope") != "Device"]
        return not plugged and any(_read(supply, "status") == "Discharging" for supply in own)

    def is_metered(self) -> bool:
        """NetworkManager says, or guesses, that what comes is paid for."""
        return sys.platform == "linux" and _metered() in COSTS


def _entries(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


def _read(supply: Path, name: str) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return (supply / name).read_text("ascii").strip()
    return ""


def _metered() -> int:
    try:
        from jeepney import DBusAddress, Properties
        from jeepney.io.blocking import open_dbus_connection
    except ImportError:
        return 0
    asked = Properties(DBusAddress("/org/freedesktop/NetworkManager", MANAGER, MANAGER)).get("Metered")
    with suppress(Exception):  # no bus, no NetworkManager, no answer: unknown
        with open_dbus_connection("SYSTEM") as connection:
            kind, value = connection.send_and_get_reply(asked, timeout=PATIENCE).body[0]
            return int(value) if kind == "u" else 0
    return 0
