"""A home, a library and a catalog in a temporary folder, as `holdfast init` and `source add` make them."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from holdfast.catalog import jobs
from holdfast.catalog.jobs import Job, Kind, Parameters
from holdfast.clock import Clock, SystemClock, milliseconds
from holdfast.config import Home
from holdfast.daemon.look import HomeLook
from holdfast.daemon.runner import Runner
from holdfast.engine import setup
from holdfast.engine.report import Status, report
from holdfast.standins.cloudinary import StandIn


class Workplace:
    """Everything real but the cloud. Use it in a `with`."""

    def __init__(
        self, folder: Path, cloud: StandIn | None = None, name: str = "travel", *,
        home: Path | None = None, library: Path | None = None, clock: Clock | None = None,
    ) -> None:  # fmt: skip
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.cloud = cloud
        self.clock = clock or SystemClock()
        self.home = Home(home or folder / "home")
        self.key_file = folder / "key"
        self.library = library or folder / "library"
        self.stop = threading.Event()
        setup.init(self.home, self.library, self.key_file, self.clock)
        self.opened = setup.open_home(self.home, None, self.clock)
        self.catalog = self.opened.catalog
        if cloud is not None:
            setup.add_cloudinary(self.opened, name, cloud.url)

    def run(self, kind: Kind, parameters: Parameters | None = None) -> Job:
        """Ask for a job and work it off."""
        return self.runner().work_off(self.ask(kind, parameters).id)

    def ask(self, kind: Kind, parameters: Parameters | None = None) -> Job:
        """Ask for a job as a person does."""
        now = milliseconds(self.clock)
        return self.catalog.write(jobs.enqueue, kind, parameters or Parameters(), origin="person", at=now)

    def runner(self) -> Runner:
        return Runner(self.opened, self.stop)

    def backup(self) -> Job:
        return self.run("backup")

    @property
    def status(self) -> Status:
        return report(self.catalog, HomeLook(self.opened), self.clock)

    def state(self) -> str:
        """The one word, asked anew."""
        return self.status.state

    def files(self) -> dict[str, bytes]:
        """Every original that lies in the library, by path."""
        return {
            path.relative_to(self.library).as_posix(): path.read_bytes()
            for path in self.library.rglob("*")
            if path.is_file() and ".holdfast" not in path.parts and path.name != "manifest-sha256.txt"
        }

    def reopen(self) -> None:
        """As after a restart of the program."""
        self.opened = setup.open_home(self.home, None, self.clock)
        self.catalog = self.opened.catalog
        self.stop = threading.Event()

    def close(self) -> None:
        self.opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
