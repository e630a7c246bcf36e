"""When, where and with what an invented photo was taken: a folder is a trip, and a trip has its camera and its days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from PIL import Image
from PIL.TiffImagePlugin import IFDRational


@dataclass(frozen=True, slots=True)
class Camera:
    """What a camera writes of itself."""

    make: str
    model: str
    lens: str
    focal: float


FUJI = Camera("FUJIFILM", "X-T5", "XF 23mm F1.4 R LM WR", 23)
CANON = Camera("Canon", "Canon EOS R6", "RF 24-105mm F4 L IS USM", 35)
NIKON = Camera("NIKON CORPORATION", "NIKON Z 6_2", "NIKKOR Z 14-30mm f/4 S", 20)
PHONE = Camera("Apple", "iPhone 14", "iPhone 14 back dual wide camera 5.7mm f/1.5", 5.7)


@dataclass(frozen=True, slots=True)
class Trip:
    """The first day of it, how many there are, the camera, the hours east of UTC, and about where it was."""

    begins: datetime
    days: int
    camera: Camera
    offset: int
    latitude: float
    longitude: float


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day)  # noqa: DTZ001 - as the clocks there showed it


TRIPS = {
    "2019/Norway": Trip(_day(2019, 7, 2), 3, NIKON, 2, 67.93, 13.09),
    "2019/Norway/Lofoten": Trip(_day(2019, 7, 6), 2, NIKON, 2, 68.21, 14.42),
    "2020/Garden": Trip(_day(2020, 5, 9), 1, FUJI, 2, 48.14, 11.58),
    "2021/Dolomites": Trip(_day(2021, 9, 11), 3, CANON, 2, 46.54, 11.77),
    "2021/Family/Birthdays": Trip(_day(2021, 11, 20), 1, PHONE, 1, 48.14, 11.58),
    "2022/Lisbon": Trip(_day(2022, 4, 15), 3, FUJI, 1, 38.71, -9.14),
    "2022/Family": Trip(_day(2022, 12, 24), 2, PHONE, 1, 48.14, 11.58),
    "2023/Winter walk": Trip(_day(2023, 1, 21), 1, CANON, 1, 47.74, 12.03),
    "2023/Harbour": Trip(_day(2023, 6, 3), 1, FUJI, 2, 53.54, 9.97),
    "2024/Autumn": Trip(_day(2024, 10, 12), 2, CANON, 2, 47.56, 11.29),
    "Trips/2018/Iceland/Day 1": Trip(_day(2018, 6, 18), 1, NIKON, 0, 64.26, -21.12),
    "Trips/2018/Iceland/Day 2": Trip(_day(2018, 6, 19), 1, NIKON, 0, 63.53, -19.51),
    "Trips/2021/Madeira": Trip(_day(2021, 3, 5), 2, CANON, 0, 32.76, -16.95),
    "Home/Garden/Spring": Trip(_day(2022, 3, 27), 1, PHONE, 2, 48.14, 11.58),
}
"""By folder. Photos anywhere else know their day alone, as scans do."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One release of the shutter. `trip`: None when nobody noted anything but the day."""

    taken: datetime
    trip: Trip | None = None


def shot_in(folder: str, number: int, otherwise: datetime) -> Shot:
    """The so-maniest photo of a folder, minutes after the one before."""
    trip = TRIPS.get(folder)
    if trip is None:
        return Shot(otherwise)
    day, minute = number % trip.days, number * 37 % 300
    return Shot(trip.begins + timedelta(days=day, hours=10, minutes=minute, seconds=number * 7 % 60), trip)


def exif_of(shot: Shot, random: Random, caption: str) -> Image.Exif:
    """What the camera would have written into the file."""
    exif, when = Image.Exif(), shot.taken.strftime("%Y:%m:%d %H:%M:%S")
    exif[0x0132], exif[0x0112] = when, 1
    exif[0x010E] = caption.encode("ascii", "replace").decode()
    details = exif.get_ifd(0x8769)
    details[0x9003] = details[0x9004] = when
    if shot.trip is not None:
        _camera(exif, shot.trip, random)
        _place(exif, shot.trip, random)
    return exif


def _camera(exif: Image.Exif, trip: Trip, random: Random) -> None:
    camera, details = trip.camera, exif.get_ifd(0x8769)
    exif[0x010F], exif[0x0110] = camera.make, camera.model
    details[0x9011] = f"{trip.offset:+03d}:00"
    details[0x8827] = random.choice((100, 200, 400, 800))
    details[0x829D] = IFDRational(random.choice((18, 28, 56, 80)), 10)
    details[0x829A] = IFDRational(1, random.choice((60, 125, 250, 500)))
    details[0x920A], details[0xA434] = IFDRational(round(camera.focal * 10), 10), camera.lens


def _place(exif: Image.Exif, trip: Trip, random: Random) -> None:
    """Within a walk of where the trip was."""
    gps = exif.get_ifd(0x8825)
    latitude, longitude = trip.latitude + random.uniform(-0.01, 0.01), trip.longitude + random.uniform(-0.01, 0.01)
    gps[1], gps[2] = "N" if latitude >= 0 else "S", _degrees(abs(latitude))
    gps[3], gps[4] = "E" if longitude >= 0 else "W", _degrees(abs(longitude))


def _degrees(amount: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    minutes = amount % 1 * 60
    return IFDRational(int(amount)), IFDRational(int(minutes)), IFDRational(round(minutes % 1 * 6000), 100)
