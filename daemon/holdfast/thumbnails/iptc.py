"""What IPTC says: the captions of newspapers, in records of a letter's length, since 1991."""

from collections.abc import Iterator

from holdfast.thumbnails.said import Said, Time

MOST_RECORDS = 2000
_UTF8 = b"\x1b%G"
_IPTC = 0x0404


def of_photoshop(block: bytes) -> bytes:
    """The IPTC among Photoshop's resources, as an APP13 segment has them; empty: there is none."""
    place = block.find(b"8BIM")
    while place >= 0 and block[place : place + 4] == b"8BIM":
        named = block[place + 6 : place + 7]
        start = place + 6 + ((1 + (named[0] if named else 0) + 1) & ~1)
        length = int.from_bytes(block[start : start + 4], "big")
        if int.from_bytes(block[place + 4 : place + 6], "big") == _IPTC:
            return block[start + 4 : start + 4 + length]
        place = start + 4 + length + (length & 1)
    return b""


def read(data: bytes) -> Said:
    """What the records say."""
    records = list(_records(data))
    utf8 = any(key == (1, 90) and value.startswith(_UTF8) for key, value in records)
    texts: dict[int, list[str]] = {}
    for (record, number), value in records:
        if record == 2:
            texts.setdefault(number, []).append(_text(value, utf8))

    def first(number: int) -> str | None:
        return next(iter(texts.get(number, [])), None)

    return {
        "title": first(5),
        "caption": first(120),
        "keywords": texts.get(25, []),
        "creator": "; ".join(texts.get(80, [])) or None,
        "copyright": first(116),
        "times": list(_times(first(55), first(60))),
    }


def _records(data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    place = 0
    for _ in range(MOST_RECORDS):
        if data[place : place + 1] != b"\x1c" or len(data) < place + 5:
            return
        length = int.from_bytes(data[place + 3 : place + 5], "big")
        if length & 0x8000:  # longer than any caption: such records hold pictures
            return
        yield (data[place + 1], data[place + 2]), data[place + 5 : place + 5 + length]
        place += 5 + length


def _text(value: bytes, utf8: bool) -> str:
    """Without a word about its alphabet it is that of the West, unless it can only be UTF-8."""
    try:
        return value.decode().strip("\0 ")
    except UnicodeDecodeError:
        return value.decode("utf-8" if utf8 else "cp1252", errors="replace").strip("\0 ")


def _times(day: str | None, clock: str | None) -> Iterator[Time]:
    if day is None or len(day) != 8:
        return
    said = f"{day[:4]}:{day[4:6]}:{day[6:]}"
    if clock and len(clock) >= 6:
        said += f" {clock[:2]}:{clock[2:4]}:{clock[4:6]}"
    yield Time(said, clock[6:11] if clock and len(clock) >= 11 else None, "IPTC DateCreated")
