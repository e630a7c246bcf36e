"""The bar for a person who looks on. Loaded for a terminal only: its drawing takes a while to load."""

import sys

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, Progress
from rich.text import Text

from holdfast.catalog.jobs import Job
from holdfast.cli import terminal
from holdfast.cli.progress import SHOWN, Story
from holdfast.clock import Clock

PER_SECOND = 4
BAR = 48


class Bar:
    """A bar, below it what it counts, and below that the photo that came last."""

    def __init__(self, clock: Clock) -> None:
        self._story = Story(clock)
        self._progress = Progress(BarColumn(bar_width=BAR))
        self._progress.add_task("", total=None)
        self._sentence = Text("Starting…", overflow="ellipsis", no_wrap=True)
        self._current = Text("", style="dim", overflow="ellipsis", no_wrap=True)
        self._live = Live(
            Group(self._progress, self._sentence, self._current),
            console=Console(file=sys.stdout),
            refresh_per_second=PER_SECOND,
            transient=True,
        )
        self._open = True
        self._live.start()

    def see(self, job: Job) -> None:
        """See `Display.see`."""
        if job.state not in SHOWN:  # the last word is the command's
            return
        self._sentence.plain = terminal.shown(self._story.sentence(job))
        fraction = self._story.fraction(job)
        bar = self._progress.tasks[0]
        bar.completed, bar.total = fraction or 0.0, None if fraction is None else 1.0
        if job.progress.current is not None:
            self._current.plain = terminal.shown(job.progress.current)
        if job.state != "running" or fraction is None:
            self._current.plain = ""

    def tick(self) -> None:
        """See `Display.tick`. It moves by itself."""

    def close(self) -> None:
        """See `Display.close`."""
        if self._open:
            self._open = False
            self._live.stop()
