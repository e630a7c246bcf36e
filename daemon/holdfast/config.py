"""Where Holdfast keeps things, and its settings with their meaning.

`settings.toml` only says where the library and the key are; every other setting lives in the
catalog's `config` table, because it must change without a restart.
"""

import json
import os
import stat
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from holdfast.errors import SettingsBad


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of everything that Holdfast keeps for itself (never photos)."""

    path: Path

    @property
    def settings_file(self) -> Path:
        return self.path / "settings.toml"

    @property
    def catalog_file(self) -> Path:
        return self.path / "catalog.db"

    @property
    def key_file(self) -> Path:
        """Holds the key on a computer without a keyring."""
        return self.path / "catalog.key"

    @property
    def key_check_file(self) -> Path:
        return self.path / "catalog.keycheck"

    @property
    def moment_file(self) -> Path:
        """How far the catalog had come when that was last said."""
        return self.path / "catalog.moment"

    @property
    def copies_dir(self) -> Path:
        """Copies of the catalog, each with its time in its name; encrypted with the same key."""
        return self.path / "copies"

    @property
    def worker_lock(self) -> Path:
        return self.path / "worker.lock"

    @property
    def worker_card(self) -> Path:
        """Who holds the worker lock: pid, host, role, start."""
        return self.path / "worker.json"

    @property
    def run_dir(self) -> Path:
        return self.path / "run"

    @property
    def thumbnails_dir(self) -> Path:
        """Small pictures; whatever is in it can be made again."""
        return self.path / "thumbnails"

    @property
    def receipts_dir(self) -> Path:
        """What was restored, and what not."""
        return self.path / "receipts"

    @property
    def log_file(self) -> Path:
        return self.path / "logs" / "holdfast.log"

    def make(self) -> None:
        """Make the folder, and see that nobody but its owner reads it or what Holdfast keeps in it.

        Also where both are there already, but for the key file: that a key was open to others is for its owner to know.
        A drive that knows no rights is left as it is. Raises OSError.
        """
        kept = (self.run_dir, self.log_file.parent, self.thumbnails_dir, self.copies_dir, self.receipts_dir)
        for folder in (self.path, *kept):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _shut(folder)
        for name in ("catalog.*", "worker.*", "settings.*", "run/*", "logs/*", "copies/*", "receipts/*"):
            for file in self.path.glob(name):
                if not file.name.startswith(self.key_file.name):
                    _shut(file)


def _shut(path: Path) -> None:
    """Take all rights from everybody but the owner."""
    with suppress(FileNotFoundError, PermissionError, NotImplementedError):
        found = path.lstat()
        if not stat.S_ISLNK(found.st_mode) and found.st_mode & 0o077:
            path.chmod(found.st_mode & 0o700)


def home_from_environment() -> Home:
    """`HOLDFAST_HOME`, else the platform's place for a user's data."""
    named = os.environ.get("HOLDFAST_HOME")
    return Home(Path(named).expanduser().absolute() if named else user_data_path("holdfast"))


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """What must be known before the catalog is open."""

    library: Path
    key_file: Path | None
    """None: the key is in the OS keyring."""


def read_bootstrap(home: Home) -> Bootstrap | None:
    """The settings file, or None when Holdfast was not set up here. SettingsBad: somebody spoilt it."""
    try:
        data = tomllib.loads(home.settings_file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise SettingsBad(f"The settings file {home.settings_file} cannot be understood: {error}.") from error
    match data:
        case {"library": str(library)}:
            key_file = data.get("key_file")
            return Bootstrap(Path(library), Path(key_file) if isinstance(key_file, str) else None)
    raise SettingsBad(f"The settings file {home.settings_file} does not say where the library is.")


def write_bootstrap(home: Home, bootstrap: Bootstrap) -> None:
    """Write the settings file whole, or leave the old one. All that was made in the home before is shut, too."""
    home.make()
    lines = [
        "# Where Holdfast finds its library and key. Everything else is set in the window.",
        f"library = {json.dumps(str(bootstrap.library), ensure_ascii=True)}",
    ]
    if bootstrap.key_file is not None:
        lines.append(f"key_file = {json.dumps(str(bootstrap.key_file), ensure_ascii=True)}")
    part = home.settings_file.with_suffix(".part")
    part.write_text("\n".join(lines) + "\n", "utf-8")
    part.chmod(0o600)
    part.replace(home.settings_file)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, what it is until changed, its bounds and its sentence."""

    name: str
    default: int
    low: int
    high: int
    sentence: str


SETTINGS = (
    Setting("downloads_at_once", 8, 1, 32, "How many photos are downloaded at the same time."),
    Setting("check_every_hours", 24, 1, 24 * 30, "How often each source is checked for new photos: the sync interval."),
    Setting("also_on_battery", 0, 0, 1, "Whether backups begin by themselves on battery: 1 yes, 0 no."),
    Setting("also_on_metered", 0, 0, 1, "Whether backups begin by themselves over a metered connection: 1 yes, 0 no."),
    Setting("stale_after_hours", 72, 1, 24 * 90, "A last complete check older than this is no longer called safe."),
    Setting("minimum_bytes_per_second", 1024, 0, 10**9, "A download that is slower than this is stalled."),
    Setting("stalled_after_seconds", 60, 1, 3600, "A stalled download is given up after this time and tried again."),
    Setting("reserve_megabytes", 2048, 0, 10**6, "Space left free on the library's drive; until set, at least 1 %."),
    Setting("full_check_days", 30, 1, 3650, "In so many days every original is read from the drive again and checked."),
    Setting("drill_every_days", 30, 0, 3650, "How often some photos are restored to prove that it works; 0: never."),
    Setting("drill_photos", 20, 1, 1000, "How many photos such a drill takes."),
    Setting("notices", 1, 0, 1, "Whether the desktop shows a notice when a problem needs you: 1 or 0."),
    Setting("thumbnail_max_age_days", 30, 1, 3650, "Larger thumbnails that nobody looked at for so long are removed."),
    Setting("thumbnail_quota_megabytes", 1024, 0, 10**6, "Larger thumbnails may take so much room in Holdfast's home."),
)


@dataclass(frozen=True, slots=True)
class TextSetting:
    """A setting that is written, not counted: its name, what it is until changed, and its sentence."""

    name: str
    default: str
    sentence: str


TEXTS = (
    TextSetting(
        "bandwidth_by_hour", "", "How many bytes per second may come, by hours: `8-18:2M 22-6:500k`."
    ),
)
