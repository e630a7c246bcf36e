"""An invented account of any size: each asset is worked out from the seed and its rank when somebody asks."""

import hashlib
import re
import threading
from bisect import bisect_right, insort
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random

from holdfast.standins.names import CAPTIONS, FOLDERS, NASTY, PARTS, SAME_NAME, TAGS, part_of
from holdfast.standins.pictures import landscape, small
from holdfast.standins.shots import shot_in

NEWEST = 1_760_000_000
PIECE = 64 * 1024
Part = tuple[str, str]
_RANK = re.compile(r"_(\d{6,})(?:\.\w+)?$")


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset as the account holds it. The lower the rank, the newer."""

    rank: int
    asset_id: str
    public_id: str
    resource_type: str
    type: str
    format: str
    version: int
    created_at: int
    asset_folder: str
    display_name: str
    tags: tuple[str, ...] = ()
    context: dict[str, str] = field(default_factory=dict)
    metadata: dict[str, object] = field(default_factory=dict)
    quirk: str = ""
    revision: int = 0
    said: dict[str, object] = field(default_factory=dict)
    """What the listing says instead of the truth."""

    @property
    def part(self) -> Part:
        return self.resource_type, self.type


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes of an asset. Longer than `data`: `data` over and over, so that a huge one needs no memory."""

    data: bytes
    length: int
    md5: str

    def chunks(self, start: int = 0) -> Iterator[bytes]:
        """The bytes from `start` on, in small pieces."""
        at = start
        while at < self.length:
            offset = at % len(self.data)
            piece = self.data[offset : offset + min(PIECE, self.length - at)]
            yield piece
            at += len(piece)


def content_of(data: bytes, length: int | None = None) -> Content:
    """`data` as content; with `length`, repeated or cut to it."""
    if length is not None and length > len(data):
        data *= PIECE // len(data) + 1
    whole = Content(data, len(data) if length is None else length, "")
    digest = hashlib.md5(usedforsecurity=False)
    for piece in whole.chunks():
        digest.update(piece)
    return replace(whole, md5=digest.hexdigest())


