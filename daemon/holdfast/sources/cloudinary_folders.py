"""A folder of a Cloudinary account with dynamic folders, and all below it.

The cloud lists one folder at a time, so this walks: the photos of a folder, its sub-folders, the next folder.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from holdfast import errors
from holdfast.domain.photo import MediaType, Page, Refused, RemotePhoto
from holdfast.sources.cloudinary_account import Account
from holdfast.sources.cloudinary_answers import CallRefused
from holdfast.sources.cloudinary_api import AdminApi
from holdfast.sources.cloudinary_rows import FIELDS, PARTS, photo_of

PAGE = 500
WALK = "walk"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a walk stands: the first folder of `todo` is the one that is asked about."""

    todo: tuple[str, ...]
    looks_for: str = "photos"
    """`photos`, then `folders`."""
    next: str | None = None

    def encoded(self) -> str:
        return json.dumps([WALK, self.looks_for, self.next, *self.todo])

    @classmethod
    def decoded(cls, cursor: str) -> "Step":
        """CursorExpired: this is no cursor of a walk."""
        try:
            found = json.loads(cursor)
        except ValueError:
            found = None
        if not isinstance(found, list) or len(found) < 4 or found[0] != WALK or found[1] not in ("photos", "folders"):
            raise errors.CursorExpired("The kept place in the folder cannot be read; its listing begins anew.")
        return cls(tuple(str(folder) for folder in found[3:]), found[1], found[2])

    def after(self, following: str | None, below: list[str]) -> "Step | None":
        """The next step; None when the walk is over."""
        if self.looks_for == "photos":
            return replace(self, next=following, looks_for="photos" if following else "folders")
        todo = (*self.todo, *below)
        if following is not None:
            return Step(todo, "folders", following)
        return Step(todo[1:]) if todo[1:] else None


class Walk:
    """Asks for pages, one call each."""

    def __init__(self, api: AdminApi, account: Account) -> None:
        self._api, self._account = api, account

    def pages(self, start: Step) -> Iterator[Page]:
        """See `Source.list`. A page of folders has no photos."""
        step: Step | None = start
        seen = {start.encoded()}
        while step is not None:
            photos, refused, step = self._page(step)
            cursor = step.encoded() if step else None
            if cursor in seen:
                raise errors.ListingLoop(f"The listing of a folder of {self._account.name} goes round in a circle.")
            seen.add(cursor or "")
            yield Page(photos, cursor, refused)

    def _page(self, step: Step) -> tuple[tuple[RemotePhoto, ...], tuple[Refused, ...], Step | None]:
        answer = self._ask(step)
        following = answer.get("next_cursor")
        following = following if isinstance(following, str) and following else None
        if step.looks_for == "folders":
            return (), (), step.after(following, _folders_in(answer))
        rows = answer.get("resources")
        if not isinstance(rows, list):
            raise errors.ListingBad(f"{self._account.name} sent a listing without rows.")
        found = [photo_of(row, part, "dynamic") for row in rows if (part := _part_of(row)) in PARTS]
        photos = tuple(each for each in found if isinstance(each, RemotePhoto))
        refused = tuple(each for each in found if isinstance(each, Refused))
        return photos, refused, step.after(following, [])

    def _ask(self, step: Step) -> dict[str, object]:
        """The answer; an empty one for a folder that is there no longer."""
        folder = step.todo[0]
        try:
            if step.looks_for == "folders":
                return self._api.get("folders", quote(folder), max_results=PAGE, next_cursor=step.next)
            return self._api.get(
                "resources", "by_asset_folder", asset_folder=folder, max_results=PAGE, next_cursor=step.next,
                fields=",".join(name for name in FIELDS if name != "type"),
            )  # fmt: skip
        except CallRefused as refused:
            if refused.status == 404:
                return {"resources": [], "folders": []}
            if refused.status == 400 and step.next:
                message = f"{self._account.name} no longer knows the kept place in its folder."
                raise errors.CursorExpired(message) from refused
            raise


def is_step(cursor: str) -> bool:
    """Whether a cursor belongs to a walk, and not to a listing of the whole account."""
    return cursor.startswith(f'["{WALK}"')


def _folders_in(answer: dict[str, object]) -> list[str]:
    rows = answer.get("folders")
    found = [row.get("path") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [path for path in found if isinstance(path, str) and path]


def _part_of(row: object) -> tuple[MediaType, str]:
    """Resource type and delivery type, which the listing of a folder does not fix: the address has both."""
    said = row if isinstance(row, dict) else {}
    url = said.get("secure_url") or said.get("url")
    path = urlsplit(url).path.split("/") if isinstance(url, str) else []
    for part in PARTS:
        if any(list(part) == path[at : at + 2] for at in range(len(path))):
            return part
    kind = said.get("resource_type")
    return (kind if kind in ("image", "video", "raw") else "image"), str(said.get("type") or "upload")
