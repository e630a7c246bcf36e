"""A Cloudinary account and a bucket that are used alike, each backed up into a place of its own."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hurried import HurriedClock
from workplace import Workplace

from holdfast.engine import setup
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn


class CloudinaryAccount:
    """See `Bucket`. Keys are asset ids."""

    def __init__(self, photos: int) -> None:
        self.standin = StandIn(photos, seed=5, nasty=False)
        self.broken_page = "cut_json"

    def join(self, place: Workplace, name: str) -> None:
        setup.add_cloudinary(place.opened, name, self.standin.url)

    def keys(self) -> list[str]:
        return [photo.asset_id for photo in self.standin.photos]

    def add(self, name: str, data: bytes) -> str:
        return self.standin.add(name, data).asset_id

    def replace(self, key: str, data: bytes) -> None:
        self.standin.replace(key, data)

    def rename(self, key: str, name: str) -> None:
        self.standin.rename(key, name)

    def fail_page(self, kind: str, *, after: int, times: int = 50) -> None:
        """Let every page after so many go wrong."""
        self.standin.faults.plan(kind, where="listing", times=times, skip=after)

    def fetched(self) -> int:
        return self.standin.asked("delivery") + self.standin.asked("download")


class Bucket:
    """A bucket with pages of five keys."""

    def __init__(self, photos: int) -> None:
        self.standin = S3StandIn()
        self.standin.answers.listing.most = 5
        self.broken_page = "bad_xml"
        for number in range(photos):
            self.add(f"trip {number % 3}/IMG_{number:03d}.jpg", b"\xff\xd8\xff photo %d \xff\xd9" % number)

    @property
    def place(self) -> Mapping[str, str]:
        return {"bucket": self.standin.bucket, "endpoint_url": self.standin.endpoint}

    def join(self, place: Workplace, name: str) -> None:
        secret = {"access_key_id": self.standin.key, "secret_access_key": self.standin.secret}
        setup.add_s3(place.opened, name, self.place, secret)

    def keys(self) -> list[str]:
        return self.standin.keys()

    def add(self, name: str, data: bytes) -> str:
        self.standin.put(name, data)
        return name

    def replace(self, key: str, data: bytes) -> None:
        self.standin.put(key, data)

    def rename(self, key: str, name: str) -> None:
        self.standin.rename(key, name)

    def fail_page(self, kind: str, *, after: int, times: int = 50) -> None:
        probe = 1  # what tells the ways of a bucket lists some keys
        self.standin.faults.plan(kind, where="listing", times=times, skip=after + probe)

    def fetched(self) -> int:
        return self.standin.asked("bytes")


AnyCloud = CloudinaryAccount | Bucket
KINDS: Mapping[str, type[CloudinaryAccount] | type[Bucket]] = {"cloudinary": CloudinaryAccount, "s3": Bucket}


def workplace(folder: Path, *clouds: AnyCloud) -> Workplace:
    """A place that backs these clouds up and does not wait between tries."""
    place = Workplace(folder)
    place.opened = replace(place.opened, clock=HurriedClock())
    for number, cloud in enumerate(clouds):
        cloud.join(place, f"travel{number}" if number else "travel")
        cloud.standin.forget()
    return place
