"""The looks at accounts that are under way, each with a number that the page asks for."""

import itertools
import logging
import threading
from collections import OrderedDict

from holdfast.engine.examine import Examination
from holdfast.errors import HoldfastError

log = logging.getLogger(__name__)

MOST = 4
"""So many are kept; the oldest one ends when there is one more."""


class Checks:
    """Used by several requests at once."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, Examination] = OrderedDict()

    def begin(self, examination: Examination) -> int:
        """Start it, under a number of its own."""
        with self._lock:
            number = next(self._numbers)
            self._kept[number] = examination
            dropped = [self._kept.popitem(last=False)[1] for _ in range(len(self._kept) - MOST)]
        for old in dropped:
            old.stop()
        threading.Thread(target=_run, args=(examination,), name="examination", daemon=True).start()
        return number

    def look(self, number: int) -> Examination | None:
        """The one of that number; None: there is none any more."""
        with self._lock:
            return self._kept.get(number)


def _run(examination: Examination) -> None:
    """The whole of a thread: the page waits for a word, whatever happens."""
    try:
        examination.run()
    except Exception:
        log.exception("an account could not be looked at")
        examination.fails(HoldfastError("Something in Holdfast went wrong while it looked at this account."))
