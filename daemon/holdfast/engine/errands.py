"""Photos whose download is as plain as can be go to a courier, a process of its own: the bytes of many small files cost
most of what one interpreter can do. Whatever is not plain comes back and goes the way of all others."""

import logging
import threading
import uuid
from typing import Generic, NamedTuple, TypeVar

from holdfast.catalog.photos import Wanted
from holdfast.couriers.courier import Courier, Terms, is_possible
from holdfast.couriers.message import Brought, Declined, Errand
from holdfast.engine.crew import Crew
from holdfast.engine.fetch import Fetch
from holdfast.engine.shelf import Arrived
from holdfast.library.digest import Written
from holdfast.library.incoming import Incoming
from holdfast.sources.addresses import Origin
from holdfast.sources.base import Reached
from holdfast.sources.retrying import RetryingSource

log = logging.getLogger(__name__)

ENOUGH = 100
"""With fewer photos the start of the process would not pay."""

LARGEST = 8 * 1024 * 1024
"""Bytes of a photo; a larger one is worth going on with after a fault."""

MANY = 8
"""After so many errands in a row that were not plain there are no more."""

Task = TypeVar("Task")


class _UnderWay(NamedTuple, Generic[Task]):
    task: Task
    wanted: Wanted
    errand: Errand


class Errands(Generic[Task]):
    """What a courier does for one download. `take` and `close` are for one thread."""

    def __init__(
        self, fetch: Fetch, source: RetryingSource, incoming: Incoming, crew: Crew[Task, Arrived], terms: Terms
    ) -> None:
        self._fetch, self._source, self._incoming, self._crew = fetch, source, incoming, crew
        self._under_way: dict[int, _UnderWay[Task]] = {}
        self._number, self._bytes, self._declined = 0, 0, 0
        self._origins: dict[str, Origin] = {}
        self._lock = threading.Lock()
        self._courier = self._started(terms)

    def take(self, task: Task, wanted: Wanted) -> bool:
        """Whether the courier does this one."""
        courier, size = self._courier, wanted.remote.bytes
        if courier is None or not size or size > LARGEST or not self._fetch.has_room(self._bytes + size):
            return False
        asked = self._source.plainly(wanted.remote)
        if asked is None:
            return False
        errand = Errand(self._number, str(asked.origin), asked.head, f"{uuid.uuid4()}.part", size)
        with self._lock:
            if self._courier is None:
                return False
            self._number += 1
            self._origins[errand.origin] = asked.origin
            self._under_way[errand.id] = _UnderWay(task, wanted, errand)
            self._bytes += size
        self._crew.entrust()
        courier.give(errand)
        return True

    def close(self) -> None:
        """No more errands; what is under way is for the threads."""
        courier = self._courier
        if courier is not None:
            courier.end()

    def _started(self, terms: Terms) -> Courier | None:
        folder = self._incoming.handle
        if folder is None or not is_possible():
            return None
        try:
            return Courier(folder, terms, self._reached, self._told, self._lost)
        except OSError as error:
            log.info("there is no courier: %s", error)
            return None

    def _reached(self, origin: str) -> Reached:
        return self._source.reach(self._origins[origin])

    def _told(self, word: Brought | Declined) -> None:
        with self._lock:
            one = self._under_way.pop(word.id)
            self._bytes -= one.errand.size
        arrived = self._arrived(one, word) if isinstance(word, Brought) else None
        self._declined = 0 if arrived is not None else self._declined + 1
        if arrived is not None:
            self._crew.settle(one.task, arrived)
            return
        self._crew.pass_on(one.task)
        if self._declined == MANY:
            self.close()

    def _arrived(self, one: _UnderWay[Task], word: Brought) -> Arrived | None:
        """None: what came is not what it should be; the usual way finds out what it means."""
        written = Written(word.sha256, word.md5, one.errand.size)
        try:
            part = self._incoming.brought(one.errand.part, written, bytes.fromhex(word.head))
            stream = self._source.answered(one.wanted.remote, word.headers)
            if stream is not None:
                return self._fetch.brought(one.wanted, part, stream)
            part.discard()
        except Exception as error:  # noqa: BLE001 - a task that is lost would be waited for without end
            log.info("what a courier brought is not taken: %s", error)
        return None

    def _lost(self) -> None:
        with self._lock:
            self._courier = None
            tasks = [one.task for one in self._under_way.values()]
            self._under_way.clear()
        for task in tasks:
            self._crew.pass_on(task)
