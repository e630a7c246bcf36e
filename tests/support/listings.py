"""Listings made up for the catalog's tests: a source, photos, complete listings of them, all of them safe."""

import dataclasses

from holdfast.catalog import Catalog, Connection, absences, listing, originals, photos, sessions, sources, statistics
from holdfast.domain.photo import Checksum, Page, Refused, RemotePhoto


def make_source(catalog: Catalog, name: str = "cloud") -> int:
    return catalog.write(
        lambda db: sources.add(
            db, uid=name, name=name, kind="cloudinary", folder=name, settings={}, credentials={"a": "b"}, at=1
        )
    )


def photo(number: int, **changes: object) -> RemotePhoto:
    plain = RemotePhoto(
        key=f"k{number}", name=f"IMG_{number}.jpg", folder=("2024",), bytes=100 + number,
        checksum=Checksum("md5", f"{number:032x}"), version="1", tags=("sea",), context={"caption": "a"},
    )  # fmt: skip
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def scan(
    catalog: Catalog, source: int, *pages: list[RemotePhoto], refused: tuple[Refused, ...] = (), at: int = 1
) -> absences.Ending:
    session = catalog.write(lambda db: sessions.begin(db, "scan", source, None, 1))
    for number, page in enumerate(pages):
        cursor = None if number == len(pages) - 1 else f"c{number}"
        catalog.write(listing.record_page, source, session, Page(tuple(page), cursor, refused), at)
    listed = catalog.read(absences.listed_in, source, session)
    return catalog.write(absences.finish, source, "cloud", session, listed, at + 1)


def make_safe(catalog: Catalog, source: int) -> None:
    def all_safe(db: Connection) -> None:
        for wanted in photos.wanted(db, source, "pending", 0, 10_000, 0):
            sha = f"{wanted.id:064x}"
            held = originals.by_sha256(db, sha)
            original = held.id if held else originals.add(
                db, sha256=sha, md5=sha[:32], bytes=1, path=f"cloud/{wanted.id}", path_folded=f"cloud/{wanted.id}", at=1
            )  # fmt: skip
            photos.is_safe(db, wanted.id, original, "md5", None, 1)

    catalog.write(all_safe)


def counts(catalog: Catalog, source: int) -> statistics.Counts:
    found = catalog.read(statistics.per_source)[source]
    assert found.listed == found.safe + found.pending + found.failed + found.skipped
    return found
