"""A raw file that can be developed: DNG with what a grey wall looks like to a sensor."""

import struct

from tagged import Entries, directory

PLAIN: Entries = [
    (0x0102, 3, 16), (0x0103, 3, 1), (0x0106, 3, 32803), (0x0115, 3, 1), (0x828D, 3, [2, 2]), (0x828E, 1, b"\0\1\1\2"),
]  # fmt: skip
CALIBRATED: Entries = [
    (0xC612, 1, [1, 4, 0, 0]), (0xC614, 2, b"Leica One\0"), (0xC61D, 4, 16383),
    (0xC621, 10, [(1, 1), (0, 1), (0, 1), (0, 1), (1, 1), (0, 1), (0, 1), (0, 1), (1, 1)]), (0xC628, 5, [(1, 1)] * 3),
]  # fmt: skip


def dng(width: int, height: int, orientation: int, preview: tuple[bytes, int, int] | None = None) -> bytes:
    """`preview`: a JPEG and its size, as cameras put one inside."""
    sensor, at = struct.pack("<H", 9000) * (width * height), 4096
    main: Entries = [
        (0x00FE, 4, 0), (0x0100, 4, width), (0x0101, 4, height), (0x010F, 2, b"Leica Camera AG\0"),
        (0x0110, 2, b"Leica One\0"), (0x0111, 4, at), (0x0112, 3, orientation), (0x0116, 4, height),
        (0x0117, 4, len(sensor)), *PLAIN, *CALIBRATED, *([(0x014A, 4, 2048)] if preview else []),
    ]  # fmt: skip
    whole = bytearray(at) + sensor
    whole[:8] = b"II*\0\x08\0\0\0"
    _lay(whole, 8, main)
    if preview is not None:
        jpeg, across, down = preview
        _lay(whole, 2048, [
            (0x00FE, 4, 1), (0x0100, 4, across), (0x0101, 4, down), (0x0102, 3, [8, 8, 8]), (0x0103, 3, 7),
            (0x0106, 3, 6), (0x0111, 4, len(whole)), (0x0115, 3, 3), (0x0116, 4, down), (0x0117, 4, len(jpeg)),
        ])  # fmt: skip
        whole += jpeg
    return bytes(whole)


def _lay(whole: bytearray, place: int, entries: Entries) -> None:
    data = directory(entries, place)
    whole[place : place + len(data)] = data
