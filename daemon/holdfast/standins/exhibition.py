"""The bucket of the demo: landscapes of its own some folders deep, twins of the Cloudinary cloud's, and odd ones."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO
from typing import TypeVar

from PIL import Image

from holdfast.standins.account import Asset
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.names import CAPTIONS
from holdfast.standins.pictures import landscape
from holdfast.standins.s3 import S3StandIn
from holdfast.standins.shots import shot_in

T = TypeVar("T")
R = TypeVar("R")

FOLDERS = ("Trips/2018/Iceland/Day 1", "Trips/2018/Iceland/Day 2", "Trips/2021/Madeira", "Home/Garden/Spring", "Home")
OWN = 12
"""Photos that the bucket alone has; the last two are encrypted by KMS and uploaded in parts."""
TWIN_OF_EVERY = 4
SENT = 3
"""Photos of the cloud that came back through a messenger: smaller, squeezed, and with nothing noted in them."""
ARCHIVED = "Negatives/1998/Roll 7/0001.jpg"


def hang(cloud: StandIn, bucket: S3StandIn) -> int:
    """Make all the pictures, and fill the bucket; how many of its photos are twins of the cloud's."""
    pictures = [photo for photo in cloud.photos if photo.format == "jpg"]
    _at_once(cloud.account.content, pictures)
    twins = pictures[::TWIN_OF_EVERY]
    for photo in twins:
        bucket.put(_twin_key(photo), cloud.content(photo.asset_id), content_type="image/jpeg")
    for number, data in enumerate(_at_once(_picture, range(OWN + 1))):
        _put(bucket, number, data)
    bucket.put("Trips/", b"")
    for photo in pictures[1 : 1 + SENT]:
        bucket.put(f"Messages/{photo.display_name}-sent.jpg", sent(cloud.content(photo.asset_id)))
    return len(twins)


def _at_once(make: Callable[[T], R], things: Iterable[T]) -> list[R]:
    """Drawing leaves Python's lock alone for most of its time: two threads take half as long."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(make, things))


def _picture(number: int) -> bytes:
    otherwise = datetime(2018, 6, 1, 7) + timedelta(days=17 * number)  # noqa: DTZ001 - as the clocks there showed it
    shot = shot_in(FOLDERS[number % len(FOLDERS)], number, otherwise)
    return landscape(f"bucket:{number}", shot, CAPTIONS[number % len(CAPTIONS)])


def sent(data: bytes) -> bytes:
    """What a messenger makes of a photo."""
    out = BytesIO()
    with Image.open(BytesIO(data)) as image:
        image.resize((720, 480), Image.Resampling.BICUBIC).save(out, "JPEG", quality=62)
    return out.getvalue()


def _put(bucket: S3StandIn, number: int, data: bytes) -> None:
    if number == OWN:
        bucket.put(ARCHIVED, data, content_type="image/jpeg")
        bucket.archive(ARCHIVED, "DEEP_ARCHIVE")
        return
    key = f"{FOLDERS[number % len(FOLDERS)]}/DSC_{4100 + number}.jpg"
    if number == OWN - 1:
        bucket.put(key, data, content_type="image/jpeg", part_size=64 * 1024)
    else:
        bucket.put(key, data, content_type="image/jpeg", kms=number == OWN - 2)


def _twin_key(photo: Asset) -> str:
    return f"Phone/{photo.asset_folder or 'Camera'}/{photo.display_name}.jpg"
