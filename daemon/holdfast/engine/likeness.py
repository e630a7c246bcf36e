"""Finds duplicates: new prints are compared with all others, and the pairs that resemble each other become groups."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from holdfast.catalog import Connection, likenesses
from holdfast.catalog.jobs import Job, Progress
from holdfast.domain.duplicates import Group, Match, Pair, Reason, classed, grouped, reason
from holdfast.engine.control import Control
from holdfast.engine.setup import Opened

if TYPE_CHECKING:
    from holdfast.domain.likeness_search import Prints

PAGE = 5000
BATCH = 400
"""Prints that are compared, and written down as compared, together."""

GROUPS = 60
"""Groups written together."""


def find(opened: Opened, job: Job, control: Control) -> None:
    """Compare what has not been compared and group anew. Gives way, and goes on later where it was."""
    wanted = opened.catalog.read(likenesses.due)
    if wanted:
        Search(opened, job, control).run(wanted)
    group(opened)


class Search:
    """One run over all prints that nobody has compared yet."""

    def __init__(self, opened: Opened, job: Job, control: Control) -> None:
        from holdfast.domain.likeness_search import Drawers  # here: numpy takes long to load, and few runs need it

        self._opened = opened
        self._job = job
        self._control = control
        self._prints = opened.catalog.read(_prints)
        self._drawers = Drawers(self._prints)
        self._row = {int(one): row for row, one in enumerate(self._prints.ids)}

    def run(self, wanted: Sequence[int]) -> None:
        """Each batch is kept before the next begins."""
        done = 0
        for batch in _batches(wanted):
            self._control.give_way(self._job.kind)
            self._control.report(Progress(phase="comparing", photos_done=done, photos_total=len(wanted)))
            known = [one for one in batch if one in self._row]
            self._opened.catalog.write(likenesses.keep, known, list(self._compared(known)))
            done += len(batch)
        self._control.counts["compared"] += done

    def _compared(self, batch: Sequence[int]) -> Iterator[Pair]:
        import numpy as np

        from holdfast.domain.likeness_measure import laid_over

        near = self._drawers.near(np.array([self._row[one] for one in batch], dtype=np.int64))
        whole, detail, moved = laid_over(self._prints.tone, near)
        ids = self._prints.ids
        ends = [int(ids[row]) for row in {*near.first.tolist(), *near.second.tolist()}]
        looks = self._opened.catalog.read(likenesses.looks, ends)
        best: dict[tuple[int, int], Pair] = {}
        for at, (first, second, turn) in enumerate(zip(near.first, near.second, near.turn, strict=True)):
            one, other = int(ids[first]), int(ids[second])
            match = Match(float(whole[at]), float(detail[at]), float(moved[at]), int(turn))
            kind = classed(match, looks[one], looks[other])
            if kind is not None:
                pair = Pair(min(one, other), max(one, other), kind, round((1 - match.detail) * 1000))
                key = (pair.first, pair.second)
                best[key] = min(pair, best.get(key, pair), key=lambda found: (found.kind != "same", found.distance))
        yield from best.values()


def _batches(wanted: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(wanted), BATCH):
        yield wanted[at : at + BATCH]


def _prints(db: Connection) -> "Prints":
    import numpy as np

    from holdfast.domain.likeness_search import Prints

    ids, dhash, phash, tones, last = [], [], [], [], 0
    while page := likenesses.after(db, last, PAGE):
        last = page[-1]["original_id"]
        ids += [row["original_id"] for row in page]
        dhash += [row["dhash"] for row in page]
        phash += [row["phash"] for row in page]
        tones.append(b"".join(row["tone"] for row in page))
    tone = np.frombuffer(b"".join(tones), np.uint8).reshape(len(ids), 256)
    signed = [np.array(column, dtype=np.int64) for column in (ids, dhash, phash)]
    return Prints(signed[0], signed[1].view(np.uint64), signed[2].view(np.uint64), tone)


def group(opened: Opened) -> None:
    """Make the groups anew of all pairs. A group that is as it was keeps its number."""
    pairs = opened.catalog.read(likenesses.pairs)
    worth = opened.catalog.read(likenesses.worths, {one for pair in pairs for one in (pair.first, pair.second)})
    found: dict[Group, Reason] = {
        one: reason(worth[one.keeper], [worth[other] for other, _ in one.others])
        for one in grouped(pairs, worth, opened.catalog.read(likenesses.apart))
    }
    kept = _drop_the_gone(opened, found)
    new = [(one, why) for one, why in found.items() if one not in kept]
    sizes = {one: each.bytes for one, each in worth.items()}
    for at in range(0, len(new), GROUPS):
        opened.catalog.write(likenesses.add, new[at : at + GROUPS], sizes)


def _drop_the_gone(opened: Opened, found: dict[Group, Reason]) -> set[Group]:
    """Those of which the person has said all there is stay closed: undoing it opens them."""
    standing = opened.catalog.read(likenesses.standing)
    kept = {one.group for one in standing if one.group in found and one.reason == found[one.group]}
    gone = [one.id for one in standing if one.group not in kept]
    for at in range(0, len(gone), GROUPS):
        opened.catalog.write(likenesses.drop, gone[at : at + GROUPS])
    return kept
