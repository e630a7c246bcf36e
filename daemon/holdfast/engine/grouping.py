"""The job `grouping`: which files are one picture, which photos were taken together, which resemble each other, and by
which words each is found.

It needs no library: all it goes by is in the catalog. It looks again only after something changed, gives way to every
job that somebody waits for, and what it found so far stays.
"""

from collections.abc import Iterator

from holdfast.catalog import stacks, suggestions
from holdfast.catalog.jobs import Job, Progress
from holdfast.catalog.suggestions import Suggestion
from holdfast.clock import milliseconds
from holdfast.domain import shoots
from holdfast.domain.shoots import Shot
from holdfast.domain.stacks import Stack
from holdfast.domain.stacks import stacks as stacks_among
from holdfast.engine import figures, likeness, searching
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble

PAGE = 2_000
"""Photos that are read at once."""

OFFERED = 400
"""Photos of suggestions that are written in one transaction; a larger shoot is one by itself."""


SOME = 4
"""Batches of words between two looks for a job that somebody waits for."""


def grouping(opened: Opened, job: Job, control: Control) -> list[Trouble]:
    """Find stacks, then shoots, then duplicates. Only the person's own acts are never touched."""
    if opened.catalog.read(stacks.is_due):
        run = Grouping(opened, job, control)
        run.stack()
        run.suggest()
        opened.catalog.write(stacks.all_done)
        figures.after_changes(opened.catalog, opened.clock)
    likeness.find(opened, job, control)
    while not searching.catch_up(opened.catalog, SOME):
        control.give_way(job.kind)
    return []


class Grouping:
    """One run through the folders that changed, then through all photos in order of time."""

    def __init__(self, opened: Opened, job: Job, control: Control) -> None:
        self._catalog = opened.catalog
        self._clock = opened.clock
        self._kind = job.kind
        self._control = control
        self._counts = control.counts
        self._seen = 0
        self._offered: set[int] = set()
        self._waiting: list[Suggestion] = []

    def stack(self) -> None:
        """Files that are one picture, folder by folder."""
        while (folder_id := self._catalog.write(stacks.next_folder)) is not None:
            self._stack(folder_id)
            self._catalog.write(stacks.folder_done, folder_id)
            self._go_on("stacks")

    def _stack(self, folder_id: int) -> None:
        files = self._catalog.read(stacks.files, folder_id)
        held = self._catalog.read(stacks.held_elsewhere, folder_id, [file.id for file in files])
        own = [file for file in files if file.id not in held]
        found = stacks_among(own)
        changes = self._catalog.read(stacks.compare, [file.id for file in own], found)
        for gone in suggestions.in_batches(changes.gone, stacks.BATCH):
            self._catalog.write(stacks.forget, gone)
        for fresh in _batches(changes.fresh):
            self._catalog.write(stacks.record, fresh)
        self._counts["stacks"] += len(changes.fresh)

    def suggest(self) -> None:
        """Shoots among all photos that are in none that the person kept."""
        for span in shoots.spans(self._dated()):
            self._offer(span)
            self._seen += len(span)
            self._go_on("shoots")
        for shots in self._undated():
            self._offer(shots)
            self._go_on("shoots")
        self._write()
        before = [one for one in self._catalog.read(suggestions.everything) if one not in self._offered]
        for gone in suggestions.in_batches(before, stacks.BATCH):
            self._catalog.write(suggestions.withdraw, gone)
        self._counts["shoots"] = len(self._offered)

    def _dated(self) -> Iterator[Shot]:
        """In order of time; one original is there once."""
        after: suggestions.After | None = suggestions.BEFORE_ALL
        last: tuple[int | None, set[int]] = (None, set())
        while after is not None:
            page, after = self._catalog.read(suggestions.dated, after, PAGE)
            for shot in page:
                if shot.moment != last[0]:
                    last = (shot.moment, set())
                if shot.id not in last[1]:
                    last[1].add(shot.id)
                    yield shot

    def _undated(self) -> Iterator[list[Shot]]:
        """By folder; an original that lies in two is in the first."""
        known: set[int] = set()
        after = 0
        while folders := self._catalog.read(suggestions.folders, after, PAGE):
            after = folders[-1]
            for folder_id in folders:
                found = {shot.id: shot for shot in self._catalog.read(suggestions.undated, folder_id)}
                fresh = [shot for shot in found.values() if shot.id not in known]
                known.update(found)
                if fresh:
                    yield fresh

    def _offer(self, shots: list[Shot]) -> None:
        for one in shoots.shoots(shots):
            found = self._catalog.read(suggestions.suggestion, one)
            if found is not None:
                self._waiting.append(found)
        if sum(len(one.ids) for one in self._waiting) > OFFERED:
            self._write()

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        now = milliseconds(self._clock)
        part: list[Suggestion] = []
        for one in waiting:
            part.append(one)
            if sum(len(each.ids) for each in part) > OFFERED:
                self._offered |= self._catalog.write(suggestions.offer, part, now)
                part = []
        if part:
            self._offered |= self._catalog.write(suggestions.offer, part, now)

    def _go_on(self, phase: str) -> None:
        self._control.report(Progress(phase=phase, photos_done=self._seen, found=len(self._offered)))
        self._control.give_way(self._kind)


def _batches(fresh: tuple[Stack, ...]) -> Iterator[tuple[Stack, ...]]:
    for start in range(0, len(fresh), stacks.BATCH):
        yield fresh[start : start + stacks.BATCH]
