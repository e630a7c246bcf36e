"""The API of the SmugMug stand-in: who one is, albums, their images, one image, with every oddity of the true one."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import quote

from holdfast.standins.smugmug_account import Account, Album, Image
from holdfast.standins.wire import Reply

T = TypeVar("T")
API = "/api/v2"
MOST = 100
"""As many rows as a page has at most, however many are asked for."""


def said(response: Mapping[str, object], expansions: Mapping[str, object] | None = None) -> Reply:
    body: dict[str, object] = {"Response": response, "Code": 200, "Message": "Ok"}
    if expansions:
        body["Expansions"] = expansions
    return Reply(200, {"Content-Type": "application/json"}, json.dumps(body).encode())


def failed(status: int, message: str) -> Reply:
    body = json.dumps({"Code": status, "Message": message}).encode()
    return Reply(status, {"Content-Type": "application/json"}, body)


class Api:
    """Answers what the product asks, and refuses all else."""

    def __init__(self, account: Account, base: Callable[[], str], sees_all: Callable[[], bool]) -> None:
        self.account, self.base, self.sees_all = account, base, sees_all
        self.overcount: dict[str, int] = {}
        """So many more than there are in an album, says its `Total`."""

    def answer(self, path: str, query: Mapping[str, str], fault: str) -> Reply:
        """The answer to a call below /api/v2."""
        call = path.removeprefix(API)
        if call == "!authuser":
            user = {"NickName": self.account.nickname, "Name": "Ada", "Uri": self._user(self.account.nickname)}
            return said({"User": user, "UriDescription": "User By Nickname"})
        if call == f"/user/{self.account.nickname}!albums":
            return self._albums(call, query)
        kind, _, rest = call.lstrip("/").partition("/")
        key, _, what = rest.partition("!")
        if kind == "album" and what == "images":
            return self._images(call, key, query, fault)
        if kind == "image":
            return self._image(key.partition("-")[0], what)
        return failed(404, "Not Found")

    # Albums

    def _albums(self, call: str, query: Mapping[str, str]) -> Reply:
        shown = [album for album in self.account.albums.values() if not album.private or self.sees_all()]
        start, page, pages = self._page(call, shown, query, len(shown))
        expanded: dict[str, object] = {}
        if "ParentFolders" in query.get("_expand", ""):
            expanded = {f"{self._album(album)}!parents": {"Folder": self._parents(album)} for album in page}
        rows = [self._shown_album(album) for album in page]
        return said({"Album": rows, "Pages": pages | {"Start": start}}, expanded)

    def _shown_album(self, album: Album) -> dict[str, object]:
        address = f"{album.folder}/{album.name}".replace(" ", "-").strip("/")
        return {
            "AlbumKey": album.key, "Name": album.name, "UrlName": address.rpartition("/")[2], "UrlPath": f"/{address}",
            "ImageCount": len(album.images), "LastUpdated": moment(album.updated), "Uri": self._album(album),
            "Privacy": "Private" if album.private else "Public",
            "Uris": {
                "User": {"Uri": self._user(album.owner)}, "AlbumImages": {"Uri": f"{self._album(album)}!images"},
                "ParentFolders": {"Uri": f"{self._album(album)}!parents"},
            },
        }  # fmt: skip

    def _parents(self, album: Album) -> list[dict[str, object]]:
        """The folders above, the nearest first; the account's own one, without a name, is the last."""
        parts = album.folder.split("/") if album.folder else []
        above: list[dict[str, object]] = [
            {"Name": name, "UrlPath": f"/{'/'.join(parts[: at + 1])}"} for at, name in enumerate(parts)
        ]
        return [*reversed(above), {"Name": "", "UrlPath": "/"}]

    # Images

    def _images(self, call: str, key: str, query: Mapping[str, str], fault: str) -> Reply:
        album = self.account.albums.get(key)
        if album is None or (album.private and not self.sees_all()):
            return failed(404, "Not Found")
        images = self.account.in_album(key)
        start, page, pages = self._page(call, images, query, len(images) + self.overcount.get(key, 0))
        if fault == "repeat_cursor":
            start, page, pages = self._page(call, images, {**query, "start": "1"}, len(images) + MOST * 50)
        if fault == "duplicate_rows":
            page = [*page, *page[: len(page) // 2 + 1]]
        expanded: dict[str, object] = {}
        if "LargestVideo" in query.get("_expand", ""):
            for image in page:
                if image.is_video and not image.processing:
                    expanded[f"{self._uri(image)}!largestvideo"] = {"LargestVideo": self._largest_video(image)}
        response: dict[str, object] = {"Pages": pages | {"Start": start}}
        if page:  # an album without images has no such list at all
            response["AlbumImage"] = [self.shown(image) for image in page]
        return said(response, expanded)

    def _image(self, key: str, what: str) -> Reply:
        image = self.account.image(key)
        if image is None:
            return failed(404, "Not Found")
        if what == "largestvideo" and image.is_video:
            return said({"LargestVideo": self._largest_video(image)})
        return said({"Image": self.shown(image)}) if not what else failed(404, "Not Found")

    def shown(self, image: Image) -> dict[str, object]:
        """The image as a listing shows it."""
        content, uri = self.account.content(image), self._uri(image)
        row: dict[str, object] = {
            "ImageKey": image.key, "Serial": image.serial, "UploadKey": str(9_000_000 + image.rank), "Uri": uri,
            "FileName": image.name, "Title": "", "Caption": image.caption, "Keywords": "; ".join(image.keywords),
            "KeywordArray": list(image.keywords), "Format": "MP4" if image.is_video else image.kind.upper(),
            "PreferredDisplayFileExtension": "MP4" if image.is_video else image.kind.upper(),
            "IsVideo": image.is_video, "Processing": image.processing, "Hidden": image.rank % 31 == 30,
            "Watermarked": False, "Date": moment(image.updated - 7 * 3600), "LastUpdated": moment(image.updated),
            "DateTimeUploaded": moment(image.updated), "DateTimeOriginal": moment(image.updated - 7 * 3600 - 86_400),
            "Latitude": "0.00000000000000", "Longitude": "0", "OriginalWidth": 1080, "OriginalHeight": 720,
            "OriginalSize": content.length, "ComponentFileTypes": {}, "Origin": "upload", "CanShare": True,
            "NewFieldOfTomorrow": [1, None],
            "Uris": {name: {"Uri": where} for name, where in self._relations(image, uri)},
        }  # fmt: skip
        if not image.withheld and not image.processing:
            row["ArchivedUri"] = f"{self.base()}{self.place(image)}"
            row["ArchivedMD5"], row["ArchivedSize"] = content.md5, content.length
        row.update(image.said)
        return row

    def _relations(self, image: Image, uri: str) -> list[tuple[str, str]]:
        video = [("LargestVideo", f"{uri}!largestvideo")] if image.is_video else []
        return [("ImageAlbum", f"{API}/album/{image.album}"), ("LargestImage", f"{uri}!largestimage"), *video]

    def place(self, image: Image) -> str:
        """Where the original lies: every replacement elsewhere."""
        name = quote(image.name.rpartition(".")[0] or image.key)
        return f"/photos/i-{image.key}/{image.serial}/{self.account.content(image).md5[:8]}/D/{name}-D.{image.kind}"

    def _largest_video(self, image: Image) -> dict[str, object]:
        made = self.account.rendition(image)
        url = f"{self.base()}/photos/i-{image.key}/{image.serial}/{made.md5[:8]}/1920/{image.key}-1920.mp4"
        return {"Url": url, "MD5": made.md5, "Size": made.length, "Width": 1920, "Height": 1080, "Ext": "mp4"}

    # Pages

    @staticmethod
    def _page(
        call: str, rows: Sequence[T], query: Mapping[str, str], total: int
    ) -> tuple[int, list[T], dict[str, object]]:
        start, asked = _number(query, "start", 1), _number(query, "count", 10)
        count = min(asked, MOST)
        page = list(rows[start - 1 : start - 1 + count])
        pages: dict[str, object] = {"Total": total, "Count": len(page), "RequestedCount": asked}
        if start - 1 + len(page) < total:
            pages["NextPage"] = f"{API}{call}?start={start + count}&count={count}"
        if (start - 1) % count:
            pages["Misaligned"] = True
        return start, page, pages

    def _user(self, nickname: str) -> str:
        return f"{API}/user/{nickname}"

    def _album(self, album: Album) -> str:
        return f"{API}/album/{album.key}"

    def _uri(self, image: Image) -> str:
        return f"{API}/image/{image.key}-{image.serial}"


def moment(seconds: int) -> str:
    """A time as SmugMug writes it, with a zone that is not to be believed."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _number(query: Mapping[str, str], name: str, otherwise: int) -> int:
    given = query.get(name, "")
    return max(1, int(given)) if given.isdigit() else otherwise