class Account:
    """The assets of one cloud. Safe to use from several threads."""

    def __init__(
        self,
        photos: int,
        seed: int | str,
        *,
        folder_mode: str = "dynamic",
        nasty: bool = True,
        pictures: bool = False,
        size: tuple[int, int] = (600, 4000),
    ) -> None:
        self.seed = seed
        self.dynamic = folder_mode == "dynamic"
        self.pictures = pictures
        self.size = size
        self._lock = threading.RLock()
        self._ranks: dict[Part, list[int]] = {part: [] for part in PARTS}
        self._nasty: dict[int, int] = {}
        for rank in range(photos):
            part = part_of(rank)
            self._ranks[part].append(rank)
            if nasty and part == PARTS[0] and len(self._nasty) < len(NASTY):
                self._nasty[rank] = len(self._nasty)
        self._changed: dict[int, Asset] = {}
        self._added = 0
        self._own: dict[int, Content] = {}
        self._cache: OrderedDict[tuple[int, int], Content] = OrderedDict()
        self._named = {self._place(self.asset(rank)): rank for rank in self._nasty}

    def __len__(self) -> int:
        return sum(len(ranks) for ranks in self._ranks.values())

    def assets(self) -> Iterator[Asset]:
        """All assets there are now, part by part, newest first."""
        for part in PARTS:
            yield from self.after(part, None, len(self))

    def after(self, part: Part, rank: int | None, limit: int) -> list[Asset]:
        """Up to `limit` assets of one listing that follow the one of `rank` (None: from the newest)."""
        with self._lock:
            ranks = self._ranks.get(part, [])
            start = 0 if rank is None else bisect_right(ranks, rank)
            return [self.asset(each) for each in ranks[start : start + limit]]

    def asset(self, rank: int) -> Asset:
        """The asset of this rank, as it is now."""
        return self._changed.get(rank) or self._born(rank)

    def find(self, part: Part, public_id: str) -> Asset | None:
        """The asset of that name, or None."""
        with self._lock:
            rank = self._named.get((part, public_id))
            if rank is None and (found := _RANK.search(public_id)):
                rank = int(found[1])
            if rank is None or not self._holds(part, rank):
                return None
            asset = self.asset(rank)
            return asset if asset.public_id == public_id else None

    def by_id(self, asset_id: str) -> Asset:
        """The asset of that id. KeyError: there is none."""
        with self._lock:
            for ranks in self._ranks.values():
                for rank in ranks:
                    if self.asset(rank).asset_id == asset_id:
                        return self.asset(rank)
        raise KeyError(asset_id)

    def content(self, asset: Asset) -> Content:
        """The original, the same bytes every time until it is replaced."""
        with self._lock:
            own = self._own.get(asset.rank)
            if own is not None:
                return own
            key = (asset.rank, asset.revision)
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        made = content_of(self._make(asset))
        with self._lock:
            self._cache[key] = made
            while len(self._cache) > 400:
                self._cache.popitem(last=False)
        return made

    def change(self, asset: Asset, **fields: object) -> Asset:
        """The asset with other fields, kept; a new name is found, the old one no longer."""
        with self._lock:
            self._named.pop(self._place(asset), None)
            changed: Asset = replace(asset, **fields)  # type: ignore[arg-type]
            self._changed[asset.rank] = changed
            self._named[self._place(changed)] = asset.rank
            return changed

    def set_content(self, asset: Asset, content: Content) -> None:
        with self._lock:
            self._own[asset.rank] = content

    def remove(self, asset: Asset) -> None:
        with self._lock:
            self._ranks[asset.part].remove(asset.rank)
            self._named.pop(self._place(asset), None)

    def add(self, public_id: str, part: Part, form: str, content: Content, **fields: object) -> Asset:
        """A new asset, newer than all others."""
        with self._lock:
            self._added += 1
            rank = -self._added
            folder, _, name = public_id.rpartition("/")
            made = Asset(
                rank, self._id(rank), public_id, *part, form, NEWEST + self._added, NEWEST + self._added, folder, name
            )
            self._own[rank] = content
            insort(self._ranks[part], rank)
            return self.change(made, **fields)

    def empty(self) -> None:
        """Take everything away, as a suspended account shows itself."""
        with self._lock:
            for ranks in self._ranks.values():
                ranks.clear()

    def _place(self, asset: Asset) -> tuple[Part, str]:
        return asset.part, asset.public_id

    def _holds(self, part: Part, rank: int) -> bool:
        ranks = self._ranks.get(part, [])
        at = bisect_right(ranks, rank)
        return at > 0 and ranks[at - 1] == rank

    def _id(self, rank: int) -> str:
        return hashlib.md5(f"{self.seed}:{rank}".encode(), usedforsecurity=False).hexdigest()

    def _make(self, asset: Asset) -> bytes:
        seed = f"{self.seed}:{asset.rank}:{asset.revision}"
        if self.pictures and asset.format == "jpg":
            taken = datetime.fromtimestamp(asset.created_at - 86_400, UTC)
            shot = shot_in(asset.asset_folder, asset.rank, taken.replace(tzinfo=None))
            return landscape(seed, shot, asset.context.get("caption", ""))
        form = asset.format or asset.public_id.rpartition(".")[2]
        return small(seed, form, Random(seed + "size").randint(*self.size))

    def _born(self, rank: int) -> Asset:
        random = Random(f"{self.seed}:{rank}")
        part = part_of(rank)
        folder, name, form, quirk = self._names(rank, part, random)
        created = NEWEST - 3607 * rank - random.randrange(3000)
        caption = CAPTIONS[random.randrange(len(CAPTIONS))]
        return Asset(
            rank=rank,
            asset_id=self._id(rank),
            public_id=self._public_id(rank, part, folder, name),
            resource_type=part[0],
            type=part[1],
            format=form if part[0] != "raw" else "",
            version=created + 5,
            created_at=created,
            asset_folder=folder,
            display_name=name,
            tags=tuple(sorted({TAGS[random.randrange(len(TAGS))] for _ in range(random.randrange(3))})),
            context={"caption": caption, "alt": f"{caption} ({name})"} if rank % 3 else {},
            metadata={"rating": rank % 5, "people": ["Ada", "Bo"], "place": folder} if rank % 4 == 1 else {},
            quirk=quirk,
        )

    def _names(self, rank: int, part: Part, random: Random) -> tuple[str, str, str, str]:
        """Folder, name, format and quirk."""
        if rank in self._nasty:
            odd = NASTY[self._nasty[rank]]
            return odd.folder, odd.name, odd.form, odd.quirk
        folder = FOLDERS[random.randrange(len(FOLDERS))]
        if part[0] == "raw":
            return folder, f"scan_{rank:06d}.pdf", "pdf", ""
        if part[0] == "video":
            return folder, f"clip_{rank:06d}", "mp4", ""
        if self.dynamic and self._nasty and rank % 20 in (17, 19) and rank < 40:
            return *SAME_NAME, "jpg", "same"
        return folder, f"IMG_{rank:06d}", "png" if rank % 20 == 11 and not self.pictures else "jpg", ""

    def _public_id(self, rank: int, part: Part, folder: str, name: str) -> str:
        """In a fixed account the folder is part of the public id; in a dynamic one it has nothing to do with it."""
        if rank in self._nasty or not self.dynamic:
            return f"{folder}/{name}" if folder else name
        if part[0] == "raw":
            return f"{self._id(rank)[:6]}_{rank:06d}.pdf"
        return f"{self._id(rank)[:6]}_{rank:06d}"
