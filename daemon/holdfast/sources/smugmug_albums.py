"""The albums of the one who signed in, with the folders that they lie in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfast import errors
from holdfast.sources.smugmug_account import Account
from holdfast.sources.smugmug_api import API, Api
from holdfast.sources.smugmug_values import number, text

PAGE = 100
TRIES = 3
"""So often the list is asked for when it changes while it is read."""
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Album:
    """One album. `path`: the names of its folders and its own."""

    key: str
    path: tuple[str, ...]
    images: int
    updated: str = ""


class Albums:
    """Asks for the list: one call for a hundred albums."""

    def __init__(self, api: Api, account: Account) -> None:
        self._api, self._account = api, account

    def all(self) -> list[Album]:
        """Every album once, in the order of their keys, which nothing that happens in the account changes."""
        for _ in range(TRIES):
            rows, total = self._rows()
            if len(rows) == total:
                break
        else:
            raise errors.ListingBad(f"The list of albums of {self._account.name} changes while it is read.")
        own = (row for row in rows.values() if self._is_own(row))
        return _apart(sorted(own, key=lambda row: row.key))

    def _rows(self) -> tuple[dict[str, "_Row"], int]:
        rows: dict[str, _Row] = {}
        start, total = 1, 0
        for _ in range(MOST_PAGES):
            answer = self._api.get(
                f"/user/{self._account.nickname}!albums", start=start, count=PAGE, _expand="ParentFolders"
            )
            page, total, count = page_of(answer, "Album", start, self._account)
            rows |= {row.key: row for row in (_row(each, answer) for each in page) if row is not None}
            start += count
            if count == 0 or start > total:
                return rows, total
        raise errors.ListingLoop(f"The list of albums of {self._account.name} has no end.")

    def _is_own(self, row: "_Row") -> bool:
        return row.owner in ("", f"{API}/user/{self._account.nickname}".lower())


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    folders: tuple[str, ...]
    name: str
    images: int
    updated: str
    owner: str


def _row(row: object, answer: Mapping[str, object]) -> _Row | None:
    if not isinstance(row, dict) or not text(row.get("AlbumKey")):
        return None
    key = text(row["AlbumKey"])
    uris = row.get("Uris")
    name = text(row.get("Name")) or text(row.get("UrlName")) or key
    folders = _folders(expanded(answer, uri_of(uris, "ParentFolders")), text(row.get("UrlPath")))
    owner = uri_of(uris, "User").lower()
    return _Row(key, folders, name, number(row.get("ImageCount")) or 0, text(row.get("LastUpdated")), owner)


def _folders(found: Mapping[str, object], path: str) -> tuple[str, ...]:
    """The folders above an album by their names; where these were not told, as the address spells them."""
    listed = found.get("Folder")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    if not rows:
        return tuple(part for part in path.split("/") if part)[:-1]
    above = sorted(rows, key=lambda row: text(row.get("UrlPath")).rstrip("/").count("/"))
    return tuple(name for name in (text(row.get("Name")) for row in above) if name)


def _apart(rows: Iterable[_Row]) -> list[Album]:
    """Two albums of one name in one folder are told apart by their key, the same way each time."""
    taken: set[tuple[str, ...]] = set()
    albums: list[Album] = []
    for row in rows:
        path = (*row.folders, row.name)
        path = path if path not in taken else (*row.folders, f"{row.name} ({row.key})")
        taken.add(path)
        albums.append(Album(row.key, path, row.images, row.updated))
    return albums


def page_of(answer: Mapping[str, object], name: str, start: int, account: Account) -> tuple[list[object], int, int]:
    """The rows of a page, the total that it speaks of, and how far it goes on: the cloud may give fewer than asked."""
    response = answer["Response"]
    assert isinstance(response, dict)  # `judged` has seen to it
    pages, rows = response.get("Pages"), response.get(name, [])
    if not isinstance(pages, dict) or not isinstance(rows, list):
        raise errors.ListingBad(f"{account.name} sent a listing that does not say how it goes on.")
    total, begun = number(pages.get("Total")), number(pages.get("Start"))
    if total is None:
        raise errors.ListingBad(f"{account.name} sent a listing that does not say how long it is.")
    if begun is not None and rows and begun < start:
        raise errors.ListingLoop(f"The listing of {account.name} goes round in a circle.")
    counted = number(pages.get("Count"))
    return rows, total, len(rows) if counted is None else min(counted, len(rows))


def uri_of(uris: object, name: str) -> str:
    """Where a thing's relation is, by the name of the relation."""
    found = uris.get(name) if isinstance(uris, dict) else None
    return text(found.get("Uri")) if isinstance(found, dict) else text(found)


def expanded(answer: Mapping[str, object], uri: str) -> Mapping[str, object]:
    """What came along of a relation, because it was asked for."""
    found = answer.get("Expansions")
    value = found.get(uri) if isinstance(found, dict) else None
    return value if isinstance(value, dict) else {}
