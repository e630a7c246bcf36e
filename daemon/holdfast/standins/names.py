"""Names of an invented account: ordinary ones, and all those that have broken a backup program before."""

from dataclasses import dataclass

FOLDERS = (
    "2019/Norway", "2019/Norway/Lofoten", "2020/Garden", "2021/Dolomites", "2021/Family/Birthdays", "2022/Lisbon",
    "2022/Family", "2023/Winter walk", "2023/Harbour", "2024/Autumn", "Scans", "",
)  # fmt: skip

CAPTIONS = (
    "Evening over the hills", "Morning fog", "First snow", "The lake at noon", "On the way home", "Northern light",
    "Summer rain", "View from the hut", "Low sun", "Quiet bay", "Last light", "Above the valley",
)  # fmt: skip

TAGS = ("holiday", "family", "best", "print", "ünïcödé", "to sort")

PARTS = (
    ("image", "upload"), ("image", "private"), ("image", "authenticated"),
    ("video", "upload"), ("video", "private"), ("video", "authenticated"),
    ("raw", "upload"), ("raw", "private"), ("raw", "authenticated"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nasty:
    """A name with a trap. `quirk`: what is odd in its row of the listing."""

    folder: str
    name: str
    form: str = "jpg"
    quirk: str = ""


NASTY = (
    Nasty("Straße/Ångström", "日本の写真"),
    Nasty("up/../../outside", "passwd"),
    Nasty("dots/./here", "..."),
    Nasty("Twins", "IMG_7"),
    Nasty("twins", "img_7"),
    Nasty("", "trips"),
    Nasty("trips", "beach"),
    Nasty("Long", "長" * 80),
    Nasty("Long", "x" * 240),
    Nasty("Accents", "cafe\u0301"),
    Nasty("Accents", "caf\u00e9"),
    Nasty("Reserved", "CON"),
    Nasty("Reserved", "aux .txt"),
    Nasty("Reserved", "end."),
    Nasty("Signs", "🏖️ beach 100 days"),
    Nasty("Signs", "turned \u202egpj.exe"),
    Nasty("Signs", 'it\'s "so" *: good* |'),
    Nasty("Signs", "zero\u200bwidth"),
    Nasty("Dots", "photo.jpg"),
    Nasty("Dots", "photo.jpeg"),
    Nasty("Dots", "many.dots.in.it", "png"),
    Nasty("Spaces ", " spaced "),
    Nasty("Odd rows", "no_size", quirk="bytes"),
    Nasty("Odd rows", "no_version", quirk="version"),
    Nasty("Odd rows", "no_width", quirk="width"),
    Nasty("Odd rows", "no_etag", quirk="etag"),
)

SAME_NAME = ("Same", "Sunset")
"""In a dynamic account two assets may show the same name in the same folder."""


def part_of(rank: int) -> tuple[str, str]:
    """Which of the nine listings the asset of this rank is in."""
    slot = rank % 20
    if slot == 18:
        return (PARTS[4], PARTS[5], PARTS[7], PARTS[8])[rank // 20 % 4]
    return {12: PARTS[1], 13: PARTS[2], 14: PARTS[3], 15: PARTS[3], 16: PARTS[6]}.get(slot, PARTS[0])
