"""An invented SmugMug account: folders, albums, and images that may be collected into several of them."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random

from holdfast.standins.account import NEWEST, Content, content_of
from holdfast.standins.names import CAPTIONS, TAGS
from holdfast.standins.pictures import landscape, small
from holdfast.standins.shots import shot_in

ALBUMS = (
    ("Travel/Japan", "Kyōto in spring"), ("Travel/Japan", "Tokyo"), ("Travel", "Lisbon"), ("Family", "Birthdays"),
    ("Family", "2019"), ("Family", "2019"), ("", "Garden: the first year"), ("Weddings/2023", "Ada & Bo"),
)  # fmt: skip
"""Folder and name. Two of one name in one folder are told apart by their address alone."""


@dataclass(frozen=True, slots=True)
class Image:
    """One image or video as the account holds it."""

    rank: int
    key: str
    album: str
    """The album that owns it; others only collect it."""
    name: str
    serial: int = 0
    kind: str = "jpg"
    caption: str = ""
    keywords: tuple[str, ...] = ()
    withheld: bool = False
    """Listed without `ArchivedUri` and its like."""
    processing: bool = False
    updated: int = NEWEST
    said: dict[str, object] = field(default_factory=dict)
    """What the listing says instead of the truth."""

    @property
    def is_video(self) -> bool:
        return self.kind in ("mp4", "mov")


@dataclass(slots=True)
class Album:
    """One album, with the keys of its images in their order."""

    key: str
    folder: str
    name: str
    images: list[str]
    owner: str
    private: bool = True
    updated: int = NEWEST


class Account:
    """What one person has at SmugMug. Safe to use from several threads."""

    def __init__(
        self, photos: int, seed: int | str, nickname: str, *, clashing: int, odd: bool, pictures: bool
    ) -> None:
        """`clashing`: photos whose name another one of their album has already. `odd`: withheld, processing, videos
        that are given out as a rendition alone, images in several albums, an album of somebody else."""
        self.seed, self.nickname, self.pictures = seed, nickname, pictures
        self._lock = threading.RLock()
        self._images: dict[str, Image] = {}
        self._content: dict[tuple[str, int], Content] = {}
        self.albums: dict[str, Album] = {}
        for number, (folder, name) in enumerate(ALBUMS):
            key = f"A{self._digest(f'album {number}')[:5]}"
            self.albums[key] = Album(key, folder, name, [], nickname, private=number % 3 != 2)
        self._fill(photos, clashing)
        if odd:
            self._make_odd()

    def _fill(self, photos: int, clashing: int) -> None:
        albums = list(self.albums.values())
        for rank in range(photos):
            # The clashing ones come in pairs of neighbours in the one album that is the fullest.
            album = albums[rank * len(albums) // max(1, photos)]
            twin = self._images[album.images[-1]].name if rank % 2 and rank // 2 < clashing and album.images else ""
            kind = "mp4" if rank % 50 == 49 else "png" if rank % 20 == 11 else "jpg"
            self._put(rank, album, twin or f"IMG_{rank:04d}.{kind.upper() if rank % 7 == 3 else kind}", kind)
        images = list(self._images.values())
        for image in [*images[70:-110:97], *images[-1:]]:
            self.change(image.key, name="")  # some programs upload without one

    def _put(self, rank: int, album: Album, name: str, kind: str) -> Image:
        random = Random(f"{self.seed}:{rank}")
        caption = CAPTIONS[random.randrange(len(CAPTIONS))] if rank % 3 else ""
        words = tuple(sorted({TAGS[random.randrange(len(TAGS))] for _ in range(random.randrange(3))}))
        key = f"i{self._digest(f'image {rank}')[:7]}"
        image = Image(rank, key, album.key, name, 0, kind, caption, words, updated=NEWEST - rank * 60)
        self._images[key] = image
        album.images.append(key)
        return image

    def _make_odd(self) -> None:
        """What every account of some age has."""
        images, albums = list(self._images.values()), list(self.albums.values())
        for image in images[7::120]:
            self.change(image.key, withheld=True)
        for image in images[60::400]:
            self.change(image.key, processing=True)
        for image in [each for each in images if each.is_video][1::2]:
            self.change(image.key, withheld=True)
        for image in images[3::40]:
            self.collect(image.key, albums[-1].key if image.album != albums[-1].key else albums[0].key)
        self.albums["Aother"] = Album("Aother", "", "Shared with you", [], "somebody-else")

    # Reading

    def __len__(self) -> int:
        return len(self._images)

    def images(self) -> list[Image]:
        with self._lock:
            return list(self._images.values())

    def image(self, key: str) -> Image | None:
        with self._lock:
            return self._images.get(key)

    def in_album(self, key: str) -> list[Image]:
        """The images of an album in their order."""
        with self._lock:
            return [self._images[each] for each in self.albums[key].images]

    def content(self, image: Image) -> Content:
        """The original, the same bytes every time until it is replaced."""
        with self._lock:
            place = (image.key, image.serial)
            if place not in self._content:
                self._content[place] = content_of(self._made(image))
            return self._content[place]

    def rendition(self, image: Image) -> Content:
        """What is given out of a video instead of what was uploaded."""
        return content_of(small(f"{self.seed}:{image.key}:rendition", "mp4", 900))

    def _made(self, image: Image) -> bytes:
        seed = f"{self.seed}:{image.rank}:{image.serial}"
        if self.pictures and image.kind == "jpg":
            taken = datetime.fromtimestamp(image.updated - 86_400, UTC).replace(tzinfo=None)
            return landscape(seed, shot_in(self.albums[image.album].folder, image.rank, taken), image.caption)
        return small(seed, image.kind, Random(seed).randint(600, 4000))

    # What the owner does

    def change(self, key: str, **fields: object) -> Image:
        """The image with other facts."""
        with self._lock:
            changed: Image = replace(self._images[key], **fields)  # type: ignore[arg-type]
            self._images[key] = changed
            return changed

    def replace(self, key: str, data: bytes) -> Image:
        """Other bytes under the same key: the serial rises."""
        with self._lock:
            image = self.change(key, serial=self._images[key].serial + 1)
            self._content[key, image.serial] = content_of(data)
            return image

    def add(self, name: str, data: bytes, album: str | None = None) -> Image:
        """A new image at the end of an album, of the first one if none is named."""
        with self._lock:
            rank = max((each.rank for each in self._images.values()), default=-1) + 1
            image = self._put(rank, self.albums[album or next(iter(self.albums))], f"{name}.jpg", "jpg")
            self._content[image.key, 0] = content_of(data)
            return image

    def collect(self, key: str, album: str) -> None:
        """Show an image in one more album."""
        with self._lock:
            if key not in self.albums[album].images:
                self.albums[album].images.append(key)

    def remove(self, key: str) -> None:
        with self._lock:
            del self._images[key]
            for album in self._holding(key):
                album.images.remove(key)

    def empty(self) -> None:
        """As a suspended account shows itself."""
        with self._lock:
            self._images.clear()
            for album in self.albums.values():
                album.images.clear()

    def _holding(self, key: str) -> Iterator[Album]:
        return (album for album in self.albums.values() if key in album.images)

    def _digest(self, text: str) -> str:
        return hashlib.md5(f"{self.seed}:{text}".encode(), usedforsecurity=False).hexdigest()
