"""Faults on order: planned one by one, or drawn by a seed so that the same run fails the same way."""

import hashlib
import threading
from collections import Counter
from dataclasses import dataclass

BYTES = ("reset", "truncate", "no_length_cut", "stall", "429:1", "500", "502", "503", "html", "wrong_bytes")
"""What may befall the delivery of an original. A number after the colon: seconds, or what the fault needs."""

LISTING = ("reset", "truncate", "500", "502", "503", "429:1", "420:2", "cut_json")
"""What may befall a page of a listing."""

S3_LISTING = ("reset", "truncate", "500", "502", "503", "429:1", "cut")
"""The same for the S3 stand-in: its pages are XML."""


@dataclass(slots=True)
class Planned:
    """One fault on order: for the next `times` matching requests, after `skip` of them went well."""

    kind: str
    where: str
    key: str | None
    times: int
    skip: int

    def takes(self, where: str, key: str) -> bool:
        if self.times <= 0 or self.where not in (where, "any") or self.key not in (None, key):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


class Faults:
    """What goes wrong. `rate`: share of the requests for bytes, `listing_rate`: of the pages of a listing.

    By chance one key (a photo, a page) is hit at most `per_key` times, so that trying again succeeds in the end.
    """

    def __init__(
        self,
        seed: int | str = 0,
        *,
        rate: float = 0.0,
        kinds: tuple[str, ...] = BYTES,
        listing_rate: float = 0.0,
        listing_kinds: tuple[str, ...] = LISTING,
        per_key: int = 2,
    ) -> None:
        self.seed = seed
        self.rates = {"bytes": (rate, kinds), "listing": (listing_rate, listing_kinds)}
        self.per_key = per_key
        self.happened: Counter[str] = Counter()
        self._planned: list[Planned] = []
        self._asked: Counter[tuple[str, str]] = Counter()
        self._hit: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def plan(self, kind: str, *, where: str = "bytes", key: str | None = None, times: int = 1, skip: int = 0) -> None:
        """Order a fault. `where`: bytes, listing, api or any; `key`: asset_id, `image/upload`, S3 key or bucket."""
        with self._lock:
            self._planned.append(Planned(kind, where, key, times, skip))

    def clear(self) -> None:
        """From now on nothing goes wrong."""
        with self._lock:
            self._planned.clear()
            self.rates = {}

    def draw(self, where: str, key: str) -> str:
        """What goes wrong with this request; empty when nothing does."""
        with self._lock:
            for planned in self._planned:
                if planned.takes(where, key):
                    return self._note(planned.kind)
            return self._by_chance(where, key)

    def _by_chance(self, where: str, key: str) -> str:
        """Decided by seed, key and how often the key was asked for: threads change nothing about it."""
        rate, kinds = self.rates.get(where, (0.0, ()))
        place = (where, key)
        self._asked[place] += 1
        if rate <= 0 or self._hit[place] >= self.per_key:
            return ""
        text = f"{self.seed}|{where}|{key}|{self._asked[place]}"
        number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        if (number >> 16) / 2**48 >= rate:
            return ""
        self._hit[place] += 1
        return self._note(kinds[number % len(kinds)])

    def _note(self, kind: str) -> str:
        self.happened[kind] += 1
        return kind
